import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { AppError } from '../platform/errors.ts';
import { exitCodeOf, type Command, type CommandIo } from './command.ts';
import { sentence } from './sentences.ts';

// What was compiled once is not compiled again at the next start; where the folder cannot be written, nothing is kept and nothing fails.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/hookline', import.meta.url)));

// Each command is loaded only when it is called, so that `analyse` does not pay for the server.
const commands: Record<string, () => Promise<{ command: Command }>> = {
  analyse: () => import('./commands/analyse.ts'),
  clip: () => import('./commands/clip.ts'),
  export: () => import('./commands/export.ts'),
  import: () => import('./commands/import.ts'),
  db: () => import('./commands/db.ts'),
  codes: () => import('./commands/codes.ts'),
  attribution: () => import('./commands/attribution.ts'),
  events: () => import('./commands/events.ts'),
  ledger: () => import('./commands/ledger.ts'),
  statements: () => import('./commands/statements.ts'),
  verify: () => import('./commands/verify.ts'),
  pdq: () => import('./commands/pdq.ts'),
  fingerprint: () => import('./commands/fingerprint.ts'),
  match: () => import('./commands/match.ts'),
  evidence: () => import('./commands/evidence.ts'),
  script: () => import('./commands/script.ts'),
  remake: () => import('./commands/remake.ts'),
  market: () => import('./commands/market.ts'),
  serve: () => import('./commands/serve.ts'),
  demo: () => import('./commands/demo.ts'),
};

async function main(argv: string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    if (rest[0] && commands[rest[0]]) return main([rest[0], '--help'], io);
    const lines = await Promise.all(
      Object.values(commands)
        .map(async (load) => (await load()).command)
        .map(async (command) => `  ${(await command).name.padEnd(10)} ${(await command).summary}`),
    );
    const text = `hookline COMMAND …\n\n${lines.join('\n')}\n\nhookline COMMAND --help says more, with an example.\n`;
    (name === undefined ? io.stderr : io.stdout)(text);
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (!load) {
    io.stderr(`hookline: there is no command “${name}”; hookline help lists them\n`);
    return 2;
  }
  const { command } = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout(`${command.help.trim()}\n`);
    return 0;
  }
  return command.run(rest, io);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C means now.
    if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    stop.abort(signal);
  });
}
// A reader that has read enough (`| head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const io: CommandIo = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  signal: stop.signal,
  interactive: process.stderr.isTTY === true,
};

try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  if (stop.signal.aborted) process.exitCode = 130;
  else {
    io.stderr(`hookline: ${error instanceof AppError ? sentence(error, process.env) : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
