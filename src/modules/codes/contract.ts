/** What search codes promise: reading what people type, the list of codes, the space they come from, and its settings. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';

/** `letters`: 2–9 and fifteen consonants, none of which looks like another. `digits`: 0–9, for whoever types on a number pad. */
export const codeForms = ['letters', 'digits'] as const;
/** A code that is over answers nobody; after its quarantine its word may be given out again, as another code. */
export const codeStates = ['active', 'expired', 'retired'] as const;

export const codeLimits = {
  /** A code with the words around it, as somebody pasted them. */
  typedCharacters: 200,
  plannedMost: 50_000_000,
  reservedMost: 500,
  quarantineDaysLeast: 30,
} as const;

/** What the app knows of the person who typed; limits one person, and is kept only as keyed hashes. */
export const codeViewer = z.object({
  /** The app's own id of the person or the installation. */
  id: z.string().min(1).max(200).optional(),
  address: z.string().min(2).max(60).optional(),
  userAgent: z.string().max(1000).optional(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  /** False when the viewer does not want to be measured: the search counts, and nothing of the person is kept. */
  consent: z.boolean().default(true),
});

export const codeAnswer = z.object({
  /**
   * `found`: exactly this code. `suggestion`: not a code, and exactly one code differs by one slip; ask "did you mean", then
   * resolve that one. `unknown`: neither.
   */
  status: z.enum(['found', 'suggestion', 'unknown']),
  /** The normal form, e.g. `K7MD2PX`; null when unknown. */
  code: z.string().nullable(),
  /** The same in groups, as people read it: `K7M-D2PX`. */
  shown: z.string().nullable(),
  /** The search that was recorded; only when found. Send it as `clickId` with what follows from it. */
  touchId: z.string().nullable(),
  work: z.object({ id: z.string(), title: z.string() }).nullable(),
  placementId: z.string().nullable(),
  /** Where to take the viewer, when found and known. */
  destination: z.string().nullable(),
  /** The code was good and is over: tell the viewer so. */
  ended: z.object({ at: instant, reason: z.enum(['expired', 'retired']) }).nullable(),
});
export type CodeAnswer = z.output<typeof codeAnswer>;

export const searchCode = z.object({
  id: z.string(),
  code: z.string(),
  shown: z.string(),
  form: z.enum(codeForms),
  placementId: z.string(),
  state: z.enum(codeStates),
  issuedAt: instant,
  expiresAt: instant.nullable(),
  retiredAt: instant.nullable(),
  /** From when on the word may be given out again; null while it is active. */
  freeFrom: instant.nullable(),
});
export type SearchCode = z.output<typeof searchCode>;

export const codeSettings = z.object({
  form: z.enum(codeForms),
  /** How many codes will be active at once; decides the length that new codes have. */
  planned: z.number().int().min(1).max(codeLimits.plannedMost),
  quarantineDays: z.number().int().min(codeLimits.quarantineDaysLeast).max(3650),
  /** Never issued here, nor as part of a code: names, other promotions' codes. Letters and digits alone count. */
  reserved: z.array(z.string().trim().min(2).max(16)).max(codeLimits.reservedMost),
});
export type CodeSettings = z.output<typeof codeSettings>;

export const codeLength = z.object({
  /** Characters of a code of this length. */
  length: z.number().int(),
  /** Words that are well formed and refused by no list, estimated from a sample of the space. */
  words: z.number().int(),
  /** How many of them may be active at once, so that the odds below hold. */
  capacity: z.number().int(),
  active: z.number().int(),
  quarantined: z.number().int(),
  free: z.number().int(),
  /** One in so many guesses hits a code, by somebody who knows how codes are formed; null where none is active. */
  wellFormedGuess: z.number().int().nullable(),
  /** The same by somebody who types anything of that length. */
  blindGuess: z.number().int().nullable(),
});

export const codeSpace = z.object({
  form: z.enum(codeForms),
  alphabet: z.string(),
  /** Characters of the next code. */
  length: z.number().int(),
  planned: z.number().int(),
  /** At most one in so many well-formed words is active. */
  oddsBound: z.number().int(),
  capacity: z.number().int(),
  /** Of this organisation, ever. */
  issued: z.number().int(),
  /** Of this organisation, now. */
  active: z.number().int(),
  free: z.number().int(),
  lengths: z.array(codeLength),
});
export type CodeSpace = z.output<typeof codeSpace>;

const codeParam = z.object({ codeId: z.string() });

export const codesContract = defineContract({
  module: 'codes',
  schemas: { CodeAnswer: codeAnswer, SearchCode: searchCode, CodeSettings: codeSettings, CodeSpace: codeSpace },
  permissions: {
    'codes.resolve': ['owner', 'operator'],
    'codes.read': ['owner', 'operator', 'editor', 'viewer'],
    'codes.manage': ['owner', 'operator'],
  },
  routes: {
    resolve: {
      id: 'codes.resolve',
      method: 'POST',
      path: '/api/v1/codes/resolve',
      summary: 'Read what a viewer typed: the code, the one code it may have been, or neither.',
      access: 'codes.resolve',
      body: z.object({ code: z.string().min(1).max(codeLimits.typedCharacters), viewer: codeViewer.optional() }),
      response: codeAnswer,
      errors: ['codes.too_many_misses'],
      example: { code: '搜索码：k7m-d2px', viewer: { id: 'user-81', country: 'CN', language: 'zh-CN' } },
      limit: { quota: 'codes.resolve', requests: 1200, windowSeconds: 60 },
    },
    listCodes: {
      id: 'codes.list_codes',
      method: 'GET',
      path: '/api/v1/codes',
      summary: 'Codes that were issued, newest first.',
      access: 'codes.read',
      query: pageQuery.extend({
        state: z.enum(codeStates).optional(),
        placementId: z.string().max(60).optional(),
        /** What somebody typed; only the code that it is. */
        code: z.string().max(codeLimits.typedCharacters).optional(),
      }),
      response: pageOf(searchCode),
    },
    getSpace: {
      id: 'codes.get_space',
      method: 'GET',
      path: '/api/v1/code-space',
      summary: 'How many codes there can be, how many there are, and the odds of guessing one.',
      access: 'codes.read',
      response: codeSpace,
    },
    getSettings: {
      id: 'codes.get_settings',
      method: 'GET',
      path: '/api/v1/code-settings',
      summary: 'How codes of the organisation are made.',
      access: 'codes.read',
      response: codeSettings,
    },
    updateSettings: {
      id: 'codes.update_settings',
      method: 'PUT',
      path: '/api/v1/code-settings',
      summary: 'Change how codes are made from now on; codes that are out stay as they are.',
      access: 'codes.manage',
      body: codeSettings,
      response: codeSettings,
      errors: ['codes.reserved_unusable'],
      example: { form: 'letters', planned: 50_000, quarantineDays: 180, reserved: ['TVX', '星河88'] },
    },
    retire: {
      id: 'codes.retire',
      method: 'POST',
      path: '/api/v1/codes/:codeId/retire',
      summary: 'Retire a code at once; orders of earlier searches still count.',
      access: 'codes.manage',
      params: codeParam,
      response: searchCode,
      errors: ['codes.code_not_found'],
    },
    reinstate: {
      id: 'codes.reinstate',
      method: 'POST',
      path: '/api/v1/codes/:codeId/reinstate',
      summary: 'Take a retirement back, while the word is in quarantine.',
      access: 'codes.manage',
      params: codeParam,
      response: searchCode,
      errors: ['codes.code_not_found', 'codes.code_gone'],
    },
  },
});
