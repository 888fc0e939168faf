/** The form of a campaign as it is typed, and as the contract takes it. Nothing is lost while a field is half typed. */
import type { z } from 'zod';
import { terms as termsSchema, type Campaign, type CampaignInput } from '../../../../src/modules/campaigns/contract.ts';
import { bpsOf, decimalOf, minorOf, percentOf } from '../../../shared/i18n/money.ts';
import type { TermsFigures } from './terms-words.ts';
import { instantIn, isZone, wallIn } from './zone.ts';

export type Worded = { language: string; text: string };
export type CampaignDraft = {
  workId: string;
  name: string;
  currency: TermsFigures['currency'];
  orderShare: string;
  renewalShare: string;
  adShare: string;
  perInstall: string;
  perOrder: string;
  capOrder: string;
  capCreator: string;
  codeDays: string;
  clickHours: string;
  accountDays: string;
  probabilisticHours: string;
  holdDays: string;
  agencyShare: string;
  words: Worded[];
  rules: Worded[];
  territories: string[];
  channels: CampaignInput['channels'];
  zone: string;
  startsAt: string;
  endsAt: string;
  embargoUntil: string;
  budget: string;
  approval: NonNullable<CampaignInput['approval']>;
  requireFiledAccount: boolean;
  codeScope: NonNullable<CampaignInput['codeScope']>;
  destinations: { appUrl: string; iosUrl: string; androidUrl: string; webUrl: string };
};

/** A new campaign begins with what is usual in the field: half of the orders, a month's hold, codes that count a month. */
export function newDraft(workId: string, zone: string, nowMs: number): CampaignDraft {
  return {
    workId,
    name: '',
    currency: 'CNY',
    orderShare: '50',
    renewalShare: '',
    adShare: '',
    perInstall: '',
    perOrder: '',
    capOrder: '',
    capCreator: '',
    codeDays: '30',
    clickHours: '168',
    accountDays: '7',
    probabilisticHours: '0',
    holdDays: '30',
    agencyShare: '20',
    words: [],
    rules: [],
    territories: [],
    channels: ['douyin', 'kuaishou', 'wechat_channels'],
    zone,
    startsAt: `${wallIn(zone, new Date(nowMs).toISOString()).slice(0, 10)}T00:00`,
    endsAt: '',
    embargoUntil: '',
    budget: '',
    approval: 'automatic',
    requireFiledAccount: false,
    codeScope: 'clip',
    destinations: { appUrl: '', iosUrl: '', androidUrl: '', webUrl: '' },
  };
}

export function draftOf(campaign: Campaign): CampaignDraft {
  const { terms, zone } = campaign;
  const amount = (minor: string | null) => (minor === null ? '' : decimalOf(minor, terms.currency));
  const share = (bps: number) => (bps === 0 ? '' : percentOf(bps));
  const wall = (at: string | null) => (at === null ? '' : wallIn(zone, at));
  return {
    workId: campaign.work.id,
    name: campaign.name,
    currency: terms.currency,
    orderShare: share(terms.orderShareBps),
    renewalShare: share(terms.renewalShareBps),
    adShare: share(terms.adRevenueShareBps),
    perInstall: amount(terms.perInstallMinor),
    perOrder: amount(terms.perOrderMinor),
    capOrder: amount(terms.capPerOrderMinor),
    capCreator: amount(terms.capPerCreatorMinor),
    codeDays: String(terms.windows.codeDays),
    clickHours: String(terms.windows.clickHours),
    accountDays: String(terms.windows.accountDays),
    probabilisticHours: String(terms.windows.probabilisticHours),
    holdDays: String(terms.holdDays),
    agencyShare: share(terms.agencyShareMaxBps),
    words: terms.words,
    rules: campaign.rules,
    territories: campaign.territories,
    channels: campaign.channels,
    zone,
    startsAt: wall(campaign.startsAt),
    endsAt: wall(campaign.endsAt),
    embargoUntil: wall(campaign.embargoUntil),
    budget: amount(campaign.budgetMinor),
    approval: campaign.approval,
    requireFiledAccount: campaign.requireFiledAccount,
    codeScope: campaign.codeScope,
    destinations: {
      appUrl: campaign.destinations.appUrl ?? '',
      iosUrl: campaign.destinations.iosUrl ?? '',
      androidUrl: campaign.destinations.androidUrl ?? '',
      webUrl: campaign.destinations.webUrl ?? '',
    },
  };
}

export type DraftField = keyof CampaignDraft;
/** What keeps the draft from being taken: a field, and the key of its sentence. */
export type DraftIssues = Partial<Record<DraftField, string>>;

const limits = { codeDays: 365, clickHours: 8760, accountDays: 365, probabilisticHours: 72, holdDays: 365 } as const;
const shares = {
  orderShare: 'orderShareBps',
  renewalShare: 'renewalShareBps',
  adShare: 'adRevenueShareBps',
  agencyShare: 'agencyShareMaxBps',
} as const;
const amounts = ['perInstall', 'perOrder', 'capOrder', 'capCreator', 'budget'] as const;

const whole = (text: string, most: number): number | null => (/^\d{1,5}$/.test(text.trim()) && Number(text) <= most ? Number(text) : null);

export function issuesOf(draft: CampaignDraft): DraftIssues {
  const issues: DraftIssues = {};
  if (!draft.workId) issues.workId = 'promotion.issue.work';
  if (!draft.name.trim()) issues.name = 'promotion.issue.name';
  for (const field of Object.keys(shares) as (keyof typeof shares)[])
    if (draft[field].trim() && bpsOf(draft[field]) === null) issues[field] = 'promotion.issue.share';
  for (const field of amounts)
    if (draft[field].trim() && minorOf(draft[field], draft.currency) === null) issues[field] = 'promotion.issue.amount';
  for (const field of Object.keys(limits) as (keyof typeof limits)[])
    if (whole(draft[field], limits[field]) === null) issues[field] = 'promotion.issue.whole';
  if (draft.channels.length === 0) issues.channels = 'promotion.issue.channels';
  if (!isZone(draft.zone)) issues.zone = 'promotion.issue.zone';
  else {
    const from = instantIn(draft.zone, draft.startsAt);
    const to = draft.endsAt ? instantIn(draft.zone, draft.endsAt) : null;
    if (from === null) issues.startsAt = 'promotion.issue.date';
    if (draft.endsAt && (to === null || (from !== null && to <= from))) issues.endsAt = 'promotion.issue.end';
  }
  const repeated = (texts: readonly Worded[]) => new Set(texts.map((one) => one.language)).size < texts.length;
  if (repeated(draft.words)) issues.words = 'promotion.issue.languages';
  if (repeated(draft.rules)) issues.rules = 'promotion.issue.languages';
  return issues;
}

/** The figures of the terms as far as they are typed well; what is not yet is taken as nothing. */
export function figuresOf(draft: CampaignDraft): TermsFigures {
  const amount = (text: string) => (text.trim() ? minorOf(text, draft.currency) : null);
  return {
    currency: draft.currency,
    orderShareBps: bpsOf(draft.orderShare) ?? 0,
    renewalShareBps: bpsOf(draft.renewalShare) ?? 0,
    adRevenueShareBps: bpsOf(draft.adShare) ?? 0,
    perInstallMinor: amount(draft.perInstall),
    perOrderMinor: amount(draft.perOrder),
    capPerOrderMinor: amount(draft.capOrder),
    capPerCreatorMinor: amount(draft.capCreator),
    windows: {
      codeDays: whole(draft.codeDays, limits.codeDays) ?? 0,
      clickHours: whole(draft.clickHours, limits.clickHours) ?? 0,
      accountDays: whole(draft.accountDays, limits.accountDays) ?? 0,
      probabilisticHours: whole(draft.probabilisticHours, limits.probabilisticHours) ?? 0,
    },
    holdDays: whole(draft.holdDays, limits.holdDays) ?? 0,
    agencyShareMaxBps: bpsOf(draft.agencyShare) ?? 0,
  };
}

/** The draft as the contract takes it; only to be called when `issuesOf` found nothing. */
export function inputOf(draft: CampaignDraft): CampaignInput {
  const texts = (all: readonly Worded[]) => all.filter((one) => one.text.trim()).map((one) => ({ ...one, text: one.text.trim() }));
  const address = (text: string) => text.trim() || null;
  return {
    workId: draft.workId,
    name: draft.name.trim(),
    terms: { ...figuresOf(draft), words: texts(draft.words) } satisfies z.input<typeof termsSchema>,
    territories: draft.territories,
    channels: draft.channels,
    startsAt: instantIn(draft.zone, draft.startsAt)!,
    endsAt: draft.endsAt ? instantIn(draft.zone, draft.endsAt) : null,
    embargoUntil: draft.embargoUntil ? instantIn(draft.zone, draft.embargoUntil) : null,
    zone: draft.zone,
    rules: texts(draft.rules),
    budgetMinor: draft.budget.trim() ? minorOf(draft.budget, draft.currency) : null,
    approval: draft.approval,
    requireFiledAccount: draft.requireFiledAccount,
    codeScope: draft.codeScope,
    destinations: {
      appUrl: address(draft.destinations.appUrl),
      iosUrl: address(draft.destinations.iosUrl),
      androidUrl: address(draft.destinations.androidUrl),
      webUrl: address(draft.destinations.webUrl),
    },
  };
}
