/** What a site asks of robots (RFC 9309), asked once a day and remembered. */
import { LRUCache } from 'lru-cache';
import robotsParser from 'robots-parser';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';

/** `delayMs` is what the site asks to be left between requests, up to a bound; `unknown` where it could not be asked. */
export type Permission = { allowed: boolean; unknown: boolean; delayMs: number };
export type Robots = { ask(url: string, signal?: AbortSignal): Promise<Permission> };

/** As the house names itself to sites, here and in its requests. */
export const robotName = 'Hookline';

const keptMs = 24 * 3_600_000;
/** A site that is away is asked again sooner. */
const keptUnknownMs = 10 * 60_000;
const largestBytes = 512 * 1024;
/** A site may ask for patience, not for days of it. */
const longestDelayMs = 30_000;
const mostSites = 2000;

// A CommonJS function, of which its types say that it is a module.
const parseRobots = robotsParser as unknown as typeof robotsParser.default;
type Rules = ReturnType<typeof parseRobots> | 'all' | 'unknown';

/** Remembers up to 2000 sites. A site without rules allows all; one that cannot be asked allows nothing for ten minutes. */
export function createRobots(parts: { outgoing: Outgoing; clock: Clock }): Robots {
  const kept = new LRUCache<string, { rules: Promise<Rules>; until: number }>({ max: mostSites });

  const rulesOf = (origin: string): Promise<Rules> => {
    const known = kept.get(origin);
    if (known && known.until > parts.clock.monotonicMs()) return known.rules;
    const entry = { rules: fetchRules(parts.outgoing, origin), until: parts.clock.monotonicMs() + keptMs };
    kept.set(origin, entry);
    void entry.rules.then((rules) => {
      if (rules === 'unknown') entry.until = parts.clock.monotonicMs() + keptUnknownMs;
    });
    return entry.rules;
  };

  return {
    ask: async (url, signal) => {
      const rules = await rulesOf(new URL(url).origin);
      signal?.throwIfAborted();
      if (rules === 'all') return { allowed: true, unknown: false, delayMs: 0 };
      if (rules === 'unknown') return { allowed: false, unknown: true, delayMs: 0 };
      const seconds = rules.getCrawlDelay(robotName) ?? 0;
      const delayMs = Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1000, 0), longestDelayMs) : 0;
      return { allowed: rules.isAllowed(url, robotName) !== false, unknown: false, delayMs };
    },
  };
}

// RFC 9309, 2.3.1: what is not there allows all, a server in trouble allows nothing, five redirects are followed.
async function fetchRules(outgoing: Outgoing, origin: string): Promise<Rules> {
  const url = `${origin}/robots.txt`;
  try {
    const answer = await outgoing.fetch(url, {
      headers: { accept: 'text/plain' },
      timeoutMs: 10_000,
      maxBytes: largestBytes,
      whenLarger: 'cut',
      redirects: 5,
    });
    if (answer.status >= 500 || answer.status === 429) return 'unknown';
    if (answer.status < 200 || answer.status >= 300) return 'all';
    return parseRobots(url, answer.body.toString('utf8').replaceAll('\0', ''));
  } catch {
    return 'unknown';
  }
}
