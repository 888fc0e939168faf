/** What to know of a campaign, and what stands in the way of taking it. Pure: the time and what others know are given. */
import type { z } from 'zod';
import type { CampaignState, Terms, campaignWarning } from '../contract.ts';
import type { Settings } from '../tables.ts';
import { paysSomething } from './terms.ts';

/** What the catalogue says of a work that matters here. */
export type WorkFacts = {
  filingState: string;
  filing: { number: string; validFrom: string | null; validUntil: string | null } | null;
  trashedAt: string | null;
};
export type Warning = z.output<typeof campaignWarning>;
type Reason = { code: string; params: Record<string, string | number | boolean | null> };
const dayMs = 86_400_000;
/** Creators are told, and staff warned, so many days before the end. */
export const endingDays = 3;

export type CampaignView = {
  state: CampaignState;
  settings: Settings;
  terms: Terms;
  budgetMinor: bigint | null;
  spentMinor: bigint;
};

/**
 * Whether promoting is allowed as far as rights go; `unknown` where nobody has registered any. A refusal has the code of its reason
 * (`error.campaigns.rights.<code>` says it), and for staff the deed or licence that decides, and the territory where not all are refused.
 */
export type RightsAnswer = {
  answer: 'yes' | 'no' | 'unknown';
  reason: string | null;
  clause?: string | null;
  territory?: string | null;
};

export function warningsOf(
  view: CampaignView,
  known: {
    nowMs: number;
    work: WorkFacts | null;
    offers: { problem: string | null }[];
    rights: RightsAnswer;
    hasDestination: boolean;
  },
): Warning[] {
  if (view.state === 'ended') return [];
  const found: Warning[] = [];
  const warn = (code: string, params: Warning['params'] = {}): void => void found.push({ code, params });
  const { work, offers, nowMs } = known;
  if (!work || work.trashedAt) warn('work_trashed');
  if (work && work.filingState !== 'valid')
    warn(`filing_${work.filingState}`, {
      number: work.filing?.number ?? '',
      until: work.filing?.validUntil ?? '',
      from: work.filing?.validFrom ?? '',
    });
  if (offers.length === 0) warn('no_offers');
  const gone = offers.filter((offer) => offer.problem !== null).length;
  if (gone > 0) warn('offer_gone', { count: gone });
  const { embargoUntil, startsAt, endsAt } = view.settings;
  if (embargoUntil && Date.parse(embargoUntil) > nowMs) warn('embargo_ahead', { until: embargoUntil });
  if (Date.parse(startsAt) > nowMs) warn('starts_later', { at: startsAt });
  if (endsAt && Date.parse(endsAt) <= nowMs) warn('ended_by_date', { at: endsAt });
  else if (endsAt && Date.parse(endsAt) - nowMs <= endingDays * dayMs) warn('ending_soon', { at: endsAt });
  if (known.rights.answer === 'unknown') warn('rights_not_registered');
  if (known.rights.answer === 'no') warn('rights_refused', refusalOf(known.rights));
  if (!paysSomething(view.terms)) warn('no_pay');
  if (!known.hasDestination) warn('no_destination');
  if (view.budgetMinor !== null && view.spentMinor >= view.budgetMinor) warn('budget_reached');
  else if (view.budgetMinor !== null && view.spentMinor * 10n >= view.budgetMinor * 9n) warn('budget_nearly_spent');
  return found;
}

/** What staff are told of a refusal; partners are told the reason alone. */
export const refusalOf = ({ reason, clause, territory }: RightsAnswer): { reason: string; clause: string; territory: string } => ({
  reason: reason ?? '',
  clause: clause ?? '',
  territory: territory ?? '',
});

/** Whether partners are shown a campaign at all: an embargo hides it. */
export function isShown(view: Pick<CampaignView, 'state' | 'settings'>, nowMs: number): boolean {
  const { embargoUntil, endsAt } = view.settings;
  return (
    view.state === 'published' && !(embargoUntil && Date.parse(embargoUntil) > nowMs) && !(endsAt !== null && Date.parse(endsAt) <= nowMs)
  );
}

/** The first thing that stands in the way of taking a campaign, as a code of the contract; null when nothing does. */
export function findObstacle(view: CampaignView, known: { nowMs: number; rights: RightsAnswer }): Reason | null {
  const { embargoUntil, startsAt, endsAt } = view.settings;
  const { nowMs } = known;
  if (view.state === 'ended' || (endsAt && Date.parse(endsAt) <= nowMs)) return { code: 'campaigns.over', params: { at: endsAt ?? '' } };
  if (view.state !== 'published') return { code: 'campaigns.not_open', params: { state: view.state } };
  if (embargoUntil && Date.parse(embargoUntil) > nowMs) return { code: 'campaigns.embargoed', params: { until: embargoUntil } };
  if (Date.parse(startsAt) > nowMs) return { code: 'campaigns.not_started', params: { at: startsAt } };
  if (view.budgetMinor !== null && view.spentMinor >= view.budgetMinor) return { code: 'campaigns.budget_reached', params: {} };
  if (known.rights.answer === 'no') return { code: 'campaigns.rights_refused', params: { reason: known.rights.reason ?? '' } };
  return null;
}

export type ChannelAccountFact = { id: string; channel: string };

/** What a creator may take on each channel of a campaign, and what is chosen unless they choose. */
export function channelChoices(settings: Pick<Settings, 'channels' | 'requireFiledAccount'>, approved: readonly ChannelAccountFact[]) {
  const filedOn = (channel: string): ChannelAccountFact | undefined => approved.find((account) => account.channel === channel);
  const anyFiled = settings.channels.some((channel) => filedOn(channel));
  return settings.channels.map((channel) => {
    const account = filedOn(channel);
    const allowed = !settings.requireFiledAccount || account !== undefined;
    return {
      channel,
      accountId: account?.id ?? null,
      allowed,
      filed: account !== undefined,
      // Who has filed accounts works on those; who has none, where none is asked for, gets everything.
      preselected: allowed && (account !== undefined || !anyFiled),
      reason: allowed ? null : { code: 'campaigns.account_required', params: { channel } },
    };
  });
}
