/** A share plan in sentences: who is meant, what a step does, what differs between two versions. */
import type { PlanContent, PlanStep, Ratio, RevenueKind, SharePlan, ShownState } from '../../../../src/modules/revenue/words/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import type { Tone } from '../../../shared/ui/PageFrame.tsx';
import { menuKindOf, ratioText, type Part } from './draft.ts';

/** Payees by id. */
export type Names = ReadonlyMap<string, string>;

export const stateTones: Record<ShownState, Tone> = {
  draft: 'plain',
  proposed: 'warn',
  upcoming: 'active',
  effective: 'good',
  superseded: 'plain',
  ended: 'plain',
  declined: 'bad',
  withdrawn: 'plain',
};

/** Names of payees out of any lists that carry them. */
export const namesOf = (...lists: (readonly { id: string; name: string }[])[]): Names =>
  new Map(lists.flat().map(({ id, name }) => [id, name]));

/** Somebody in a plan (`role:creator`, `payee:pye_…`, `pot`) or in a trial (`creator`, an id), by name. */
export function partyName({ t }: I18n, party: string, names: Names): string {
  const key = party.replace(/^(role|payee):/, '');
  const role = `share_plan.party.${key}`;
  return names.get(key) ?? (t.exists(role) ? t(role) : t('share_plan.party.unknown'));
}

/** The same at the head of a line: a capital where the language has them. */
export function partyHead(i18n: I18n, party: string, names: Names): string {
  const name = partyName(i18n, party, names);
  return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
}

const ratioWords = (ratio: Ratio): string => ('bps' in ratio ? `${ratioText(ratio)}%` : ratioText(ratio));

export const kindsWords = ({ t, format }: I18n, kinds: readonly RevenueKind[]): string =>
  format.list(kinds.map((kind) => t(`share_plan.kind.${kind}`)));

export function costWords({ t }: I18n, cost: string): string {
  const key = `share_plan.cost.${cost}`;
  return t.exists(key) ? t(key) : cost;
}

/** What a step is called: its own name, else what it is. */
export function stepTitle(i18n: I18n, step: Pick<PlanStep, 'label'> & PlanStep): string {
  if (step.label) return step.label;
  if (step.kind === 'recover' && step.cost !== null) return costWords(i18n, step.cost);
  return i18n.t(`share_plan.step_kind.${menuKindOf(step)}`);
}

/** A part of a division as the contract says it: `制作方：余下部分`. */
function partWords(i18n: I18n, part: Part, names: Names): string {
  const { t } = i18n;
  const share =
    part.share === 'rest' ? t('share_plan.share.rest') : part.share === 'terms' ? t('share_plan.share.terms') : ratioWords(part.share);
  const words = t('share_plan.says.part', { party: partyHead(i18n, part.party, names), share });
  const role = part.party === 'role:creator' || part.party === 'role:agency';
  if (!role) return words;
  const otherwise = partyName(i18n, part.otherwise ?? 'role:operator', names);
  return t('share_plan.says.otherwise', { part: words, otherwise });
}

/** What a step does, in one sentence, and below it what a division gives to whom. */
export function stepWords(i18n: I18n, step: PlanStep, currency: string, names: Names): { sentence: string; lines: string[] } {
  const { t, format } = i18n;
  const name = (party: string) => partyName(i18n, party, names);
  const money = (minor: string) => format.money(minor, currency);
  if (step.kind === 'fee') {
    const params = {
      of: t(`share_plan.of.${step.of}`),
      rate: ratioWords(step.rate),
      fixed: money(step.fixedMinor),
      to: name(step.party),
    };
    const bare = 'bps' in step.rate && step.rate.bps === 0;
    const how = step.fixedMinor === '0' ? 'fee' : bare ? 'fee_fixed' : 'fee_both';
    return { sentence: t(`share_plan.says.${how}`, params), lines: [] };
  }
  if (step.kind === 'recover') {
    const params = {
      from: name(step.from),
      to: name(step.to),
      rate: ratioWords(step.rate),
      advance: money(step.advanceMinor),
      // Where the step is called as its cost is, the sentence goes on from its name.
      cost: step.cost === null || stepTitle(i18n, step) === costWords(i18n, step.cost) ? '' : costWords(i18n, step.cost),
    };
    const how = step.cost === null ? 'advance' : step.advanceMinor === '0' ? 'cost' : 'cost_both';
    return { sentence: t(`share_plan.says.${how}`, params), lines: [] };
  }
  if (step.kind === 'cap')
    return {
      sentence: t('share_plan.says.cap', {
        party: name(step.party),
        most: money(step.mostMinor),
        per: t(`share_plan.per.${step.per}`),
        to: name(step.excessTo),
      }),
      lines: [],
    };
  const listed = (parts: readonly Part[]) => parts.map((part) => partWords(i18n, part, names)).join(t('share_plan.says.join'));
  const [only] = step.tiers;
  if (step.tiers.length === 1 && only)
    return { sentence: t('share_plan.says.split'), lines: only.parts.map((part) => partWords(i18n, part, names)) };
  return {
    sentence: t('share_plan.says.split_tiers'),
    lines: step.tiers.map((tier, index) =>
      t(tier.upToMinor === null ? 'share_plan.says.tier_last' : 'share_plan.says.tier', {
        number: index + 1,
        upTo: tier.upToMinor === null ? '' : money(tier.upToMinor),
        parts: listed(tier.parts),
      }),
    ),
  };
}

/** The days on which a version holds, as a sentence. */
export function daysWords({ t, format }: I18n, version: { effectiveFrom: string; effectiveUntil: string | null }): string {
  const day = (text: string) => format.date(`${text}T12:00:00+08:00`);
  return version.effectiveUntil === null
    ? t('share_plan.days_open', { from: day(version.effectiveFrom) })
    : t('share_plan.days', { from: day(version.effectiveFrom), until: day(version.effectiveUntil) });
}

/** What a plan is for. */
export function scopeWords({ t }: I18n, scope: SharePlan['scope']): string {
  if (scope.kind === 'organisation') return t('share_plan.scope.organisation');
  return t(`share_plan.scope_of.${scope.kind}`, { title: scope.title ?? t('share_plan.scope.gone') });
}

/** One line of a comparison; `before` or `now` is null where there is nothing. */
export type Difference = {
  key: string;
  title: string;
  change: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  before: string[] | null;
  now: string[] | null;
};
type Written = { content: PlanContent; effectiveFrom: string; effectiveUntil: string | null };

/** Two versions step by step; steps are matched by the name under which the plan remembers them. */
export function differencesOf(i18n: I18n, before: Written, now: Written, names: Names): Difference[] {
  const { t } = i18n;
  const [old, fresh] = [linesOf(i18n, before, names), linesOf(i18n, now, names)];
  const keys = [...fresh.keys(), ...[...old.keys()].filter((key) => !fresh.has(key))];
  const stayed = inOrder(
    [...old.keys()].filter((key) => fresh.has(key)),
    [...fresh.keys()].filter((key) => old.has(key)),
  );
  return keys.map((key) => {
    const [was, is] = [old.get(key), fresh.get(key)];
    const same = was && is && was.texts.join('\n') === is.texts.join('\n');
    const moved = !stayed.has(key);
    const change = !was ? 'added' : !is ? 'removed' : !same ? 'changed' : moved ? 'moved' : 'same';
    return { key, title: (is ?? was)?.title ?? t('share_plan.party.unknown'), change, before: was?.texts ?? null, now: is?.texts ?? null };
  });
}

/** The most keys that have kept their order between two lists of the same keys: what is not among them was moved. */
function inOrder(before: readonly string[], now: readonly string[]): Set<string> {
  const places = now.map((key) => before.indexOf(key));
  // For each place the longest rising run that ends there, as its keys.
  const runs: string[][] = [];
  places.forEach((place, index) => {
    const best = runs
      .filter((_, earlier) => places[earlier]! < place)
      .reduce<string[]>((most, run) => (run.length > most.length ? run : most), []);
    runs.push([...best, now[index]!]);
  });
  return new Set(runs.reduce<string[]>((most, run) => (run.length > most.length ? run : most), []));
}

function linesOf(i18n: I18n, { content, ...days }: Written, names: Names): Map<string, { title: string; texts: string[] }> {
  const { t } = i18n;
  const lines = new Map<string, { title: string; texts: string[] }>();
  lines.set(' days', { title: t('share_plan.part.days'), texts: [daysWords(i18n, days)] });
  lines.set(' currency', { title: t('share_plan.field.currency'), texts: [content.currency] });
  for (const { kinds, steps } of content.waterfalls)
    for (const step of steps) {
      const { sentence, lines: below } = stepWords(i18n, step, content.currency, names);
      const of = content.waterfalls.length > 1 ? [t('share_plan.for_kinds', { kinds: kindsWords(i18n, kinds) })] : [];
      lines.set(step.id, { title: stepTitle(i18n, step), texts: [...of, sentence, ...below] });
    }
  // Which kinds each part divides, where it is said by no step.
  content.waterfalls.forEach(({ kinds }, index) =>
    lines.set(` kinds ${index}`, { title: t('share_plan.part.kinds', { number: index + 1 }), texts: [kindsWords(i18n, kinds)] }),
  );
  if (content.words) lines.set(' words', { title: t('share_plan.part.words'), texts: content.words.split('\n') });
  return lines;
}
