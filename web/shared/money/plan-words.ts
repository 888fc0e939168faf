/** A share plan in sentences, as one would read a contract aloud: each step says who gets what of what. */
import type { I18n } from '../i18n/i18n.ts';
import type { PlanStep, PlanToSign } from './data.ts';

type Version = PlanToSign['version'];
type Split = Extract<PlanStep, { kind: 'split' }>;
type Part = Split['tiers'][number]['parts'][number];
type Ratio = Extract<PlanStep, { kind: 'fee' }>['rate'];

/** The parties among which one is that have not said anything yet, while the version can still be signed. */
export function unsignedAs({ as, version }: PlanToSign): string[] {
  if (version.state !== 'proposed') return [];
  return as.filter((party) => version.parties.some((one) => one.party === party && one.signed === null));
}

export const waitsForMe = (plan: PlanToSign): boolean => unsignedAs(plan).length > 0;

function rateWords({ format }: I18n, rate: Ratio): string {
  return 'bps' in rate ? format.percent(rate.bps / 10_000, 2) : `${rate.n}/${rate.d}`;
}

/** A party by name: a role in the reader's language, a payee as the plan names it. */
export function partyWords({ t }: I18n, version: Version, party: string): string {
  if (party.startsWith('role:')) return t(`money.party.${party.slice(5)}`);
  const id = party.replace(/^payee:/, '');
  return version.payees.find((one) => one.id === id)?.name ?? t('money.party.somebody');
}

function shareWords(i18n: I18n, share: Part['share']): string {
  if (share === 'terms') return i18n.t('money.plan.share_terms');
  if (share === 'rest') return i18n.t('money.plan.share_rest');
  return rateWords(i18n, share);
}

const isNothing = (minor: string) => minor === '0';

/** The sentence of a step; a split's parts follow by themselves. */
export function stepWords(i18n: I18n, version: Version, step: PlanStep): string {
  const { t, format } = i18n;
  const { currency } = version.content;
  const name = (party: string) => partyWords(i18n, version, party);
  const money = (minor: string) => format.money(minor, currency);
  switch (step.kind) {
    case 'fee': {
      const params = { party: name(step.party), rate: rateWords(i18n, step.rate), fixed: money(step.fixedMinor) };
      const sentence = t(`money.plan.fee_${step.of}`, params);
      return isNothing(step.fixedMinor) ? sentence : `${sentence} ${t('money.plan.fee_fixed', params)}`;
    }
    case 'recover': {
      const params = {
        to: name(step.to),
        from: step.from === 'pot' ? '' : name(step.from),
        rate: rateWords(i18n, step.rate),
        advance: money(step.advanceMinor),
        cost: step.cost === null ? '' : costWords(i18n, step.cost),
      };
      const what = step.cost === null ? 'advance' : 'cost';
      const sentence = t(`money.plan.recover_${what}_${step.from === 'pot' ? 'pot' : 'share'}`, params);
      return step.cost !== null && !isNothing(step.advanceMinor) ? `${sentence} ${t('money.plan.and_advance', params)}` : sentence;
    }
    case 'cap':
      return t(`money.plan.cap_${step.per}`, { party: name(step.party), most: money(step.mostMinor), excess: name(step.excessTo) });
    case 'split':
      return t(step.tiers.length > 1 ? 'money.plan.split_tiers' : 'money.plan.split');
  }
}

/** Traffic buying has a word of its own; other costs are called what the plan calls them. */
function costWords({ t }: I18n, cost: string): string {
  return cost === 'traffic' ? t('money.plan.cost_traffic') : cost;
}

type PartWords = { party: string; name: string; share: string; otherwise: string | null };
type TierWords = { title: string | null; parts: PartWords[] };

export function tierWords(i18n: I18n, version: Version, split: Split): TierWords[] {
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, version.content.currency);
  return split.tiers.map((tier, index) => {
    const before = split.tiers[index - 1]?.upToMinor ?? null;
    const title =
      split.tiers.length === 1
        ? null
        : tier.upToMinor === null
          ? t('money.plan.tier_above', { from: money(before ?? '0') })
          : before === null
            ? t('money.plan.tier_up_to', { to: money(tier.upToMinor) })
            : t('money.plan.tier_between', { from: money(before), to: money(tier.upToMinor) });
    return {
      title,
      parts: tier.parts.map((part) => ({
        party: part.party,
        name: partyWords(i18n, version, part.party),
        share: shareWords(i18n, part.share),
        otherwise: part.otherwise ? t('money.plan.otherwise', { party: partyWords(i18n, version, part.otherwise) }) : null,
      })),
    };
  });
}
