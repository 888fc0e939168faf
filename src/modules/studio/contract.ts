/** What the studio promises: the analysis document, hooks, suggestions, clip recipes, and the routes over them. */
import { z } from 'zod';
import { defineContract, instant } from '../../platform/http/contract.ts';

const ms = z.number().int().min(0);
const span = { startMs: ms, endMs: ms };

/** A reason as a code and its parameters; the client has the sentence. Cue ids, where given, are in `words.cues`. */
export const evidence = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  cueIds: z.array(z.string()).optional(),
  startMs: ms.optional(),
  endMs: ms.optional(),
});
export type Evidence = z.output<typeof evidence>;

export const transitionKinds = ['start', 'cut', 'dissolve', 'fade', 'wipe'] as const;
/** Frames count from 0, ends are exclusive. A cut has endFrame = startFrame, the first frame of the new shot. */
export const transition = z.object({
  kind: z.enum(transitionKinds),
  startFrame: z.number().int().min(0),
  endFrame: z.number().int().min(0),
});
export type Transition = z.output<typeof transition>;
/** Shots cover the file without gaps; a gradual transition belongs to the shot that it leads into. */
export const shot = z.object({ startFrame: z.number().int(), endFrame: z.number().int(), ...span, transitionIn: transition });
export type Shot = z.output<typeof shot>;

export const cue = z.object({ id: z.string(), ...span, text: z.string(), speaker: z.string().optional() });
export type Cue = z.output<typeof cue>;

export const wordSources = ['sidecar', 'embedded', 'ocr', 'asr', 'none'] as const;
export const words = z.object({
  source: z.enum(wordSources),
  /** `zh`, `en` … as found from the text; null without words. */
  language: z.string().nullable(),
  /** Why the earlier sources were passed over, or why there are no words at all. */
  notes: z.array(evidence).default([]),
  cues: z.array(cue),
});
export type Words = z.output<typeof words>;

export const soundClasses = ['speech', 'music', 'none'] as const;
export const audio = z.object({
  codec: z.string(),
  sampleRate: z.number().int(),
  channels: z.number().int(),
  /** EBU R128 / ITU-R BS.1770; null where the sound is digital silence or too short to measure. */
  integratedLufs: z.number().nullable(),
  loudnessRange: z.number().nullable(),
  truePeakDbtp: z.number().nullable(),
  /** Momentary loudness (400 ms window) every hopMs; null below −70 LUFS. */
  curve: z.object({ hopMs: z.number(), momentaryLufs: z.array(z.number().nullable()) }),
  /** Below −35 dBFS for 300 ms or more. */
  silences: z.array(z.object(span)),
  classes: z.array(z.object({ kind: z.enum(soundClasses), ...span })),
});
export type Audio = z.output<typeof audio>;

export const beatKinds = [
  'setup',
  'humiliation',
  'misunderstanding',
  'threat',
  'reveal',
  'reversal',
  'triumph',
  'romance',
  'cliffhanger',
] as const;
export const beat = z.object({ kind: z.enum(beatKinds), ...span, score: z.number().min(0).max(1), evidence: z.array(evidence).min(1) });
export type Beat = z.output<typeof beat>;

/** Each part is 0 to 1; the score is their weighted sum, 0 to 100. */
export const hookParts = z.object({ words: z.number(), sound: z.number(), picture: z.number(), story: z.number(), opening: z.number() });
export const hook = z.object({
  rank: z.number().int().min(1),
  ...span,
  score: z.number().min(0).max(100),
  parts: hookParts,
  evidence: z.array(evidence).min(1),
});
export type Hook = z.output<typeof hook>;

export const qualityKinds = [
  'black',
  'frozen',
  'letterbox',
  'too_quiet',
  'too_loud',
  'true_peak',
  'clipping',
  'no_sound',
  'damaged',
] as const;
export const quality = z.object({
  kind: z.enum(qualityKinds),
  ...span,
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});
export type Quality = z.output<typeof quality>;

export const suggestionKinds = [
  'open_on_hook',
  'trim_dead',
  'lift_quiet',
  'caption_missing',
  'remove_black',
  'remove_frozen',
  'crop_letterbox',
  'normalise_loudness',
  'end_on_cliffhanger',
] as const;
export const suggestion = z.object({
  /** Unique within the analysis. */
  id: z.string(),
  kind: z.enum(suggestionKinds),
  ...span,
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  evidence: z.array(evidence).min(1),
});
export type Suggestion = z.output<typeof suggestion>;

export const videoSummary = z.object({
  width: z.number().int(),
  height: z.number().int(),
  /** Nominal frames a second. */
  fps: z.number(),
  frames: z.number().int(),
  durationMs: ms,
  codec: z.string(),
  pixelFormat: z.string(),
  rotation: z.number().int(),
  variableFrameRate: z.boolean(),
});

export const analysisVersion = 1;
export const analysis = z.object({
  version: z.literal(analysisVersion),
  file: z.string(),
  container: z.string(),
  sizeBytes: z.number(),
  durationMs: ms,
  video: videoSummary.nullable(),
  shots: z.array(shot),
  audio: audio.nullable(),
  words,
  beats: z.array(beat),
  hooks: z.array(hook),
  cliffhanger: z.object({ score: z.number().min(0).max(100), evidence: z.array(evidence) }),
  quality: z.array(quality),
  suggestions: z.array(suggestion),
  /** Who told the story, and why the language model's answer was not taken where it was not. */
  engine: z.object({ story: z.enum(['builtin', 'model']), notes: z.array(evidence).default([]) }),
  timings: z.object({ decodeMs: z.number(), totalMs: z.number() }),
});
export type Analysis = z.output<typeof analysis>;

// ── Clip recipes ────────────────────────────────────────────────────────────────────────────────────────────────

export const recipeVersion = 1;
export const platforms = [
  'douyin',
  'kuaishou',
  'wechat_channels',
  'xiaohongshu',
  'tiktok',
  'youtube_shorts',
  'instagram_reels',
  'facebook_reels',
  'generic',
] as const;
/** A stretch of one source. Exactly the frames whose time is in [startMs, endMs) are taken. */
export const piece = z.object({
  /** A path relative to the recipe (command line), or an episode's id (server). */
  source: z.string().min(1),
  ...span,
  gainDb: z.number().min(-40).max(40).default(0),
});
export const reframe = z.object({
  mode: z.enum(['centre', 'follow', 'blur_fill', 'none']).default('none'),
  width: z.number().int().min(16).max(4096).multipleOf(2).default(1080),
  height: z.number().int().min(16).max(4096).multipleOf(2).default(1920),
});
export const captionStyle = z.object({
  preset: z.enum(['clean', 'bold', 'boxed', 'none']).default('clean'),
  position: z.enum(['bottom', 'middle', 'top']).default('bottom'),
  language: z.string().nullable().default(null),
});
export const endCard = z.object({
  durationMs: ms.default(3000),
  title: z.string().max(200).default(''),
  /** Search-code text, shown verbatim. */
  code: z.string().max(100).default(''),
  /** Made into a QR picture. */
  url: z.string().max(2000).default(''),
});
export const recipe = z.object({
  version: z.literal(recipeVersion).default(recipeVersion),
  pieces: z.array(piece).min(1).max(200),
  reframe: reframe.prefault({}),
  captions: captionStyle.prefault({}),
  /** Cues by source; their times are the source's. Verbatim: what is here is what is burned. Absent: read from beside the source. */
  cues: z.record(z.string(), z.array(cue)).optional(),
  openingLine: z
    .object({ text: z.string().max(200), durationMs: ms.default(2500) })
    .nullable()
    .default(null),
  endCard: endCard.nullable().default(null),
  loudness: z
    .object({ targetLufs: z.number().min(-40).max(-5).default(-16), truePeakDbtp: z.number().min(-20).max(0).default(-1) })
    .prefault({}),
  platform: z.enum(platforms).default('generic'),
});
export type Recipe = z.output<typeof recipe>;
export type RecipeInput = z.input<typeof recipe>;

export const exportFormats = ['otio', 'edl', 'fcpxml', 'jianying', 'srt'] as const;
export type ExportFormat = (typeof exportFormats)[number];

// ── Records of the server ───────────────────────────────────────────────────────────────────────────────────────

export const taskStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
const workState = {
  state: z.enum(taskStates),
  /** Ten-thousandths done. */
  progressBps: z.number().int().min(0).max(10_000),
  taskId: z.string().nullable(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
};

/** A hook as kept: the machine's edges stay beside those that a person dragged. */
export const keptHook = hook.omit({ evidence: true }).extend({
  id: z.string(),
  episodeId: z.string(),
  episodeNumber: z.number().int(),
  evidence: z.array(evidence),
  /** Rank across the whole drama. */
  dramaRank: z.number().int().min(1),
  origin: z.enum(['machine', 'person']),
  suggestedStartMs: ms,
  suggestedEndMs: ms,
  edited: z.boolean(),
});
export type KeptHook = z.output<typeof keptHook>;

export const episodeAnalysis = z.object({
  ...workState,
  episodeId: z.string(),
  analysedAt: instant.nullable(),
  document: analysis.nullable(),
  hooks: z.array(keptHook),
  /** Where dragged edges snap: cuts and the edges of silences, in milliseconds, ascending. */
  snapPointsMs: z.array(ms),
  /** One picture sheet: tiles left to right, top to bottom. */
  filmstrip: z
    .object({
      assetId: z.string(),
      everyMs: ms,
      tileWidth: z.number().int(),
      tileHeight: z.number().int(),
      columns: z.number().int(),
      count: z.number().int(),
    })
    .nullable(),
  keyPictures: z
    .object({
      assetId: z.string(),
      tileWidth: z.number().int(),
      tileHeight: z.number().int(),
      columns: z.number().int(),
      count: z.number().int(),
    })
    .nullable(),
  /** Suggestions that were taken up, by id. */
  appliedSuggestionIds: z.array(z.string()),
});
export type EpisodeAnalysis = z.output<typeof episodeAnalysis>;

export const clip = z.object({
  ...workState,
  id: z.string(),
  workId: z.string(),
  batchId: z.string().nullable(),
  hookId: z.string().nullable(),
  name: z.string(),
  variant: z.record(z.string(), z.string()).default({}),
  recipe,
  recipeHash: z.string(),
  durationMs: ms.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  assetId: z.string().nullable(),
  createdAt: instant,
});
export type Clip = z.output<typeof clip>;

export const batch = z.object({
  id: z.string(),
  workId: z.string(),
  state: z.enum(taskStates),
  progressBps: z.number().int(),
  counts: z.object({ queued: z.number(), running: z.number(), done: z.number(), failed: z.number(), cancelled: z.number() }),
  clips: z.array(clip),
  createdAt: instant,
});

export const episodeStory = z.object({
  episodeId: z.string(),
  number: z.number().int(),
  analysisState: z.enum(taskStates).nullable(),
  cliffhanger: z.object({ score: z.number(), evidence: z.array(evidence) }).nullable(),
  topHookScore: z.number().nullable(),
});
export const dramaStory = z.object({
  episodes: z.array(episodeStory),
  hooks: z.array(keptHook),
  /** Best first; each names the episode after which viewers pay. */
  paywall: z.array(z.object({ episodeId: z.string(), number: z.number().int(), score: z.number(), evidence: z.array(evidence).min(1) })),
});

const episodeParams = z.object({ episodeId: z.string() });
const workParams = z.object({ workId: z.string() });
const hookParams = z.object({ hookId: z.string() });
const clipParams = z.object({ clipId: z.string() });

export const studioContract = defineContract({
  module: 'studio',
  schemas: {
    Analysis: analysis,
    Shot: shot,
    Cue: cue,
    Words: words,
    Audio: audio,
    Beat: beat,
    Hook: hook,
    KeptHook: keptHook,
    Quality: quality,
    Suggestion: suggestion,
    Evidence: evidence,
    Recipe: recipe,
    Clip: clip,
    Batch: batch,
    EpisodeAnalysis: episodeAnalysis,
    DramaStory: dramaStory,
  },
  permissions: {
    'studio.read': ['owner', 'operator', 'editor', 'viewer'],
    'studio.write': ['owner', 'editor'],
  },
  routes: {
    analyseEpisode: {
      id: 'studio.analyse_episode',
      method: 'POST',
      path: '/api/v1/episodes/:episodeId/analyses',
      summary: 'Analyse an episode again.',
      access: 'studio.write',
      params: episodeParams,
      response: z.object({ taskId: z.string() }),
      status: 202,
    },
    analyseWork: {
      id: 'studio.analyse_work',
      method: 'POST',
      path: '/api/v1/works/:workId/analyses',
      summary: 'Analyse every episode that has no analysis of its present file.',
      access: 'studio.write',
      params: workParams,
      response: z.object({ taskIds: z.array(z.string()) }),
      status: 202,
    },
    getEpisodeAnalysis: {
      id: 'studio.get_episode_analysis',
      method: 'GET',
      path: '/api/v1/episodes/:episodeId/analysis',
      summary: 'The analysis of an episode, its hooks and picture sheets.',
      access: 'studio.read',
      params: episodeParams,
      response: episodeAnalysis,
    },
    getDramaStory: {
      id: 'studio.get_drama_story',
      method: 'GET',
      path: '/api/v1/works/:workId/story',
      summary: 'Hooks ranked across the drama, cliffhangers, and the suggested paywall episode.',
      access: 'studio.read',
      params: workParams,
      response: dramaStory,
    },
    addHook: {
      id: 'studio.add_hook',
      method: 'POST',
      path: '/api/v1/episodes/:episodeId/hooks',
      summary: 'Mark a hook by hand.',
      access: 'studio.write',
      params: episodeParams,
      body: z.object(span),
      response: keptHook,
      status: 201,
    },
    moveHook: {
      id: 'studio.move_hook',
      method: 'PATCH',
      path: '/api/v1/hooks/:hookId',
      summary: "Move a hook's edges; with snap they go to the nearest cut or silence.",
      access: 'studio.write',
      params: hookParams,
      body: z.object({ startMs: ms.optional(), endMs: ms.optional(), snap: z.boolean().default(true), reset: z.boolean().default(false) }),
      response: keptHook,
    },
    removeHook: {
      id: 'studio.remove_hook',
      method: 'DELETE',
      path: '/api/v1/hooks/:hookId',
      summary: 'Remove a hook.',
      access: 'studio.write',
      params: hookParams,
      response: z.object({}),
    },
    applySuggestions: {
      id: 'studio.apply_suggestions',
      method: 'PUT',
      path: '/api/v1/episodes/:episodeId/suggestions',
      summary: 'Say which suggestions are taken up; answers with the edit that results.',
      access: 'studio.write',
      params: episodeParams,
      body: z.object({ suggestionIds: z.array(z.string()).max(500) }),
      response: z.object({ appliedSuggestionIds: z.array(z.string()), recipe }),
    },
    listClips: {
      id: 'studio.list_clips',
      method: 'GET',
      path: '/api/v1/works/:workId/clips',
      summary: "A drama's clips, newest first.",
      access: 'studio.read',
      params: workParams,
      query: z.object({ episodeId: z.string().optional() }),
      response: z.object({ items: z.array(clip) }),
    },
    createClip: {
      id: 'studio.create_clip',
      method: 'POST',
      path: '/api/v1/works/:workId/clips',
      summary: 'Render a clip from a recipe; the same recipe gives the clip that exists.',
      access: 'studio.write',
      params: workParams,
      body: z.object({ name: z.string().min(1).max(200), hookId: z.string().nullable().default(null), recipe }),
      response: clip,
      status: 202,
    },
    getClip: {
      id: 'studio.get_clip',
      method: 'GET',
      path: '/api/v1/clips/:clipId',
      summary: 'One clip with its progress.',
      access: 'studio.read',
      params: clipParams,
      response: clip,
    },
    retryClip: {
      id: 'studio.retry_clip',
      method: 'POST',
      path: '/api/v1/clips/:clipId/retry',
      summary: 'Render a failed or cancelled clip again.',
      access: 'studio.write',
      params: clipParams,
      response: clip,
      status: 202,
    },
    cancelClip: {
      id: 'studio.cancel_clip',
      method: 'POST',
      path: '/api/v1/clips/:clipId/cancel',
      summary: 'Stop rendering a clip.',
      access: 'studio.write',
      params: clipParams,
      response: clip,
    },
    removeClip: {
      id: 'studio.remove_clip',
      method: 'DELETE',
      path: '/api/v1/clips/:clipId',
      summary: 'Remove a clip and its file.',
      access: 'studio.write',
      params: clipParams,
      response: z.object({}),
    },
    exportClip: {
      id: 'studio.export_clip',
      method: 'GET',
      path: '/api/v1/clips/:clipId/exports/:format',
      summary: 'The clip as a project for an editor, or its subtitles.',
      access: 'studio.read',
      params: clipParams.extend({ format: z.enum(exportFormats) }),
    },
    exportEpisodeEdit: {
      id: 'studio.export_episode_edit',
      method: 'GET',
      path: '/api/v1/episodes/:episodeId/exports/:format',
      summary: 'The episode with the suggestions taken up, as a project for an editor.',
      access: 'studio.read',
      params: episodeParams.extend({ format: z.enum(exportFormats) }),
    },
    exportHook: {
      id: 'studio.export_hook',
      method: 'GET',
      path: '/api/v1/hooks/:hookId/exports/:format',
      summary: 'A hook as a project for an editor, or its subtitles.',
      access: 'studio.read',
      params: hookParams.extend({ format: z.enum(exportFormats) }),
    },
    createBatch: {
      id: 'studio.create_batch',
      method: 'POST',
      path: '/api/v1/works/:workId/clip-batches',
      summary: 'Render the top hooks of a drama in variants, as one batch.',
      access: 'studio.write',
      params: workParams,
      body: z.object({
        hookIds: z.array(z.string()).max(100).optional(),
        top: z.number().int().min(1).max(50).default(5),
        variants: z
          .object({
            openingLines: z.array(z.string().max(200)).max(5).default([]),
            captionPresets: z.array(captionStyle.shape.preset.unwrap()).max(4).default(['clean']),
            lengthsMs: z.array(ms).max(4).default([]),
          })
          .prefault({}),
        reframe: reframe.prefault({}),
        endCard: endCard.nullable().default(null),
        platform: z.enum(platforms).default('generic'),
      }),
      response: batch,
      status: 202,
    },
    getBatch: {
      id: 'studio.get_batch',
      method: 'GET',
      path: '/api/v1/clip-batches/:batchId',
      summary: 'A batch with its clips.',
      access: 'studio.read',
      params: z.object({ batchId: z.string() }),
      response: batch,
    },
    cancelBatch: {
      id: 'studio.cancel_batch',
      method: 'POST',
      path: '/api/v1/clip-batches/:batchId/cancel',
      summary: 'Stop everything in a batch that is not done.',
      access: 'studio.write',
      params: z.object({ batchId: z.string() }),
      response: batch,
    },
  },
});
