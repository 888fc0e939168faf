import { createPdqHasher, dihedrals, readPicture, type Pdq } from '../../modules/protection/index.ts';
import { AppError, platformErrors } from '../../platform/errors.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { appErrors } from '../errors.ts';
import { sentence, terminalTranslator } from '../sentences.ts';

type Hashed = { file: string; quality: number; hashes: Record<string, string> };
type Failure = { file: string; error: { code: string; message: string } };

export const command: Command = {
  name: 'pdq',
  summary: 'the perceptual hashes (PDQ) of pictures, in eight turns and mirrors',
  help: `
hookline pdq IMAGE… [--json]

Prints the quality of each picture and its eight PDQ hashes, 64 hexadecimal digits each: as it is, turned, and mirrored. Pictures are
PPM, PNG or JPEG of at most 100 million pixels. Two pictures are taken for the same where their hashes differ in at most 31 of 256
bits and both have a quality of 50 or more. With --json an array in the order of the arguments; a file that fails becomes
{file, error}, and the exit is 1. Needs no database and no network.

Example: hookline pdq poster.jpg suspect.png --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean' } });
    if (positionals.length === 0) throw appErrors.bad_usage({ reason: 'pdq IMAGE… [--json]' });
    const hash = createPdqHasher();
    const results: (Hashed | Failure)[] = [];
    for (const file of positionals) {
      io.signal.throwIfAborted();
      const result = await hashOne(file, io, async () => hash(await readPicture(file)));
      results.push(result);
      if (!values.json && 'hashes' in result) io.stdout(writeHashes(result, io));
    }
    if (values.json) io.stdout(`${JSON.stringify(results, null, 2)}\n`);
    return results.some((result) => 'error' in result) ? 1 : 0;
  },
};

async function hashOne(file: string, io: CommandIo, run: () => Promise<Pdq>): Promise<Hashed | Failure> {
  try {
    const { quality, hashes } = await run();
    return { file, quality, hashes: Object.fromEntries(dihedrals.map((name) => [name, Buffer.from(hashes[name]).toString('hex')])) };
  } catch (thrown) {
    const error = errorOf(file, thrown);
    const message = sentence(error, io.env);
    io.stderr(`hookline: ${message}${error.kind === 'bug' ? `\n${(thrown as Error).stack ?? ''}` : ''}\n`);
    return { file, error: { code: error.code, message } };
  }
}

/** What the system says of a file that cannot be opened or read (ENOENT, EACCES, EISDIR …) is one thing to whoever named it. */
function errorOf(file: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return typeof (thrown as NodeJS.ErrnoException).syscall === 'string'
    ? appErrors.file_not_found({ file }, thrown)
    : platformErrors.bug({}, thrown);
}

function writeHashes({ file, quality, hashes }: Hashed, io: CommandIo): string {
  const lines = Object.entries(hashes).map(([name, hash]) => `  ${name.padEnd(10)} ${hash}`);
  return `${file}  ${terminalTranslator(io.env)('report.pdq_quality', { quality })}\n${lines.join('\n')}\n`;
}
