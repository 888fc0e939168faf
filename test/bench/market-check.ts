/**
 * Contradictions: worlds of documents in which figures were made wrong on purpose, one way each, among much that differs and may. A
 * finding is right when what it accuses takes part in something planted; anything else is an accusation of the innocent. Over the same
 * documents: whether every number of every sentence that is produced of them stands in a passage that it cites.
 */
import { developmentSeeds, heldOutSeeds } from './market/corpus.ts';
import { corporaOf, tallyContradictions } from './market/measure.ts';
import { tallySupport } from './market/supported.ts';
import type { Checked } from './market/score.ts';

const target = { precision: 0.95, recall: 0.9, trueHypothesisFirst: 0.85, accusedControls: 0 };
const round = (value: number): number => Math.round(value * 1000) / 1000;

export async function run(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = { target };
  for (const [name, split, seeds] of [
    ['dev', 'dev', developmentSeeds],
    ['heldOut', 'heldout', heldOutSeeds],
  ] as const) {
    const corpora = corporaOf(split, seeds);
    const checked = await tallyContradictions(corpora);
    const support = await tallySupport(corpora);
    const precision = round(checked.findings === 0 ? 0 : checked.hits / checked.findings);
    const recall = round(checked.found / checked.planted);
    const first = round(checked.found === 0 ? 0 : checked.first / checked.found);
    const accused = checked.innocent.filter(({ controls }) => controls.length > 0).length;
    process.stdout.write(
      `${name.padEnd(8)} ${checked.planted} planted   precision ${precision}   recall ${recall}   true hypothesis first ${first}   controls accused ${accused}   numbers without a passage ${support.unsupported} of ${support.numbers}\n`,
    );
    figures[name] = {
      worlds: corpora.length,
      files: corpora.reduce((sum, { files }) => sum + files.length, 0),
      planted: checked.planted,
      findings: checked.findings,
      precision,
      recall,
      trueHypothesisFirst: first,
      accusedControls: accused,
      controls: corpora.reduce((sum, { controls }) => sum + controls.reduce((n, { claims }) => n + claims.length, 0), 0),
      byKind: checked.byKind,
      producedSentences: support,
      reached:
        precision >= target.precision &&
        recall >= target.recall &&
        first >= target.trueHypothesisFirst &&
        accused === target.accusedControls &&
        support.unsupported === 0,
    };
    if (name === 'dev' && process.argv.includes('--verbose')) printWrong(checked);
  }
  return figures;
}

function printWrong({ innocent, missed, wrongFirst }: Checked): void {
  for (const { kind, controls, texts, why } of innocent)
    process.stdout.write(`  accused wrongly: ${kind} [${controls.join()}] ${why}\n      ${texts.join('\n      ')}\n`);
  for (const { note, texts } of missed) process.stdout.write(`  missed: ${note}\n      ${texts.join('\n      ')}\n`);
  for (const { note, said, must, texts } of wrongFirst)
    process.stdout.write(`  ${note}: ${said} for ${must}\n      ${texts.join('\n      ')}\n`);
}
