import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError } from '../platform/errors.ts';
import { appErrors } from './errors.ts';

/** What a command may touch of the outside. */
export type CommandIo = {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Whether stderr is a person's terminal, so that progress may overwrite its line. */
  interactive: boolean;
};

export type Command = {
  readonly name: string;
  readonly summary: string;
  /** With an example. */
  readonly help: string;
  /** Answers with the exit code: 0 good, 1 a job or a check failed, 2 wrong use. */
  run(argv: string[], io: CommandIo): Promise<number>;
};

export const settingFlags = {
  data: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'base-url': { type: 'string' },
  'database-url': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Flags that override settings, as readConfig wants them. */
export function settingsOf(values: Record<string, unknown>): Record<string, string> {
  const names = { data: 'HOOKLINE_DATA', host: 'HOST', port: 'PORT', 'base-url': 'BASE_URL', 'database-url': 'DATABASE_URL' } as const;
  const found: Record<string, string> = {};
  for (const [flag, name] of Object.entries(names)) if (typeof values[flag] === 'string') found[name] = values[flag];
  return found;
}

/** parseArgs whose failures are `app.bad_usage`, so that the exit is 2. */
export function readArguments<Options extends ParseArgsOptionsConfig>(argv: string[], options: Options) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw appErrors.bad_usage({ reason: (error as Error).message });
  }
}

/** The exit code of a failure. */
export function exitCodeOf(error: unknown): number {
  return error instanceof AppError && (error.code === 'app.bad_usage' || error.code === 'app.bad_setting') ? 2 : 1;
}
