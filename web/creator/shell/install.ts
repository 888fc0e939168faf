/** The app on the device: its shell is kept for the next visit, and the browser's offer to install it waits for a good moment. */
import { useSyncExternalStore } from 'react';

type InstallEvent = Event & { prompt(): Promise<unknown>; userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }> };
let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
const kept = 'hookline.creator.install';

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offered = event as InstallEvent;
  tell();
});
window.addEventListener('appinstalled', () => {
  offered = null;
  tell();
});

/** Registers the service worker of the built app; development has none, as it would hide what was just changed. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it the app works as well, only not without a network.
  navigator.serviceWorker.register('/creator/service-worker.js', { scope: '/creator/' }).catch(() => undefined);
}

const standalone = () =>
  window.matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;
const onApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent);

export type InstallState = 'installed' | 'offered' | 'by_hand' | 'unknown';
function installState(): InstallState {
  if (standalone()) return 'installed';
  if (offered) return 'offered';
  return onApple() ? 'by_hand' : 'unknown';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the app is installed, can be with one press, or by hand (iOS has no prompt). */
export function useInstall(): { state: InstallState; hinted: boolean; install: () => Promise<void>; dismiss: () => void } {
  const state = useSyncExternalStore(subscribe, installState);
  const hinted = useSyncExternalStore(subscribe, () => localStorage.getItem(kept) !== 'dismissed');
  return {
    state,
    hinted: hinted && (state === 'offered' || state === 'by_hand'),
    install: async () => {
      await offered?.prompt();
      offered = null;
      tell();
    },
    dismiss: () => {
      localStorage.setItem(kept, 'dismissed');
      tell();
    },
  };
}
