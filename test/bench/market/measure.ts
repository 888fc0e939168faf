/** Reads corpora with the house's own readers and scores what they find. */
import { readClaims } from '../../../src/modules/intelligence/claims/read.ts';
import { checkClaims } from '../../../src/modules/intelligence/contradictions/rules/check.ts';
import type { Claim } from '../../../src/modules/intelligence/claims/claim.ts';
import type { ReadDocument } from '../../../src/modules/intelligence/reading/document.ts';
import { readFile } from '../../../src/modules/intelligence/reading/read.ts';
import { corpusOf } from './corpus.ts';
import { newChecked, newTally, tallyFile, tallyFindings, type Checked, type Read, type Tally } from './score.ts';
import type { Corpus, Language, MarketFile, Split } from './truth.ts';

export type ReadMarketFile = { documents: readonly { document: ReadDocument; claims: readonly Claim[] }[] };

/** A file as the house reads it. */
export async function readMarketFile(file: Pick<MarketFile, 'name' | 'text'>): Promise<ReadMarketFile> {
  const read = await readFile(new TextEncoder().encode(file.text), { name: file.name });
  return { documents: read.documents.map((document) => ({ document, claims: readClaims(document) })) };
}

export type Reading = (file: MarketFile) => Promise<readonly Read[]>;
export const ofTheHouse: Reading = async (file) => (await readMarketFile(file)).documents.flatMap(({ claims }) => claims);

/** Claims of files in a language, by any reader. */
export async function tallyClaims(files: readonly MarketFile[], language: Language | null, reading: Reading): Promise<Tally> {
  const tally = newTally();
  for (const file of files) if (language === null || file.language === language) tallyFile(tally, file, await reading(file));
  return tally;
}

export const corporaOf = (split: Split, seeds: readonly number[]): Corpus[] => seeds.map((seed) => corpusOf(split, seed));

/** What cannot be true in each world, each by itself. */
export async function tallyContradictions(corpora: readonly Corpus[]): Promise<Checked> {
  const checked = newChecked();
  for (const corpus of corpora) {
    const given: { file: number; document: ReadDocument; claims: readonly Claim[] }[] = [];
    for (const [file, each] of corpus.files.entries())
      for (const { document, claims } of (await readMarketFile(each)).documents) given.push({ file, document, claims });
    const findings = checkClaims(given.map(({ document, claims }) => ({ document, claims })));
    tallyFindings(
      checked,
      corpus,
      findings.map((finding) => ({
        ...finding,
        claims: finding.claims.map(({ document, claim }) => {
          const { start, end } = given[document]!.claims[claim]!;
          return { file: given[document]!.file, start, end };
        }),
      })),
    );
  }
  return checked;
}
