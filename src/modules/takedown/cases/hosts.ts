/** Hosts: whose an address is, and how notices reach them. Also who the organisation's own notices come from. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { takedownErrors } from '../errors.ts';
import { isMailAddress, isWebAddress } from '../law/check.ts';
import { isZone } from '../law/clocks.ts';
import { noticeSender, type NoticeSender } from '../law/contract.ts';
import { knownHosts } from '../law/known-hosts.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { Host, HostInput } from './contract.ts';
import * as repo from './repo/hosts.ts';
import { hostHasCases } from './repo/cases.ts';
import { domainsOf, registrableDomain, tidyDomain } from './urls.ts';

const mostHosts = 2_000;
const place = z.object({ name: z.string().max(400), id: z.string().max(60) });
type OwnSender = NoticeSender & { signature: string; mailConfigured: boolean };

/** Whether it is known how notices reach a host. A form whose page is not known yet can be looked for; a mailbox cannot. */
export const isReady = (row: Pick<repo.HostRow, 'way' | 'address'>): boolean => row.way !== 'mail' || row.address !== null;

export function createHostUses(parts: TakedownParts) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, rows: readonly repo.HostRow[]): Promise<Host[]> {
    const ids = rows.map(({ id }) => id);
    const [domains, counts] = [await repo.domainsOfHosts(trx, ids), await repo.countsOfHosts(trx, ids)];
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      domains: domains.get(row.id) ?? [],
      way: row.way,
      address: row.address,
      formUrl: row.form_url,
      jurisdiction: row.jurisdiction,
      language: row.language,
      zone: row.zone,
      note: row.note,
      ready: isReady(row),
      counts: counts.get(row.id)!,
      updatedAt: row.updated_at.toISOString(),
    }));
  }
  async function presentOne(trx: Trx, organisationId: string, id: string): Promise<Host> {
    const row = (await repo.findHosts(trx, organisationId, [id])).get(id);
    if (!row) throw takedownErrors.host_not_found({ id });
    return (await present(trx, [row]))[0]!;
  }

  function checked(input: HostInput): {
    domains: string[];
    row: Pick<repo.HostRow, 'name' | 'way' | 'address' | 'form_url' | 'jurisdiction' | 'language' | 'zone' | 'note'>;
  } {
    const domains = new Set<string>();
    for (const text of input.domains) {
      const domain = tidyDomain(text);
      if (domain === null) throw takedownErrors.domain_invalid({ domain: text.slice(0, 100) });
      domains.add(domain);
    }
    const address = input.address === '' ? null : input.address;
    const formUrl = input.formUrl === '' ? null : input.formUrl;
    if (input.way === 'mail' && (address === null || !isMailAddress(address)))
      throw takedownErrors.host_address_needed({ name: input.name });
    if (formUrl !== null && !isWebAddress(formUrl)) throw takedownErrors.host_address_needed({ name: input.name });
    const zone = input.zone === '' ? null : input.zone;
    if (zone !== null && !isZone(zone)) throw takedownErrors.zone_unknown({ zone });
    const { name, way, jurisdiction, language, note } = input;
    return { domains: [...domains], row: { name, way, address, form_url: formUrl, jurisdiction, language, zone, note } };
  }

  async function giveDomains(trx: Trx, organisationId: string, hostId: string, domains: readonly string[]): Promise<void> {
    const [taken] = await repo.setDomains(trx, organisationId, hostId, domains);
    if (taken !== undefined) throw takedownErrors.domain_taken({ domain: taken });
  }

  return {
    getSender: (actor: Actor): Promise<OwnSender> =>
      db.read(async (trx) => {
        const found = await repo.findSender(trx, actor.organisationId);
        return { ...(found?.sender ?? noticeSender.parse({})), signature: found?.signature ?? '', mailConfigured: parts.mail.configured };
      }),

    setSender: (actor: Actor, given: NoticeSender & { signature: string }): Promise<OwnSender> =>
      db.transaction(async (trx) => {
        const { signature, ...sender } = given;
        await repo.saveSender(trx, actor.organisationId, sender, signature, clock.now());
        await audit.record(trx, actor, 'takedown.set_sender', null, { name: sender.name, organisation: sender.organisation });
        return { ...sender, signature, mailConfigured: parts.mail.configured };
      }),

    listHosts: (actor: Actor, query: { cursor?: string | undefined; limit: number; q?: string | undefined }) => {
      const after = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      return db.read(async (trx) => {
        const rows = await repo.listHosts(trx, actor.organisationId, { q: query.q, after, limit: query.limit + 1 });
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        return {
          items: await present(trx, page),
          nextCursor: rows.length > page.length ? encodeCursor({ name: last!.name.toLowerCase(), id: last!.id }) : null,
        };
      });
    },

    /** Throws domain_invalid, domain_taken, host_address_needed, zone_unknown, too_many_hosts. */
    createHost: (actor: Actor, input: HostInput): Promise<Host> => {
      const { domains, row } = checked(input);
      return db.transaction(async (trx) => {
        if ((await repo.countHosts(trx, actor.organisationId)) >= mostHosts) throw takedownErrors.too_many_hosts({ most: mostHosts });
        const now = clock.now();
        const id = newId('host', now.getTime());
        await repo.insertHost(trx, { id, organisation_id: actor.organisationId, ...row, created_at: now, updated_at: now });
        await giveDomains(trx, actor.organisationId, id, domains);
        await audit.record(trx, actor, 'takedown.create_host', { id, title: row.name }, { domains });
        return presentOne(trx, actor.organisationId, id);
      });
    },

    /** Throws host_not_found and what createHost throws. */
    updateHost: (actor: Actor, id: string, input: HostInput): Promise<Host> =>
      db.transaction(async (trx) => {
        if (!(await repo.lockHost(trx, actor.organisationId, id))) throw takedownErrors.host_not_found({ id });
        const { domains, row } = checked(input);
        await repo.updateHost(trx, id, { ...row, updated_at: clock.now() });
        await giveDomains(trx, actor.organisationId, id, domains);
        await audit.record(trx, actor, 'takedown.update_host', { id, title: row.name }, { domains });
        return presentOne(trx, actor.organisationId, id);
      }),

    /** Throws host_not_found, host_in_use. */
    deleteHost: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await repo.lockHost(trx, actor.organisationId, id);
        if (!row) throw takedownErrors.host_not_found({ id });
        if (await hostHasCases(trx, id)) throw takedownErrors.host_in_use({ name: row.name });
        await repo.deleteHost(trx, id);
        await audit.record(trx, actor, 'takedown.delete_host', { id, title: row.name });
      }),

    /**
     * The host of each address; one that is not known is added by its domain, from the list of known hosts where it is there, and as
     * one with a form to be looked up where it is not. Throws too_many_hosts.
     */
    async hostsOf(trx: Trx, actor: Actor, urls: readonly string[]): Promise<Map<string, repo.HostRow>> {
      const { organisationId } = actor;
      const byDomain = await repo.hostsOfDomains(trx, organisationId, urls.flatMap(domainsOf));
      const idOf = (url: string): string | undefined =>
        domainsOf(url)
          .map((domain) => byDomain.get(domain))
          .find((id) => id !== undefined);
      const unknown = new Map(
        urls.filter((url) => idOf(url) === undefined).map((url) => [knownFor(url)?.name ?? registrableDomain(url), url]),
      );
      if (unknown.size > 0 && (await repo.countHosts(trx, organisationId)) + unknown.size > mostHosts)
        throw takedownErrors.too_many_hosts({ most: mostHosts });
      for (const [name, url] of unknown) {
        const known = knownFor(url);
        const domains = known?.domains ?? [registrableDomain(url)];
        const now = clock.now();
        const id = newId('host', now.getTime());
        await repo.insertHost(trx, {
          id,
          organisation_id: organisationId,
          name,
          way: known?.way ?? 'form',
          address: known?.address ?? null,
          form_url: known?.formUrl ?? null,
          jurisdiction: known?.jurisdiction ?? (name.endsWith('.cn') ? 'cn_network' : 'dmca'),
          language: known?.language ?? (name.endsWith('.cn') ? 'zh-CN' : 'en'),
          zone: null,
          note: '',
          created_at: now,
          updated_at: now,
        });
        // Another host may have one of a known host's domains; what is left is this one's.
        await repo.setDomains(trx, organisationId, id, domains);
        await audit.record(trx, actor, 'takedown.create_host', { id, title: name }, { domains });
        for (const domain of domains) if (!byDomain.has(domain)) byDomain.set(domain, id);
      }
      const rows = await repo.findHosts(trx, organisationId, [...new Set(byDomain.values())]);
      return new Map(urls.map((url) => [url, rows.get(idOf(url)!)!]));
    },
  };
}
export type HostUses = ReturnType<typeof createHostUses>;

const knownFor = (url: string) => {
  const domains = new Set(domainsOf(url));
  return knownHosts.find((host) => host.domains.some((domain) => domains.has(domain)));
};
