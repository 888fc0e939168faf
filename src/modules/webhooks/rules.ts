/** When a call is tried again, and when an endpoint is given up. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits after each try, as the Standard Webhooks specification suggests them: ten tries in a little over three days. */
export const schedule = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour] as const;
const longestWaitMs = 24 * hour;
// Without jitter everything that failed together comes back together.
const jitter = 0.2;

/** How long one that fails all the time is complained of, and then switched off. */
export const complainAfterMs = 24 * hour;
export const disableAfterMs = 72 * hour;
/** Few calls that fail far apart are no proof. */
export const disableAfterFailures = 5;

/**
 * Milliseconds until the next try after `made` tries (from 1), or null when it was the last. `random` is in [0, 1) and makes the
 * wait up to a fifth longer; the receiver's Retry-After is honoured where it is longer, up to a day.
 */
export function nextWaitMs(made: number, random: number, retryAfterSeconds: number | null): number | null {
  const wait = schedule[made - 1];
  if (wait === undefined) return null;
  const asked = Math.min((retryAfterSeconds ?? 0) * second, longestWaitMs);
  return Math.round(Math.max(wait, asked) * (1 + jitter * random));
}

/** The seconds of a Retry-After header in its number form (RFC 9110, 10.2.3); null for a date or nothing. */
export function retryAfterOf(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
}

export type Outcome = 'delivered' | 'again' | 'gone';
/** 2xx is a success; 410 asks never to be called again; everything else, redirects too, is tried again. */
export function outcomeOf(status: number | null): Outcome {
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'again';
}

/** What to do about an endpoint that has failed since then without a success between. */
export function verdictOf(
  endpoint: { failingSince: Date; failures: number; complained: boolean },
  now: Date,
): 'wait' | 'complain' | 'disable' {
  const forMs = now.getTime() - endpoint.failingSince.getTime();
  if (forMs >= disableAfterMs && endpoint.failures >= disableAfterFailures) return 'disable';
  return forMs >= complainAfterMs && !endpoint.complained ? 'complain' : 'wait';
}
