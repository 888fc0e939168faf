/**
 * Attribution on a real database, beside a book of campaigns that a test writes: the histories that the campaigns would tell.
 * What needs the campaigns themselves is tested in the whole house.
 */
import { createCore, type Core } from '../../src/modules/attribution/core.ts';
import type { AccountPeriods, PlacementFacts } from '../../src/modules/attribution/decision/facts.ts';
import type { NewTouch } from '../../src/modules/attribution/intake/touches.ts';
import type { AttributionParts, Party, WebhookType } from '../../src/modules/attribution/service/parts.ts';
import { terms as termsSchema, type Terms } from '../../src/modules/campaigns/contract.ts';
import { createAudit } from '../../src/modules/identity/index.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createSealer } from '../../src/platform/seal.ts';
import { fixedClock, type Clock } from '../../src/platform/time.ts';

export type Book = {
  placements: Map<string, PlacementFacts>;
  /** Normal form → placement. */
  codes: Map<string, string>;
  /** By channel and name, with `#` and a word behind where several have had it. */
  accounts: Map<string, { id: string; creatorId: string; periods: AccountPeriods }>;
  /** By user id of a partner. */
  parties: Map<string, Party>;
  budgets: Map<string, bigint>;
  messages: { type: WebhookType; data: Record<string, unknown> }[];
};
export type TestAttribution = { core: Core; book: Book; clock: ReturnType<typeof fixedClock>; parts: AttributionParts };

export const testNow = '2026-06-15T12:00:00Z';

export function openAttribution(db: Database, options: { clock?: Clock } = {}): TestAttribution {
  const clock = (options.clock as ReturnType<typeof fixedClock> | undefined) ?? fixedClock(testNow);
  const book: Book = { placements: new Map(), codes: new Map(), accounts: new Map(), parties: new Map(), budgets: new Map(), messages: [] };
  const parts: AttributionParts = {
    db,
    clock,
    log: silentLog,
    audit: createAudit(clock),
    sealer: createSealer('a secret of the tests, long enough to seal with', 'attribution.source'),
    baseUrl: 'http://hookline.test',
    visitors: { hashes: async (kind, value) => (value ? [`${kind}-${value}`] : []) },
    codes: {
      findExact: async (_trx, _organisationId, entries) =>
        entries.map(({ text }) => {
          const placementId = book.codes.get(text.replaceAll('-', '').toUpperCase());
          return placementId === undefined ? null : { placementId };
        }),
    },
    campaigns: {
      placementFacts: async (_trx, _organisationId, ids) =>
        new Map(ids.flatMap((id) => (book.placements.has(id) ? [[id, book.placements.get(id)!] as const] : []))),
      placementsOf: async (_trx, _organisationId, { creatorId }) =>
        [...book.placements.values()].filter((each) => each.creatorId === creatorId),
      campaignNames: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Campaign ${id}`])),
      offerNames: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Hook ${id}`])),
      noteBudget: async (_trx, _organisationId, campaignId, spent) => void book.budgets.set(campaignId, spent),
    },
    creators: {
      partyOf: async (_trx, actor) => book.parties.get(actor.id ?? '') ?? { kind: 'staff' },
      findAccountByExternalId: async (_trx, _organisationId, channel, externalId) => book.accounts.get(`${channel} ${externalId}`) ?? null,
      approvedUnder: async (_trx, _organisationId, channel, externalId) =>
        [...book.accounts]
          .filter(([name]) => name.split('#')[0] === `${channel} ${externalId}`)
          .flatMap(([, { id, creatorId, periods }]) => periods.map((period) => ({ id, creatorId, ...period }))),
      accountNamesOf: async (_trx, _organisationId, creatorId) =>
        [...book.accounts].flatMap(([name, account]) => {
          const [channel = '', externalId = ''] = name.split('#')[0]!.split(' ');
          return account.creatorId === creatorId ? [{ channel, externalId }] : [];
        }),
      accountPeriods: async (_trx, _organisationId, ids) =>
        new Map([...book.accounts.values()].filter(({ id }) => ids.includes(id)).map(({ id, periods }) => [id, periods])),
      listCreatorIdsOfAgency: async (_trx, _organisationId, agencyId) => [
        ...new Set([...book.placements.values()].filter((each) => each.agencyId === agencyId).map(({ creatorId }) => creatorId)),
      ],
      creatorNames: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Creator ${id}`])),
      agencyNames: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Agency ${id}`])),
    },
    works: { titles: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Work ${id}`])) },
    webhooks: { emitAll: async (_trx, _organisationId, messages) => void book.messages.push(...messages) },
  };
  return { core: createCore(parts), book, clock, parts };
}

/** Terms of which a test says what matters to it. */
export function someTerms(change: Record<string, unknown> = {}): Terms {
  return termsSchema.parse({
    currency: 'CNY',
    orderShareBps: 4000,
    windows: { codeDays: 30, clickHours: 168, accountDays: 7, probabilisticHours: 24 },
    ...change,
  });
}

const longAgo = new Date('2026-01-01T00:00:00Z');

/** A placement of a campaign that is published since the new year and allows everything. */
export function somePlacement(
  placementId: string,
  change: Partial<Omit<PlacementFacts, 'campaign'>> & {
    campaign?: Partial<PlacementFacts['campaign']>;
    settings?: object;
    terms?: Terms;
  } = {},
): PlacementFacts {
  const { campaign, settings, terms, ...rest } = change;
  return {
    placementId,
    claimId: `clm_${placementId}`,
    campaignId: 'cmp_a',
    workId: 'wrk_a',
    creatorId: `crt_${placementId}`,
    agencyId: null,
    channel: 'douyin',
    accountId: null,
    hookId: null,
    clipId: null,
    validFrom: longAgo,
    validUntil: null,
    ...rest,
    campaign: {
      settings: [
        {
          from: longAgo,
          currency: 'CNY',
          startsAt: longAgo,
          endsAt: null,
          embargoUntil: null,
          territories: [],
          channels: [],
          requireFiledAccount: false,
          ...settings,
        },
      ],
      states: [{ from: longAgo, state: 'published' }],
      terms: [{ from: longAgo, version: 1, terms: terms ?? someTerms() }],
      agencyShares: [],
      ...campaign,
    },
  };
}

export function someTouch(
  organisationId: string,
  touchId: string,
  placementId: string,
  at: string,
  change: Partial<NewTouch> = {},
): NewTouch {
  return {
    touchId,
    kind: 'click',
    organisationId,
    placementId,
    at: new Date(at),
    country: 'CN',
    device: 'phone',
    os: 'android',
    language: 'zh-CN',
    referrerHost: null,
    addressHash: null,
    agentHash: null,
    deviceHash: null,
    consent: true,
    destination: 'landing',
    ...change,
  };
}
