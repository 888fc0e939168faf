import { z } from 'zod';
import { queryTokens, searchTokens, type FoundWork } from '../../catalog/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { instantFromIso } from '../../../platform/time.ts';
import {
  campaignInput,
  type Campaign,
  type CampaignSummary,
  type Terms,
  type campaignChange,
  type campaignsContract,
} from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as repo from '../repo/campaigns.ts';
import { countClaims } from '../repo/claims.ts';
import { warningsOf } from '../rules/campaign.ts';
import { estimatePay, findTermsFault, sameTerms } from '../rules/terms.ts';
import type { CampaignRow, Settings } from '../tables.ts';
import { viewOf, type Loaded, type Loading } from './load.ts';
import { askRights, nameOf, type CampaignsParts } from './parts.ts';
import { presentCampaign, presentSummary } from './present.ts';
import type { Telling } from './telling.ts';

type Listing = z.output<(typeof campaignsContract)['routes']['listCampaigns']['query']>;
type NewCampaign = z.output<typeof campaignInput>;
type Change = z.output<typeof campaignChange>;
const place = z.object({ value: z.iso.datetime({ offset: true, local: true }), id: z.string().max(40) });

/** What a work and terms give the market to search and sort by. */
export function foundBy(
  work: FoundWork,
  name: string,
  terms: Terms,
): Pick<CampaignRow, 'genres' | 'pay_bps'> & { search_tokens: string[] } {
  return {
    genres: work.genres,
    search_tokens: searchTokens([...work.texts.map((text) => text.title), name]),
    pay_bps: estimatePay(terms).comparableBps,
  };
}

export function createCampaignUses(parts: CampaignsParts, loading: Loading, telling: Telling) {
  const { db, clock, audit } = parts;

  async function presentAll(
    trx: Trx,
    organisationId: string,
    all: readonly Loaded[],
  ): Promise<{ loaded: Loaded; known: Parameters<typeof presentSummary>[1] }[]> {
    const counts = await countClaims(
      trx,
      organisationId,
      all.map(({ row }) => row.id),
      clock.now(),
    );
    const { appUrl, iosUrl, androidUrl, webUrl } = await parts.links.settings(trx, organisationId);
    const hasDestination = [appUrl, iosUrl, androidUrl, webUrl].some((url) => url !== null);
    const shown: Awaited<ReturnType<typeof presentAll>> = [];
    for (const loaded of all) {
      const { row, settings } = loaded;
      const rights = await askRights(parts, trx, organisationId, { workId: row.work_id, territories: settings.territories });
      const own = Object.values(row.destinations).some((url) => url !== null);
      const warnings = warningsOf(viewOf(loaded), {
        nowMs: clock.nowMs(),
        work: loaded.work,
        offers: loaded.offers,
        rights,
        hasDestination: own || hasDestination,
      });
      shown.push({ loaded, known: { counts: counts.get(row.id), warnings } });
    }
    return shown;
  }

  /** One campaign as staff see it, in the caller's transaction. */
  async function getIn(trx: Trx, organisationId: string, id: string): Promise<Campaign> {
    const [{ loaded, known }] = (await presentAll(trx, organisationId, [await loading.load(trx, organisationId, id)])) as [
      { loaded: Loaded; known: Parameters<typeof presentSummary>[1] },
    ];
    return presentCampaign(loaded, known);
  }

  /** The new version of changed terms; answers whether they were changed. */
  async function changeTerms(trx: Trx, actor: Actor, { row, terms }: Loaded, wanted: Terms, at: Date): Promise<boolean> {
    if (sameTerms(terms, wanted)) return false;
    if (row.state !== 'draft' && wanted.currency !== row.currency) throw campaignsErrors.currency_fixed({ currency: row.currency });
    refuseFaults(wanted);
    const version = row.state === 'draft' ? row.terms_version : row.terms_version + 1;
    const of = { organisationId: actor.organisationId, campaignId: row.id, at: row.state === 'draft' ? row.created_at : at };
    await repo.putTerms(trx, { ...of, version, terms: wanted, byName: nameOf(actor) });
    await repo.updateCampaign(trx, actor.organisationId, row.id, { terms_version: version, currency: wanted.currency });
    return row.state !== 'draft';
  }

  async function change(trx: Trx, actor: Actor, id: string, wanted: Change): Promise<Campaign> {
    const { organisationId } = actor;
    const loaded = await loading.load(trx, organisationId, id, true);
    const { row } = loaded;
    if (wanted.expectedUpdatedAt && instantFromIso(wanted.expectedUpdatedAt).getTime() !== row.updated_at.getTime())
      throw campaignsErrors.campaign_changed({ name: row.name });
    if (row.state === 'ended') throw campaignsErrors.campaign_over({ name: row.name });
    const now = clock.now();
    const settings = settingsOf({ ...loaded.settings, ...withoutUndefined(wanted) } as Settings);
    checkSettings(settings);
    if (wanted.rules) refuseRepeated(wanted.rules);
    if (wanted.destinations || wanted.linkRules)
      await parts.links.checkDestinations(trx, organisationId, wanted.destinations ?? row.destinations, wanted.linkRules ?? null);
    const newTerms = wanted.terms !== undefined && (await changeTerms(trx, actor, loaded, wanted.terms, now));
    const settingsChanged = JSON.stringify(settings) !== JSON.stringify(settingsOf(loaded.settings));
    if (settingsChanged) await repo.putSettings(trx, { organisationId, campaignId: id, at: now, settings, inPlace: row.state === 'draft' });
    const terms = wanted.terms ?? loaded.terms;
    const name = wanted.name ?? row.name;
    const budget = wanted.budgetMinor === undefined ? row.budget_minor : wanted.budgetMinor === null ? null : BigInt(wanted.budgetMinor);
    await repo.updateCampaign(trx, organisationId, id, {
      name,
      ...(wanted.rules ? { rules: JSON.stringify(wanted.rules) } : {}),
      ...(wanted.approval ? { approval: wanted.approval } : {}),
      ...(wanted.destinations ? { destinations: JSON.stringify(wanted.destinations) } : {}),
      ...(wanted.linkRules === undefined ? {} : { link_rules: wanted.linkRules && JSON.stringify(wanted.linkRules) }),
      budget_minor: budget,
      budget_reached_at: budget !== null && row.spent_minor >= budget ? row.budget_reached_at : null,
      starts_at: instantFromIso(settings.startsAt),
      ends_at: settings.endsAt === null ? null : instantFromIso(settings.endsAt),
      // A new end is told of anew.
      ...(settings.endsAt === loaded.settings.endsAt ? {} : { ending_told_at: null }),
      ...(loaded.work ? foundBy(loaded.work, name, terms) : {}),
      updated_at: now,
    });
    const fields = Object.keys(wanted).filter((key) => key !== 'expectedUpdatedAt');
    await audit.record(
      trx,
      actor,
      'campaigns.update_campaign',
      { id, title: name },
      { fields, termsVersion: newTerms ? row.terms_version + 1 : row.terms_version },
    );
    if (newTerms) await telling.creators(trx, organisationId, id, 'campaign_terms_changed', { campaign: name });
    if (row.state !== 'draft' && (settingsChanged || wanted.destinations)) await telling.refreshPages(trx, organisationId, id);
    return getIn(trx, organisationId, id);
  }

  return {
    getIn,

    listCampaigns: (actor: Actor, listing: Listing): Promise<{ items: CampaignSummary[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const words = listing.query?.trim() ?? '';
        const tokens = queryTokens(words);
        if (words !== '' && tokens.length === 0) return { items: [], nextCursor: null };
        const filter: repo.CampaignFilter = { trashed: listing.trashed, tokens };
        if (listing.state) filter.state = listing.state;
        if (listing.workId) filter.workId = listing.workId;
        const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor);
        const rows = await repo.listCampaigns(trx, actor.organisationId, filter, { after, limit: listing.limit + 1 });
        const page = rows.slice(0, listing.limit);
        const last = rows.length > listing.limit ? page.at(-1)! : null;
        const shown = await presentAll(trx, actor.organisationId, await loading.loadMany(trx, actor.organisationId, page));
        return {
          items: shown.map(({ loaded, known }) => presentSummary(loaded, known)),
          nextCursor: last && encodeCursor({ value: last.place, id: last.id }),
        };
      }),

    getCampaign: (actor: Actor, id: string): Promise<Campaign> => db.read((trx) => getIn(trx, actor.organisationId, id)),

    createCampaign: (actor: Actor, input: NewCampaign): Promise<Campaign> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const work = await parts.catalog.getWork(trx, organisationId, input.workId);
        const settings = settingsOf(input);
        checkSettings(settings);
        refuseFaults(input.terms);
        refuseRepeated(input.rules);
        await parts.links.checkDestinations(trx, organisationId, input.destinations, input.linkRules);
        const now = clock.now();
        const id = newId('campaign', now.getTime());
        const of = { organisationId, campaignId: id, at: now };
        await repo.insertCampaign(trx, {
          id,
          organisation_id: organisationId,
          work_id: work.id,
          name: input.name,
          state: 'draft',
          terms_version: 1,
          currency: input.terms.currency,
          rules: JSON.stringify(input.rules),
          budget_minor: input.budgetMinor === null ? null : BigInt(input.budgetMinor),
          spent_minor: 0n,
          budget_reached_at: null,
          approval: input.approval,
          destinations: JSON.stringify(input.destinations),
          link_rules: input.linkRules && JSON.stringify(input.linkRules),
          starts_at: instantFromIso(settings.startsAt),
          ends_at: settings.endsAt === null ? null : instantFromIso(settings.endsAt),
          ending_told_at: null,
          announced_at: null,
          ...foundBy(work, input.name, input.terms),
          published_at: null,
          trashed_at: null,
          created_at: now,
          updated_at: now,
        });
        await repo.putTerms(trx, { ...of, version: 1, terms: input.terms, byName: nameOf(actor) });
        await repo.putSettings(trx, { ...of, settings, inPlace: false });
        await repo.addState(trx, { ...of, state: 'draft', reason: '', byName: nameOf(actor) });
        await audit.record(trx, actor, 'campaigns.create_campaign', { id, title: input.name }, { workId: work.id });
        return getIn(trx, organisationId, id);
      }),

    updateCampaign: (actor: Actor, id: string, wanted: Change): Promise<Campaign> =>
      db.transaction((trx) => change(trx, actor, id, wanted)),

    trashCampaign: (actor: Actor, id: string): Promise<Campaign> =>
      db.transaction(async (trx) => {
        const row = await loading.requireRow(trx, actor.organisationId, id, true);
        if (row.state !== 'draft') throw campaignsErrors.not_draft({ name: row.name });
        await repo.updateCampaign(trx, actor.organisationId, id, { trashed_at: clock.now(), updated_at: clock.now() });
        await audit.record(trx, actor, 'campaigns.trash_campaign', { id, title: row.name });
        return getIn(trx, actor.organisationId, id);
      }),

    restoreCampaign: (actor: Actor, id: string): Promise<Campaign> =>
      db.transaction(async (trx) => {
        const row = await loading.requireRow(trx, actor.organisationId, id, true);
        await repo.updateCampaign(trx, actor.organisationId, id, { trashed_at: null, updated_at: clock.now() });
        await audit.record(trx, actor, 'campaigns.restore_campaign', { id, title: row.name });
        return getIn(trx, actor.organisationId, id);
      }),

    deleteCampaign: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await loading.requireRow(trx, actor.organisationId, id, true);
        if (row.trashed_at === null || row.state !== 'draft') throw campaignsErrors.not_trashed({ name: row.name });
        await repo.deleteCampaign(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'campaigns.delete_campaign', { id, title: row.name });
      }),
  };
}
export type CampaignUses = ReturnType<typeof createCampaignUses>;

// In this order: settings are compared by their text.
function settingsOf(from: Settings | NewCampaign): Settings {
  const utc = (text: string): string => instantFromIso(text).toISOString();
  return {
    startsAt: utc(from.startsAt),
    endsAt: from.endsAt === null ? null : utc(from.endsAt),
    embargoUntil: from.embargoUntil === null ? null : utc(from.embargoUntil),
    zone: from.zone,
    territories: [...new Set(from.territories)],
    channels: [...new Set(from.channels)],
    requireFiledAccount: from.requireFiledAccount,
    codeScope: from.codeScope,
  };
}

function withoutUndefined(change: Change): Partial<Change> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function checkSettings(settings: Settings): void {
  const [starts, ends, embargo] = [settings.startsAt, settings.endsAt, settings.embargoUntil].map((text) =>
    text === null ? null : Date.parse(text),
  );
  if (ends !== null && ends! <= starts!) throw campaignsErrors.dates_invalid({ first: 'startsAt', second: 'endsAt' });
  if (embargo !== null && ends !== null && embargo! >= ends!)
    throw campaignsErrors.dates_invalid({ first: 'embargoUntil', second: 'endsAt' });
  try {
    Intl.DateTimeFormat('en', { timeZone: settings.zone });
  } catch (cause) {
    throw campaignsErrors.zone_unknown({ zone: settings.zone }, cause);
  }
}

function refuseFaults(terms: Terms): void {
  const fault = findTermsFault(terms);
  if (fault) throw campaignsErrors.terms_invalid({ reason: fault });
  refuseRepeated(terms.words);
}

function refuseRepeated(texts: readonly { language: string }[]): void {
  const seen = new Set<string>();
  for (const { language } of texts) {
    if (seen.has(language)) throw campaignsErrors.languages_repeated({ language });
    seen.add(language);
  }
}
