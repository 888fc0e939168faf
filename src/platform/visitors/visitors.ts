import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../db/index.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../seal.ts';
import { dateIn, type Clock } from '../time.ts';
import { deleteKeysBefore, insertKeys, selectKeys, type SealedKey } from './repo.ts';

export const visitorKinds = ['address', 'agent', 'device'] as const;
export type VisitorKind = (typeof visitorKinds)[number];

export type Visitors = {
  /** The hash of today, 22 characters; null for an empty value and while no key of today is known. */
  hash(kind: VisitorKind, value: string | null | undefined): string | null;
  /** The hashes that the value had at any time of the last `withinMs`, for comparing with what was kept then. Asks the database. */
  hashes(kind: VisitorKind, value: string | null | undefined, withinMs: number): Promise<string[]>;
  /** Makes the keys of today and the next days where they are missing, and reads all. At the start and every hour. */
  refresh(): Promise<void>;
  /** Forgets keys that no window reaches any more: of days that ended longer ago than `longestWindowMs`. Answers with how many. */
  sweep(longestWindowMs: number): Promise<number>;
  /** The sealed keys that are known, for a snapshot beside the database. */
  sealedKeys(): readonly SealedKey[];
  /** Takes keys from a snapshot; those of the database replace them. */
  restore(keys: readonly SealedKey[]): void;
};

const dayMs = 24 * 3_600_000;
/** A process that was cut off from its database on a Friday still has Monday's key. */
const daysAhead = 3;
const longestValue = 2000;
const readAgainMs = 60_000;

/** Keyed hashes of visitors. `sealer` is made for the purpose `visitors.key`; every process of an installation needs the same. */
export function createVisitors(parts: { db: Database; clock: Clock; log: Log; sealer: Sealer }): Visitors {
  const { db, clock, log, sealer } = parts;
  let sealed: readonly SealedKey[] = [];
  let keys = new Map<string, Buffer>();
  // Addresses and agents come again and again; what was hashed is remembered in memory alone, and forgotten with the day.
  const remembered = {
    address: new LRUCache<string, string>({ max: 20_000 }),
    agent: new LRUCache<string, string>({ max: 10_000 }),
    device: new LRUCache<string, string>({ max: 10_000 }),
  } as const satisfies Record<VisitorKind, unknown>;
  const forget = (): void => visitorKinds.forEach((kind) => remembered[kind].clear());
  let rememberedDay = '';
  const reported = new Set<string>();
  let readMs = Number.NEGATIVE_INFINITY;

  const dayOf = (ms: number): string => dateIn('UTC', clockDate(ms));
  let today = { day: '', untilMs: Number.NEGATIVE_INFINITY };
  const currentDay = (): string => {
    const nowMs = clock.nowMs();
    if (nowMs >= today.untilMs || nowMs < today.untilMs - dayMs)
      today = { day: dayOf(nowMs), untilMs: (Math.floor(nowMs / dayMs) + 1) * dayMs };
    return today.day;
  };

  function take(rows: readonly SealedKey[]): void {
    const opened = new Map<string, Buffer>();
    for (const { day, sealed: text } of rows) {
      const known = sealed.find((key) => key.day === day && key.sealed === text) && keys.get(day);
      if (known) opened.set(day, known);
      else {
        try {
          opened.set(day, Buffer.from(sealer.open(text, day), 'base64url'));
        } catch (error) {
          // Sealed with another house secret: its day goes without hashes, and the days made from now on have them again.
          if (!reported.has(day)) log.warn('visitors.key_unreadable', { day, error });
          reported.add(day);
        }
      }
    }
    sealed = rows;
    if (keys.get(rememberedDay)?.equals(opened.get(rememberedDay) ?? Buffer.alloc(0)) === false) forget();
    keys = opened;
  }

  return {
    hash: (kind, value) => {
      if (!value) return null;
      const day = currentDay();
      const key = keys.get(day);
      if (!key) return null;
      if (rememberedDay !== day) {
        forget();
        rememberedDay = day;
      }
      const name = value.length > longestValue ? value.slice(0, longestValue) : value;
      let found = remembered[kind].get(name);
      if (found === undefined) {
        found = digest(key, kind, value);
        remembered[kind].set(name, found);
      }
      return found;
    },
    hashes: async (kind, value, withinMs) => {
      if (!value) return [];
      const nowMs = clock.nowMs();
      const first = dayOf(nowMs - withinMs);
      const last = dayOf(nowMs);
      // A young installation has no key of the first day at all, and must not ask for it each time.
      if (!keys.has(last) || (!keys.has(first) && nowMs - readMs > readAgainMs)) {
        take(await db.read((trx) => selectKeys(trx)));
        readMs = nowMs;
      }
      return [...keys].filter(([day]) => day >= first && day <= last).map(([, key]) => digest(key, kind, value));
    },
    refresh: async () => {
      const nowMs = clock.nowMs();
      const wanted = Array.from({ length: daysAhead + 1 }, (_, index) => dayOf(nowMs + index * dayMs));
      const rows = await db.read((trx) => selectKeys(trx));
      const missing = wanted.filter((day) => !rows.some((row) => row.day === day));
      if (missing.length === 0) return take(rows);
      const made = missing.map((day) => ({ day, sealed: sealer.seal(randomBytes(32).toString('base64url'), day) }));
      take(
        await db.transaction(async (trx) => {
          await insertKeys(trx, made, clock.now());
          return selectKeys(trx);
        }),
      );
    },
    sweep: (longestWindowMs) => db.read((trx) => deleteKeysBefore(trx, dayOf(clock.nowMs() - longestWindowMs))),
    sealedKeys: () => sealed,
    restore: (rows) => {
      if (sealed.length === 0) take(rows);
    },
  };
}

// RFC 2104 with SHA-256, cut to 128 bits: a chance match among a thousand million visitors has odds of 1 in 10²⁰.
function digest(key: Buffer, kind: VisitorKind, value: string): string {
  const text = kind === 'address' ? networkOf(value) : value.slice(0, longestValue);
  return createHmac('sha256', key).update(`${kind}\0${text}`).digest().subarray(0, 16).toString('base64url');
}

const clockDate = (ms: number): Date => new Date(ms);

/** An address as one visitor has it: whoever has one IPv6 address has a /64 of them and changes them daily (RFC 8981). */
export function networkOf(address: string): string {
  const bare = address.trim().toLowerCase().split('%')[0]!;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare)?.[1];
  if (mapped) return mapped;
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const after = tail.split(':').filter(Boolean);
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
