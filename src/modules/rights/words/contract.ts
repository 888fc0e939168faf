/** The words of rights as they go over the wire and through the rules: rights, territories, scopes, shares, reasons. Safe in a browser. */
import { z } from 'zod';
import { calendarDate } from '../../../platform/http/contract.ts';

/** Rights as laws divide them (著作权法, article 10; comparable elsewhere), as far as dramas are sold by them. */
export const rightKinds = [
  'streaming',
  'broadcasting',
  'exhibition',
  'distribution',
  'promotion',
  'adaptation',
  'translation',
  'merchandising',
] as const;
export type RightKind = (typeof rightKinds)[number];

/** ISO 3166-1 alpha-2, all 249. Names are the browser's (`Intl.DisplayNames`). */
export const territories: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI ' +
  'CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ ' +
  'GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS ' +
  'LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG ' +
  'PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK ' +
  'TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

export const territory = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((code) => territories.includes(code), { error: 'No territory of ISO 3166-1.' });
/** A language range of RFC 4647: `zh` holds for `zh-CN` as well. */
export const languageRange = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** A name that an organisation gives a platform: `hongguo`, `reelshort`, `抖音`. Compared as it is written. */
export const platformName = z.string().trim().min(1).max(60);
/** What a work is shown in or sold as. */
export const media = ['svod', 'avod', 'tvod', 'iap', 'television', 'cinema', 'airline', 'outdoor'] as const;
export type Medium = (typeof media)[number];
/** An IANA zone whose days are meant. */
export const zone = z.string().min(1).max(64);
/** An exact share of a whole right, `2/3`, in digits without a sign; more than nothing and at most all. */
export const share = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}$/)
  // Nine digits are exact in a number; and what is no fraction at all is asked here too.
  .refine((text) => Number(text.split('/')[0]) <= Number(text.split('/')[1]), { error: 'A share is at most the whole.' });

const someOf = <Item extends z.ZodType>(item: Item, most: number) => z.union([z.literal('all'), z.array(item).min(1).max(most)]);
/** Where, in what, on what and when a clause holds; left out, everywhere and for ever. */
export const scope = z.object({
  territories: z
    .object({
      of: z.union([z.literal('world'), z.array(territory).min(1).max(249)]).default('world'),
      except: z.array(territory).max(248).default([]),
    })
    .default({ of: 'world', except: [] }),
  languages: someOf(languageRange, 50).default('all'),
  platforms: someOf(platformName, 50).default('all'),
  media: someOf(z.enum(media), media.length).default('all'),
  /** Whole days of the zone; `until` is the first day after. Null is open. */
  window: z
    .object({
      from: calendarDate.nullable().default(null),
      until: calendarDate.nullable().default(null),
      zone: zone.default('Asia/Shanghai'),
    })
    .refine(({ from, until }) => from === null || until === null || from < until, {
      path: ['until'],
      error: 'The day after the last is not after the first.',
    })
    .default({ from: null, until: null, zone: 'Asia/Shanghai' }),
});
export type ScopeWords = z.output<typeof scope>;

/** Somebody as others name them. */
export const partyRef = z.object({ id: z.string(), name: z.string(), isSelf: z.boolean() });
export type PartyRef = z.output<typeof partyRef>;

/**
 * Why an answer is what it is. `rights.reason.<code>` is the sentence, filled with `params`: names of parties and titles of works are
 * resolved in them (`party`, `to`, `owner`, `work`, `source`), `right` and `exclusivity` are codes, `share` and `found` fractions.
 */
export const rightsReason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.string()),
  /** The deed, licence or holdback that decides; null where the reason is that there is none. */
  clause: z
    .object({
      kind: z.enum(['deed', 'licence', 'holdback']),
      id: z.string(),
      /** The licence in which a holdback stands, else as `id`. */
      documentedIn: z.string(),
      workId: z.string(),
    })
    .nullable(),
});
export type RightsReason = z.output<typeof rightsReason>;
