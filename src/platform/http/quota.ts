import { LRUCache } from 'lru-cache';
import type { Clock } from '../time.ts';
import type { SignedIn } from './actor.ts';
import type { RateLimit, Route } from './contract.ts';

/** What is left of a quota after this request, in the words of the RateLimit header. */
export type Taken = {
  readonly policy: RateLimit;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetSeconds: number;
  /** When to come back, where the request was refused. */
  readonly retryAfterSeconds: number;
};
export type Quotas = { take(policy: RateLimit, caller: string): Taken };

/** For signed-in callers and keys on routes that name no limit, and for whoever writes without signing in. */
export const generalLimit: RateLimit = { quota: 'default', requests: 6_000, windowSeconds: 60 };

// Windows of callers who have been away are over anyway; a flood from ever new addresses must not fill the memory.
const mostCallers = 100_000;

type Window = { startMs: number; count: number; before: number };

/**
 * Counts requests in a sliding window: the present window and, in proportion to its part that still overlaps, the one before.
 * So no span as long as a window holds more than the quota, whatever its start, up to the evenness of the window before.
 * In the memory of this process: behind a balancer each of N processes allows the quota, together N times as much.
 */
export function createQuotas(clock: Pick<Clock, 'monotonicMs'>): Quotas {
  const windows = new LRUCache<string, Window>({ max: mostCallers });
  return {
    take: (policy, caller) => {
      const key = `${policy.quota}\n${caller}`;
      const windowMs = policy.windowSeconds * 1000;
      const nowMs = clock.monotonicMs();
      const window = slide(windows.get(key), nowMs, windowMs);
      windows.set(key, window);
      const intoMs = nowMs - window.startMs;
      const weighed = window.before * (1 - intoMs / windowMs) + window.count;
      const allowed = weighed + 1 <= policy.requests;
      if (allowed) window.count++;
      return {
        policy,
        allowed,
        remaining: Math.max(0, Math.floor(policy.requests - weighed - (allowed ? 1 : 0))),
        resetSeconds: Math.max(1, Math.ceil((windowMs - intoMs) / 1000)),
        retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(waitMs(window, policy.requests, intoMs, windowMs) / 1000)),
      };
    },
  };
}

function slide(found: Window | undefined, nowMs: number, windowMs: number): Window {
  if (!found) return { startMs: nowMs, count: 0, before: 0 };
  const over = Math.floor((nowMs - found.startMs) / windowMs);
  if (over <= 0) return found;
  return { startMs: found.startMs + over * windowMs, count: 0, before: over === 1 ? found.count : 0 };
}

/** How long until one more fits: while the window before fades, or else in the window after. */
function waitMs(window: Window, most: number, intoMs: number, windowMs: number): number {
  const room = most - 1 - window.count;
  if (room >= 0 && window.before > 0) return windowMs * (1 - room / window.before) - intoMs;
  return windowMs - intoMs + windowMs * Math.max(0, 1 - (most - 1) / window.count);
}

/** The limit that holds for a route: its own, else the general one; none for what anybody may read. */
export function limitOf(route: Route): RateLimit | null {
  if (route.limit) return route.limit;
  return route.access === 'public' && ['GET', 'HEAD', 'OPTIONS'].includes(route.method) ? null : generalLimit;
}

/** Whose quota it is: the key's, else the person's, else the network's. */
export function callerOf(who: SignedIn | null, address: string): string {
  return who?.id ? `${who.kind}:${who.id}` : `address:${network(address)}`;
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-10, lists of structured fields (RFC 9651). */
export function limitHeaders(taken: Taken): Record<string, string> {
  const { quota, requests, windowSeconds } = taken.policy;
  const name = quota.replace(/[^\w.-]/g, '_');
  return {
    'ratelimit-policy': `"${name}";q=${requests};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${taken.remaining};t=${taken.resetSeconds}`,
  };
}

/** Whoever has one IPv6 address has a /64 of them (RFC 6177): they count as one. */
export function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const after = tail.split(':').filter(Boolean);
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
