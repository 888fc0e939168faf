/** What a reader finds against what was written: claims by where they stand and what they say, contradictions by what is off. */
import type { Claim } from '../../../src/modules/intelligence/claims/claim.ts';
import type { Finding } from '../../../src/modules/intelligence/contradictions/finding.ts';
import { fieldsOf, type FieldName } from './fields.ts';
import type { ClaimAt, Control, Corpus, MarketFile, PlacedClaim } from './truth.ts';

/** As a reader or a baseline gives it: `period` and `status` undefined where it does not tell them. */
export type Read = Pick<Claim, 'start' | 'end' | 'low' | 'high' | 'unit'> & Partial<Claim>;

const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean => a.start < b.end && b.start < a.end;
const near = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 + Math.abs(b) * 5e-4;
export const sameValue = (claim: Pick<Read, 'low' | 'high'>, truth: PlacedClaim): boolean =>
  (near(claim.low, truth.low) && near(claim.high, truth.high)) ||
  // A range that runs downwards may be told as it is or turned round.
  (truth.low !== null && truth.high !== null && truth.low > truth.high && near(claim.low, truth.high) && near(claim.high, truth.low));

export type Rule = 'all' | 'value and unit' | 'value, unit and period';
const needed: Record<Rule, readonly FieldName[]> = {
  all: ['value', 'unit', 'period', 'status'],
  'value and unit': ['value', 'unit'],
  'value, unit and period': ['value', 'unit', 'period'],
};

export type Tally = {
  truths: number;
  found: number;
  right: Record<Rule, number>;
  fields: Record<string, { right: number; of: number }>;
  phenomena: Record<string, { right: number; of: number; spanned: number }>;
  misses: { kind: 'missed' | 'wrong' | 'invented'; file: string; quote: string; detail: string; phenomenon: string; around: string }[];
};
export const newTally = (): Tally => ({
  truths: 0,
  found: 0,
  right: { all: 0, 'value and unit': 0, 'value, unit and period': 0 },
  fields: {},
  phenomena: {},
  misses: [],
});

/** Pairs by overlap, a right value before a wrong one, each once. */
function pair(reads: readonly Read[], truths: readonly PlacedClaim[]): Map<PlacedClaim, Read> {
  const pairs: { truth: PlacedClaim; read: Read; score: number }[] = [];
  for (const truth of truths)
    for (const read of reads) {
      if (!overlap(read, truth)) continue;
      const shared = Math.min(read.end, truth.end) - Math.max(read.start, truth.start);
      pairs.push({ truth, read, score: (sameValue(read, truth) ? 10_000 : 0) + (read.unit === truth.unit ? 1000 : 0) + shared });
    }
  const of = new Map<PlacedClaim, Read>();
  const taken = new Set<Read>();
  for (const { truth, read } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (of.has(truth) || taken.has(read)) continue;
    of.set(truth, read);
    taken.add(read);
  }
  return of;
}

export function tallyFile(tally: Tally, file: MarketFile, reads: readonly Read[]): void {
  const points = Array.from(file.text);
  const around = ({ start, end }: { start: number; end: number }): string =>
    points
      .slice(Math.max(0, start - 60), end + 50)
      .join('')
      .replace(/\s+/g, ' ');
  const paired = pair(reads, file.claims);
  const used = new Set(paired.values());
  const loose = reads.filter((read) => !used.has(read));
  const extra = loose.filter((read) => !file.optional.some((span) => overlap(span, read)));
  tally.truths += file.claims.length;
  tally.found += paired.size + extra.length;
  for (const read of extra)
    tally.misses.push({
      kind: 'invented',
      file: file.name,
      quote: read.quote ?? '',
      detail: `${read.low}..${read.high} ${read.unit}`,
      phenomenon: '',
      around: around(read),
    });
  for (const truth of file.claims) {
    const phenomenon = (tally.phenomena[truth.phenomenon] ??= { right: 0, of: 0, spanned: 0 });
    phenomenon.of += 1;
    const read = paired.get(truth);
    if (!read) {
      tally.misses.push({
        kind: 'missed',
        file: file.name,
        quote: truth.quote,
        detail: '',
        phenomenon: truth.phenomenon,
        around: around(truth),
      });
      continue;
    }
    phenomenon.spanned += 1;
    const fields = fieldsOf(read, truth, sameValue(read, truth));
    for (const [name, right] of Object.entries(fields)) {
      const field = (tally.fields[name] ??= { right: 0, of: 0 });
      field.of += 1;
      if (right) field.right += 1;
    }
    for (const rule of Object.keys(needed) as Rule[]) if (needed[rule].every((name) => fields[name])) tally.right[rule] += 1;
    if (needed.all.every((name) => fields[name])) phenomenon.right += 1;
    else {
      const off = needed.all.filter((name) => !fields[name]);
      const [is, must] = [describe(read, off), describe(truth, off)];
      tally.misses.push({
        kind: 'wrong',
        file: file.name,
        quote: truth.quote,
        detail: `${off.join()}: ${is} for ${must}`,
        phenomenon: truth.phenomenon,
        around: around(truth),
      });
    }
  }
}

function describe(claim: Partial<Read>, fields: readonly string[]): string {
  return fields.map((name) => (name === 'value' ? `${claim.low}..${claim.high}` : String(claim[name as keyof Read]))).join(' ');
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
export type Scores = { precision: number; recall: number; f1: number };
export function scoresOf(tally: Tally, rule: Rule): Scores {
  const right = tally.right[rule];
  const precision = tally.found === 0 ? 0 : right / tally.found;
  const recall = tally.truths === 0 ? 0 : right / tally.truths;
  return {
    precision: round(precision),
    recall: round(recall),
    f1: round(right === 0 ? 0 : (2 * precision * recall) / (precision + recall)),
  };
}
export const sharesOf = (fields: Readonly<Record<string, { right: number; of: number }>>): Record<string, number> =>
  Object.fromEntries(Object.entries(fields).map(([name, { right, of }]) => [name, round(right / of)]));

/** A finding with its claims by place: the file, and code points of it. */
export type Placed = Omit<Finding, 'claims'> & { claims: readonly { file: number; start: number; end: number }[] };

export type Checked = {
  findings: number;
  hits: number;
  planted: number;
  found: number;
  first: number;
  /** Accusations that hit nothing that was planted, and what kinds of controls they touch. */
  innocent: { kind: string; controls: string[]; texts: string[]; why: string }[];
  missed: { note: string; texts: string[] }[];
  wrongFirst: { note: string; said: string; must: string; texts: string[] }[];
  byKind: Record<string, { of: number; found: number; first: number }>;
};
export const newChecked = (): Checked => ({
  findings: 0,
  hits: 0,
  planted: 0,
  found: 0,
  first: 0,
  innocent: [],
  missed: [],
  wrongFirst: [],
  byKind: {},
});

export function tallyFindings(checked: Checked, corpus: Corpus, findings: readonly Placed[]): void {
  const place = ({ file, claim }: ClaimAt) => ({ file, ...corpus.files[file]!.claims[claim]! });
  const isAt = (at: { file: number; start: number; end: number }, ref: ClaimAt): boolean => at.file === ref.file && overlap(at, place(ref));
  const quote = ({ file, start, end }: { file: number; start: number; end: number }): string => {
    const points = Array.from(corpus.files[file]!.text);
    return `${corpus.files[file]!.name}: …${points
      .slice(Math.max(0, start - 30), end + 25)
      .join('')
      .replace(/\s+/g, ' ')}…`;
  };
  const accusing = findings.filter(({ disposition }) => disposition === 'contradiction').toSorted((a, b) => b.severity - a.severity);
  checked.findings += accusing.length;
  for (const finding of accusing) {
    if (corpus.planted.some(({ off }) => finding.claims.some((at) => off.some((ref) => isAt(at, ref))))) {
      checked.hits += 1;
      continue;
    }
    const touched = corpus.controls.filter(({ claims }: Control) => claims.some((ref) => finding.claims.some((at) => isAt(at, ref))));
    checked.innocent.push({
      kind: finding.kind,
      controls: touched.map(({ kind }) => kind),
      texts: finding.claims.map(quote),
      why: finding.hypotheses.map(({ kind, code, support }) => `${kind}/${code} ${support}`).join('; '),
    });
  }
  for (const planted of corpus.planted) {
    const kind = (checked.byKind[planted.note] ??= { of: 0, found: 0, first: 0 });
    kind.of += 1;
    checked.planted += 1;
    const hit = accusing.filter(({ claims }) => claims.some((at) => planted.off.some((ref) => isAt(at, ref))));
    if (hit.length === 0) {
      checked.missed.push({ note: planted.note, texts: planted.off.map((ref) => quote(place(ref))) });
      continue;
    }
    checked.found += 1;
    kind.found += 1;
    // A finding about this alone says more of it than one that another wrong figure takes part in.
    const [best] = hit;
    if (planted.kinds.includes(best!.hypotheses[0]?.kind ?? best!.kind)) {
      checked.first += 1;
      kind.first += 1;
    } else
      checked.wrongFirst.push({
        note: planted.note,
        said: best!.hypotheses.map(({ kind: each }) => each).join(),
        must: planted.kinds.join(),
        texts: best!.claims.map(quote),
      });
  }
}
