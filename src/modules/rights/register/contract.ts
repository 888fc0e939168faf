/** What is promised of parties, shares, the chain of title, licences and their documents. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { derivations, workKinds } from '../../catalog/contract.ts';
import { partyRef, rightKinds, scope, share, zone } from '../words/contract.ts';

export const registerLimits = {
  deedsPerWork: 500,
  licencesPerWork: 500,
  documentsPerWork: 200,
  documentBytes: 50 * 1024 * 1024,
} as const;

export const partyKinds = ['person', 'company', 'organisation'] as const;
export const linkKinds = ['payee', 'creator', 'agency'] as const;
export const licenceStates = ['draft', 'signed', 'ended'] as const;
export const exclusivities = ['exclusive', 'sole', 'non_exclusive'] as const;
export const rightsDocumentKinds = ['contract', 'assignment', 'registration', 'proof', 'letter', 'other'] as const;
export const rightsDocumentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

const id = z.string().max(60);
const text = (most: number) => z.string().trim().max(most);
const why = z.object({ reason: z.string().trim().min(1).max(500) });

// ── Parties ─────────────────────────────────────────────────────────────────────────────────────────────────────
const partyFields = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(partyKinds),
  /** ISO 3166-1 alpha-2; null where it is not known. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** However they are reached; shown to staff alone. */
  contact: text(1000),
  note: text(2000),
  /** The house itself: questions are asked for it unless another party is named. One party of an organisation is. */
  isSelf: z.boolean(),
  /** Who they are elsewhere in the house; a payee's link lets share plans take their share. */
  linkedTo: z.object({ kind: z.enum(linkKinds), id }).nullable(),
});
const partyInput = partyFields.extend({
  country: partyFields.shape.country.default(null),
  contact: partyFields.shape.contact.default(''),
  note: partyFields.shape.note.default(''),
  isSelf: z.boolean().default(false),
  linkedTo: partyFields.shape.linkedTo.default(null),
});
export type PartyInput = z.output<typeof partyInput>;
const partyChange = partyFields.partial();
export type PartyChange = z.output<typeof partyChange>;
export const rightsParty = partyFields.extend({
  id: z.string(),
  linkedTo: z
    .object({ kind: z.enum(linkKinds), id: z.string(), /** Null where it is no longer there. */ name: z.string().nullable() })
    .nullable(),
  /** In how many deeds in force and licences they are named. */
  deeds: z.number().int(),
  licences: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
  /** No longer offered for new deeds and licences; what names them stays. */
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type RightsParty = z.output<typeof rightsParty>;

// ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────
export const rightsDocument = z.object({
  id: z.string(),
  workId: z.string(),
  kind: z.enum(rightsDocumentKinds),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
  /** The deeds and licences that it proves. */
  proves: z.array(z.string()),
  uploadedAt: instant,
  uploadedBy: z.string(),
});
export type RightsDocument = z.output<typeof rightsDocument>;
const documentIds = z.array(id).max(50).default([]);

// ── Deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────
const deedFields = z.object({
  /** Each of these rights goes alike. */
  rights: z.array(z.enum(rightKinds)).min(1).max(rightKinds.length),
  /** Null for who made the work: nobody had it before. */
  from: id.nullable(),
  /** Shares of the whole right, not of what `from` has. */
  to: z
    .array(z.object({ partyId: id, share }))
    .min(1)
    .max(50),
  /** It takes effect as this day of the zone begins. */
  on: calendarDate,
  zone: zone.default('Asia/Shanghai'),
  note: text(2000).default(''),
  documentIds,
});
const deedInput = deedFields
  .refine(({ from, to }) => to.every(({ partyId }) => partyId !== from), { path: ['to'], error: 'Nobody transfers to themselves.' })
  .refine(({ to }) => new Set(to.map(({ partyId }) => partyId)).size === to.length, { path: ['to'], error: 'A party is named once.' });
export type DeedInput = z.output<typeof deedInput>;
const correction = z
  .object({
    reason: z.string().trim().min(1).max(500),
    from: id.nullable(),
    to: z.object({ partyId: id, share }),
    on: calendarDate,
    zone: zone.default('Asia/Shanghai'),
    note: text(2000).default(''),
    documentIds,
  })
  .refine(({ from, to }) => to.partyId !== from, { path: ['to'], error: 'Nobody transfers to themselves.' });
export type DeedCorrection = z.output<typeof correction>;
export const deed = z.object({
  id: z.string(),
  workId: z.string(),
  right: z.enum(rightKinds),
  from: partyRef.nullable(),
  to: partyRef,
  share: z.string(),
  on: calendarDate,
  zone: z.string(),
  note: z.string(),
  documentIds: z.array(z.string()),
  /** The voided deed in whose place this one stands. */
  corrects: z.string().nullable(),
  voided: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  createdAt: instant,
  createdBy: z.string(),
});
export type Deed = z.output<typeof deed>;

/** What is wrong with a chain of title; `rights.fault_text.<code>` says it. `found` is what there is instead, as a fraction. */
export const titleFault = z.object({
  right: z.enum(rightKinds),
  code: z.enum(['shares_not_one', 'transfers_more_than_held']),
  deedId: z.string(),
  party: partyRef,
  share: z.string(),
  found: z.string(),
  from: instant,
  until: instant.nullable(),
});
export type TitleFault = z.output<typeof titleFault>;
const ownedPeriod = z.object({
  from: instant,
  until: instant.nullable(),
  shares: z.array(z.object({ party: partyRef, share: z.string(), /** The deeds by which they have it. */ deedIds: z.array(z.string()) })),
  fault: titleFault.nullable(),
});
/** One right's chain of title; `now` is the period that holds at `at`, null before the first deed. */
export const titleOfRight = z.object({ right: z.enum(rightKinds), now: ownedPeriod.nullable(), periods: z.array(ownedPeriod) });
export type TitleOfRight = z.output<typeof titleOfRight>;

// ── Licences ────────────────────────────────────────────────────────────────────────────────────────────────────
const holdbackInput = z.object({
  /** The grantor keeps back what would spoil the licence; the grantee, what it was not given for. */
  binds: z.enum(['grantor', 'grantee']),
  scope,
});
const licenceFields = z.object({
  rights: z.array(z.enum(rightKinds)).min(1).max(rightKinds.length),
  /** Co-owners may sign together. */
  grantors: z.array(id).min(1).max(20),
  grantee: id,
  scope: scope.prefault({}),
  /** Sole keeps others out, exclusive the grantor as well. */
  exclusivity: z.enum(exclusivities).default('non_exclusive'),
  /** How many levels may be granted below this one; 0 is none. */
  sublicensing: z.number().int().min(0).max(5).default(0),
  holdbacks: z.array(holdbackInput).max(20).default([]),
  /** What is paid for it, in words; money is booked elsewhere. */
  feeNote: text(1000).default(''),
  note: text(2000).default(''),
  documentIds,
});
const licenceInput = licenceFields.refine(({ grantors, grantee }) => !grantors.includes(grantee), {
  path: ['grantee'],
  error: 'Nobody licenses to themselves.',
});
export type LicenceInput = z.output<typeof licenceInput>;
export const licence = z.object({
  id: z.string(),
  workId: z.string(),
  rights: z.array(z.enum(rightKinds)),
  /** Seen from the house: `in` where it is the grantee, `out` where it is a grantor, `others` where it is neither. */
  direction: z.enum(['in', 'out', 'others']),
  grantors: z.array(partyRef),
  grantee: partyRef,
  scope,
  exclusivity: z.enum(exclusivities),
  sublicensing: z.number().int(),
  holdbacks: z.array(z.object({ id: z.string(), binds: z.enum(['grantor', 'grantee']), scope })),
  feeNote: z.string(),
  note: z.string(),
  documentIds: z.array(z.string()),
  state: z.enum(licenceStates),
  /** Of two promises that exclude one another the earlier is kept. */
  signedAt: instant.nullable(),
  /** From this instant on it allows and forbids nothing. May lie ahead. */
  ended: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** Rises with every change; a change says which it saw. */
  version: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
export type Licence = z.output<typeof licence>;

// ── The page of a work ──────────────────────────────────────────────────────────────────────────────────────────
const relatedWork = z.object({
  workId: z.string(),
  title: z.string(),
  kind: z.enum(workKinds),
  how: z.enum(derivations),
  /** Whether anything is registered of it. */
  registered: z.boolean(),
});
export const workRegister = z.object({
  at: instant,
  work: z.object({ id: z.string(), title: z.string(), kind: z.enum(workKinds) }),
  /** What it was made from: adaptations of these have to be cleared. */
  sources: z.array(relatedWork),
  derived: z.array(relatedWork),
  titles: z.array(titleOfRight),
  /** Of all periods, those that hold now or later first. */
  faults: z.array(titleFault),
  /** In the order in which they take effect; voided ones at their place. */
  deeds: z.array(deed),
  /** Newest first. */
  licences: z.array(licence),
  documents: z.array(rightsDocument),
});
export type WorkRegister = z.output<typeof workRegister>;
export const registeredWork = z.object({
  workId: z.string(),
  title: z.string(),
  kind: z.enum(workKinds),
  deeds: z.number().int(),
  licences: z.number().int(),
  /** What is wrong now or later with any chain of title, at most three. */
  faults: z.array(titleFault.pick({ right: true, code: true })),
  owners: z.array(partyRef),
  updatedAt: instant,
});
export type RegisteredWork = z.output<typeof registeredWork>;

/** Who changed what: `rights.change.<what>` says it; fields are named as in the contract, values as they were shown. */
export const rightsChange = z.object({
  id: z.string(),
  at: instant,
  by: z.string(),
  what: z.enum([
    'party_created',
    'party_changed',
    'party_withdrawn',
    'party_returned',
    'deed_created',
    'deed_voided',
    'deed_corrected',
    'licence_created',
    'licence_changed',
    'licence_signed',
    'licence_ended',
    'licence_discarded',
    'document_added',
    'document_changed',
    'document_removed',
  ]),
  subjectId: z.string(),
  workId: z.string().nullable(),
  reason: z.string(),
  fields: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type RightsChange = z.output<typeof rightsChange>;

const workParam = z.object({ workId: id });
const partyParam = z.object({ partyId: id });
const deedParam = z.object({ deedId: id });
const licenceParam = z.object({ licenceId: id });
const documentParam = z.object({ documentId: id });
const noWork = 'catalog.work_not_found';
const named = [
  'rights.party_not_found',
  'rights.party_withdrawn',
  'rights.document_not_found',
  'rights.zone_unknown',
  'rights.too_many',
] as const;
const ofLicence = ['rights.licence_not_found', 'rights.licence_changed', 'rights.licence_state'] as const;
const exampleLicence: z.input<typeof licenceInput> = {
  rights: ['streaming', 'promotion'],
  grantors: ['rpt_01k0000000e2v8m6q4n8z7y5xa'],
  grantee: 'rpt_01k0000000e2v8m6q4n8z7y5xb',
  scope: {
    territories: { of: ['BR', 'MX'], except: [] },
    languages: ['pt', 'es'],
    window: { from: '2026-03-01', until: '2027-03-01', zone: 'America/Sao_Paulo' },
  },
  exclusivity: 'exclusive',
  sublicensing: 1,
  feeNote: '保底 20 万元，净收入 50%',
};
const exampleParty: z.input<typeof partyInput> = { name: '听花影视', kind: 'company', country: 'CN', contact: '法务 legal@example.com' };

export const registerRoutes = {
  listRightsParties: {
    id: 'rights.list_parties',
    method: 'GET',
    path: '/api/v1/rights/parties',
    summary: 'Owners, licensors and licensees, newest first; `query` finds part of a name.',
    access: 'rights.read',
    query: pageQuery.extend({ query: z.string().trim().max(100).optional(), withdrawn: z.stringbool().default(false) }),
    response: pageOf(rightsParty),
  },
  createRightsParty: {
    id: 'rights.create_party',
    method: 'POST',
    path: '/api/v1/rights/parties',
    summary: 'Name somebody who owns, grants or takes rights.',
    access: 'rights.manage',
    body: partyInput,
    response: rightsParty,
    status: 201,
    errors: ['rights.self_exists', 'rights.link_not_found', 'rights.link_taken'],
    example: exampleParty,
  },
  getRightsParty: {
    id: 'rights.get_party',
    method: 'GET',
    path: '/api/v1/rights/parties/:partyId',
    summary: 'One party.',
    access: 'rights.read',
    params: partyParam,
    response: rightsParty,
    errors: ['rights.party_not_found'],
  },
  updateRightsParty: {
    id: 'rights.update_party',
    method: 'PATCH',
    path: '/api/v1/rights/parties/:partyId',
    summary: 'Change what is known of a party; fields left out stay.',
    access: 'rights.manage',
    params: partyParam,
    body: partyChange,
    response: rightsParty,
    errors: ['rights.party_not_found', 'rights.self_exists', 'rights.link_not_found', 'rights.link_taken'],
    example: { contact: '法务 legal@example.com' },
  },
  withdrawRightsParty: {
    id: 'rights.withdraw_party',
    method: 'POST',
    path: '/api/v1/rights/parties/:partyId/withdraw',
    summary: 'Offer a party no longer for new deeds and licences; what names it stays.',
    access: 'rights.manage',
    params: partyParam,
    body: why,
    response: rightsParty,
    errors: ['rights.party_not_found', 'rights.party_withdrawn', 'rights.party_is_self'],
    example: { reason: '公司已注销' },
  },
  returnRightsParty: {
    id: 'rights.return_party',
    method: 'POST',
    path: '/api/v1/rights/parties/:partyId/return',
    summary: 'Take a withdrawal back.',
    access: 'rights.manage',
    params: partyParam,
    response: rightsParty,
    errors: ['rights.party_not_found', 'rights.party_not_withdrawn'],
  },
  listRegisteredWorks: {
    id: 'rights.list_works',
    method: 'GET',
    path: '/api/v1/rights/works',
    summary: 'Works of which anything is registered, the last changed first, with their owners now and what is wrong with their titles.',
    access: 'rights.read',
    query: pageQuery,
    response: pageOf(registeredWork),
  },
  getWorkRegister: {
    id: 'rights.get_work_register',
    method: 'GET',
    path: '/api/v1/rights/works/:workId',
    summary:
      'All that is registered of a work: what it derives from, owners by right and period, the chain of title, faults, licences, documents.',
    access: 'rights.read',
    params: workParam,
    response: workRegister,
    errors: [noWork],
  },
  createDeeds: {
    id: 'rights.create_deeds',
    method: 'POST',
    path: '/api/v1/rights/works/:workId/deeds',
    summary:
      'Register who made a work or how shares were transferred: a deed for each right and receiver. Faults of the title are answered, not refused.',
    access: 'rights.manage',
    params: workParam,
    body: deedInput,
    response: z.object({ items: z.array(deed), faults: z.array(titleFault) }),
    status: 201,
    errors: [noWork, ...named],
    example: {
      rights: ['streaming', 'promotion'],
      from: null,
      to: [
        { partyId: 'rpt_01k0000000e2v8m6q4n8z7y5xa', share: '2/3' },
        { partyId: 'rpt_01k0000000e2v8m6q4n8z7y5xb', share: '1/3' },
      ],
      on: '2026-01-01',
    },
    idempotent: true,
  },
  voidDeed: {
    id: 'rights.void_deed',
    method: 'POST',
    path: '/api/v1/rights/deeds/:deedId/void',
    summary: 'Take a deed out of force with a reason; it stays on record.',
    access: 'rights.manage',
    params: deedParam,
    body: why,
    response: deed,
    errors: ['rights.deed_not_found', 'rights.deed_voided'],
    example: { reason: '合同被撤销' },
  },
  correctDeed: {
    id: 'rights.correct_deed',
    method: 'POST',
    path: '/api/v1/rights/deeds/:deedId/correct',
    summary: 'Void a deed and register what it should have said, in one act; answers with the new one.',
    access: 'rights.manage',
    params: deedParam,
    body: correction,
    response: deed,
    status: 201,
    errors: ['rights.deed_not_found', 'rights.deed_voided', ...named],
    example: {
      reason: '份额录入有误',
      from: null,
      to: { partyId: 'rpt_01k0000000e2v8m6q4n8z7y5xa', share: '3/5' },
      on: '2026-01-01',
    },
  },
  listLicences: {
    id: 'rights.list_licences',
    method: 'GET',
    path: '/api/v1/rights/licences',
    summary: 'Licences of all works, newest first; of one work, one party, one direction or one state.',
    access: 'rights.read',
    query: pageQuery.extend({
      workId: id.optional(),
      partyId: id.optional(),
      direction: z.enum(['in', 'out', 'others']).optional(),
      state: z.enum(licenceStates).optional(),
      /** In force, and over before this day of Asia/Shanghai: what has to be renewed. */
      endsBefore: calendarDate.optional(),
    }),
    response: pageOf(licence.extend({ workTitle: z.string() })),
  },
  getLicence: {
    id: 'rights.get_licence',
    method: 'GET',
    path: '/api/v1/rights/licences/:licenceId',
    summary: 'One licence.',
    access: 'rights.read',
    params: licenceParam,
    response: licence,
    errors: ['rights.licence_not_found'],
  },
  createLicence: {
    id: 'rights.create_licence',
    method: 'POST',
    path: '/api/v1/rights/works/:workId/licences',
    summary: 'Draft a licence; it allows and forbids nothing until it is signed.',
    access: 'rights.manage',
    params: workParam,
    body: licenceInput,
    response: licence,
    status: 201,
    errors: [noWork, ...named],
    example: exampleLicence,
    idempotent: true,
  },
  updateLicence: {
    id: 'rights.update_licence',
    method: 'PUT',
    path: '/api/v1/rights/licences/:licenceId',
    summary: 'Write a draft anew. Of a signed licence only notes and documents change.',
    access: 'rights.manage',
    params: licenceParam,
    body: licenceFields.extend({ version: z.number().int() }).refine(({ grantors, grantee }) => !grantors.includes(grantee), {
      path: ['grantee'],
      error: 'Nobody licenses to themselves.',
    }),
    response: licence,
    errors: [...ofLicence, ...named],
    example: { ...exampleLicence, version: 1 },
  },
  signLicence: {
    id: 'rights.sign_licence',
    method: 'POST',
    path: '/api/v1/rights/licences/:licenceId/sign',
    summary: 'Record that a licence is signed, now or at an earlier instant; from then on it counts and is never deleted.',
    access: 'rights.manage',
    params: licenceParam,
    body: z.object({ version: z.number().int(), signedAt: instant.nullable().default(null) }),
    response: licence,
    errors: [...ofLicence, 'rights.signed_ahead'],
    example: { version: 1, signedAt: '2026-02-20T10:00:00+08:00' },
  },
  endLicence: {
    id: 'rights.end_licence',
    method: 'POST',
    path: '/api/v1/rights/licences/:licenceId/end',
    summary: 'End a signed licence before its window, at an instant (null: now), with a reason.',
    access: 'rights.manage',
    params: licenceParam,
    body: why.extend({ version: z.number().int(), at: instant.nullable().default(null) }),
    response: licence,
    errors: [...ofLicence, 'rights.end_before_signature'],
    example: { version: 2, at: null, reason: '对方违约，合同解除' },
  },
  discardLicence: {
    id: 'rights.discard_licence',
    method: 'DELETE',
    path: '/api/v1/rights/licences/:licenceId',
    summary: 'Throw a draft away.',
    access: 'rights.manage',
    params: licenceParam,
    response: z.object({}),
    errors: ['rights.licence_not_found', 'rights.licence_state'],
  },
  addRightsDocument: {
    id: 'rights.add_document',
    method: 'POST',
    path: '/api/v1/rights/works/:workId/documents',
    summary:
      'Keep a contract or a proof (PDF, JPEG or PNG, at most 50 MB) with a work; `proves` names deeds and licences, separated by commas.',
    access: 'rights.manage',
    params: workParam,
    query: z.object({
      name: z.string().trim().min(1).max(200),
      kind: z.enum(rightsDocumentKinds).default('contract'),
      proves: z.string().max(3000).optional(),
    }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    status: 201,
    errors: [
      noWork,
      'rights.document_type',
      'rights.document_too_large',
      'rights.deed_not_found',
      'rights.licence_not_found',
      'rights.too_many',
    ],
  },
  updateRightsDocument: {
    id: 'rights.update_document',
    method: 'PATCH',
    path: '/api/v1/rights/documents/:documentId',
    summary: 'Rename a document, or say what it is and what it proves.',
    access: 'rights.manage',
    params: documentParam,
    body: z.object({ name: z.string().trim().min(1).max(200), kind: z.enum(rightsDocumentKinds), proves: z.array(id).max(100) }).partial(),
    response: rightsDocument,
    errors: ['rights.document_not_found', 'rights.deed_not_found', 'rights.licence_not_found'],
    example: { name: '独家授权合同（已签）.pdf', kind: 'contract' },
  },
  readRightsDocument: {
    id: 'rights.read_document',
    method: 'GET',
    path: '/api/v1/rights/documents/:documentId/content',
    summary: 'A document as a download.',
    access: 'rights.read',
    params: documentParam,
    produces: 'application/octet-stream',
    errors: ['rights.document_not_found'],
  },
  removeRightsDocument: {
    id: 'rights.remove_document',
    method: 'DELETE',
    path: '/api/v1/rights/documents/:documentId',
    summary: 'Remove a document that no deed in force and no signed licence rests on.',
    access: 'rights.manage',
    params: documentParam,
    response: z.object({}),
    errors: ['rights.document_not_found', 'rights.document_used'],
  },
  listRightsChanges: {
    id: 'rights.list_changes',
    method: 'GET',
    path: '/api/v1/rights/changes',
    summary: 'Who changed what in the register, newest first; of one work, or of one party, deed, licence or document.',
    access: 'rights.read',
    query: pageQuery.extend({ workId: id.optional(), subjectId: id.optional() }),
    response: pageOf(rightsChange),
  },
} as const satisfies Record<string, Route>;
