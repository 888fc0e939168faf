/** Undo and redo of changes that a server keeps: each entry knows what it was and what it became. Pure. */

export type History<T> = { readonly done: readonly T[]; readonly undone: readonly T[] };

export const emptyHistory: History<never> = { done: [], undone: [] };
const mostSteps = 200;

/** A new change ends the line of those that were undone. */
export const record = <T>(history: History<T>, change: T): History<T> => ({
  done: [...history.done, change].slice(-mostSteps),
  undone: [],
});

/** The change to take back, and the history after it; null where there is none. */
export function undo<T>(history: History<T>): { change: T; history: History<T> } | null {
  const change = history.done.at(-1);
  return change === undefined ? null : { change, history: { done: history.done.slice(0, -1), undone: [...history.undone, change] } };
}

/** The change to make again, and the history after it; null where there is none. */
export function redo<T>(history: History<T>): { change: T; history: History<T> } | null {
  const change = history.undone.at(-1);
  return change === undefined ? null : { change, history: { done: [...history.done, change], undone: history.undone.slice(0, -1) } };
}

/** Forgets the changes of something that is gone. */
export const forget = <T>(history: History<T>, gone: (change: T) => boolean): History<T> => ({
  done: history.done.filter((change) => !gone(change)),
  undone: history.undone.filter((change) => !gone(change)),
});
