/** Reads files off the request loop, in a small pool of threads, each bounded in memory and in time (see service/threads.ts). */
import type { Claim } from '../claims/claim.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Signature } from '../families/signature.ts';
import type { ProgrammeFact } from '../programmes/words/contract.ts';
import { createThreads } from '../service/threads.ts';
import type { ReadDocument, ReadFile } from './document.ts';
import type { ReadHints } from './read.ts';

/** What is found in a document. `programmes` are read only where the reader was told to. */
export type Found = { claims: readonly Claim[]; programmes: readonly ProgrammeFact[] };
/** What is made of a file. `claims`, `programmes` and `signatures` stand beside `file.documents`, one for each. */
export type ReadWork = {
  file: ReadFile;
  claims: readonly (readonly Claim[])[];
  programmes: readonly (readonly ProgrammeFact[])[];
  signatures: readonly Signature[];
};

export type Reader = {
  /**
   * Reads a file, finds what it claims and signs its documents. `bytes` stay the caller's. Throws intelligence.unreadable, too_large,
   * took_too_long, file_empty, and the signal's reason.
   */
  read(bytes: Uint8Array, hints?: ReadHints, signal?: AbortSignal): Promise<ReadWork>;
  /** Finds what a document claims that was read before. Throws as `read`. */
  readAgain(document: ReadDocument, signal?: AbortSignal): Promise<Found>;
  /** Ends the threads; whoever waits is rejected. */
  close(): Promise<void>;
};
/** What a thread is asked for. */
export type ReadAsk = { programmes: boolean } & (
  | { kind: 'file'; bytes: Uint8Array; hints: ReadHints }
  | { kind: 'document'; document: ReadDocument }
);

/** A file of 50 MB, its text in UTF-16 and the tree of its markup. */
const memoryMb = 768;

type Settings = { threads?: number; timeoutMs?: number; programmes?: boolean };
/** Threads start with the first file and keep no process alive while nothing is read. `timeoutMs` is a file's, from when a thread that has started takes it. */
export function createReader({ threads = 2, timeoutMs = 120_000, programmes = false }: Settings = {}): Reader {
  const pool = createThreads<ReadAsk, ReadWork | Found>({
    program: new URL('./read-thread.ts', import.meta.url),
    threads,
    memoryMb,
    timeoutMs,
    fault: (cause) => intelligenceErrors.unreadable({}, cause),
  });
  return {
    read: async (bytes, hints = {}, signal) => (await pool.run([{ kind: 'file', programmes, bytes, hints }], signal)) as ReadWork,
    readAgain: async (document, signal) => (await pool.run([{ kind: 'document', programmes, document }], signal)) as Found,
    close: pool.close,
  };
}
