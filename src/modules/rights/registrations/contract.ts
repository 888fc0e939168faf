/** What is promised of registrations: what was registered, who stamped it, certificates, evidence bundles, identifiers. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { rightKinds } from '../words/contract.ts';

export const registrationLimits = { identifiers: 20, captures: 500, stamps: 10 } as const;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

/** EIDR (ISO 26324), ISAN (ISO 15706-2). */
export const identifierSchemes = ['eidr', 'isan'] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];
export const identifierFaults = ['length', 'prefix', 'character', 'separator', 'check'] as const;
/** What is wrong with an identifier: at which character (from 1), what stands there, and what should. */
const identifierFault = z.object({
  code: z.enum(identifierFaults),
  at: z.number().int().min(1),
  found: z.string(),
  expected: z.string(),
});
export type IdentifierFault = z.output<typeof identifierFault>;
const workIdentifier = z.object({ scheme: z.enum(identifierSchemes), value: z.string() });
export type WorkIdentifier = z.output<typeof workIdentifier>;

/**
 * Where evidence stands: `stamping` while an authority is still to answer and none has, `sealed` with a time-stamp, `sealed_unstamped`
 * without any: it proves what, and not when.
 */
export const registrationStates = ['stamping', 'sealed', 'sealed_unstamped'] as const;
export const registrationBases = ['work', 'captures'] as const;
export const assetKinds = ['episode_video', 'subtitle', 'cover', 'document', 'text', 'capture', 'record'] as const;
export type RegisteredKind = (typeof assetKinds)[number];

const timeStamp = z.object({
  id: z.string(),
  /** The authority by its host. */
  authority: z.string(),
  state: z.enum(['waiting', 'stamped', 'failed']),
  attempts: count,
  /** What the authority said, of what was stamped. */
  at: instant.nullable(),
  accuracyMs: z.number().nullable(),
  policy: z.string().nullable(),
  serial: z.string().nullable(),
  /** Subjects of certificates: who signed, and the trusted one it leads to (null where the operator gave none). */
  signer: z.string().nullable(),
  anchor: z.string().nullable(),
  /** SHA-256 of the trusted certificate, to compare with what the authority publishes. */
  fingerprint: z.string().nullable(),
  /** Why the last try did not do: a code whose sentence the client has. */
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }).nullable(),
  nextTryAt: instant.nullable(),
});
export type TimeStamp = z.output<typeof timeStamp>;

const owner = z.object({
  name: z.string(),
  right: z.enum(rightKinds),
  /** n/d of the whole right. */
  share: z.string(),
  from: calendarDate,
  until: calendarDate.nullable(),
});
export type RegisteredOwner = z.output<typeof owner>;

const counts = z.object({ kind: z.enum(assetKinds), count, bytes: z.number() });

export const registrationSummary = z.object({
  id: z.string(),
  /** Counts from 1 within the work. */
  number: z.number().int().min(1),
  /** `captures` is evidence about found copies that was sealed for a registration of the work. */
  basis: z.enum(registrationBases),
  /** What it was sealed for, of captures. */
  ofRegistrationId: z.string().nullable(),
  /** As it was called then; the work itself may be gone since. */
  work: z.object({ id: z.string(), title: z.string(), kind: z.enum(['drama', 'novel', 'script', 'film']) }),
  state: z.enum(registrationStates),
  /** The Merkle root that was stamped. */
  root: sha256,
  leaves: count,
  assets: count,
  bytes: z.number(),
  registeredAt: instant,
  registeredBy: z.string(),
  stamps: z.array(timeStamp),
});
export type RegistrationSummary = z.output<typeof registrationSummary>;

export const registration = registrationSummary.extend({
  /** Days of owners are of this zone. */
  zone: z.string(),
  owners: z.array(owner),
  contents: z.array(counts),
  identifiers: z.array(workIdentifier),
  /** ISO 24138 of the dialogue and the title; null where the work had neither. */
  iscc: z.string().nullable(),
  /** Where anybody may check the root. */
  verifyUrl: z.string(),
  /** Bytes that a bundle would carry, by what it may leave out. */
  bundle: z.object({ always: z.number(), videos: z.number(), documents: z.number() }),
  /** Whether videos and documents are still held; they are let go with the work. */
  held: z.boolean(),
});
export type RegistrationDetail = z.output<typeof registration>;

export const registeredAsset = z.object({
  /** Counts from 1: the leaf that it is. */
  position: z.number().int().min(1),
  path: z.string(),
  kind: z.enum(assetKinds),
  sha256,
  bytes: z.number(),
  mediaType: z.string(),
  /** Whether every bundle carries it, or only one that is asked to. */
  included: z.boolean(),
});
export type RegisteredAsset = z.output<typeof registeredAsset>;

const change = z.object({ path: z.string(), kind: z.enum(assetKinds), before: sha256.nullable(), after: sha256.nullable() });
export const registrationChanges = z.object({
  /** Nothing differs from what is there now. */
  unchanged: z.boolean(),
  added: count,
  replaced: count,
  removed: count,
  ownersChanged: z.boolean(),
  titleChanged: z.boolean(),
  /** The first 200, in the order of their paths. */
  items: z.array(change),
});
export type RegistrationChanges = z.output<typeof registrationChanges>;

export const registrable = z.object({
  title: z.string(),
  contents: z.array(counts),
  owners: z.array(owner),
  /** Why owners cannot be registered as they stand: a right whose shares do not sum to one. */
  ownerFaults: z.array(z.object({ right: z.enum(rightKinds), code: z.string(), params: z.record(z.string(), z.string()) })),
  identifiers: z.array(workIdentifier),
  authorities: z.array(z.string()),
  /** The newest registration of the work, and what changed since. */
  last: z.object({ id: z.string(), number: z.number().int(), registeredAt: instant, changes: registrationChanges }).nullable(),
});
export type Registrable = z.output<typeof registrable>;

/** What anybody may learn of a root: that it is registered here, when, and who stamped it. No title, no owner, no file. */
export const rootVerification = z.object({
  registered: z.boolean(),
  root: sha256,
  leaves: count.nullable(),
  registeredAt: instant.nullable(),
  stamps: z.array(
    z.object({ authority: z.string(), at: instant, signer: z.string(), anchor: z.string().nullable(), fingerprint: z.string().nullable() }),
  ),
});
export type RootVerification = z.output<typeof rootVerification>;

const registrationParam = z.object({ registrationId: z.string().max(60) });
const workParam = z.object({ workId: z.string().max(60) });
const gone = 'rights.registration_not_found';
const language = z.enum(['en', 'zh-CN']);

export const registrationsRoutes = {
  registerWork: {
    id: 'rights.register_work',
    method: 'POST',
    path: '/api/v1/registrations',
    summary: 'Register a work as it stands: every video, subtitle, cover and document by SHA-256, and who owns it; authorities stamp it.',
    access: 'rights.manage',
    body: z.object({
      workId: z.string().max(60),
      /** Without, for a title that is still in dispute: the registration then says nothing of owners. */
      owners: z.boolean().default(true),
      /** Contracts and certificates of the register. */
      documents: z.boolean().default(true),
    }),
    response: registration,
    status: 201,
    errors: ['catalog.work_not_found', 'rights.nothing_to_register', 'rights.title_broken', 'rights.too_many_assets'],
    example: { workId: 'wrk_01k8z3v9p0e8m8y7j6q5r4s3t2', owners: true, documents: true },
    idempotent: true,
  },
  listRegistrations: {
    id: 'rights.list_registrations',
    method: 'GET',
    path: '/api/v1/registrations',
    summary: 'Registrations, newest first.',
    access: 'rights.read',
    query: pageQuery.extend({ workId: z.string().max(60).optional(), basis: z.enum(registrationBases).optional() }),
    response: pageOf(registrationSummary),
  },
  getRegistration: {
    id: 'rights.get_registration',
    method: 'GET',
    path: '/api/v1/registrations/:registrationId',
    summary: 'A registration with its owners, time-stamps and what a bundle would weigh.',
    access: 'rights.read',
    params: registrationParam,
    response: registration,
    errors: [gone],
  },
  listRegisteredAssets: {
    id: 'rights.list_registered_assets',
    method: 'GET',
    path: '/api/v1/registrations/:registrationId/assets',
    summary: 'What was registered, with SHA-256, in the order of the tree’s leaves.',
    access: 'rights.read',
    params: registrationParam,
    query: pageQuery.extend({ kind: z.enum(assetKinds).optional() }),
    response: pageOf(registeredAsset),
    errors: [gone],
  },
  getRegistrationChanges: {
    id: 'rights.get_registration_changes',
    method: 'GET',
    path: '/api/v1/registrations/:registrationId/changes',
    summary: 'What differs between a registration and the work as it is now.',
    access: 'rights.read',
    params: registrationParam,
    response: registrationChanges,
    errors: [gone, 'catalog.work_not_found'],
  },
  getRegistrable: {
    id: 'rights.get_registrable',
    method: 'GET',
    path: '/api/v1/works/:workId/registrable',
    summary: 'What a registration of a work would hold now, what is in its way, and what changed since the last one.',
    access: 'rights.read',
    params: workParam,
    response: registrable,
    errors: ['catalog.work_not_found'],
  },
  listAuthorities: {
    id: 'rights.list_time_stamp_authorities',
    method: 'GET',
    path: '/api/v1/time-stamp-authorities',
    summary: 'The authorities that the operator set up, in their order.',
    access: 'rights.read',
    response: z.object({ items: z.array(z.object({ name: z.string(), anchored: z.boolean() })) }),
  },
  stampRegistration: {
    id: 'rights.stamp_registration',
    method: 'POST',
    path: '/api/v1/registrations/:registrationId/stamps',
    summary: 'Have authorities stamp a registration that have not yet, or try again where it failed; with `again` once more.',
    access: 'rights.manage',
    params: registrationParam,
    body: z.object({
      /** One of the list; null is all of them. */
      authority: z.string().max(300).nullable().default(null),
      /** Also those that have stamped it already. */
      again: z.boolean().default(false),
    }),
    response: registration,
    errors: [gone, 'rights.no_authority', 'rights.already_stamped', 'rights.too_many_stamps'],
    example: { authority: null, again: false },
  },
  getCertificate: {
    id: 'rights.get_certificate',
    method: 'GET',
    path: '/api/v1/registrations/:registrationId/certificate',
    summary: 'The certificate of a registration: a page that prints on A4.',
    access: 'rights.read',
    params: registrationParam,
    query: z.object({ language: language.default('zh-CN') }),
    produces: 'text/html',
    errors: [gone],
  },
  getBundle: {
    id: 'rights.get_evidence_bundle',
    method: 'GET',
    path: '/api/v1/registrations/:registrationId/bundle',
    summary: 'The evidence bundle of a registration: a zip that proves itself with sha256sum and openssl.',
    access: 'rights.read',
    params: registrationParam,
    query: z.object({ videos: z.stringbool().default(false), documents: z.stringbool().default(false) }),
    produces: 'application/zip',
    errors: [gone, 'rights.assets_let_go', 'rights.bundle_too_large'],
  },
  sealCaptures: {
    id: 'rights.seal_captures',
    method: 'POST',
    path: '/api/v1/registrations/:registrationId/captures',
    summary: 'Seal captures of found copies as evidence for a registration: with a tree, time-stamps and a bundle of their own.',
    access: 'rights.manage',
    params: registrationParam,
    body: z.object({ captureIds: z.array(z.string().max(60)).min(1).max(registrationLimits.captures) }),
    response: registration,
    status: 201,
    errors: [gone, 'rights.capture_not_found', 'rights.too_many_assets'],
    example: { captureIds: ['cpr_01k8z3v9p0e8m8y7j6q5r4s3t2'] },
    idempotent: true,
  },
  verifyRoot: {
    id: 'rights.verify_root',
    method: 'GET',
    path: '/api/v1/evidence/:root',
    summary: 'Whether a root is a registration of this house. Anybody may ask, by all 64 digits alone.',
    access: 'public',
    params: z.object({ root: sha256 }),
    response: rootVerification,
    limit: { quota: 'evidence', requests: 60, windowSeconds: 60 },
  },
  showRoot: {
    id: 'rights.show_root',
    method: 'GET',
    path: '/evidence/:root',
    summary: 'The same as a page, where a certificate’s QR leads.',
    access: 'public',
    params: z.object({ root: z.string().max(200) }),
    query: z.object({ language: language.optional() }),
    produces: 'text/html',
    limit: { quota: 'evidence', requests: 60, windowSeconds: 60 },
  },
  getIdentifiers: {
    id: 'rights.get_identifiers',
    method: 'GET',
    path: '/api/v1/works/:workId/identifiers',
    summary: 'A work’s identifiers: EIDR, ISAN.',
    access: 'rights.read',
    params: workParam,
    response: z.object({ items: z.array(workIdentifier) }),
    errors: ['catalog.work_not_found'],
  },
  setIdentifiers: {
    id: 'rights.set_identifiers',
    method: 'PUT',
    path: '/api/v1/works/:workId/identifiers',
    summary: 'Set a work’s identifiers; they are checked and kept in their canonical form.',
    access: 'rights.manage',
    params: workParam,
    body: z.object({
      items: z
        .array(z.object({ scheme: z.enum(identifierSchemes), value: z.string().trim().min(1).max(100) }))
        .max(registrationLimits.identifiers),
    }),
    response: z.object({ items: z.array(workIdentifier) }),
    errors: ['catalog.work_not_found', 'rights.identifier_wrong'],
    example: { items: [{ scheme: 'eidr', value: '10.5240/7791-8534-2C23-9030-8610-5' }] },
  },
  checkIdentifier: {
    id: 'rights.check_identifier',
    method: 'GET',
    path: '/api/v1/identifiers/check',
    summary: 'Whether an identifier is well formed: its canonical form, or the character that is wrong.',
    access: 'rights.read',
    query: z.object({ scheme: z.enum(identifierSchemes), value: z.string().max(100) }),
    response: z.object({ value: z.string().nullable(), fault: identifierFault.nullable() }),
  },
} as const satisfies Record<string, Route>;
