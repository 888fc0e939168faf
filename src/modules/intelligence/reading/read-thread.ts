/** A reading thread: see thread.ts. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../platform/errors.ts';
import { readClaims } from '../claims/read.ts';
import { signatureOf } from '../families/signature.ts';
import { readFile, type ReadHints } from './read.ts';
import type { ReadAnswer, ReadAsk, ReadWork } from './thread.ts';

// Loaded by anything but a thread's maker it does nothing.
parentPort?.on('message', (ask: ReadAsk) => void answer(ask).then((said) => parentPort?.postMessage(said)));
parentPort?.postMessage({ id: 0, kind: 'ready' } satisfies ReadAnswer);

async function answer({ id, ...asked }: ReadAsk): Promise<ReadAnswer> {
  try {
    return { id, kind: 'done', value: asked.kind === 'file' ? await work(asked.bytes, asked.hints) : readClaims(asked.document) };
  } catch (error) {
    if (error instanceof AppError) return { id, kind: 'refused', code: error.code, errorKind: error.kind, params: error.params };
    return { id, kind: 'failed', message: String((error as Error).message ?? error).slice(0, 500) };
  }
}

async function work(bytes: Uint8Array, hints: ReadHints): Promise<ReadWork> {
  const file = await readFile(bytes, hints);
  return { file, claims: file.documents.map((document) => readClaims(document)), signatures: file.documents.map(signatureOf) };
}
