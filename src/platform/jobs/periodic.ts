import { sql } from 'kysely';
import type { Database } from '../db/index.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../time.ts';

export type PeriodicRun = (signal: AbortSignal) => Promise<unknown>;
export type Periodic = {
  add(name: string, seconds: number, run: PeriodicRun): void;
  start(): void;
  /** Asks what runs to stop, waits for it, and lets go of the leases. */
  stop(): Promise<void>;
};

const leaseMs = 30_000;
const renewMs = 10_000;
const patienceMs = 20_000;

type Parts = { db: Database; clock: Clock; log: Log };

/**
 * Work that comes round: of many processes one does it, by a lease in the database whose clock alone counts. Work that is due
 * oftener than the lease lasts keeps its lease between runs, so that a run each second does not write each second.
 * On PGlite one process owns the database, and what an earlier one held is taken over at once.
 */
export function createPeriodic(parts: Parts): Periodic {
  const holder = newId('request', parts.clock.nowMs());
  const rounds: Round[] = [];
  let started = false;
  return {
    add: (name, seconds, run) => {
      if (rounds.some((round) => round.name === name)) throw new Error(`two periodic works are named ${name}`);
      const round = createRound(parts, holder, name, Math.max(1, seconds) * 1000, run);
      rounds.push(round);
      if (started) round.start();
    },
    start: () => {
      started = true;
      for (const round of rounds) round.start();
    },
    stop: async () => {
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
}

type Round = { readonly name: string; start(): void; stop(): Promise<void> };

function createRound({ db, clock, log }: Parts, holder: string, name: string, periodMs: number, run: PeriodicRun): Round {
  const keepsLease = periodMs < leaseMs;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let controller = new AbortController();
  let heldUntilMs = 0;

  const schedule = (ms: number): void => {
    if (stopping) return;
    timer = setTimeout(() => {
      running = turn().finally(() => (running = null));
    }, ms);
    timer.unref();
  };

  /** One look: takes the lease where it is due and free, runs, and says when to look again. */
  async function turn(): Promise<void> {
    let waitMs = Math.min(periodMs, leaseMs);
    try {
      if (clock.monotonicMs() >= heldUntilMs) {
        const taken = await take();
        if (!taken.mine) return schedule(Math.max(250, Math.min(taken.waitMs, periodMs, leaseMs)));
      }
      const began = clock.monotonicMs();
      await runOnce();
      waitMs = Math.max(0, periodMs - (clock.monotonicMs() - began));
      if (!keepsLease) {
        await release(waitMs);
        heldUntilMs = 0;
      }
    } catch (error) {
      heldUntilMs = 0;
      log.warn('jobs.periodic_not_run', { name, error });
    }
    // A timer longer than a lease is looked at in between: another process may have been killed in the middle of its run.
    schedule(keepsLease ? waitMs : Math.min(waitMs, leaseMs * 10));
  }

  async function runOnce(): Promise<void> {
    controller = new AbortController();
    const renewing = setInterval(() => void renew(), renewMs);
    renewing.unref();
    try {
      if (!stopping) await run(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) log.error('jobs.periodic_failed', { name, error });
    } finally {
      clearInterval(renewing);
    }
    if (keepsLease && clock.monotonicMs() >= heldUntilMs - (leaseMs - renewMs)) await renew();
  }

  async function take(): Promise<{ mine: boolean; waitMs: number }> {
    const askedMs = clock.monotonicMs();
    // One process owns an embedded database: a lease that is there is of one that died.
    const free = db.kind === 'pglite' ? sql`true` : sql`(p.lease_until < clock_timestamp() or p.holder = ${holder})`;
    const { rows } = await db.read((trx) =>
      sql`insert into periodic_works as p (name, holder, lease_until, next_at)
          values (${name}, ${holder}, clock_timestamp() + ${leaseMs} * interval '1 millisecond', clock_timestamp())
          on conflict (name) do update set holder = excluded.holder, lease_until = excluded.lease_until
          where ${free} and p.next_at <= clock_timestamp() returning name`.execute(trx),
    );
    if (rows.length > 0) {
      heldUntilMs = askedMs + leaseMs;
      return { mine: true, waitMs: 0 };
    }
    const { rows: others } = await db.read((trx) =>
      sql<{
        ms: string;
      }>`select (extract(epoch from greatest(next_at, case when holder = ${holder} then next_at else lease_until end) - clock_timestamp()) * 1000)::numeric(20, 0)::text as ms
          from periodic_works where name = ${name}`.execute(trx),
    );
    return { mine: false, waitMs: Number(others[0]?.ms ?? 0) };
  }

  async function renew(): Promise<void> {
    const askedMs = clock.monotonicMs();
    try {
      const { rows } = await db.read((trx) =>
        sql`update periodic_works set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
            where name = ${name} and holder = ${holder} returning name`.execute(trx),
      );
      if (rows.length > 0) heldUntilMs = askedMs + leaseMs;
      else {
        heldUntilMs = 0;
        controller.abort();
      }
    } catch (error) {
      log.warn('jobs.periodic_lease_not_renewed', { name, error });
      if (clock.monotonicMs() >= heldUntilMs) controller.abort();
    }
  }

  async function release(waitMs: number): Promise<void> {
    await db.read((trx) =>
      sql`update periodic_works set lease_until = clock_timestamp(), next_at = clock_timestamp() + ${Math.round(waitMs)} * interval '1 millisecond'
          where name = ${name} and holder = ${holder}`.execute(trx),
    );
  }

  return {
    name,
    start: () => schedule(0),
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      controller.abort();
      let late: NodeJS.Timeout | undefined;
      await Promise.race([running, new Promise((resolve) => (late = setTimeout(resolve, patienceMs)))]);
      clearTimeout(late);
      if (heldUntilMs > 0) await release(0).catch(() => {});
    },
  };
}
