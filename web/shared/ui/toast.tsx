/** Short news at the edge of the screen, read out politely; it goes by itself, failures stay longer. */
import { useSyncExternalStore } from 'react';
import { sentence } from '../api/errors.ts';
import { currentI18n, useI18n } from '../i18n/i18n.ts';
import { Icon } from './Icon.tsx';
import './toast.css';

type Act = { label: string; run: () => void };
type Toast = { id: number; tone: 'good' | 'bad'; text: string; acts: readonly Act[] };
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function add(tone: Toast['tone'], text: string, acts: readonly Act[] = []): void {
  const id = nextId++;
  set([...toasts.slice(-3), { id, tone, text, acts }]);
  // What can be undone stays long enough to be read, thought about and reached.
  window.setTimeout(() => dismiss(id), acts.length > 0 ? 20_000 : tone === 'good' ? 4000 : 9000);
}

function dismiss(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

export const toast = {
  /** Says that something was done, and offers to take it back, or to look at it, where that is possible. */
  done: (text: string, ...acts: readonly (Act | undefined)[]) =>
    add(
      'good',
      text,
      acts.filter((act) => act !== undefined),
    ),
  /** Says a failure that is already in words. */
  say: (text: string) => add('bad', text),
  /** Says why something failed, in the reader's language. */
  failed: (error: unknown) => add('bad', sentence(currentI18n().t, error)),
};

export function ToastShelf() {
  const { t } = useI18n();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <div key={one.id} className={`toast toast-${one.tone}`}>
          <Icon name={one.tone === 'good' ? 'check' : 'warn'} />
          <span>{one.text}</span>
          {one.acts.map((act) => (
            <button
              key={act.label}
              type="button"
              className="toast-undo"
              onClick={() => {
                dismiss(one.id);
                act.run();
              }}
            >
              {act.label}
            </button>
          ))}
          <button type="button" className="icon-button" aria-label={t('action.close')} onClick={() => dismiss(one.id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
