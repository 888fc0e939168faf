/**
 * Files on their way to the desk. The list lives beside the pages, so sending goes on while one looks at what was found already.
 * Two at once keep a line full; what failed can be sent again, as the same bytes are the same suspect however often they come.
 */
import { useSyncExternalStore } from 'react';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { TakenFiles } from '../../../../src/modules/protection/suspects/contract.ts';
import { ApiError, hrefOf } from '../../../shared/api/client.ts';
import { queryClient } from '../../../shared/api/query.ts';
import { upload } from '../../../shared/money/upload.ts';
import { refreshCopies } from './queries.ts';

const atOnce = 2;

export type Sending = {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  readonly share: number;
  readonly error: ApiError | null;
  readonly taken: TakenFiles | null;
};

let list: readonly Sending[] = [];
let nextId = 1;
const files = new Map<number, File>();
const running = new Map<number, AbortController>();
const listeners = new Set<() => void>();

function publish(next: readonly Sending[]): void {
  list = next;
  for (const listener of listeners) listener();
}
const change = (id: number, to: Partial<Sending>): void => publish(list.map((one) => (one.id === id ? { ...one, ...to } : one)));

export function sendFiles(given: readonly { path: string; file: File }[]): void {
  const added = given.map(({ path, file }) => {
    const id = nextId++;
    files.set(id, file);
    return { id, name: path, sizeBytes: file.size, state: 'waiting' as const, share: 0, error: null, taken: null };
  });
  publish([...list, ...added]);
  pump();
}

/** Stops one that is being sent, or takes one that waits or ended from the list. */
export function dropFile(id: number): void {
  running.get(id)?.abort(new DOMException('Stopped by the person.', 'AbortError'));
  files.delete(id);
  publish(list.filter((one) => one.id !== id));
  pump();
}

export function sendAgain(id: number): void {
  change(id, { state: 'waiting', share: 0, error: null });
  pump();
}

/** Stops all that is on its way, and clears what has arrived. */
export function dropAll(): void {
  for (const { id } of list) dropFile(id);
}

export function clearSent(): void {
  for (const { id, state } of list) if (state === 'sent') files.delete(id);
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

function pump(): void {
  for (const one of list) {
    if (running.size >= atOnce) return;
    if (one.state === 'waiting') void send(one);
  }
}

async function send({ id, name }: Sending): Promise<void> {
  const file = files.get(id);
  if (!file) return;
  const control = new AbortController();
  running.set(id, control);
  change(id, { state: 'sending' });
  const address = hrefOf(protectionContract.routes.uploadSuspect, { query: { filename: name.slice(-300) } });
  try {
    const taken = await upload<TakenFiles>(address, file, (share) => change(id, { share }), control.signal);
    files.delete(id);
    const [refused] = taken.items.length === 0 ? taken.refused : [];
    change(id, {
      state: refused ? 'failed' : 'sent',
      share: 1,
      taken,
      error: refused ? new ApiError(422, refused.error.code, refused.error.params) : null,
    });
  } catch (error) {
    if (!control.signal.aborted)
      change(id, { state: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'client.unexpected') });
  } finally {
    running.delete(id);
    void refreshCopies(queryClient);
    pump();
  }
}
