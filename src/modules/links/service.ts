import { z } from 'zod';
import type { Database, Trx } from '../../platform/db/index.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { newId } from '../../platform/ids.ts';
import { dateIn, type Clock } from '../../platform/time.ts';
import {
  landingPage,
  linkRules,
  type Destination,
  type LandingPage,
  type Link,
  type LinkRules,
  type LinkRulesInput,
  type LinkSettings,
  type LinkSettingsChange,
  type linkTrial,
  type StoredLinkSettings,
  type Device,
  type System,
} from './contract.ts';
import { checkAddress, refusedSchemes } from './destinations.ts';
import { linksErrors } from './errors.ts';
import { makePlan } from './plan.ts';
import { isEnded, linkUrl, presentLink, presentSettings } from './present.ts';
import * as repo from './repo.ts';
import { destinationsOf, firstRule } from './rules.ts';
import { newSlug, readSlug } from './slugs.ts';
import type { LinkRow, StoredPage } from './tables.ts';

export type ServiceParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly baseUrl: string;
  readonly audit: {
    record(
      trx: Trx,
      actor: Actor,
      action: `${string}.${string}`,
      subject: { id: string; title: string } | null,
      params?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>,
    ): Promise<void>;
  };
};

export type NewLink = {
  readonly placementId: string;
  /** Null for the landing page whoever comes. */
  readonly rules: LinkRulesInput | null;
  readonly page: LandingPage;
  readonly endsAt: Date | null;
};
/** A page for several placements: each keeps its own code unless one is given. */
export type PageChange = Omit<LandingPage, 'code' | 'codeShown'> & Partial<Pick<LandingPage, 'code' | 'codeShown'>>;

const linkCursor = z.object({ id: z.string() });
const dayMs = 24 * 3_600_000;
const mostAtOnce = 500;

/** The use-cases. Those that begin with a transaction join the caller's, whose act it is; those that begin with an actor are whole acts. */
export function createLinksService(parts: ServiceParts) {
  const { db, clock, baseUrl, audit } = parts;
  const own = new URL(baseUrl);

  async function settingsOf(trx: Trx, organisationId: string): Promise<StoredLinkSettings> {
    return presentSettings(await repo.findSettings(trx, organisationId), await repo.selectDomains(trx, organisationId));
  }

  function check(kind: Destination['kind'], address: string | null, settings: LinkSettings): void {
    if (address === null) return;
    const verdict = checkAddress(kind, address, { ...settings, ownOrigin: own.origin });
    if (verdict.ok) return;
    throw linksErrors[verdict.reason === 'malformed' ? 'destination_malformed' : 'destination_not_allowed']({ place: verdict.place });
  }
  function checkRules(rules: LinkRules, settings: LinkSettings): void {
    for (const { kind, url } of destinationsOf(rules)) check(kind, url, settings);
  }
  function checkAddresses(of: Pick<LandingPage, 'appUrl' | 'iosUrl' | 'androidUrl' | 'webUrl'>, settings: LinkSettings): void {
    check('app', of.appUrl, settings);
    check('app_store', of.iosUrl, settings);
    check('play', of.androidUrl, settings);
    check('web', of.webUrl, settings);
  }

  async function presentMany(trx: Trx, organisationId: string, rows: readonly LinkRow[]): Promise<Link[]> {
    const { domains } = await settingsOf(trx, organisationId);
    const from = dateIn('UTC', new Date(clock.nowMs() - 29 * dayMs));
    const bots = await repo.botCountsSince(
      trx,
      rows.map(({ id }) => id),
      from,
    );
    return rows.map((row) => presentLink(row, linkUrl(row.slug, domains, baseUrl), bots.get(row.id) ?? 0, clock.nowMs()));
  }

  async function requireLink(trx: Trx, organisationId: string, linkId: string): Promise<LinkRow> {
    const row = await repo.findLink(trx, organisationId, linkId);
    if (!row) throw linksErrors.link_not_found({ id: linkId });
    return row;
  }

  return {
    /** Makes a link for each placement. Throws destination_not_allowed and destination_malformed; nothing is made then. */
    async create(
      trx: Trx,
      wanted: { organisationId: string; links: readonly NewLink[] },
    ): Promise<{ id: string; slug: string; url: string }[]> {
      const { organisationId } = wanted;
      const settings = await settingsOf(trx, organisationId);
      const now = clock.now();
      const made = wanted.links.map((link) => {
        const { code, codeShown, ...page } = landingPage.parse(link.page);
        const rules = linkRules.parse(link.rules ?? {});
        checkRules(rules, settings);
        checkAddresses(page, settings);
        const row: repo.NewLink = {
          id: newId('link', clock.nowMs()),
          organisation_id: organisationId,
          slug: newSlug(),
          placement_id: link.placementId,
          rules: JSON.stringify(rules),
          page: JSON.stringify(page),
          code,
          code_shown: codeShown,
          ends_at: link.endsAt,
          ended_at: null,
          useful_url: null,
          created_at: now,
          updated_at: now,
        };
        return row;
      });
      for (let at = 0; at < made.length; at += mostAtOnce) {
        // Among 8.5 × 10¹¹ slugs a taken one is a rare thing, and is drawn again.
        for (let rest = made.slice(at, at + mostAtOnce); rest.length > 0;) {
          const stored = await repo.insertLinks(trx, rest);
          rest = rest.filter(({ slug }) => !stored.has(slug));
          for (const row of rest) row.slug = newSlug();
        }
      }
      return made.map(({ id, slug }) => ({ id, slug, url: linkUrl(slug, settings.domains, baseUrl) }));
    },

    /** Changes what the landing pages of placements show; rules stay. Answers with how many links have it. Throws as create does. */
    async replacePages(trx: Trx, organisationId: string, placementIds: readonly string[], page: PageChange): Promise<number> {
      const { code, codeShown, ...rest } = page;
      const checked = landingPage.omit({ code: true, codeShown: true }).parse(rest) satisfies StoredPage;
      checkAddresses(checked, await settingsOf(trx, organisationId));
      return repo.updateLinksOfPlacements(trx, organisationId, placementIds, {
        page: JSON.stringify(checked),
        ...(code !== undefined && { code }),
        ...(codeShown !== undefined && { code_shown: codeShown }),
        updated_at: clock.now(),
      });
    },

    /** Changes when the links of placements end by themselves; null for never. */
    moveEnd: (trx: Trx, organisationId: string, placementIds: readonly string[], endsAt: Date | null): Promise<number> =>
      repo.updateLinksOfPlacements(trx, organisationId, placementIds, { ends_at: endsAt, updated_at: clock.now() }),

    /** Ends links: from then on they lead to `useful`, or to the page that asks for a code. Throws as create does. */
    async end(
      trx: Trx,
      organisationId: string,
      linkIds: readonly string[],
      { at, useful }: { at: Date; useful: string | null },
    ): Promise<number> {
      check('web', useful, await settingsOf(trx, organisationId));
      return repo.endLinks(trx, organisationId, linkIds, { ended_at: at, useful_url: useful, updated_at: clock.now() });
    },

    /** The link that an address is, whoever's: by its slug, at the house's own address or a short domain of its organisation. */
    async findByAddress(
      trx: Trx,
      address: string,
    ): Promise<{ id: string; organisationId: string; placementId: string; title: string; ended: boolean } | null> {
      if (!URL.canParse(address)) return null;
      const { hostname, host, pathname } = new URL(address);
      const slug = readSlug(pathname.split('/').findLast((part) => part !== '') ?? '');
      const [row] = slug === null ? [] : await repo.linksBySlug(trx, [slug]);
      if (!row) return null;
      const domains = await repo.selectDomains(trx, row.organisation_id);
      const isOurs = hostname === own.hostname || domains.some((domain) => domain.host === host || domain.host === hostname);
      if (!isOurs) return null;
      const { id, organisation_id: organisationId, placement_id: placementId } = row;
      return { id, organisationId, placementId, title: row.page.texts[0]?.title ?? '', ended: isEnded(row, clock.nowMs()) };
    },

    /** Ends links that are live, for a time: answers with those, which alone `resume` may take up again. */
    async suspend(trx: Trx, organisationId: string, linkIds: readonly string[]): Promise<string[]> {
      const ended: string[] = [];
      for (const id of linkIds) {
        const row = await repo.lockLink(trx, organisationId, id);
        if (row && !isEnded(row, clock.nowMs())) ended.push(id);
      }
      await repo.endLinks(trx, organisationId, ended, { ended_at: clock.now(), useful_url: null, updated_at: clock.now() });
      return ended;
    },

    /** Takes an end back that `suspend` put on links; their own last day stays. */
    resume: (trx: Trx, organisationId: string, linkIds: readonly string[]): Promise<number> =>
      repo.endLinks(trx, organisationId, linkIds, { ended_at: null, updated_at: clock.now() }),

    /** Throws where links may not lead to one of these addresses; for forms that should say so before anything is made. */
    async checkDestinations(
      trx: Trx,
      organisationId: string,
      addresses: Pick<LandingPage, 'appUrl' | 'iosUrl' | 'androidUrl' | 'webUrl'>,
      rules: LinkRulesInput | null = null,
    ): Promise<void> {
      const settings = await settingsOf(trx, organisationId);
      checkAddresses(addresses, settings);
      if (rules) checkRules(linkRules.parse(rules), settings);
    },

    settings: settingsOf,

    /** The address of the newest link of a placement; null where it has none. */
    async findUrl(trx: Trx, organisationId: string, placementId: string): Promise<string | null> {
      const row = await repo.findLinkOfPlacement(trx, organisationId, placementId);
      return row ? linkUrl(row.slug, (await settingsOf(trx, organisationId)).domains, baseUrl) : null;
    },

    async listLinks(
      trx: Trx,
      actor: Actor,
      query: {
        cursor?: string | undefined;
        limit: number;
        placementId?: string | undefined;
        state?: 'live' | 'ended' | undefined;
        q?: string | undefined;
      },
    ): Promise<{ items: Link[]; nextCursor: string | null }> {
      const beforeId = query.cursor === undefined ? undefined : decodeCursor(linkCursor, query.cursor).id;
      const rows = await repo.selectLinks(trx, actor.organisationId, {
        placementId: query.placementId,
        state: query.state,
        prefix: query.q || undefined,
        beforeId,
        now: clock.now(),
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      return {
        items: await presentMany(trx, actor.organisationId, page),
        nextCursor: rows.length > query.limit ? encodeCursor({ id: page.at(-1)!.id }) : null,
      };
    },

    async getLink(trx: Trx, actor: Actor, linkId: string): Promise<Link> {
      const row = await requireLink(trx, actor.organisationId, linkId);
      return (await presentMany(trx, actor.organisationId, [row]))[0]!;
    },

    updateLink: (actor: Actor, linkId: string, change: { rules: LinkRules; expectedUpdatedAt?: string | undefined }): Promise<Link> =>
      db.transaction(async (trx) => {
        const row = await repo.lockLink(trx, actor.organisationId, linkId);
        if (!row) throw linksErrors.link_not_found({ id: linkId });
        if (change.expectedUpdatedAt !== undefined && Date.parse(change.expectedUpdatedAt) !== row.updated_at.getTime())
          throw linksErrors.link_changed({ id: linkId });
        checkRules(change.rules, await settingsOf(trx, actor.organisationId));
        await repo.updateLink(trx, linkId, { rules: JSON.stringify(change.rules), updated_at: clock.now() });
        await audit.record(trx, actor, 'links.update_link', { id: linkId, title: row.slug }, { rules: change.rules.rules.length });
        return (await presentMany(trx, actor.organisationId, [await requireLink(trx, actor.organisationId, linkId)]))[0]!;
      }),

    async tryLink(
      trx: Trx,
      actor: Actor,
      linkId: string,
      viewer: { device: Device; system: System; country?: string | undefined; language?: string | undefined; at?: string | undefined },
    ): Promise<z.input<typeof linkTrial>> {
      const row = await requireLink(trx, actor.organisationId, linkId);
      const plan = makePlan(row.rules, row.page, await settingsOf(trx, actor.organisationId), own.origin);
      const atMs = viewer.at === undefined ? clock.nowMs() : Date.parse(viewer.at);
      if (isEnded(row, atMs)) return { rule: null, kind: 'web', url: row.useful_url, refused: null };
      const index = firstRule(plan.compiled, { ...viewer, country: viewer.country ?? null, language: viewer.language ?? null, atMs });
      const target = plan.targets.at(index)!;
      return { rule: index < 0 ? null : index, kind: target.kind, url: target.url?.href ?? null, refused: target.refused };
    },

    updateSettings: (actor: Actor, change: LinkSettingsChange): Promise<StoredLinkSettings> =>
      db.transaction(async (trx) => {
        const before = presentSettings(
          await repo.lockSettings(trx, actor.organisationId),
          await repo.selectDomains(trx, actor.organisationId),
        );
        const { expectedUpdatedAt, ...given } = change;
        if (
          expectedUpdatedAt !== undefined &&
          (expectedUpdatedAt === null ? null : Date.parse(expectedUpdatedAt)) !==
            (before.updatedAt === null ? null : Date.parse(before.updatedAt))
        )
          throw linksErrors.settings_changed({});
        const after: LinkSettings = { ...before, ...given };
        for (const scheme of after.allowedSchemes) if (refusedSchemes.includes(scheme)) throw linksErrors.scheme_refused({ scheme });
        checkAddresses(after, after);
        const now = clock.now();
        await repo.upsertSettings(trx, {
          organisation_id: actor.organisationId,
          allowed_hosts: [...new Set(after.allowedHosts)],
          allowed_schemes: [...new Set(after.allowedSchemes)],
          app_url: after.appUrl,
          ios_url: after.iosUrl,
          android_url: after.androidUrl,
          web_url: after.webUrl,
          click_parameter: after.clickParameter,
          consent: after.consent,
          brand: after.brand,
          accent: after.accent?.toLowerCase() ?? null,
          updated_at: now,
        });
        if (given.domains) await replaceDomains(trx, actor.organisationId, given.domains);
        await audit.record(trx, actor, 'links.update_settings', null, { changed: Object.keys(given) });
        return settingsOf(trx, actor.organisationId);
      }),
  };

  async function replaceDomains(trx: Trx, organisationId: string, domains: LinkSettings['domains']): Promise<void> {
    for (const { host } of domains) {
      if (host === own.host || host === own.hostname) throw linksErrors.domain_is_main({ host });
      if (domains.filter((other) => other.host === host).length > 1) throw linksErrors.domain_repeated({ host });
    }
    const primary = domains.filter((domain) => domain.primary);
    if (primary.length > 1) throw linksErrors.domain_repeated({ host: primary[1]!.host });
    await repo.deleteDomains(trx, organisationId);
    const taken = await repo.insertDomains(
      trx,
      domains.map(({ host, primary: first }, index) => ({
        id: newId('linkDomain', clock.nowMs()),
        organisation_id: organisationId,
        host,
        // Somewhere new links must live: the first, unless another is chosen.
        is_primary: first || (primary.length === 0 && index === 0),
        created_at: clock.now(),
      })),
    );
    if (taken.length > 0) throw linksErrors.domain_taken({ host: taken[0]! });
  }
}
export type LinksService = ReturnType<typeof createLinksService>;
