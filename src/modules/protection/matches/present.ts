import type { FoundWork } from '../../catalog/index.ts';
import type { Episode } from '../service/parts.ts';
import type { MatchView } from './contract.ts';
import type { SeenMatch } from './repo.ts';

/** A work's title in the language that it was made in. */
export function titleOf(work: FoundWork | undefined): string {
  return (work?.texts.find(({ language }) => language === work.originalLanguage) ?? work?.texts[0])?.title ?? '';
}

export function presentMatch(row: SeenMatch, work: FoundWork | undefined, episode: Episode | undefined): MatchView {
  return {
    id: row.id,
    suspectId: row.suspect_id,
    suspectName: row.suspect_name,
    suspectDurationMs: row.suspect_duration_ms,
    workId: row.work_id,
    workTitle: titleOf(work),
    episodeId: row.episode_id,
    episodeNumber: episode?.number ?? 0,
    score: row.score_bps / 10_000,
    copiedMs: row.copied_ms,
    segments: row.segments,
    transformations: row.transformations,
    edits: row.edits,
    remake: row.remake,
    state: row.state,
    decision: row.decision,
    caseId: row.case_id,
    url: row.url,
    host: row.host,
    account: row.account,
    strip: row.strip,
    current: row.is_current && episode?.video?.sha256 === row.video_sha256,
    foundAt: row.found_at.toISOString(),
  };
}
