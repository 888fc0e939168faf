/**
 * Claims of market documents: precision and recall with value, unit, period and status all right, on made-up worlds with exact truth
 * and on pages written by hand. Readers were tuned on the wordings of `dev`; `heldOut` has other wordings by another hand, which nobody
 * who worked on the readers has seen. Beside it Recognizers-Text with the nearest unit
 * and date, on the first twenty files of each. `--verbose` prints the misses of dev.
 */
import { byRecognizers } from './market/baseline.ts';
import { developmentSeeds, heldOutSeeds } from './market/corpus.ts';
import { handWritten } from './market/by-hand/pages.ts';
import { corporaOf, ofTheHouse, tallyClaims } from './market/measure.ts';
import { scoresOf, sharesOf, type Tally } from './market/score.ts';
import type { Language, MarketFile } from './market/truth.ts';

const comparedFiles = 20;
const target = { precision: 0.92, recall: 0.9 };

export async function run(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = { target, seeds: { dev: span(developmentSeeds), heldOut: span(heldOutSeeds) } };
  const sets: Record<string, readonly MarketFile[]> = {
    dev: corporaOf('dev', developmentSeeds).flatMap(({ files }) => files),
    heldOut: corporaOf('heldout', heldOutSeeds).flatMap(({ files }) => files),
    devByHand: handWritten('dev'),
    heldOutByHand: handWritten('heldout'),
  };
  for (const [name, files] of Object.entries(sets)) {
    const byLanguage: Record<string, unknown> = { files: files.length };
    for (const language of ['zh', 'en'] as const) {
      const tally = await tallyClaims(files, language, ofTheHouse);
      byLanguage[language] = { ...describe(tally), beside: await beside(files, language) };
      print(`${name} ${language}`, tally);
      if (name === 'dev' && process.argv.includes('--verbose')) printMisses(tally);
    }
    figures[name] = byLanguage;
  }
  return figures;
}

const span = (seeds: readonly number[]): string => `${seeds[0]}–${seeds.at(-1)}`;

function describe(tally: Tally): Record<string, unknown> {
  const { precision, recall, f1 } = scoresOf(tally, 'all');
  const phenomena = Object.fromEntries(
    Object.entries(tally.phenomena).map(([name, { right, of }]) => [name, Math.round((right / of) * 1000) / 1000]),
  );
  return {
    claims: tally.truths,
    precision,
    recall,
    f1,
    reached: precision >= target.precision && recall >= target.recall,
    valueAndUnit: scoresOf(tally, 'value and unit'),
    valueUnitPeriod: scoresOf(tally, 'value, unit and period'),
    fields: sharesOf(tally.fields),
    recallByPhenomenon: phenomena,
  };
}

/** The first files of a language, read by both: the baseline takes seconds a file. */
async function beside(files: readonly MarketFile[], language: Language): Promise<Record<string, unknown>> {
  const both = files.filter((file) => file.language === language).slice(0, comparedFiles);
  const scored: Record<string, unknown> = { files: both.length };
  for (const [name, reading] of [
    ['hookline', ofTheHouse],
    ['recognizersText', byRecognizers],
  ] as const) {
    const tally = await tallyClaims(both, language, reading);
    scored[name] = { valueAndUnit: scoresOf(tally, 'value and unit'), valueUnitPeriod: scoresOf(tally, 'value, unit and period') };
  }
  return scored;
}

function print(name: string, tally: Tally): void {
  const { precision, recall, f1 } = scoresOf(tally, 'all');
  process.stdout.write(
    `${name.padEnd(12)} ${String(tally.truths).padStart(5)} claims   precision ${precision}   recall ${recall}   F1 ${f1}\n`,
  );
}

function printMisses({ misses }: Tally): void {
  const shown = new Map<string, number>();
  for (const miss of misses) {
    const key = `${miss.kind} ${miss.phenomenon} ${miss.detail.split(':')[0]}`;
    shown.set(key, (shown.get(key) ?? 0) + 1);
    if (shown.get(key)! <= 3)
      process.stdout.write(`  ${miss.kind} [${miss.phenomenon}] «${miss.quote}» ${miss.detail} | ${miss.around} (${miss.file})\n`);
  }
}
