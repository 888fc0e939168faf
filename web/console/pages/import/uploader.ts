/**
 * The files of one import on their way to the server, resumable (tus 1.0). It lives beside the pages, so an upload goes on
 * while one looks at something else. After a reload the files must be chosen again (a browser forgets them); then each
 * goes on from the byte that the server has.
 */
import { useSyncExternalStore } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import { catalogContract } from '../../../../src/modules/catalog/contract.ts';
import { ApiError } from '../../../shared/api/client.ts';
import { queryClient } from '../../../shared/api/query.ts';
import type { Chosen } from './folder.ts';
import { makePace } from './pace.ts';

/** More would only share the same line; two keep it full while one file ends and the next begins. */
const atOnce = 2;
/** Small enough that a proxy's body limit of 100 MB, a common default, is not met. */
const chunkSize = 32 * 1024 * 1024;

export type FileProgress = { state: 'waiting' | 'sending' | 'sent' | 'failed'; sentBytes: number; error: ApiError | null };
export type UploaderState = {
  importId: string | null;
  phase: 'idle' | 'sending' | 'paused' | 'ended';
  files: ReadonlyMap<string, FileProgress>;
  totalBytes: number;
  sentBytes: number;
  bytesPerSecond: number | null;
};

const idle: UploaderState = { importId: null, phase: 'idle', files: new Map(), totalBytes: 0, sentBytes: 0, bytesPerSecond: null };
let state = idle;
let waiting: Chosen[] = [];
const chosen = new Map<string, Chosen>();
const active = new Map<string, Upload>();
const pace = makePace();
const listeners = new Set<() => void>();

function publish(next: Partial<UploaderState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export function useUploader(): UploaderState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Holds the files of an import ready. Those that the server has already are left out by the caller. */
export function prepare(importId: string, files: readonly Chosen[]): void {
  if (state.importId !== importId) stop();
  for (const one of files) chosen.set(one.path, one);
  publish({
    importId,
    files: new Map(files.map(({ path }) => [path, { state: 'waiting', sentBytes: 0, error: null }])),
    totalBytes: files.reduce((sum, { file }) => sum + file.size, 0),
    sentBytes: 0,
    phase: 'idle',
  });
}

/** Whether the files of this import are at hand in this tab. */
export function holds(importId: string): boolean {
  return state.importId === importId && state.files.size > 0;
}

/** Sends what waits, what was paused, and what failed. */
export function start(): void {
  waiting = [...state.files].filter(([, one]) => one.state === 'waiting' || one.state === 'failed').map(([path]) => chosen.get(path)!);
  pace.reset();
  publish({ phase: 'sending' });
  fill();
}

/** Stops after the bytes that are on the line; `start` goes on from there. */
export function pause(): void {
  for (const [path, upload] of active) {
    void upload.abort();
    setFile(path, { state: 'waiting' });
  }
  active.clear();
  waiting = [];
  publish({ phase: 'paused', bytesPerSecond: null });
}

/** Forgets everything; what the server has stays there. */
export function stop(): void {
  for (const upload of active.values()) void upload.abort();
  active.clear();
  chosen.clear();
  waiting = [];
  pace.reset();
  publish(idle);
}

function setFile(path: string, part: Partial<FileProgress>): void {
  const before = state.files.get(path);
  if (!before) return;
  const files = new Map(state.files).set(path, { ...before, ...part });
  let sentBytes = 0;
  for (const one of files.values()) sentBytes += one.sentBytes;
  publish({ files, sentBytes, bytesPerSecond: pace.bytesPerSecond(performance.now()) });
}

function fill(): void {
  while (state.phase === 'sending' && active.size < atOnce && waiting.length > 0) send(waiting.shift()!);
  if (state.phase === 'sending' && active.size === 0) {
    publish({ phase: 'ended', bytesPerSecond: null });
    for (const key of ['import', 'works', 'work', 'episodes', 'tasks']) void queryClient.invalidateQueries({ queryKey: [key] });
  }
}

function send({ path, file }: Chosen): void {
  const importId = state.importId!;
  let last = 0;
  const end = (part: Partial<FileProgress>) => {
    if (active.get(path) !== upload) return;
    active.delete(path);
    setFile(path, part);
    void queryClient.invalidateQueries({ queryKey: ['import', importId] });
    fill();
  };
  const upload = new Upload(file, {
    endpoint: catalogContract.routes.upload.path,
    chunkSize,
    retryDelays: [0, 1000, 3000, 6000, 12_000],
    metadata: { importId, path },
    removeFingerprintOnSuccess: true,
    fingerprint: async () => `hookline:${importId}:${path}:${file.size}:${file.lastModified}`,
    onProgress: (sent) => {
      if (active.get(path) !== upload) return;
      if (sent > last && last > 0) pace.add(sent - last, performance.now());
      last = sent;
      setFile(path, { sentBytes: sent });
    },
    onSuccess: () => end({ state: 'sent', sentBytes: file.size, error: null }),
    onError: (error) => end({ state: 'failed', error: apiErrorOf(error) }),
    onShouldRetry: (error) => {
      const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
      // A refusal is final; a silent line, a busy server and a lock left by a broken line pass.
      return status === 0 || status === 423 || status === 429 || status >= 502;
    },
  });
  active.set(path, upload);
  setFile(path, { state: 'sending', error: null });
  void upload.findPreviousUploads().then(([previous]) => {
    if (active.get(path) !== upload) return;
    if (previous) upload.resumeFromPreviousUpload(previous);
    upload.start();
  });
}

/** The house's refusal inside a tus error. */
function apiErrorOf(error: Error | DetailedError): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return new ApiError(0, 'client.offline');
  try {
    const body = JSON.parse(response.getBody()) as { code?: string; params?: ApiError['params'] };
    if (body.code) return new ApiError(response.getStatus(), body.code, body.params ?? {});
  } catch {
    // The tus layer answers some refusals in plain text.
  }
  return new ApiError(response.getStatus(), 'client.upload_refused', { status: response.getStatus() });
}
