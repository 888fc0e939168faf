/** Keeps a draft by itself a moment after the last change, one request at a time, and says how it stands. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export type Saving = { state: 'saved' | 'unsaved' | 'saving' } | { state: 'failed'; error: unknown };
const quietMs = 700;

export function useAutosave<T>(value: T, save: (value: T) => Promise<void>): { saving: Saving; saveNow: () => Promise<boolean> } {
  const [saving, setSaving] = useState<Saving>({ state: 'saved' });
  const newest = useRef(value);
  const kept = useRef(value);
  const running = useRef<Promise<boolean> | null>(null);
  const write = useRef(save);
  useLayoutEffect(() => {
    write.current = save;
    newest.current = value;
  });

  /** Saves until nothing newer is there; false where it failed. */
  const saveNow = useCallback(async (): Promise<boolean> => {
    if (running.current) await running.current;
    if (newest.current === kept.current) return true;
    const run = async (): Promise<boolean> => {
      while (newest.current !== kept.current) {
        const sent = newest.current;
        setSaving({ state: 'saving' });
        try {
          await write.current(sent);
        } catch (error) {
          setSaving({ state: 'failed', error });
          return false;
        }
        kept.current = sent;
      }
      setSaving({ state: 'saved' });
      return true;
    };
    running.current = run();
    const done = await running.current;
    running.current = null;
    return done;
  }, []);

  useEffect(() => {
    if (value === kept.current) return;
    setSaving((before) => (before.state === 'saving' ? before : { state: 'unsaved' }));
    const timer = window.setTimeout(() => void saveNow(), quietMs);
    return () => window.clearTimeout(timer);
  }, [value, saveNow]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (newest.current !== kept.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      // Whoever leaves for another page within the moment loses nothing.
      if (newest.current !== kept.current) void saveNow();
    };
  }, [saveNow]);
  return { saving, saveNow };
}
