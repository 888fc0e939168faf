/** Questions: may a party use a right of a work where and when, what is free to sell, and what campaigns and posts need to know. */
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { invalidRequest } from '../../../platform/http/input.ts';
import { rightsErrors } from '../errors.ts';
import { findParties, findSelf } from '../register/repo/parties.ts';
import { refOf } from '../register/present.ts';
import { checkZone } from '../register/work.ts';
import type { PartyRow } from '../register/tables.ts';
import { mayUse, type Question } from '../rules/availability.ts';
import { alike, freeToSell } from '../rules/free.ts';
import { startOfDay } from '../rules/scope.ts';
import { territories as world } from '../rules/words.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RightsReason } from '../words/contract.ts';
import type { availabilityRoutes, FreeGroup, RightsAnswerOnWire } from './contract.ts';
import { createGates } from './gates.ts';
import { loadBook, type LoadedBook } from './load.ts';
import { createShareUses } from './shares.ts';

type Routes = typeof availabilityRoutes;
type Ask = z.output<Routes['askRights']['query']>;
type AskMany = z.output<Routes['askRightsByTerritory']['query']>;
type AskFree = z.output<Routes['listFreeToSell']['query']>;
type Terms = Pick<Ask, 'workId' | 'right' | 'partyId' | 'language' | 'platform' | 'medium' | 'zone'>;

export function createAvailabilityUses(parts: RightsParts) {
  const { db } = parts;

  /** The party that is asked about; the house itself where none is named. Throws party_not_found, no_own_party. */
  async function partyOf(trx: Trx, organisationId: string, partyId: string | undefined): Promise<PartyRow> {
    if (partyId === undefined) {
      const self = await findSelf(trx, organisationId);
      if (!self) throw rightsErrors.no_own_party({});
      return self;
    }
    const [row] = await findParties(trx, organisationId, [partyId]);
    if (!row) throw rightsErrors.party_not_found({ id: partyId });
    return row;
  }

  async function open(trx: Trx, actor: Actor, terms: Terms): Promise<{ book: LoadedBook; party: PartyRow }> {
    checkZone(parts, terms.zone);
    const party = await partyOf(trx, actor.organisationId, terms.partyId);
    return { party, book: await loadBook(parts, trx, actor.organisationId, terms.workId, [party.id]) };
  }

  const questionOf = (terms: Terms, party: PartyRow, at: Date): Omit<Question, 'territory'> => ({
    party: party.id,
    workId: terms.workId,
    right: terms.right,
    language: terms.language,
    platform: terms.platform,
    medium: terms.medium,
    at,
  });
  const shown = (terms: Terms, party: PartyRow, book: LoadedBook) => ({
    workId: terms.workId,
    right: terms.right,
    language: terms.language,
    platform: terms.platform,
    medium: terms.medium,
    zone: terms.zone,
    party: refOf(party),
    work: { id: book.work.id, title: book.work.title },
  });

  return {
    ...createGates(parts),
    ...createShareUses(),

    /** Throws catalog.work_not_found, party_not_found, no_own_party, zone_unknown. */
    askRights: (actor: Actor, query: Ask) =>
      db.read(async (trx) => {
        const { book, party } = await open(trx, actor, query);
        const at = new Date(startOfDay(query.zone, query.day));
        const { answer, reasons } = mayUse(book.open, { ...questionOf(query, party, at), territory: query.territory });
        const question = { ...shown(query, party, book), territory: query.territory, at: at.toISOString() };
        return { answer, reasons: book.explain(reasons), question };
      }),

    /** The answers for many territories, those answered alike together. Throws what askRights throws. */
    askRightsByTerritory: (actor: Actor, query: AskMany) =>
      db.read(async (trx) => {
        const asked = query.territories === undefined ? world : territoriesIn(query.territories);
        const { book, party } = await open(trx, actor, query);
        const at = new Date(startOfDay(query.zone, query.day));
        type Group = RightsAnswerOnWire & { territories: string[] };
        const groups = new Map<string, Group>();
        for (const same of alike(book.open, asked)) {
          const { answer, reasons } = mayUse(book.open, { ...questionOf(query, party, at), territory: same[0]! });
          const told: RightsReason[] = book.explain(reasons);
          const key = JSON.stringify([answer, told]);
          const group: Group = groups.get(key) ?? { territories: [], answer, reasons: told };
          group.territories.push(...same);
          groups.set(key, group);
        }
        const items = [...groups.values()].map((group) => ({ ...group, territories: group.territories.toSorted() }));
        items.sort((a, b) => b.territories.length - a.territories.length);
        return { question: { ...shown(query, party, book), at: at.toISOString() }, items };
      }),

    /** What a party could license to somebody new. Throws what askRights throws. */
    listFreeToSell: (actor: Actor, query: AskFree) =>
      db.read(async (trx) => {
        const { book, party } = await open(trx, actor, query);
        const from = new Date(startOfDay(query.zone, query.from));
        const until = new Date(startOfDay(query.zone, query.until));
        const { at: _, ...offer } = questionOf(query, party, from);
        const found = freeToSell(book.open, { ...offer, from, until, exclusive: query.exclusive });
        const items = found
          .map(({ territories, periods }): FreeGroup => ({
            territories: [...territories],
            periods: periods.map((period) => ({
              from: period.from.toISOString(),
              until: period.until.toISOString(),
              free: period.free,
              reasons: book.explain(period.reasons),
            })),
          }))
          .sort((a, b) => b.territories.length - a.territories.length);
        const { exclusive } = query;
        return { question: { ...shown(query, party, book), from: from.toISOString(), until: until.toISOString(), exclusive }, items };
      }),
  };
}

/** Codes separated by commas. Throws invalid_request for one that is no territory. */
function territoriesIn(text: string): string[] {
  const asked = [...new Set(text.split(',').map((code) => code.trim()))].filter((code) => code !== '');
  const unknown = asked.find((code) => !world.includes(code));
  if (unknown !== undefined || asked.length === 0)
    throw invalidRequest([
      { path: 'query.territories', code: 'invalid_territory', message: 'Territories are codes of ISO 3166-1, such as BR.' },
    ]);
  return asked;
}
