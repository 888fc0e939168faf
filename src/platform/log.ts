import type { Clock } from './time.ts';

export type LogFields = Record<string, unknown>;
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  with(fields: LogFields): Log;
};

// A secret that reaches a log is a leak even when nobody meant it: fields with these names are masked at every depth.
const secretName = /pass(word)?$|secret|token|authorization|cookie|api_?key$|database_?url/i;

function mask(key: string, value: unknown): unknown {
  if (key !== '' && secretName.test(key)) return '[masked]';
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
  return typeof value === 'bigint' ? value.toString() : value;
}

/** One JSON object a line on stderr: `at`, `level`, `event`, then the fields. Results own stdout. */
export function createLog(clock: Clock, write: (line: string) => void = (line) => process.stderr.write(line), base: LogFields = {}): Log {
  const emit = (level: string, event: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ at: clock.now().toISOString(), level, event, ...base, ...fields }, mask)}\n`);
  return {
    info: (event, fields) => emit('info', event, fields),
    warn: (event, fields) => emit('warn', event, fields),
    error: (event, fields) => emit('error', event, fields),
    with: (fields) => createLog(clock, write, { ...base, ...fields }),
  };
}

/** A log that says nothing, for tests and for commands whose stderr is for people. */
export const silentLog: Log = { info() {}, warn() {}, error() {}, with: () => silentLog };
