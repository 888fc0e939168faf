/** Several search parameters at once: one after the other, the second would bring back what the first took away. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Null takes a parameter out. Replaces the present entry of the history. */
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
