/** Rows as the contract shows them. Pure: the day and the related rows are given. */
import type { Asset, Episode, ImportRun, SubtitleTrack, Work, WorkSummary } from './contract.ts';
import { filingStateOn, type Filing } from './filing.ts';
import type { DerivationRow } from './repo/works.ts';
import type { AssetRow, EpisodeRow, ImportFileRow, ImportRow, TrackRow, WorkRow } from './tables.ts';

/** The title that stands for a work where only one fits: that of the original language, else the first. */
export function titleOf(work: Pick<WorkRow, 'texts'> & { original_language?: string }): string {
  return (work.texts.find((text) => text.language === work.original_language) ?? work.texts[0]!).title;
}

function filingOf(row: WorkRow): Filing | null {
  return row.filing_number === null ? null : { number: row.filing_number, validFrom: row.filing_from, validUntil: row.filing_until };
}

export function presentSummary(row: WorkRow, today: string): WorkSummary {
  return {
    id: row.id,
    kind: row.kind,
    orientation: row.orientation,
    making: row.making,
    status: row.status,
    texts: row.texts,
    genres: row.genres as WorkSummary['genres'],
    coverAssetId: row.cover_asset_id,
    filingState: filingStateOn(filingOf(row), today),
    episodeCount: row.episode_count,
    plannedEpisodes: row.planned_episodes,
    totalDurationMs: Number(row.total_duration_ms),
    trashedAt: row.trashed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A work as other modules know it: with its filing, without its relations. */
export type FoundWork = WorkSummary & Pick<Work, 'originalLanguage' | 'filing'>;
export function presentFound(row: WorkRow, today: string): FoundWork {
  return { ...presentSummary(row, today), originalLanguage: row.original_language, filing: filingOf(row) };
}

export function presentWork(
  row: WorkRow,
  today: string,
  related: { sources: readonly DerivationRow[]; derived: readonly DerivationRow[] },
): Work {
  const refOf = (other: DerivationRow): Work['derivesFrom'][number] => ({
    workId: other.workId,
    title: titleOf(other),
    kind: other.kind,
    how: other.how,
  });
  return {
    ...presentSummary(row, today),
    originalLanguage: row.original_language,
    filing: filingOf(row),
    derivesFrom: related.sources.map(refOf),
    derivedWorks: related.derived.map(refOf),
    createdAt: row.created_at.toISOString(),
  };
}

export function presentAsset(row: AssetRow): Asset {
  return {
    id: row.id,
    role: row.role,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    mediaType: row.media_type,
    filename: row.filename,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentTrack(row: TrackRow): SubtitleTrack {
  return {
    id: row.id,
    language: row.language,
    format: row.format,
    encoding: row.encoding,
    cueCount: row.cue_count,
    warnings: row.warnings,
    filename: row.filename,
  };
}

export function presentEpisode(row: EpisodeRow, video: AssetRow | undefined, tracks: readonly TrackRow[]): Episode {
  return {
    id: row.id,
    workId: row.work_id,
    number: row.number,
    title: row.title,
    durationMs: row.duration_ms,
    width: row.width,
    height: row.height,
    video: video ? presentAsset(video) : null,
    tracks: tracks.map(presentTrack),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function presentImport(run: ImportRow, files: readonly ImportFileRow[]): ImportRun {
  const counts = { waiting: 0, stored: 0, unchanged: 0, failed: 0, ignored: 0 };
  let totalBytes = 0;
  let receivedBytes = 0;
  for (const file of files) {
    counts[file.state === 'receiving' ? 'waiting' : file.state]++;
    if (file.state === 'ignored') continue;
    totalBytes += Number(file.size_bytes);
    receivedBytes += file.state === 'waiting' ? 0 : file.state === 'receiving' ? Number(file.received_bytes) : Number(file.size_bytes);
  }
  return {
    id: run.id,
    workId: run.work_id,
    state: run.state,
    files: files.map((file) => ({
      path: file.path,
      sizeBytes: Number(file.size_bytes),
      role: file.role,
      number: file.number,
      language: file.language,
      state: file.state,
      error: file.error,
    })),
    counts,
    notes: run.notes,
    totalBytes,
    receivedBytes,
    createdAt: run.created_at.toISOString(),
  };
}
