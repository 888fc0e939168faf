/** What is promised of laws as data: required elements, clocks and their calendars, templates, and hosts that are known. */
import { z } from 'zod';
import { calendarDate, instant, type Route } from '../../../platform/http/contract.ts';

/** DMCA 512; China's 信息网络传播权保护条例, 民法典, 电子商务法; the EU's Digital Services Act. */
export const jurisdictions = ['dmca', 'cn_network', 'cn_civil', 'cn_ecommerce', 'eu_dsa'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];
export const noticeLanguages = ['zh-CN', 'en'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** A sentence of the law data in both languages: pages show the reader's, letters the case's. */
const bilingual = z.object({ en: z.string(), 'zh-CN': z.string() });
export type Bilingual = z.output<typeof bilingual>;

const source = z.object({
  /** Where it is said, e.g. `17 U.S.C. § 512(c)(3)(A)(v)`. */
  article: z.string(),
  url: z.string().nullable(),
  /** Nobody has compared it with the published text yet: shown as such wherever it is used. */
  unverified: z.boolean(),
});
export type Source = z.output<typeof source>;

/** Bounded texts of notices; what a notice says is frozen when it is sent. */
const line = z.string().trim().max(300).default('');
const words = z.string().trim().max(5_000).default('');
const address = z.string().trim().max(2_000);

export const noticeSender = z.object({
  name: line,
  organisation: line,
  /** Owner of the right, its exclusive licensee, or somebody whom the owner has authorised. */
  capacity: z.enum(['owner', 'exclusive_licensee', 'agent']).default('owner'),
  address: words,
  email: z.string().trim().max(254).default(''),
  phone: line,
  /** Identity card, business licence or register number: the real identity that China's Civil Code asks for. */
  identityNumber: line,
  /** Whom an agent acts for. */
  principal: line,
});
export type NoticeSender = z.output<typeof noticeSender>;

export const mostNoticeLinks = 500;

export const noticeContent = z.object({
  sender: noticeSender.prefault({}),
  works: z
    .array(
      z.object({
        workId: z.string().max(60).nullable().default(null),
        title: line,
        description: words,
        /** Where the original may be seen. */
        originalUrls: z.array(address).max(20).default([]),
        /** The registration, with its time and Merkle root, or a copyright registration number. */
        registration: line,
      }),
    )
    .max(100)
    .default([]),
  links: z
    .array(
      z.object({
        linkId: z.string().max(60).nullable().default(null),
        url: address,
        account: line,
        /** The place of its title in `works`. */
        work: z.number().int().min(0).max(99).default(0),
        /** Which part of the copy is whose: seconds of both. */
        location: words,
        capturedAt: instant.nullable().default(null),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable()
          .default(null),
      }),
    )
    .max(mostNoticeLinks)
    .default([]),
  /** Preliminary proof that the work is ours and that it is copied there. */
  evidence: words,
  /** Why it is illegal. */
  reasons: words,
  /** What is asked: removal of these links; other measures in words. */
  demands: words,
  statements: z
    .object({
      goodFaith: z.boolean().default(false),
      accuracy: z.boolean().default(false),
      perjury: z.boolean().default(false),
      authority: z.boolean().default(false),
    })
    .prefault({}),
  signature: line,
  signedOn: calendarDate.nullable().default(null),
});
export type NoticeContent = z.output<typeof noticeContent>;

/** Lumen's own list of what a counter-notice may rest on. */
export const counterReasons = ['owner', 'authorized', 'no_right', 'fair_use', 'removed', 'not_used', 'other'] as const;
export const counterContent = z.object({
  name: line,
  address: words,
  email: z.string().trim().max(254).default(''),
  phone: line,
  identityNumber: line,
  /** What was removed, and where it stood. */
  material: words,
  urls: z.array(address).max(mostNoticeLinks).default([]),
  reason: z.enum(counterReasons).default('other'),
  explanation: words,
  /** Preliminary proof that nothing is infringed. */
  proof: words,
  statements: z
    .object({
      mistake: z.boolean().default(false),
      perjury: z.boolean().default(false),
      jurisdiction: z.boolean().default(false),
      accuracy: z.boolean().default(false),
    })
    .prefault({}),
  signature: line,
  signedOn: calendarDate.nullable().default(null),
});
export type CounterContent = z.output<typeof counterContent>;

const element = z.object({
  code: z.string(),
  label: bilingual,
  /** Where in the content it stands, as a path, so that a form can lead there. */
  field: z.string(),
  source,
});
export type Element = z.output<typeof element>;

export const clockStarts = ['notice_sent', 'counter_notice', 'measure', 'notice_received'] as const;
export type ClockStart = (typeof clockStarts)[number];
const length = z.object({ amount: z.number().int().min(0), unit: z.enum(['hours', 'calendar_days', 'business_days', 'months']) });
export type Length = z.output<typeof length>;
const clockRule = z.object({
  code: z.string(),
  label: bilingual,
  startsWith: z.enum(clockStarts),
  /** A law's own figure, or the house's where the law says no more than "expeditiously". */
  kind: z.enum(['legal', 'practice']),
  /** Not before this is over; null where only the end counts. */
  earliest: length.nullable(),
  latest: length,
  /** A period of days that ends on a day off ends on the next working day. */
  rollsOver: z.boolean(),
  source,
});
export type ClockRule = z.output<typeof clockRule>;

const law = z.object({
  id: z.enum(jurisdictions),
  name: bilingual,
  summary: bilingual,
  country: z.string(),
  calendar: z.enum(['us_federal', 'cn', 'eu']),
  /** The zone in which days are counted unless a host has its own. */
  zone: z.string(),
  /** Always true: this is data for people who ask a lawyer, not advice. */
  needsLawyer: z.literal(true),
  source,
  noticeElements: z.array(element),
  counterElements: z.array(element),
  clocks: z.array(clockRule),
  /** What the other side owes: removal, forwarding, restoring. */
  acts: z.array(z.object({ code: z.string(), label: bilingual, source })),
  /** After a counter-notice the owner may not send another notice for the same link. */
  barsSecondNotice: z.boolean(),
  /** What a wrong notice costs. */
  misuse: z.object({ label: bilingual, source }),
  /** Where to go when a host does nothing. */
  escalations: z.array(z.object({ code: z.string(), label: bilingual, source })),
});
export type Law = z.output<typeof law>;

const calendar = z.object({
  id: z.enum(['us_federal', 'cn', 'eu']),
  name: bilingual,
  source,
  /** Years whose days off are known; outside them weekends alone are counted, and clocks say that they are uncertain. */
  fromYear: z.number().int(),
  toYear: z.number().int(),
  daysOff: z.array(z.object({ day: calendarDate, name: bilingual })),
  /** Weekend days on which people work (调休). */
  workdays: z.array(calendarDate),
});
export type Calendar = z.output<typeof calendar>;

export const noticeWays = ['mail', 'form', 'file'] as const;
const knownHost = z.object({
  name: z.string(),
  domains: z.array(z.string()),
  way: z.enum(noticeWays),
  address: z.string().nullable(),
  formUrl: z.string().nullable(),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  source,
});
export type KnownHost = z.output<typeof knownHost>;

export const missingElement = z.object({ code: z.string(), label: bilingual, field: z.string() });
export type MissingElement = z.output<typeof missingElement>;
/** A letter as it would go out, and what its law asks for that is not in it. */
export const noticePreview = z.object({
  subject: z.string(),
  text: z.string(),
  /** For a host's web form: to be copied field by field. */
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  missing: z.array(missingElement),
});
export type NoticePreview = z.output<typeof noticePreview>;

const dueClock = z.object({
  code: z.string(),
  label: bilingual,
  kind: z.enum(['legal', 'practice']),
  earliestAt: instant.nullable(),
  dueAt: instant,
  zone: z.string(),
  /** False where it runs into a year whose days off are not known yet. */
  certain: z.boolean(),
});

export const lawRoutes = {
  listLaws: {
    id: 'takedown.list_laws',
    method: 'GET',
    path: '/api/v1/laws',
    summary: 'The laws of notice and takedown as data: required elements, clocks, calendars and sources; a lawyer has to confirm them.',
    access: 'takedown.read',
    response: z.object({ items: z.array(law), calendars: z.array(calendar), knownHosts: z.array(knownHost) }),
  },
  previewNotice: {
    id: 'takedown.preview_notice',
    method: 'POST',
    path: '/api/v1/laws/:law/preview',
    summary: 'A notice as it would read by a law in a language, and what is missing from it; nothing is kept.',
    access: 'takedown.read',
    params: z.object({ law: z.enum(jurisdictions) }),
    body: z.object({ language: z.enum(noticeLanguages), content: noticeContent }),
    response: noticePreview,
    example: { language: 'en', content: { works: [{ title: '重生归来' }], links: [{ url: 'https://video.example.com/v/1' }] } },
  },
  countClocks: {
    id: 'takedown.count_clocks',
    method: 'GET',
    path: '/api/v1/laws/:law/clocks',
    summary: 'When the clocks of a law end that begin with an act at an instant.',
    access: 'takedown.read',
    params: z.object({ law: z.enum(jurisdictions) }),
    query: z.object({ startsWith: z.enum(clockStarts), at: instant, zone: z.string().max(60).optional() }),
    response: z.object({ items: z.array(dueClock) }),
    errors: ['takedown.zone_unknown'],
  },
} as const satisfies Record<string, Route>;
