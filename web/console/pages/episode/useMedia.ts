/** Whether a media query holds now. */
import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** The phone's form of the page: panels are sheets, the file moves under a fixed playhead. */
export const usePhone = (): boolean => useMedia('(max-width: 720px)');
