/** The import that this device has not finished, so that it is offered again after a reload. */
const key = 'hookline.import';
export type Remembered = { id: string; title: string };

export function rememberImport(run: Remembered): void {
  localStorage.setItem(key, JSON.stringify(run));
}

export function rememberedImport(): Remembered | null {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? 'null') as Remembered | null;
    return value && typeof value.id === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Forgets it, if it is this one. */
export function forgetImport(id: string): void {
  if (rememberedImport()?.id === id) localStorage.removeItem(key);
}
