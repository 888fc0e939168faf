/** What links promise: short links and the rules by which they choose a place, an organisation's domains and allow-list, the pages. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';

export const devices = ['phone', 'tablet', 'desktop', 'other'] as const;
export const systems = ['ios', 'android', 'harmony', 'windows', 'macos', 'linux', 'other'] as const;
export type Device = (typeof devices)[number];
export type System = (typeof systems)[number];

/** Where a link may lead. `app` opens the app, else its store; stores and the web carry the click's id; `landing` is our own page. */
export const destinationKinds = ['app', 'app_store', 'play', 'web', 'landing'] as const;

/** BCP 47; in a rule `zh` also means `zh-CN` and `zh-TW`. */
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/);
const address = z.string().trim().min(1).max(2000);
const optionalAddress = address.nullable();

/** Without an address, that of the link's page counts, then that of the organisation's settings. */
export const destination = z.object({ kind: z.enum(destinationKinds), url: optionalAddress.default(null) });
export type Destination = z.output<typeof destination>;

/** All that is given must hold; an empty list or null asks nothing. `until` is exclusive. */
export const condition = z
  .object({
    devices: z.array(z.enum(devices)).max(4).default([]),
    systems: z.array(z.enum(systems)).max(7).default([]),
    countries: z.array(country).max(250).default([]),
    languages: z.array(language).max(40).default([]),
    from: instant.nullable().default(null),
    until: instant.nullable().default(null),
  })
  .refine(({ from, until }) => !from || !until || Date.parse(from) < Date.parse(until), {
    path: ['until'],
    error: 'It ends before it begins.',
  });
export const rule = z.object({ when: condition, to: destination });
export type Rule = z.output<typeof rule>;

/** Read from top to bottom; the first rule that holds decides, and `otherwise` where none does. */
export const linkRules = z.object({
  rules: z.array(rule).max(50).default([]),
  otherwise: destination.default({ kind: 'landing', url: null }),
});
export type LinkRules = z.output<typeof linkRules>;
export type LinkRulesInput = z.input<typeof linkRules>;

/** What the landing page shows. `codeShown` is the code grouped for people; assets are read by the organisation's catalogue. */
export const landingPage = z.object({
  texts: z
    .array(z.object({ language, title: z.string().min(1).max(200), tagline: z.string().max(500) }))
    .min(1)
    .max(40),
  posterAssetId: z.string().max(64).nullable(),
  teaser: z.object({ assetId: z.string().max(64) }).nullable(),
  code: z.string().max(64),
  codeShown: z.string().max(80),
  appUrl: optionalAddress,
  iosUrl: optionalAddress,
  androidUrl: optionalAddress,
  webUrl: optionalAddress,
  endsAt: instant.nullable(),
});
export type LandingPage = z.output<typeof landingPage>;

export const link = z.object({
  id: z.string(),
  slug: z.string(),
  url: z.string(),
  placementId: z.string(),
  rules: linkRules,
  page: landingPage,
  state: z.enum(['live', 'ended']),
  endsAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Where an ended link leads instead of the page that asks for a code. */
  usefulUrl: z.string().nullable(),
  /** Requests of bots and link previews in the last 30 days; they are answered and not counted as clicks. */
  botsLast30Days: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
export type Link = z.output<typeof link>;

/** A host name with an optional port, in its ASCII form. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}(:|$))([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?$/);
/** `example.com`, `*.example.com`, `example.com:8443`; plain http only where it is said: `http://127.0.0.1:9000`. */
const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(270)
  .regex(/^(http:\/\/)?(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?$/);
/** An app's own scheme without the colon, e.g. `hongguo`. */
const scheme = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9+.-]{1,40}$/);

export const linkSettings = z.object({
  /** Short domains; new links have the primary one, and the main host's `/s/…` where there is none. */
  domains: z.array(z.object({ host, primary: z.boolean().default(false) })).max(20),
  /** The only hosts that links may lead to, beside this server and the app stores' own. */
  allowedHosts: z.array(allowedHost).max(200),
  /** Schemes of apps that links may open. */
  allowedSchemes: z.array(scheme).max(50),
  appUrl: optionalAddress,
  iosUrl: optionalAddress,
  androidUrl: optionalAddress,
  webUrl: optionalAddress,
  /** The parameter that carries the click's id in addresses of the web and of the app. */
  clickParameter: z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/),
  /** Whether the landing page asks before anything of the visitor is kept, even as a keyed hash. */
  consent: z.enum(['not_asked', 'asked']),
  /** Shown on the landing page; empty shows none. */
  brand: z.string().trim().max(60),
  /** The landing page's accent, `#rrggbb`. */
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullable(),
});
export type LinkSettings = z.output<typeof linkSettings>;

export const storedLinkSettings = linkSettings.extend({ updatedAt: instant.nullable() });
export type StoredLinkSettings = z.output<typeof storedLinkSettings>;

/** `expectedUpdatedAt` refuses the change where somebody else's came between. */
export const linkSettingsChange = linkSettings.partial().extend({ expectedUpdatedAt: instant.nullable().optional() });
export type LinkSettingsChange = z.output<typeof linkSettingsChange>;

export const linkTrial = z.object({
  /** Which rule held, from 0; null is `otherwise`. */
  rule: z.number().int().nullable(),
  kind: z.enum(destinationKinds),
  /** Null for our own page. */
  url: z.string().nullable(),
  /** Why the rule's own place could not be used and our page is shown. */
  refused: z.string().nullable(),
});

const linkId = z.object({ linkId: z.string().max(64) });
const slug = z.object({ slug: z.string().max(200) });
const staff = ['owner', 'operator'] as const;
const refusals = ['links.destination_not_allowed', 'links.destination_malformed'] as const;

export const linksContract = defineContract({
  module: 'links',
  schemas: { Link: link, LinkRules: linkRules, LandingPage: landingPage, LinkSettings: storedLinkSettings },
  permissions: {
    'links.read': [...staff, 'editor', 'viewer'],
    'links.write': staff,
    'links.configure': staff,
  },
  routes: {
    listLinks: {
      id: 'links.list_links',
      method: 'GET',
      path: '/api/v1/links',
      summary: 'List short links, newest first.',
      access: 'links.read',
      query: pageQuery.extend({
        placementId: z.string().max(64).optional(),
        state: z.enum(['live', 'ended']).optional(),
        /** The beginning of a slug or of a code. */
        q: z.string().trim().max(80).optional(),
      }),
      response: pageOf(link),
    },
    getLink: {
      id: 'links.get_link',
      method: 'GET',
      path: '/api/v1/links/:linkId',
      summary: 'Show a short link.',
      access: 'links.read',
      params: linkId,
      response: link,
      errors: ['links.link_not_found'],
    },
    updateLink: {
      id: 'links.update_link',
      method: 'PATCH',
      path: '/api/v1/links/:linkId',
      summary: 'Change the rules by which a link chooses where it leads.',
      access: 'links.write',
      params: linkId,
      body: z.object({ rules: linkRules, expectedUpdatedAt: instant.optional() }),
      response: link,
      errors: ['links.link_not_found', 'links.link_changed', ...refusals],
      example: {
        rules: {
          rules: [
            { when: { systems: ['ios'] }, to: { kind: 'app_store' } },
            { when: { systems: ['android'] }, to: { kind: 'play' } },
          ],
          otherwise: { kind: 'landing' },
        },
      },
    },
    tryLink: {
      id: 'links.try_link',
      method: 'GET',
      path: '/api/v1/links/:linkId/destination',
      summary: 'Show where a link would lead somebody, and by which rule; nothing is counted.',
      access: 'links.read',
      params: linkId,
      query: z.object({
        device: z.enum(devices).default('phone'),
        system: z.enum(systems).default('ios'),
        country: country.optional(),
        language: language.optional(),
        at: instant.optional(),
      }),
      response: linkTrial,
      errors: ['links.link_not_found'],
    },
    getSettings: {
      id: 'links.get_settings',
      method: 'GET',
      path: '/api/v1/link-settings',
      summary: 'Show short domains, the places that links may lead to, and the addresses of the app.',
      access: 'links.read',
      response: storedLinkSettings,
    },
    updateSettings: {
      id: 'links.update_settings',
      method: 'PUT',
      path: '/api/v1/link-settings',
      summary: 'Change short domains, the places that links may lead to, and the addresses of the app; what is left out stays.',
      access: 'links.configure',
      body: linkSettingsChange,
      response: storedLinkSettings,
      errors: [
        'links.settings_changed',
        'links.domain_taken',
        'links.domain_is_main',
        'links.domain_repeated',
        'links.scheme_refused',
        ...refusals,
      ],
      example: {
        domains: [{ host: 'go.example.com', primary: true }],
        allowedHosts: ['www.example.com'],
        allowedSchemes: ['exampleapp'],
        appUrl: 'exampleapp://drama/42',
        iosUrl: 'https://apps.apple.com/app/id1234567890',
        androidUrl: 'https://play.google.com/store/apps/details?id=com.example.app',
      },
    },
    askForCode: {
      id: 'links.ask_for_code',
      method: 'GET',
      path: '/s/find',
      summary: 'The page on which viewers type a code; also at the root and at /find of every short domain.',
      access: 'public',
      query: z.object({ code: z.string().max(200).optional(), lang: z.string().max(40).optional() }),
      produces: 'text/html',
    },
    follow: {
      id: 'links.follow',
      method: 'GET',
      path: '/s/:slug',
      summary: 'Follow a short link: on to the app, a store or the web, or the landing page at once. Also /:slug on short domains.',
      access: 'public',
      params: slug,
      query: z.object({ lang: z.string().max(40).optional() }),
      produces: 'text/html',
    },
    poster: {
      id: 'links.poster',
      method: 'GET',
      path: '/s/:slug/poster',
      summary: 'The poster of a landing page, at the width asked for.',
      access: 'public',
      params: slug,
      query: z.object({ w: z.enum(['360', '720', '1080']).default('720') }),
      produces: 'image/jpeg',
    },
    teaser: {
      id: 'links.teaser',
      method: 'GET',
      path: '/s/:slug/teaser',
      summary: 'The teaser of a landing page; answers ranges.',
      access: 'public',
      params: slug,
      produces: 'video/mp4',
    },
    answerConsent: {
      id: 'links.answer_consent',
      method: 'POST',
      path: '/s/:slug/consent',
      summary: "Keep a visitor's answer to the landing page's question, sent as a form; goes back to the link.",
      access: 'public',
      params: slug,
      consumes: 'application/x-www-form-urlencoded',
      produces: 'text/html',
    },
  },
});
