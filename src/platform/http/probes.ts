import type { Clock } from '../time.ts';

export type ProbeCheck = {
  readonly name: string;
  /** Rejects, or says false, when the part cannot serve. */
  run(): Promise<boolean | void>;
};

export type Probes = {
  /** Whether the process lives: a supervisor restarts what does not answer. Asks nothing of other parts. */
  health(): Response;
  /** Whether it can serve now: a balancer passes it by with 503. Says which part is missing, never why. */
  ready(): Promise<Response>;
  /** From now on not ready: shutdown begins, and balancers should look elsewhere before the door closes. */
  drain(): void;
};

const patienceMs = 2_000;

/** The answers of /healthz and /readyz. */
export function createProbes(settings: { checks: readonly ProbeCheck[]; clock: Clock; version?: string }): Probes {
  const started = settings.clock.monotonicMs();
  let draining = false;
  const uptime = (): number => Math.round((settings.clock.monotonicMs() - started) / 1000);
  return {
    health: () => json(200, { status: 'ok', version: settings.version ?? null, uptimeSeconds: uptime() }),
    ready: async () => {
      const results = await Promise.all(settings.checks.map(async (check) => [check.name, await passes(check)] as const));
      const ready = !draining && results.every(([, passed]) => passed);
      return json(ready ? 200 : 503, {
        status: draining ? 'draining' : ready ? 'ready' : 'not_ready',
        checks: Object.fromEntries(results),
      });
    },
    drain: () => {
      draining = true;
    },
  };
}

async function passes(check: ProbeCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  try {
    return await Promise.race([check.run().then((result) => result !== false), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}
