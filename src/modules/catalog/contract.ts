/** What the catalogue promises: works, episodes, assets, subtitle tracks, imports and uploads. */
import { z } from 'zod';
import { calendarDate, defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';

export const workKinds = ['micro_drama', 'novel', 'film', 'script'] as const;
export const workStatuses = ['draft', 'in_production', 'ready', 'released', 'archived'] as const;
export const orientations = ['vertical', 'horizontal'] as const;
export const makings = ['acted', 'animated', 'ai_made'] as const;
export const derivations = ['adaptation', 'sequel', 'remake', 'translation', 'spin_off'] as const;
export const genres = [
  'romance',
  'ceo',
  'revenge',
  'rebirth',
  'time_travel',
  'family',
  'palace',
  'fantasy',
  'xianxia',
  'urban',
  'war_god',
  'son_in_law',
  'mystery',
  'thriller',
  'comedy',
  'youth',
  'rural',
  'era',
  'werewolf',
  'mafia',
  'sci_fi',
  'other',
] as const;

/** BCP 47, e.g. `zh-CN`, `en`. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export const workText = z.object({ language, title: z.string().trim().min(1).max(200), synopsis: z.string().max(5000).default('') });

/** China's filing of a micro-drama (备案号), with the days on which it holds. */
const filingDay = calendarDate.refine((day) => day >= '1990-01-01', { error: 'A filing is not older than filings are.' }).nullable();
export const filing = z
  .object({ number: z.string().trim().min(1).max(64), validFrom: filingDay, validUntil: filingDay })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    path: ['validUntil'],
    error: 'The last day is before the first.',
  });
export const filingStates = ['missing', 'not_yet', 'valid', 'expiring', 'expired'] as const;

const ms = z.number().int().min(0);

export const workInput = z.object({
  kind: z.enum(workKinds).default('micro_drama'),
  orientation: z.enum(orientations).default('vertical'),
  making: z.enum(makings).default('acted'),
  status: z.enum(workStatuses).default('draft'),
  originalLanguage: language.default('zh-CN'),
  /** One a language; the first is shown where a reader's own is missing. */
  texts: z.array(workText).min(1).max(40),
  genres: z.array(z.enum(genres)).max(10).default([]),
  plannedEpisodes: z.number().int().min(1).max(2000).nullable().default(null),
  filing: filing.nullable().default(null),
  derivesFrom: z
    .array(z.object({ workId: z.string(), how: z.enum(derivations) }))
    .max(20)
    .default([]),
});
export type WorkInput = z.input<typeof workInput>;

/** Fields left out stay; `expectedUpdatedAt` refuses the change where somebody else's came between. */
export const workChange = z
  .object({
    kind: z.enum(workKinds),
    orientation: z.enum(orientations),
    making: z.enum(makings),
    status: z.enum(workStatuses),
    originalLanguage: language,
    texts: z.array(workText).min(1).max(40),
    genres: z.array(z.enum(genres)).max(10),
    plannedEpisodes: z.number().int().min(1).max(2000).nullable(),
    filing: filing.nullable(),
    derivesFrom: z.array(z.object({ workId: z.string(), how: z.enum(derivations) })).max(20),
    expectedUpdatedAt: instant,
  })
  .partial();
export type WorkChange = z.input<typeof workChange>;

export const workSummary = z.object({
  id: z.string(),
  kind: z.enum(workKinds),
  orientation: z.enum(orientations),
  making: z.enum(makings),
  status: z.enum(workStatuses),
  texts: z.array(workText),
  genres: z.array(z.enum(genres)),
  coverAssetId: z.string().nullable(),
  filingState: z.enum(filingStates),
  episodeCount: z.number().int(),
  plannedEpisodes: z.number().int().nullable(),
  totalDurationMs: z.number(),
  trashedAt: instant.nullable(),
  updatedAt: instant,
});
export type WorkSummary = z.output<typeof workSummary>;

export const workRef = z.object({ workId: z.string(), title: z.string(), kind: z.enum(workKinds), how: z.enum(derivations) });
export const work = workSummary.extend({
  originalLanguage: z.string(),
  filing: filing.nullable(),
  derivesFrom: z.array(workRef),
  derivedWorks: z.array(workRef),
  createdAt: instant,
});
export type Work = z.output<typeof work>;

export const assetRoles = [
  'episode_video',
  'cover',
  'subtitle',
  'filmstrip',
  'key_pictures',
  'clip',
  'poster',
  'import_file',
  'document',
  'evidence',
  'suspect',
  'fingerprint',
  'strip',
] as const;
export const asset = z.object({
  id: z.string(),
  role: z.enum(assetRoles),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number(),
  mediaType: z.string(),
  filename: z.string(),
  createdAt: instant,
});
export type Asset = z.output<typeof asset>;

export const subtitleFormats = ['srt', 'vtt', 'ass'] as const;
export const subtitleCue = z.object({ id: z.string(), startMs: ms, endMs: ms, text: z.string(), speaker: z.string().optional() });
export const subtitleTrack = z.object({
  id: z.string(),
  language: z.string(),
  format: z.enum(subtitleFormats),
  /** As found: `utf-8`, `utf-16le`, `utf-16be`, `gb18030`. */
  encoding: z.string(),
  cueCount: z.number().int(),
  /** What was put right on reading: codes such as `media.cues_overlapping` with how many. */
  warnings: z.array(z.object({ code: z.string(), count: z.number().int() })),
  filename: z.string(),
});
export type SubtitleTrack = z.output<typeof subtitleTrack>;

export const episode = z.object({
  id: z.string(),
  workId: z.string(),
  number: z.number().int().min(1),
  title: z.string(),
  durationMs: ms.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  video: asset.nullable(),
  tracks: z.array(subtitleTrack),
  updatedAt: instant,
});
export type Episode = z.output<typeof episode>;

/** What hangs on a work, for the person who is about to delete it. */
export const dependents = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['episode', 'asset', 'subtitle_track', 'analysis', 'hook', 'clip', 'derived_work', 'campaign', 'fingerprint', 'match']),
      count: z.number().int(),
      sizeBytes: z.number(),
      examples: z.array(z.string()),
    }),
  ),
});

// ── Imports ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** How a file of a folder is understood from its name. */
export const plannedFile = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  role: z.enum(['episode', 'subtitle', 'cover', 'ignored']),
  number: z.number().int().nullable(),
  language: z.string().nullable(),
  state: z.enum(['waiting', 'receiving', 'stored', 'unchanged', 'failed', 'ignored']),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
});
/** What to know of a folder before it is imported: `catalog.numbers_missing`, `catalog.numbers_repeated` … */
export const importNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ImportNote = z.output<typeof importNote>;
export const importRun = z.object({
  id: z.string(),
  workId: z.string(),
  state: z.enum(['open', 'done', 'cancelled']),
  files: z.array(plannedFile),
  counts: z.object({ waiting: z.number(), stored: z.number(), unchanged: z.number(), failed: z.number(), ignored: z.number() }),
  notes: z.array(importNote),
  totalBytes: z.number(),
  receivedBytes: z.number(),
  createdAt: instant,
});
export type ImportRun = z.output<typeof importRun>;

const workParams = z.object({ workId: z.string() });
const episodeParams = z.object({ episodeId: z.string() });
const importParams = z.object({ importId: z.string() });
const notFound = ['catalog.work_not_found'] as const;

export const catalogContract = defineContract({
  module: 'catalog',
  schemas: {
    Work: work,
    WorkSummary: workSummary,
    NewWork: workInput,
    Episode: episode,
    Asset: asset,
    SubtitleTrack: subtitleTrack,
    ImportRun: importRun,
    PlannedFile: plannedFile,
  },
  permissions: {
    'catalog.read': ['owner', 'operator', 'editor', 'viewer'],
    'catalog.write': ['owner', 'editor'],
    'catalog.delete': ['owner'],
  },
  routes: {
    listWorks: {
      id: 'catalog.list_works',
      method: 'GET',
      path: '/api/v1/works',
      summary: 'Works, newest change first; `query` finds words of a title in any language, two Chinese characters too, and pinyin.',
      access: 'catalog.read',
      query: pageQuery.extend({
        query: z.string().max(200).optional(),
        kind: z.enum(workKinds).optional(),
        status: z.enum(workStatuses).optional(),
        genre: z.enum(genres).optional(),
        trashed: z.stringbool().default(false),
        sort: z.enum(['updated', 'title', 'created']).default('updated'),
      }),
      response: pageOf(workSummary).extend({
        /** Counted as far as it is quick: up to 100,000, with several filters 10,000, of a search 1,000. */ total: z.number().int(),
        totalIsExact: z.boolean(),
      }),
    },
    createWork: {
      id: 'catalog.create_work',
      method: 'POST',
      path: '/api/v1/works',
      summary: 'Add a work.',
      access: 'catalog.write',
      body: workInput,
      response: work,
      status: 201,
      errors: [...notFound, 'catalog.languages_repeated', 'catalog.derivation_cycle'],
      example: { texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }], genres: ['revenge'] },
    },
    getWork: {
      id: 'catalog.get_work',
      method: 'GET',
      path: '/api/v1/works/:workId',
      summary: 'One work.',
      access: 'catalog.read',
      params: workParams,
      response: work,
      errors: notFound,
    },
    updateWork: {
      id: 'catalog.update_work',
      method: 'PATCH',
      path: '/api/v1/works/:workId',
      summary: 'Change a work; fields left out stay.',
      access: 'catalog.write',
      params: workParams,
      body: workChange,
      response: work,
      errors: [...notFound, 'catalog.work_changed', 'catalog.derivation_cycle', 'catalog.languages_repeated'],
    },
    setCover: {
      id: 'catalog.set_cover',
      method: 'PUT',
      path: '/api/v1/works/:workId/cover',
      summary: 'The cover, sent as the picture itself (JPEG, PNG or WebP, at most 20 MB); answers with the work.',
      access: 'catalog.write',
      params: workParams,
      errors: [...notFound, 'catalog.cover_unreadable', 'catalog.cover_too_large'],
    },
    removeCover: {
      id: 'catalog.remove_cover',
      method: 'DELETE',
      path: '/api/v1/works/:workId/cover',
      summary: 'Take the cover away.',
      access: 'catalog.write',
      params: workParams,
      response: work,
      errors: notFound,
    },
    getDependents: {
      id: 'catalog.get_dependents',
      method: 'GET',
      path: '/api/v1/works/:workId/dependents',
      summary: 'What would go with a work.',
      access: 'catalog.read',
      params: workParams,
      response: dependents,
      errors: notFound,
    },
    trashWork: {
      id: 'catalog.trash_work',
      method: 'POST',
      path: '/api/v1/works/:workId/trash',
      summary: 'First step of deleting: put a work aside; it can be restored.',
      access: 'catalog.write',
      params: workParams,
      response: work,
      errors: notFound,
    },
    restoreWork: {
      id: 'catalog.restore_work',
      method: 'POST',
      path: '/api/v1/works/:workId/restore',
      summary: 'Take a work back from the trash.',
      access: 'catalog.write',
      params: workParams,
      response: work,
      errors: notFound,
    },
    deleteWork: {
      id: 'catalog.delete_work',
      method: 'DELETE',
      path: '/api/v1/works/:workId',
      summary: 'Second step: delete a trashed work for good, with all that depends on it; `confirmTitle` must be its title.',
      access: 'catalog.delete',
      params: workParams,
      body: z.object({ confirmTitle: z.string() }),
      response: z.object({}),
      errors: [...notFound, 'catalog.work_not_trashed', 'catalog.title_mismatch'],
    },
    listEpisodes: {
      id: 'catalog.list_episodes',
      method: 'GET',
      path: '/api/v1/works/:workId/episodes',
      summary: 'Episodes in order.',
      access: 'catalog.read',
      params: workParams,
      response: z.object({ items: z.array(episode) }),
      errors: notFound,
    },
    getEpisode: {
      id: 'catalog.get_episode',
      method: 'GET',
      path: '/api/v1/episodes/:episodeId',
      summary: 'One episode.',
      access: 'catalog.read',
      params: episodeParams,
      response: episode,
      errors: ['catalog.episode_not_found'],
    },
    updateEpisode: {
      id: 'catalog.update_episode',
      method: 'PATCH',
      path: '/api/v1/episodes/:episodeId',
      summary: 'Change the number or title of an episode.',
      access: 'catalog.write',
      params: episodeParams,
      body: z.object({ number: z.number().int().min(1).max(2000).optional(), title: z.string().max(200).optional() }),
      response: episode,
      errors: ['catalog.episode_not_found', 'catalog.number_taken'],
    },
    deleteEpisode: {
      id: 'catalog.delete_episode',
      method: 'DELETE',
      path: '/api/v1/episodes/:episodeId',
      summary: 'Delete an episode with its assets.',
      access: 'catalog.write',
      params: episodeParams,
      response: z.object({}),
      errors: ['catalog.episode_not_found'],
    },
    addTrack: {
      id: 'catalog.add_track',
      method: 'POST',
      path: '/api/v1/episodes/:episodeId/tracks',
      summary: 'Add or replace a subtitle track, sent as the file itself (SRT, VTT or ASS, at most 5 MB); answers with the episode.',
      access: 'catalog.write',
      params: episodeParams,
      query: z.object({ filename: z.string().max(300), language: language.optional() }),
      errors: ['catalog.episode_not_found', 'media.subtitles_unreadable', 'catalog.subtitle_too_large'],
    },
    getTrackCues: {
      id: 'catalog.get_track_cues',
      method: 'GET',
      path: '/api/v1/tracks/:trackId/cues',
      summary: 'The cues of a subtitle track.',
      access: 'catalog.read',
      params: z.object({ trackId: z.string() }),
      response: z.object({ items: z.array(subtitleCue) }),
      errors: ['catalog.track_not_found'],
    },
    deleteTrack: {
      id: 'catalog.delete_track',
      method: 'DELETE',
      path: '/api/v1/tracks/:trackId',
      summary: 'Remove a subtitle track.',
      access: 'catalog.write',
      params: z.object({ trackId: z.string() }),
      response: z.object({}),
      errors: ['catalog.track_not_found'],
    },
    getAssetContent: {
      id: 'catalog.get_asset_content',
      method: 'GET',
      path: '/api/v1/assets/:assetId/content',
      summary: 'The bytes of an asset; ranges are answered; `download=1` names the file.',
      access: 'catalog.read',
      params: z.object({ assetId: z.string() }),
      query: z.object({ download: z.stringbool().default(false) }),
      errors: ['catalog.asset_not_found', 'storage.object_missing'],
    },
    startImport: {
      id: 'catalog.start_import',
      method: 'POST',
      path: '/api/v1/imports',
      summary: 'Plan an import from the names and sizes of a folder, into a work or a new one.',
      access: 'catalog.write',
      body: z.object({
        workId: z.string().optional(),
        title: z.string().max(200).optional(),
        files: z
          .array(z.object({ path: z.string().min(1).max(1000), sizeBytes: z.number().int().min(0) }))
          .min(1)
          .max(5000),
      }),
      response: importRun,
      status: 201,
      errors: [...notFound, 'catalog.work_trashed', 'catalog.import_needs_title', 'catalog.import_empty'],
    },
    getImport: {
      id: 'catalog.get_import',
      method: 'GET',
      path: '/api/v1/imports/:importId',
      summary: 'How far an import is.',
      access: 'catalog.read',
      params: importParams,
      response: importRun,
      errors: ['catalog.import_not_found'],
    },
    cancelImport: {
      id: 'catalog.cancel_import',
      method: 'POST',
      path: '/api/v1/imports/:importId/cancel',
      summary: 'Stop an import; what was stored stays.',
      access: 'catalog.write',
      params: importParams,
      response: importRun,
      errors: ['catalog.import_not_found'],
    },
    describeUploads: {
      id: 'catalog.describe_uploads',
      method: 'OPTIONS',
      path: '/api/v1/uploads',
      summary: 'What of tus 1.0 is understood.',
      access: 'catalog.write',
    },
    upload: {
      id: 'catalog.upload',
      method: 'POST',
      path: '/api/v1/uploads',
      summary: 'Resumable upload of one file of an import (tus 1.0; metadata importId and path).',
      access: 'catalog.write',
    },
    uploadState: {
      id: 'catalog.upload_state',
      method: 'GET',
      path: '/api/v1/uploads/:uploadId',
      summary: 'How much of an upload is here (tus 1.0 asks with HEAD).',
      access: 'catalog.write',
      params: z.object({ uploadId: z.string() }),
      errors: ['catalog.upload_not_found'],
    },
    uploadPart: {
      id: 'catalog.upload_part',
      method: 'PATCH',
      path: '/api/v1/uploads/:uploadId',
      summary: 'The next part of a resumable upload (tus 1.0).',
      access: 'catalog.write',
      params: z.object({ uploadId: z.string() }),
      errors: ['catalog.upload_not_found'],
    },
    dropUpload: {
      id: 'catalog.drop_upload',
      method: 'DELETE',
      path: '/api/v1/uploads/:uploadId',
      summary: 'Give an upload up (tus 1.0).',
      access: 'catalog.write',
      params: z.object({ uploadId: z.string() }),
      errors: ['catalog.upload_not_found'],
    },
  },
});
