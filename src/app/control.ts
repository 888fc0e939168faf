import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { AppError, platformErrors, type ErrorKind, type ErrorParams } from '../platform/errors.ts';
import { appErrors } from './errors.ts';
import type { LockHolder } from './lock.ts';

/**
 * Commands that need the database of a running server are done by that server: the caller holds the token of the lock
 * file (readable by its own user only), sends a name and arguments, and reads one JSON line for each event.
 */
export type ControlCommand = (args: unknown, options: { signal: AbortSignal; emit(event: unknown): void }) => Promise<unknown>;
type Line = { event: unknown } | { result: unknown } | { error: { code: string; kind: ErrorKind; params: ErrorParams } };

const path = '/control';

export function serveControl(app: Hono, token: string, commands: Readonly<Record<string, ControlCommand>>, stopping: AbortSignal): void {
  app.post(`${path}/:name`, async (context) => {
    const given = Buffer.from(context.req.header('authorization') ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return context.notFound();
    const command = commands[context.req.param('name')];
    if (!command) return context.notFound();
    const args: unknown = await context.req.json();
    const hungUp = new AbortController();
    const signal = AbortSignal.any([hungUp.signal, context.req.raw.signal, stopping]);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        const send = (line: Line): void => {
          if (!hungUp.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        };
        try {
          send({ result: (await command(args, { signal, emit: (event) => send({ event }) })) ?? null });
        } catch (thrown) {
          const error = thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown);
          send({ error: { code: error.code, kind: error.kind, params: error.params } });
        }
        if (!hungUp.signal.aborted) controller.close();
      },
      cancel: () => hungUp.abort(),
    });
    return context.newResponse(body, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  });
}

/** Has the server that owns the data directory do a command. Throws what the command threw, or app.server_unreachable. */
export async function callControl(
  holder: LockHolder,
  name: string,
  args: unknown,
  options: { signal: AbortSignal; onEvent(event: unknown): void },
): Promise<unknown> {
  if (!holder.url) throw appErrors.server_unreachable({ pid: holder.pid });
  const response = await fetch(`${holder.url}${path}/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${holder.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
    signal: options.signal,
  }).catch((error: unknown) => {
    options.signal.throwIfAborted();
    throw appErrors.server_unreachable({ pid: holder.pid }, error);
  });
  if (!response.ok || !response.body) throw appErrors.server_unreachable({ pid: holder.pid });
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      const line = JSON.parse(text) as Line;
      if ('event' in line) options.onEvent(line.event);
      else if ('error' in line) throw new AppError(line.error.code, line.error.kind, line.error.params);
      else return line.result;
    }
  }
  throw appErrors.server_unreachable({ pid: holder.pid });
}
