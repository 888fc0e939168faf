/** State that lives in the address, so that it can be shared, bookmarked and stepped back through. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * One search parameter as state; absent while it has its default. Setting replaces the present entry of the history,
 * unless `push` is told (dialogs: the phone's back gesture then closes them).
 */
export function useUrlState<T extends string>(name: string, initial: T, push = false): [T, (value: T | null) => void] {
  const [search, setSearch] = useSearchParams();
  const value = (search.get(name) as T | null) ?? initial;
  const set = useCallback(
    (next: T | null) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (next === null || next === initial || next === '') after.delete(name);
          else after.set(name, next);
          return after;
        },
        { replace: !push, preventScrollReset: true },
      ),
    [setSearch, name, initial, push],
  );
  return [value, set];
}

/** Several search parameters at once: one after the other, the second would bring back what the first took away. Null takes one out. Replaces the present entry of the history. */
export function useUrlChange(): (changes: Readonly<Record<string, string | null>>) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    (changes) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
}
