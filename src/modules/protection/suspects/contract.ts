/** What is promised of suspects: how they come in, how they are scanned, and reports of people. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';

const problemNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const ms = z.number().int().min(0);
const bps = z.number().int().min(0).max(10_000);

export const ways = ['upload', 'link', 'watch_folder', 'report'] as const;
export const sightingStates = ['waiting', 'fetching', 'done', 'failed', 'cancelled'] as const;
export const scanStates = ['waiting', 'scanning', 'done', 'failed', 'cancelled'] as const;

/** What was answered where a link led, as it was fetched: part of the evidence. */
export const capture = z.object({
  at: instant,
  /** Where the answer came from, after redirects. */
  finalUrl: z.string(),
  /** Network address that answered; null where a downloader of the operator fetched it. */
  address: z.string().nullable(),
  status: z.number().int().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  downloader: z.enum(['http', 'command']),
});
export type Capture = z.output<typeof capture>;

/** One place and time at which a suspect was seen: a link, a file that was dropped, a report. */
export const sighting = z.object({
  id: z.string(),
  /** Null until its bytes are there. */
  suspectId: z.string().nullable(),
  way: z.enum(ways),
  state: z.enum(sightingStates),
  url: z.string().nullable(),
  host: z.string().nullable(),
  account: z.string().nullable(),
  filename: z.string().nullable(),
  note: z.string(),
  batchId: z.string().nullable(),
  reportId: z.string().nullable(),
  taskId: z.string().nullable(),
  progressBps: bps,
  error: problemNote.nullable(),
  capture: capture.nullable(),
  createdAt: instant,
});
export type Sighting = z.output<typeof sighting>;

/** Bytes that may be a copy; the same bytes are one suspect, wherever and however often they were seen. */
export const suspect = z.object({
  id: z.string(),
  /** The file's or the address's own name. */
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  mediaType: z.string(),
  durationMs: ms.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Of the latest scan. */
  state: z.enum(scanStates),
  stage: z.string().nullable(),
  progressBps: bps,
  taskId: z.string().nullable(),
  error: problemNote.nullable(),
  scannedAt: instant.nullable(),
  matchCount: z.number().int(),
  openMatchCount: z.number().int(),
  /** Of its strongest match, 0 to 1. */
  bestScore: z.number().nullable(),
  sightingCount: z.number().int(),
  /** The first link that it was seen at, else the first file. */
  url: z.string().nullable(),
  host: z.string().nullable(),
  account: z.string().nullable(),
  createdAt: instant,
});
export type Suspect = z.output<typeof suspect>;
export const suspectDetail = suspect.extend({ sightings: z.array(sighting) });
export type SuspectDetail = z.output<typeof suspectDetail>;

/** What became of a file that was given: a zip holds several. */
export const takenFiles = z.object({
  items: z.array(z.object({ filename: z.string(), suspect, known: z.boolean() })),
  refused: z.array(z.object({ filename: z.string(), error: problemNote })),
});
export type TakenFiles = z.output<typeof takenFiles>;

export const linkInput = z.object({
  url: z.string().trim().min(1).max(2000),
  account: z.string().trim().max(200).nullable().default(null),
  note: z.string().trim().max(1000).default(''),
});

export const reportStates = ['waiting', 'looking', 'found', 'nothing_found', 'not_reached', 'dismissed'] as const;
export const copyReport = z.object({
  id: z.string(),
  /** `viewer` is anybody who used the public form. */
  from: z.enum(['staff', 'creator', 'agency', 'viewer']),
  /** Who reported it; null for viewers. */
  by: z.string().nullable(),
  url: z.string(),
  /** What it is a copy of, in the reporter's words. */
  title: z.string(),
  note: z.string(),
  /** How to reach a viewer who wants an answer; staff alone sees it. */
  contact: z.string().nullable(),
  state: z.enum(reportStates),
  reason: z.string(),
  suspectId: z.string().nullable(),
  matchCount: z.number().int(),
  /** How many people reported the same address. */
  times: z.number().int(),
  createdAt: instant,
  decidedAt: instant.nullable(),
});
export type CopyReport = z.output<typeof copyReport>;

/** The public address where viewers report copies; off until the operator switches it on. */
export const reportAddress = z.object({ enabled: z.boolean(), path: z.string().nullable(), invitation: z.string() });
export type ReportAddress = z.output<typeof reportAddress>;

/** What the desk shows of its machinery. */
export const desk = z.object({
  suspects: z.object({ waiting: z.number().int(), scanning: z.number().int(), failed: z.number().int(), total: z.number().int() }),
  links: z.object({ waiting: z.number().int(), fetching: z.number().int(), failed: z.number().int() }),
  matches: z.object({ open: z.number().int(), inCase: z.number().int(), allowed: z.number().int(), ignored: z.number().int() }),
  reportsWaiting: z.number().int(),
  downloader: z.enum(['http', 'command']),
  /** Whether files put into a folder of the server are taken from there. */
  watchFolder: z.boolean(),
  limits: z.object({ fileBytes: z.number(), linksAtOnce: z.number().int(), durationMs: z.number() }),
});
export type Desk = z.output<typeof desk>;

const suspectParams = z.object({ suspectId: z.string() });
const sightingParams = z.object({ sightingId: z.string() });
const notFound = ['protection.suspect_not_found'] as const;
const reading = 'protection.read';
const managing = 'protection.manage';
const reasonText = z.string().trim().max(500);
const reportUrl = z.url({ protocol: /^https?$/ }).max(2000);
const viewerPath = z.object({ token: z.string().max(64) });
const ids = z.array(z.string().max(60)).min(1).max(1000);

export const suspectsRoutes = {
  getDesk: {
    id: 'protection.get_desk',
    method: 'GET',
    path: '/api/v1/protection/desk',
    summary: 'What waits, what runs, and how suspects can come in.',
    access: reading,
    response: desk,
  },
  uploadSuspect: {
    id: 'protection.upload_suspect',
    method: 'POST',
    path: '/api/v1/protection/suspects',
    summary:
      'Give a suspect as the file itself, or a zip of videos; answers what was taken (TakenFiles). The same bytes are the same suspect; a scan begins by itself.',
    access: managing,
    query: z.object({
      filename: z.string().min(1).max(300),
      /** Where it was found, for evidence. */
      url: reportUrl.optional(),
      account: z.string().trim().max(200).optional(),
      note: z.string().trim().max(1000).optional(),
    }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    errors: ['protection.suspect_too_large', 'protection.suspect_empty', 'protection.archive_refused', 'protection.archive_without_videos'],
  },
  listSuspects: {
    id: 'protection.list_suspects',
    method: 'GET',
    path: '/api/v1/protection/suspects',
    summary: 'Suspects, newest first.',
    access: reading,
    query: pageQuery.extend({
      state: z.enum(scanStates).optional(),
      /** Words of its name, host or address. */
      query: z.string().trim().max(200).optional(),
      host: z.string().trim().max(253).optional(),
      /** Only those with matches, or without. */
      matched: z.stringbool().optional(),
    }),
    response: pageOf(suspect),
  },
  getSuspect: {
    id: 'protection.get_suspect',
    method: 'GET',
    path: '/api/v1/protection/suspects/:suspectId',
    summary: 'One suspect with where it was seen; its matches are listed by list_matches.',
    access: reading,
    params: suspectParams,
    response: suspectDetail,
    errors: notFound,
  },
  getSuspectContent: {
    id: 'protection.get_suspect_content',
    method: 'GET',
    path: '/api/v1/protection/suspects/:suspectId/content',
    summary: 'The bytes of a suspect, whole or in ranges.',
    access: reading,
    params: suspectParams,
    query: z.object({ download: z.stringbool().default(false) }),
    errors: notFound,
  },
  scanSuspect: {
    id: 'protection.scan_suspect',
    method: 'POST',
    path: '/api/v1/protection/suspects/:suspectId/scan',
    summary: 'Scan a suspect again, from its bytes, against the whole catalogue.',
    access: managing,
    params: suspectParams,
    response: suspectDetail,
    errors: notFound,
  },
  cancelScan: {
    id: 'protection.cancel_scan',
    method: 'POST',
    path: '/api/v1/protection/suspects/:suspectId/cancel',
    summary: 'Stop a scan; what an earlier one found stays.',
    access: managing,
    params: suspectParams,
    response: suspectDetail,
    errors: notFound,
  },
  deleteSuspect: {
    id: 'protection.delete_suspect',
    method: 'DELETE',
    path: '/api/v1/protection/suspects/:suspectId',
    summary: 'Delete a suspect with its bytes, sightings and matches; one whose match is in a case stays.',
    access: managing,
    params: suspectParams,
    response: z.object({}),
    errors: [...notFound, 'protection.suspect_in_case'],
  },
  addLinks: {
    id: 'protection.add_links',
    method: 'POST',
    path: '/api/v1/protection/links',
    summary: 'Give links, up to 1,000 at once: each is fetched and scanned by itself; those that cannot be are named at once.',
    access: managing,
    body: z.object({ links: z.array(linkInput).min(1).max(1000) }),
    response: z.object({
      batchId: z.string(),
      items: z.array(sighting),
      /** `index` counts from 0 in the order given. */
      refused: z.array(z.object({ index: z.number().int(), url: z.string(), error: problemNote })),
    }),
    example: { links: [{ url: 'https://video.example.com/watch/1', account: '@repost', note: '' }] },
  },
  listSightings: {
    id: 'protection.list_sightings',
    method: 'GET',
    path: '/api/v1/protection/sightings',
    summary: 'Where suspects were seen, and links that are on their way, newest first.',
    access: reading,
    query: pageQuery.extend({
      state: z.enum(sightingStates).optional(),
      way: z.enum(ways).optional(),
      batchId: z.string().max(60).optional(),
      suspectId: z.string().max(60).optional(),
    }),
    response: pageOf(sighting).extend({
      counts: z.object({
        waiting: z.number().int(),
        fetching: z.number().int(),
        done: z.number().int(),
        failed: z.number().int(),
        cancelled: z.number().int(),
      }),
    }),
  },
  retrySighting: {
    id: 'protection.retry_sighting',
    method: 'POST',
    path: '/api/v1/protection/sightings/:sightingId/retry',
    summary: 'Fetch a link again that failed or was stopped.',
    access: managing,
    params: sightingParams,
    response: sighting,
    errors: ['protection.sighting_not_found', 'protection.sighting_not_a_link'],
  },
  cancelSightings: {
    id: 'protection.cancel_sightings',
    method: 'POST',
    path: '/api/v1/protection/sightings/cancel',
    summary: 'Stop links that wait or are being fetched: some, or a whole batch. Others are passed over.',
    access: managing,
    body: z.union([z.object({ sightingIds: ids }), z.object({ batchId: z.string().max(60) })]),
    response: z.object({ cancelled: z.number().int() }),
    example: { batchId: 'bat_06dkx2n5r8t0c3g7k1p4v9w2ya' },
  },
  reportCopy: {
    id: 'protection.report_copy',
    method: 'POST',
    path: '/api/v1/protection/reports',
    summary: 'Report where a copy was seen. Staff’s and creators’ reports are looked into by themselves.',
    access: 'protection.report',
    body: z.object({ url: reportUrl, title: z.string().trim().max(200).default(''), note: z.string().trim().max(1000).default('') }),
    response: copyReport,
    status: 201,
    errors: ['protection.too_many_reports'],
    limit: { quota: 'copy_reports', requests: 60, windowSeconds: 3600 },
    example: { url: 'https://video.example.com/watch/1', title: '她从火中归来', note: '第 3 集，左右翻转' },
  },
  listReports: {
    id: 'protection.list_reports',
    method: 'GET',
    path: '/api/v1/protection/reports',
    summary: 'Reports of copies, newest first; creators and agencies see their own.',
    access: 'protection.report',
    query: pageQuery.extend({ state: z.enum(reportStates).optional() }),
    response: pageOf(copyReport),
  },
  acceptReports: {
    id: 'protection.accept_reports',
    method: 'POST',
    path: '/api/v1/protection/reports/accept',
    summary: 'Look into reports of viewers: their links are fetched and scanned.',
    access: managing,
    body: z.object({ reportIds: z.array(z.string().max(60)).min(1).max(200) }),
    response: z.object({ items: z.array(copyReport) }),
    errors: ['protection.report_not_found'],
    example: { reportIds: ['rpo_06dkx2n5r8t0c3g7k1p4v9w2ya'] },
  },
  dismissReports: {
    id: 'protection.dismiss_reports',
    method: 'POST',
    path: '/api/v1/protection/reports/dismiss',
    summary: 'Put reports aside that name no copy.',
    access: managing,
    body: z.object({ reportIds: z.array(z.string().max(60)).min(1).max(200), reason: reasonText.default('') }),
    response: z.object({ items: z.array(copyReport) }),
    errors: ['protection.report_not_found'],
    example: { reportIds: ['rpo_06dkx2n5r8t0c3g7k1p4v9w2ya'], reason: '' },
  },
  getReportAddress: {
    id: 'protection.get_report_address',
    method: 'GET',
    path: '/api/v1/protection/report-address',
    summary: 'The public address where viewers report copies.',
    access: reading,
    response: reportAddress,
  },
  setReportAddress: {
    id: 'protection.set_report_address',
    method: 'PUT',
    path: '/api/v1/protection/report-address',
    summary: 'Switch the public address on or off, with a sentence of one’s own above the form; `renew` gives it another address.',
    access: managing,
    body: z.object({ enabled: z.boolean(), invitation: z.string().trim().max(500).default(''), renew: z.boolean().default(false) }),
    response: reportAddress,
    example: { enabled: true, invitation: '' },
  },
  getPublicReport: {
    id: 'protection.get_public_report',
    method: 'GET',
    path: '/api/v1/public/copy-reports/:token',
    summary: 'What the public form shows: whose it is.',
    access: 'public',
    params: viewerPath,
    response: z.object({ organisation: z.string(), invitation: z.string() }),
    errors: ['protection.report_address_unknown'],
    limit: { quota: 'public_copy_report_form', requests: 120, windowSeconds: 600 },
  },
  sendPublicReport: {
    id: 'protection.send_public_report',
    method: 'POST',
    path: '/api/v1/public/copy-reports/:token',
    summary: 'Report a copy without an account. A person looks at it before anything is fetched.',
    access: 'public',
    params: viewerPath,
    body: z.object({
      url: reportUrl,
      title: z.string().trim().max(200).default(''),
      note: z.string().trim().max(1000).default(''),
      contact: z.string().trim().max(200).default(''),
    }),
    response: z.object({ received: z.literal(true) }),
    errors: ['protection.report_address_unknown', 'protection.too_many_reports'],
    limit: { quota: 'public_copy_reports', requests: 10, windowSeconds: 600 },
    example: { url: 'https://video.example.com/watch/1', title: '她从火中归来', note: '', contact: '' },
  },
} as const satisfies Record<string, Route>;
