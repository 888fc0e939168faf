/** A share plan while it is written: what one does to its steps, the ways to begin, and what was before. Pure. */
import type { PlanContent, PlanStep, Ratio, RevenueKind } from '../../../../src/modules/revenue/words/contract.ts';
import { revenueKinds } from '../../../../src/modules/revenue/words/contract.ts';

export type Currency = PlanContent['currency'];
export type Waterfall = PlanContent['waterfalls'][number];
export type Split = Extract<PlanStep, { kind: 'split' }>;
export type Tier = Split['tiers'][number];
export type Part = Tier['parts'][number];
/** What a step menu offers: costs and advances are one kind of step to the server, and two to people. */
export const stepKinds = ['fee', 'cost', 'advance', 'split', 'cap'] as const;
type StepKind = (typeof stepKinds)[number];
export const costKinds = ['traffic', 'production', 'translation', 'channel', 'other'] as const;

/** All that is written of a version. */
export type PlanDraft = { content: PlanContent; effectiveFrom: string; effectiveUntil: string | null; note: string };

export const menuKindOf = (step: PlanStep): StepKind => (step.kind !== 'recover' ? step.kind : step.cost === null ? 'advance' : 'cost');

/** A name for a step that no other step of the plan has: what the plan remembers is kept by it. */
function freshId(content: PlanContent, wish: string): string {
  const taken = new Set(content.waterfalls.flatMap(({ steps }) => steps.map(({ id }) => id)));
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}-${number}`)) return `${wish}-${number}`;
}

const splitOf = (id: string, label: string, parts: Part[]): Split => ({ kind: 'split', id, label, tiers: [{ upToMinor: null, parts }] });
const creatorPart: Part = { party: 'role:creator', share: 'terms', otherwise: 'role:operator' };
const agencyPart: Part = { party: 'role:agency', share: 'terms', otherwise: 'role:creator' };
const bps = (value: number): Ratio => ({ bps: value });

/** A new step as it is offered, with what most contracts say. */
function newStep(content: PlanContent, kind: StepKind, label: string): PlanStep {
  const id = freshId(content, kind);
  if (kind === 'fee') return { kind, id, label, party: 'role:operator', of: 'gross', rate: bps(1000), fixedMinor: '0' };
  if (kind === 'split') return splitOf(id, label, [{ party: 'role:studio', share: 'rest' }]);
  if (kind === 'cap') return { kind, id, label, party: 'role:creator', mostMinor: '100000', per: 'order', excessTo: 'role:operator' };
  const common = { kind: 'recover' as const, id, label: kind === 'cost' ? '' : label, to: 'role:operator' as const };
  if (kind === 'advance') return { ...common, from: 'role:studio', rate: bps(10_000), advanceMinor: '10000000', cost: null };
  const used = new Set(content.waterfalls.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'recover' ? [step.cost] : []))));
  return { ...common, from: 'pot', rate: bps(5000), advanceMinor: '0', cost: costKinds.find((cost) => !used.has(cost)) ?? 'other' };
}

/** Puts a step where its kind belongs: what is taken from the pot before the division, what is taken from a share after it. */
export function addStep(content: PlanContent, at: number, kind: StepKind, label = ''): { content: PlanContent; id: string } {
  const step = newStep(content, kind, label);
  const next = changeSteps(content, at, (steps) => {
    const split = steps.findIndex((one) => one.kind === 'split');
    const before = kind === 'fee' || kind === 'cost';
    const place = split < 0 || !before ? steps.length : split;
    return steps.toSpliced(place, 0, step);
  });
  return { content: next, id: step.id };
}

function changeSteps(content: PlanContent, at: number, change: (steps: PlanStep[]) => PlanStep[]): PlanContent {
  return { ...content, waterfalls: content.waterfalls.map((one, index) => (index === at ? { ...one, steps: change(one.steps) } : one)) };
}

export const replaceStep = (content: PlanContent, at: number, index: number, step: PlanStep): PlanContent =>
  changeSteps(content, at, (steps) => steps.with(index, step));

export const removeStep = (content: PlanContent, at: number, index: number): PlanContent =>
  changeSteps(content, at, (steps) => steps.toSpliced(index, 1));

export const moveStep = (content: PlanContent, at: number, from: number, to: number): PlanContent =>
  changeSteps(content, at, (steps) => {
    const step = steps[from];
    return !step || to < 0 || to >= steps.length ? steps : steps.toSpliced(from, 1).toSpliced(to, 0, step);
  });

/** The kinds of revenue that no part of the plan divides yet. */
export function freeKinds(content: PlanContent): RevenueKind[] {
  const taken = new Set(content.waterfalls.flatMap(({ kinds }) => kinds));
  return revenueKinds.filter((kind) => !taken.has(kind));
}

/** Divides a kind of revenue in a way of its own, beginning as a copy of another whose steps get names of their own. */
export function addWaterfall(content: PlanContent, kind: RevenueKind, from: number): PlanContent {
  const copied: PlanContent = { ...content, waterfalls: [...content.waterfalls, { kinds: [kind], steps: [] }] };
  const last = copied.waterfalls.length - 1;
  return (content.waterfalls[from]?.steps ?? []).reduce<PlanContent>((grown, step) => {
    // A cost is paid back in one place only.
    if (step.kind === 'recover') return grown;
    return changeSteps(grown, last, (steps) => [...steps, { ...step, id: freshId(grown, step.kind) }]);
  }, copied);
}

/** Puts a kind of revenue into a part of the plan or takes it out; a part without any goes, unless it is the last. */
export function toggleKind(content: PlanContent, at: number, kind: RevenueKind): PlanContent {
  const waterfalls = content.waterfalls.map((one, index) => {
    if (index !== at) return { ...one, kinds: one.kinds.filter((other) => other !== kind) };
    const kinds = one.kinds.includes(kind) ? one.kinds.filter((other) => other !== kind) : [...one.kinds, kind];
    return { ...one, kinds: revenueKinds.filter((other) => kinds.includes(other)) };
  });
  const kept = waterfalls.filter(({ kinds }) => kinds.length > 0);
  return kept.length === 0 ? content : { ...content, waterfalls: kept };
}

export const removeWaterfall = (content: PlanContent, at: number): PlanContent =>
  content.waterfalls.length < 2 ? content : { ...content, waterfalls: content.waterfalls.toSpliced(at, 1) };

const usual: readonly RevenueKind[] = ['order', 'renewal'];
const all = [...revenueKinds];

/** Ways to begin, by name. Labels are the reader's words, given in. */
export const templates = {
  channel: (label: (key: string) => string): Waterfall[] => [
    {
      kinds: all,
      steps: [
        { kind: 'fee', id: 'channel', label: label('channel'), party: 'role:operator', of: 'gross', rate: bps(1000), fixedMinor: '0' },
        {
          kind: 'recover',
          id: 'traffic',
          label: label('traffic'),
          from: 'pot',
          to: 'role:operator',
          rate: bps(5000),
          advanceMinor: '0',
          cost: 'traffic',
        },
        splitOf('split', label('split'), [creatorPart, agencyPart, { party: 'role:studio', share: 'rest' }]),
      ],
    },
  ],
  simple: (label: (key: string) => string): Waterfall[] => [
    {
      kinds: all,
      steps: [
        splitOf('split', label('split'), [
          creatorPart,
          agencyPart,
          { party: 'role:operator', share: bps(2000) },
          { party: 'role:studio', share: 'rest' },
        ]),
      ],
    },
  ],
  guarantee: (label: (key: string) => string): Waterfall[] => [
    {
      kinds: all,
      steps: [
        { kind: 'fee', id: 'channel', label: label('channel'), party: 'role:operator', of: 'gross', rate: bps(1000), fixedMinor: '0' },
        splitOf('split', label('split'), [
          creatorPart,
          agencyPart,
          { party: 'role:studio', share: bps(3000) },
          { party: 'role:operator', share: 'rest' },
        ]),
        {
          kind: 'recover',
          id: 'guarantee',
          label: label('guarantee'),
          from: 'role:studio',
          to: 'role:operator',
          rate: bps(10_000),
          advanceMinor: '10000000',
          cost: null,
        },
      ],
    },
  ],
  tiers: (label: (key: string) => string): Waterfall[] => [
    {
      kinds: all,
      steps: [
        { kind: 'fee', id: 'channel', label: label('channel'), party: 'role:operator', of: 'gross', rate: bps(1000), fixedMinor: '0' },
        {
          kind: 'split',
          id: 'split',
          label: label('split'),
          tiers: [3000, 4000, 5000].map((share, index) => ({
            upToMinor: ['100000000', '500000000', null][index] ?? null,
            parts: [creatorPart, agencyPart, { party: 'role:studio', share: bps(share) }, { party: 'role:operator', share: 'rest' }],
          })),
        },
      ],
    },
  ],
  kinds: (label: (key: string) => string): Waterfall[] => [
    {
      kinds: [...usual, 'fixed_fee'],
      steps: [
        { kind: 'fee', id: 'channel', label: label('channel'), party: 'role:operator', of: 'gross', rate: bps(1000), fixedMinor: '0' },
        splitOf('split', label('split'), [creatorPart, agencyPart, { party: 'role:studio', share: 'rest' }]),
      ],
    },
    {
      kinds: ['ad_revenue'],
      steps: [
        {
          kind: 'split',
          id: 'ads',
          label: label('split'),
          tiers: [
            {
              upToMinor: null,
              parts: [
                creatorPart,
                agencyPart,
                { party: 'role:operator', share: { n: '1', d: '3' } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
  blank: (): Waterfall[] => [{ kinds: all, steps: [] }],
} as const satisfies Record<string, (label: (key: string) => string) => Waterfall[]>;
export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];

/** A ratio as it is typed: `12.5` for percent, `1/3` for what no percentage holds. */
export function ratioText(ratio: Ratio): string {
  if ('bps' in ratio) return String(ratio.bps / 100);
  return `${ratio.n}/${ratio.d}`;
}

/** The ratio that somebody typed: percent with at most two decimals, or one whole number over another; null unless between 0 and 1. */
export function ratioOf(typed: string): Ratio | null {
  const text = typed.normalize('NFKC').replace(/[\s%]/g, '');
  const share = /^(\d{1,12})\/(\d{1,12})$/.exec(text);
  if (share) {
    const [n, d] = [BigInt(share[1]!), BigInt(share[2]!)];
    return d === 0n || n > d ? null : { n: n.toString(), d: d.toString() };
  }
  const percent = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text);
  if (!percent) return null;
  const value = Number(percent[1]) * 100 + Number((percent[2] ?? '').padEnd(2, '0'));
  return value > 10_000 ? null : { bps: value };
}

const longest = 12;
const shareOf = (ratio: Ratio): readonly [bigint, bigint] =>
  'bps' in ratio ? [BigInt(ratio.bps), 10_000n] : [BigInt(ratio.n), BigInt(ratio.d)];
function lowest(n: bigint, d: bigint): readonly [bigint, bigint] {
  let [a, b] = [n, d];
  while (b > 0n) [a, b] = [b, a % b];
  return [n / a, d / a];
}

/**
 * A division whose rights holders are those of the register: they share what the fixed parts of others leave, each as they own the
 * right. The studio's part and what is left over were theirs. Where that cannot be written, why: parts by a campaign's terms leave
 * what nobody knows beforehand, fixed parts may leave nothing, and a fraction may be too long.
 */
export function withRegistered(
  parts: readonly Part[],
  holders: readonly { party: string; share: { n: string; d: string } }[],
): Part[] | 'terms' | 'nothing_left' | 'too_long' {
  if (parts.some(({ share }) => share === 'terms')) return 'terms';
  const named = new Set(holders.map(({ party }) => party));
  const kept = parts.filter(({ party, share }) => typeof share !== 'string' && party !== 'role:studio' && !named.has(party));
  let [n, d] = [1n, 1n] as readonly [bigint, bigint];
  for (const { share } of kept) {
    const [a, b] = shareOf(share as Ratio);
    [n, d] = lowest(n * b - a * d, d * b);
  }
  if (n <= 0n) return 'nothing_left';
  const taken = holders.map(({ party, share }): Part => {
    const [top, bottom] = lowest(n * BigInt(share.n), d * BigInt(share.d));
    return { party: party as Part['party'], share: { n: top.toString(), d: bottom.toString() } };
  });
  const written = taken.every(
    ({ share }) => typeof share !== 'string' && 'n' in share && share.n.length <= longest && share.d.length <= longest,
  );
  return written ? [...kept, ...taken] : 'too_long';
}

/** What was before and what was taken back: changes of one place within a moment are one. */
type Past<T> = { present: T; before: readonly T[]; after: readonly T[]; place: string; atMs: number };
export const startPast = <T>(present: T): Past<T> => ({ present, before: [], after: [], place: '', atMs: 0 });
const mostBefore = 200;
const oneMomentMs = 1500;

/** Writes a change; `place` names what was changed, so that the letters of one word are taken back together. */
export function write<T>(past: Past<T>, present: T, place: string, atMs: number): Past<T> {
  if (present === past.present) return past;
  const same = place !== '' && place === past.place && atMs - past.atMs < oneMomentMs;
  return { present, before: same ? past.before : [...past.before, past.present].slice(-mostBefore), after: [], place, atMs };
}

export function undo<T>(past: Past<T>): Past<T> {
  const [last] = past.before.slice(-1);
  if (last === undefined) return past;
  return { present: last, before: past.before.slice(0, -1), after: [past.present, ...past.after], place: '', atMs: 0 };
}

export function redo<T>(past: Past<T>): Past<T> {
  const [next, ...after] = past.after;
  return next === undefined ? past : { present: next, before: [...past.before, past.present], after, place: '', atMs: 0 };
}
