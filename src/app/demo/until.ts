/** Asks again and again until it is so. Throws when the signal says to stop. */
export async function until(done: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await done())) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
