/** What is promised of what is protected: the fingerprints of the catalogue. */
import { z } from 'zod';
import { instant, type Route } from '../../../platform/http/contract.ts';

const problemNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const ms = z.number().int().min(0);

/** `missing`: nobody made one yet; `outdated`: the video was replaced, or fingerprints are made otherwise by now. */
export const referenceStates = ['ready', 'missing', 'outdated', 'failed'] as const;

/** A work of which something is known to be protected or not. */
export const workCoverage = z.object({
  workId: z.string(),
  title: z.string(),
  /** Episodes with a video; those whose copies are found, those that are not yet, those that could not be read. */
  episodes: z.number().int(),
  ready: z.number().int(),
  missing: z.number().int(),
  failed: z.number().int(),
  /** Of what is ready. */
  durationMs: ms,
});
export type WorkCoverage = z.output<typeof workCoverage>;

export const episodeCoverage = z.object({
  episodeId: z.string(),
  number: z.number().int(),
  title: z.string(),
  state: z.enum(referenceStates),
  durationMs: ms.nullable(),
  /** Pictures that are searched among. */
  pictures: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  madeAt: instant.nullable(),
  error: problemNote.nullable(),
});
export type EpisodeCoverage = z.output<typeof episodeCoverage>;

const runningTask = z.object({ taskId: z.string(), progressBps: z.number().int() });
export const coverage = z.object({
  totals: z.object({
    works: z.number().int(),
    references: z.number().int(),
    failed: z.number().int(),
    durationMs: z.number(),
    /** Kept on disk or in the bucket, and in memory while searching: what an hour of video takes. */
    storedBytes: z.number(),
    storedBytesPerHour: z.number().int(),
  }),
  /** Makes what is missing; null when nothing does. */
  completing: runningTask.nullable(),
  /** Searches suspects of before for what is new; null when nothing does. */
  searching: runningTask.nullable(),
  items: z.array(workCoverage),
  nextCursor: z.string().nullable(),
});
export type Coverage = z.output<typeof coverage>;

const notFound = ['catalog.work_not_found'] as const;
const tail = '06dkx2n5r8t0c3g7k1p4v9w2ya';

export const referencesRoutes = {
  getCoverage: {
    id: 'protection.get_coverage',
    method: 'GET',
    path: '/api/v1/protection/coverage',
    summary: 'How much of the catalogue is searched for, work by work.',
    access: 'protection.read',
    query: z.object({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    response: coverage,
  },
  getWorkCoverage: {
    id: 'protection.get_work_coverage',
    method: 'GET',
    path: '/api/v1/protection/coverage/:workId',
    summary: 'Which episodes of a work are searched for, and why others are not.',
    access: 'protection.read',
    params: z.object({ workId: z.string() }),
    response: z.object({ workId: z.string(), title: z.string(), items: z.array(episodeCoverage) }),
    errors: notFound,
  },
  completeCoverage: {
    id: 'protection.complete_coverage',
    method: 'POST',
    path: '/api/v1/protection/coverage',
    summary: 'Make the fingerprints that are missing, of one work or of all; those that failed are tried again. One task at a time.',
    access: 'protection.manage',
    body: z.object({ workId: z.string().max(60).nullable().default(null) }),
    response: z.object({ taskId: z.string() }),
    errors: notFound,
    example: { workId: null },
    exampleAnswer: { taskId: `tsk_${tail}` },
  },
} as const satisfies Record<string, Route>;
