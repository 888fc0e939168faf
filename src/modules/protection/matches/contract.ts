/** What is promised of matches: what was found where, beside the original, and what was decided. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { sighting, suspect } from '../suspects/contract.ts';

const ms = z.number().int().min(0);
const fraction = z.number().min(0).max(1);

export const transformations = [
  'mirror',
  'crop',
  'border',
  'speed',
  'rotate',
  'caption',
  'logo',
  'pip',
  'colour',
  'blur',
  'noise',
  'framerate',
  'revoiced',
] as const;
export type TransformationName = (typeof transformations)[number];

/** In fractions of the suspect's picture. */
export const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** A stretch of the suspect that shows a stretch of the original. */
export const matchSegment = z.object({
  suspectStartMs: ms,
  suspectEndMs: ms,
  referenceStartMs: ms,
  referenceEndMs: ms,
  /** How fast the copy runs: 1.25 where it takes four fifths of the original's time. */
  speed: z.number(),
  mirrored: z.boolean(),
  region: box,
  /** A point (u, v) of the original's picture is shown at (a·u + b·v + c, d·u + e·v + f) of the suspect's; both are unit squares. */
  geometry: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
});
export type MatchSegmentView = z.output<typeof matchSegment>;

/** A region that was changed: a face, a logo, a caption, a blur. Times are the suspect's. */
export const matchEdit = z.object({ kind: z.string(), startMs: ms, endMs: ms, box });
/** What says that a scene was filmed again, shot by shot; null where nobody compared. */
export const remake = z.object({ score: fraction, verdict: z.enum(['remake', 'unrelated', 'copy']) });

export const matchStates = ['open', 'allowed', 'ignored', 'case'] as const;
export type MatchState = (typeof matchStates)[number];

/** Who decided, why, and when; `by` is null where the allow-list did. */
export const matchDecision = z.object({
  by: z.string().nullable(),
  reason: z.string(),
  /** Where the allow-list decided: what of it. */
  allowed: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) })
    .nullable(),
  at: instant,
});

/**
 * Pictures of both at the same moments, as one JPEG of tiles of one size, from left to right and top to bottom: of pair i the suspect is
 * tile 2i, the original tile 2i + 1.
 */
export const matchStrip = z.object({
  tileWidth: z.number().int(),
  tileHeight: z.number().int(),
  columns: z.number().int(),
  pairs: z.array(z.object({ suspectMs: ms, referenceMs: ms })),
});
export type MatchStrip = z.output<typeof matchStrip>;

export const match = z.object({
  id: z.string(),
  suspectId: z.string(),
  suspectName: z.string(),
  suspectDurationMs: ms.nullable(),
  workId: z.string(),
  workTitle: z.string(),
  episodeId: z.string(),
  episodeNumber: z.number().int(),
  /** 0 to 1: how surely it is a copy. */
  score: fraction,
  /** Of the suspect's time, what shows the original. */
  copiedMs: ms,
  segments: z.array(matchSegment),
  transformations: z.array(z.enum(transformations)),
  edits: z.array(matchEdit),
  remake: remake.nullable(),
  state: z.enum(matchStates),
  decision: matchDecision.nullable(),
  caseId: z.string().nullable(),
  /** The first link that the suspect was seen at. */
  url: z.string().nullable(),
  host: z.string().nullable(),
  account: z.string().nullable(),
  /** Null where none could be made. */
  strip: matchStrip.nullable(),
  /** False where the episode has another video by now, or a later scan no longer finds it. */
  current: z.boolean(),
  foundAt: instant,
});
export type MatchView = z.output<typeof match>;

export const matchDetail = match.extend({
  suspect,
  sightings: z.array(sighting),
  /** The original as it is played: by the catalogue's content of this asset. Null where the video has gone. */
  original: z
    .object({ assetId: z.string(), durationMs: ms.nullable(), width: z.number().int().nullable(), height: z.number().int().nullable() })
    .nullable(),
  /** Every decision, newest first. */
  history: z.array(
    z.object({ from: z.enum(matchStates), to: z.enum(matchStates), by: z.string().nullable(), reason: z.string(), at: instant }),
  ),
  /** Matches of the same suspect with other episodes. */
  others: z.number().int(),
});
export type MatchDetail = z.output<typeof matchDetail>;

const matchParams = z.object({ matchId: z.string() });
const matchIds = z.array(z.string().max(60)).min(1).max(200);
const reading = 'protection.read';
const managing = 'protection.manage';
const notFound = ['protection.match_not_found'] as const;
const oneMatch = ['mch_06dkx2n5r8t0c3g7k1p4v9w2ya'];

export const matchesRoutes = {
  listMatches: {
    id: 'protection.list_matches',
    method: 'GET',
    path: '/api/v1/protection/matches',
    summary: 'What was found, strongest first or newest first.',
    access: reading,
    query: pageQuery.extend({
      sort: z.enum(['strength', 'newest']).default('strength'),
      state: z.enum(matchStates).optional(),
      workId: z.string().max(60).optional(),
      episodeId: z.string().max(60).optional(),
      suspectId: z.string().max(60).optional(),
      host: z.string().trim().max(253).optional(),
      transformation: z.enum(transformations).optional(),
      minScore: z.coerce.number().min(0).max(1).optional(),
    }),
    response: pageOf(match).extend({
      /** Of all that the other filters leave, whatever their state. */
      counts: z.object({ open: z.number().int(), allowed: z.number().int(), ignored: z.number().int(), case: z.number().int() }),
      /** Hosts with the most matches that are open, for the filter. */
      hosts: z.array(z.object({ host: z.string(), count: z.number().int() })),
    }),
  },
  getMatch: {
    id: 'protection.get_match',
    method: 'GET',
    path: '/api/v1/protection/matches/:matchId',
    summary: 'One match with all that a person needs to decide.',
    access: reading,
    params: matchParams,
    response: matchDetail,
    errors: notFound,
  },
  getMatchStrip: {
    id: 'protection.get_match_strip',
    method: 'GET',
    path: '/api/v1/protection/matches/:matchId/strip',
    summary: 'Pictures of suspect and original at the same moments, as one JPEG.',
    access: reading,
    params: matchParams,
    produces: 'image/jpeg',
    errors: [...notFound, 'protection.strip_missing'],
  },
  decideMatches: {
    id: 'protection.decide_matches',
    method: 'POST',
    path: '/api/v1/protection/matches/decide',
    summary: 'Say of matches that they are allowed, to be ignored, or open again. Those in a case are decided there.',
    access: managing,
    body: z.object({ matchIds, decision: z.enum(['allowed', 'ignored', 'open']), reason: z.string().trim().max(500).default('') }),
    response: z.object({ items: z.array(match) }),
    errors: [...notFound, 'protection.match_in_case'],
    example: { matchIds: oneMatch, decision: 'ignored', reason: '' },
  },
  undoDecisions: {
    id: 'protection.undo_decisions',
    method: 'POST',
    path: '/api/v1/protection/matches/undo',
    summary: 'Take the latest decision about matches back: each is again what it was before. Those in a case, and undecided ones, stay.',
    access: managing,
    body: z.object({ matchIds }),
    response: z.object({ items: z.array(match) }),
    errors: notFound,
    example: { matchIds: oneMatch },
  },
} as const satisfies Record<string, Route>;
