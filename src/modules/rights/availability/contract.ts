/** What is promised of questions: who may do what, and what is free to sell. */
import { z } from 'zod';
import { calendarDate, instant, type Route } from '../../../platform/http/contract.ts';
import { languageRange, media, partyRef, platformName, rightKinds, rightsReason, territory, zone } from '../words/contract.ts';

const id = z.string().max(60);
const offer = z.object({
  workId: id,
  right: z.enum(rightKinds),
  /** Who would; left out, the house itself. */
  partyId: id.optional(),
  language: languageRange,
  platform: platformName,
  medium: z.enum(media),
  /** `day` begins in this zone. */
  zone: zone.default('Asia/Shanghai'),
});
const asked = offer.omit({ partyId: true }).extend({
  party: partyRef,
  work: z.object({ id: z.string(), title: z.string() }),
  at: instant,
});
export const rightsAnswer = z.object({ answer: z.enum(['yes', 'no']), reasons: z.array(rightsReason) });
export type RightsAnswerOnWire = z.output<typeof rightsAnswer>;
export const freeGroup = z.object({
  territories: z.array(z.string()),
  /** One after another without gaps, from the first day to the last. */
  periods: z.array(z.object({ from: instant, until: instant, free: z.boolean(), reasons: z.array(rightsReason) })),
});
export type FreeGroup = z.output<typeof freeGroup>;
/** Territories that are answered alike, the largest group first. */
export const answeredTerritories = z.object({
  territories: z.array(z.string()),
  answer: z.enum(['yes', 'no']),
  reasons: z.array(rightsReason),
});

const errors = ['catalog.work_not_found', 'rights.party_not_found', 'rights.no_own_party', 'rights.zone_unknown'] as const;

export const availabilityRoutes = {
  askRights: {
    id: 'rights.ask',
    method: 'GET',
    path: '/api/v1/rights/ask',
    summary: 'May a party use a right of a work in a territory on a day? Yes or no, with the clauses that decide.',
    access: 'rights.read',
    query: offer.extend({ territory, day: calendarDate }),
    response: rightsAnswer.extend({ question: asked.extend({ territory: z.string() }) }),
    errors,
  },
  askRightsByTerritory: {
    id: 'rights.ask_territories',
    method: 'GET',
    path: '/api/v1/rights/ask-territories',
    summary: 'The same question for many territories (separated by commas; left out: all of the world), those answered alike together.',
    access: 'rights.read',
    query: offer.extend({ territories: z.string().max(1000).optional(), day: calendarDate }),
    response: z.object({ question: asked, items: z.array(answeredTerritories) }),
    errors,
  },
  listFreeToSell: {
    id: 'rights.list_free',
    method: 'GET',
    path: '/api/v1/rights/free',
    summary:
      'What a party could license to somebody new: for groups of territories, the periods in which it is free and those in which not, with the reasons.',
    access: 'rights.read',
    query: offer
      .extend({ from: calendarDate, until: calendarDate, exclusive: z.stringbool().default(false) })
      .refine(({ from, until }) => from < until, { path: ['until'], error: 'The day after the last is not after the first.' })
      .refine(({ from, until }) => Number(until.slice(0, 4)) - Number(from.slice(0, 4)) <= 30, {
        path: ['until'],
        error: 'At most thirty years are looked at.',
      }),
    response: z.object({
      question: asked.omit({ at: true }).extend({ from: instant, until: instant, exclusive: z.boolean() }),
      items: z.array(freeGroup),
    }),
    errors,
  },
} as const satisfies Record<string, Route>;
