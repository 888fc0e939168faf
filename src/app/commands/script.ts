import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { compareScripts, readScript, scriptLimits, type ScriptComparison } from '../../modules/protection/index.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';
import { sideBySide } from '../side-by-side.ts';
import type { Translator } from '../../platform/i18n.ts';

const usage = 'script compare A B [--json]';
// What a person looks at; --json has every word.
const rowsShown = 14;

type Script = ReturnType<typeof readScript>;
type Side = { name: string; signs: string[] };

export const command: Command = {
  name: 'script',
  summary: 'which passages of one script are in another, whatever the names and the order',
  help: `
hookline script compare A B [--json]

Finds the passages that two scripts share: word by word, with other names, in other words, in another order. Chinese and English, as
text (UTF-8, UTF-16, GB18030), Fountain, Word (.docx) or subtitles (SRT, WebVTT, ASS). Prints them side by side, or with --json
{score, aText, bText, passages: [{aStart, aEnd, bStart, bEnd, kind, score}]}: positions count code points of aText and bText from 0, ends
are exclusive; kind is verbatim, renamed, paraphrased or, of a passage that has changed places with others, reordered; score is the share of
the shorter script that is matched, from 0 to 1. It is a measure of likeness and not a judgement.

Example: hookline script compare ours.fountain theirs.docx --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [what, a, b, ...more] = positionals;
    if (what !== 'compare' || a === undefined || b === undefined || more.length > 0) throw appErrors.bad_usage({ reason: usage });
    const [left, right] = [await readFileOf(a), await readFileOf(b)];
    const found = compareScripts(left, right);
    if (values.json)
      io.stdout(`${JSON.stringify({ score: found.score, aText: left.text, bText: right.text, passages: found.passages }, null, 2)}\n`);
    else io.stdout(tableOf(found, [sideOf(a, left), sideOf(b, right)], terminalTranslator(io.env)));
    return 0;
  },
};

const sideOf = (path: string, { text }: Script): Side => ({ name: basename(path), signs: Array.from(text) });

// Read no further than a script may be long, so that a device without an end is a file that is too large.
async function readFileOf(path: string): Promise<Script> {
  const file = await open(path).catch((error: unknown) => {
    throw appErrors.file_not_found({ file: path }, error);
  });
  try {
    const pieces: Buffer[] = [];
    for (let total = 0; total <= scriptLimits.bytes;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(1 << 20), 0, 1 << 20, null).catch((error: unknown) => {
        throw appErrors.file_not_found({ file: path }, error);
      });
      if (bytesRead === 0) break;
      pieces.push(buffer.subarray(0, bytesRead));
      total += bytesRead;
    }
    return readScript(Buffer.concat(pieces), path);
  } finally {
    await file.close();
  }
}

function tableOf({ score, passages }: ScriptComparison, [a, b]: readonly [Side, Side], t: Translator): string {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  if (passages.length === 0) return `${t('script.none')}\n`;
  const parts = passages.map((passage, at) => {
    const title = t('script.passage', { number: at + 1, kind: t(`script.kind.${passage.kind}`), share: percent(passage.score) });
    const places = [lineOf(a.signs, passage.aStart), lineOf(b.signs, passage.bStart)].map((line) => t('script.line', { line }));
    const rows = sideBySide(a.signs.slice(passage.aStart, passage.aEnd).join(''), b.signs.slice(passage.bStart, passage.bEnd).join(''));
    const left = rows.length > rowsShown ? `${t('script.more', { count: rows.length - rowsShown })}\n` : '';
    return `${title}\n${sideBySide(`${a.name}, ${places[0]!}`, `${b.name}, ${places[1]!}`).join('\n')}\n${rows.slice(0, rowsShown).join('\n')}\n${left}`;
  });
  return `${t('script.score', { share: percent(score), count: passages.length })}\n\n${parts.join('\n')}`;
}

const lineOf = (signs: readonly string[], place: number): number => {
  let line = 1;
  for (let at = 0; at < place; at++) if (signs[at] === '\n') line++;
  return line;
};
