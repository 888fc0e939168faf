import type { ColumnType, Selectable } from 'kysely';
import type { assetRoles, ImportNote, Work, workText } from './contract.ts';
import type { z } from 'zod';

type Json<T> = ColumnType<T, string, string>;
type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
type Made = ColumnType<Date, Date, never>;

export type WorkText = z.output<typeof workText>;
export type FileError = { code: string; params: Record<string, string | number | boolean | null> };

/** The catalogue's tables as SQL sees them. Written by migrations/, read by the repos of this folder alone. */
export type CatalogTables = {
  works: {
    id: string;
    organisation_id: string;
    kind: Work['kind'];
    orientation: Work['orientation'];
    making: Work['making'];
    status: Work['status'];
    original_language: string;
    texts: Json<WorkText[]>;
    genres: string[];
    planned_episodes: number | null;
    filing_number: string | null;
    filing_from: string | null;
    filing_until: string | null;
    cover_asset_id: string | null;
    episode_count: number;
    total_duration_ms: Int8;
    title_sort: string;
    search_tokens: string[];
    trashed_at: Date | null;
    created_at: Made;
    updated_at: Date;
  };
  work_derivations: { organisation_id: string; work_id: string; from_work_id: string; how: Work['derivesFrom'][number]['how'] };
  episodes: {
    id: string;
    organisation_id: string;
    work_id: string;
    number: number;
    title: string;
    duration_ms: number | null;
    width: number | null;
    height: number | null;
    video_asset_id: string | null;
    created_at: Made;
    updated_at: Date;
  };
  assets: {
    id: string;
    organisation_id: string;
    role: AssetRole;
    sha256: string;
    size_bytes: Int8;
    media_type: string;
    filename: string;
    owner_id: string;
    created_at: Made;
  };
  object_removals: { sha256: string; due_at: Date };
  subtitle_tracks: {
    id: string;
    organisation_id: string;
    episode_id: string;
    language: string;
    format: 'srt' | 'vtt' | 'ass';
    encoding: string;
    cue_count: number;
    warnings: Json<{ code: string; count: number }[]>;
    cues: Json<StoredCue[]>;
    filename: string;
    asset_id: string;
    created_at: Made;
  };
  import_runs: {
    id: string;
    organisation_id: string;
    work_id: string;
    source: 'browser' | 'folder';
    state: 'open' | 'done' | 'cancelled';
    notes: Json<ImportNote[]>;
    created_at: Made;
    updated_at: Date;
  };
  import_files: {
    import_id: string;
    organisation_id: string;
    position: number;
    path: string;
    size_bytes: Int8;
    role: 'episode' | 'subtitle' | 'cover' | 'ignored';
    number: number | null;
    language: string | null;
    state: FileState;
    error: Json<FileError | null>;
    upload_id: string | null;
    received_bytes: Int8;
  };
};

export type AssetRole = (typeof assetRoles)[number];
export type FileState = 'waiting' | 'receiving' | 'stored' | 'unchanged' | 'failed' | 'ignored';
export type StoredCue = { id: string; startMs: number; endMs: number; text: string; speaker?: string };

export type WorkRow = Omit<Selectable<CatalogTables['works']>, 'search_tokens' | 'title_sort'>;
export type EpisodeRow = Selectable<CatalogTables['episodes']>;
export type AssetRow = Selectable<CatalogTables['assets']>;
export type TrackRow = Omit<Selectable<CatalogTables['subtitle_tracks']>, 'cues'>;
export type ImportRow = Selectable<CatalogTables['import_runs']>;
export type ImportFileRow = Selectable<CatalogTables['import_files']>;
