/**
 * Files on their way to the library, one after another. The list lives beside the pages, so that sending goes on while one reads; what
 * failed can be sent again, as the same bytes are the same file however often they come.
 */
import { useSyncExternalStore } from 'react';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketFile } from '../../../../../src/modules/intelligence/library/contract.ts';
import { ApiError, hrefOf } from '../../../../shared/api/client.ts';
import { queryClient } from '../../../../shared/api/query.ts';
import { upload } from '../../../../shared/money/upload.ts';
import { refreshDocuments } from './queries.ts';

export type Sending = {
  readonly id: number;
  readonly name: string;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  readonly share: number;
  readonly known: boolean;
  readonly error: ApiError | null;
};

let list: readonly Sending[] = [];
let nextId = 1;
const files = new Map<number, File>();
let running: { id: number; control: AbortController } | null = null;
const listeners = new Set<() => void>();

function publish(next: readonly Sending[]): void {
  list = next;
  for (const listener of listeners) listener();
}
const change = (id: number, to: Partial<Sending>): void => publish(list.map((one) => (one.id === id ? { ...one, ...to } : one)));

export function sendFiles(given: readonly File[]): void {
  const added = given.map((file) => {
    const id = nextId++;
    files.set(id, file);
    return { id, name: file.name, state: 'waiting' as const, share: 0, known: false, error: null };
  });
  publish([...list.filter(({ state }) => state !== 'sent'), ...added]);
  void pump();
}

/** Stops one that is being sent, or takes one that waits or ended from the list. */
export function dropFile(id: number): void {
  if (running?.id === id) running.control.abort(new DOMException('Stopped by the person.', 'AbortError'));
  files.delete(id);
  publish(list.filter((one) => one.id !== id));
}

export function sendAgain(id: number): void {
  change(id, { state: 'waiting', share: 0, error: null });
  void pump();
}

export function clearSent(): void {
  publish(list.filter(({ state }) => state !== 'sent'));
}

export function useSendings(): readonly Sending[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => list,
  );
}

async function pump(): Promise<void> {
  const next = running === null && list.find(({ state }) => state === 'waiting');
  if (!next) return;
  const { id, name } = next;
  const control = new AbortController();
  running = { id, control };
  change(id, { state: 'sending' });
  try {
    const address = hrefOf(intelligenceContract.routes.uploadMarketFile, { query: { filename: name.slice(-300) } });
    const taken = await upload<{ file: MarketFile; known: boolean }>(
      address,
      files.get(id)!,
      (share) => change(id, { share }),
      control.signal,
    );
    files.delete(id);
    change(id, { state: 'sent', share: 1, known: taken.known });
  } catch (error) {
    if (!control.signal.aborted)
      change(id, { state: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'client.unexpected') });
  } finally {
    running = null;
    void refreshDocuments(queryClient);
    void pump();
  }
}
