/** Sentences of many documents that say nearly the same, as one with all their passages. */
import { featuresOf } from '../asking/passages.ts';

export type Said<Source> = { text: string; language: 'zh' | 'en'; familyId: string; source: Source };
export type Merged<Source> = { lead: Said<Source>; others: Said<Source>[]; sources: number };

/** How much of the shorter sentence's words must be in the other. */
const alike = 0.72;

/**
 * Merges sentences in the order given: the first of its like leads. Only those whose numbers are the same are alike, whatever their words:
 * 50.5 and 505 are two things to know. Sources are families, each counted once.
 */
export function mergeSentences<Source>(sentences: readonly Said<Source>[]): Merged<Source>[] {
  const merged: (Merged<Source> & { features: ReadonlySet<string> })[] = [];
  const byNumbers = new Map<string, (typeof merged)[number][]>();
  for (const said of sentences) {
    const features = featuresOf(said.text);
    const key = `${said.language} ${numbersOf(said.text).join(' ')}`;
    const bucket = byNumbers.get(key) ?? [];
    const same = bucket.find((each) => overlap(each.features, features) >= alike);
    if (same) same.others.push(said);
    else {
      const fresh = { lead: said, others: [], sources: 1, features };
      merged.push(fresh);
      bucket.push(fresh);
      byNumbers.set(key, bucket);
    }
  }
  return merged.map(({ lead, others }) => ({
    lead,
    others,
    sources: new Set([lead.familyId, ...others.map(({ familyId }) => familyId)]).size,
  }));
}

/** The numbers of a text as written, in order; marks like [3] are none. */
export function numbersOf(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/\[\d{1,3}\]/g, ' ');
  return (plain.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => number.replaceAll(',', '')).toSorted();
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const feature of few) if (many.has(feature)) shared += 1;
  return few.size === 0 ? 0 : shared / few.size;
}
