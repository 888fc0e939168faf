/** What is promised of programmes: records with their passages, comparing, deadlines, and what a work may apply for. Safe in a browser. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation, citationKey } from '../citations/contract.ts';
import {
  amountRange,
  applicationWindow,
  because,
  cap,
  condition,
  facts,
  fieldNames,
  giverLevels,
  itemValues,
  matchAnswers,
  programmeFields,
  programmeItem,
  programmeKinds,
  rate,
  supports,
  workProfile,
} from './words/contract.ts';

const id = z.string().max(60);
export const programmeStates = ['suggested', 'confirmed', 'archived'] as const;
/** Where a programme stands on a day; `undated` says neither an end nor a window. */
export const programmePhases = ['open', 'upcoming', 'between', 'closed', 'undated'] as const;

export const programmeSummary = z.object({
  id,
  state: z.enum(programmeStates),
  phase: z.enum(programmePhases),
  name: z.string(),
  kind: z.enum(programmeKinds),
  region: z.string().nullable(),
  giver: programmeFields.giver.nullable(),
  documentNumber: z.string().nullable(),
  issuedOn: calendarDate.nullable(),
  validFrom: calendarDate.nullable(),
  validUntil: calendarDate.nullable(),
  windows: z.array(applicationWindow),
  /** The next day after which it is too late: of the window that is open or comes next, else the last day of all. */
  nextDeadline: calendarDate.nullable(),
  supports: z.array(z.enum(supports)),
  /** The largest of each, for a table; null where no item says one. */
  topRate: rate.nullable(),
  topAmount: amountRange.nullable(),
  topCap: cap.nullable(),
  itemCount: z.number().int(),
  sourceCount: z.number().int(),
  edited: z.boolean(),
  updatedAt: instant,
});
export type ProgrammeSummary = z.output<typeof programmeSummary>;

/** A field as it stands, what was read (`raw`), and the passages of what was read. */
function fieldOf<T extends z.ZodType>(value: T) {
  return z.object({ value: value.nullable(), raw: value.nullable(), edited: z.boolean(), passages: z.array(citationKey) });
}
export const programmeDetail = programmeSummary.extend({
  revision: z.number().int(),
  fields: z.object({
    name: fieldOf(programmeFields.name),
    kind: fieldOf(programmeFields.kind),
    giver: fieldOf(programmeFields.giver),
    region: fieldOf(programmeFields.region),
    documentNumber: fieldOf(programmeFields.documentNumber),
    issuedOn: fieldOf(programmeFields.issuedOn),
    validFrom: fieldOf(programmeFields.validFrom),
    validUntil: fieldOf(programmeFields.validUntil),
    windows: fieldOf(programmeFields.windows),
    pot: fieldOf(programmeFields.pot),
    howToApply: fieldOf(programmeFields.howToApply),
    url: fieldOf(programmeFields.url),
    contact: fieldOf(programmeFields.contact),
    conditions: fieldOf(programmeFields.conditions),
    caps: fieldOf(programmeFields.caps),
  }),
  items: z.array(
    programmeItem.extend({
      edited: z.boolean(),
      added: z.boolean(),
      /** What was read, where it was edited. */ raw: itemValues.nullable(),
    }),
  ),
  /** Items that were read and taken away by a person. */
  removedItems: z.array(z.object({ id: z.string(), text: z.string() })),
  sources: z.array(
    z.object({
      documentId: id,
      familyId: id,
      title: z.string(),
      source: z.string().nullable(),
      publishedAt: z.string().nullable(),
      citation: citation.nullable(),
    }),
  ),
  /** All passages of the record, read anew; a broken one has no quote. */
  citations: z.array(citation),
  /** Programmes that may be the same; a person says so by merging. */
  alike: z.array(z.object({ id, name: z.string(), region: z.string().nullable(), state: z.enum(programmeStates) })),
  history: z.array(
    z.object({
      id: z.string(),
      at: instant,
      by: z.string(),
      act: z.string(),
      fields: z.array(z.string()),
      undone: z.boolean(),
      canUndo: z.boolean(),
    }),
  ),
  followedBy: z.array(z.object({ workId: id, title: z.string() })),
});
export type ProgrammeDetail = z.output<typeof programmeDetail>;

const filter = z.object({
  query: z.string().trim().max(200).optional(),
  /** Canonical names, separated by commas. */
  regions: z.string().max(1000).optional(),
  kind: z.enum(programmeKinds).optional(),
  support: z.enum(supports).optional(),
  level: z.enum(giverLevels).optional(),
  /** Left out: all that are not archived. */
  state: z.enum(programmeStates).optional(),
  open: z.stringbool().optional(),
  deadlineBefore: calendarDate.optional(),
  /** Those that a topic's documents tell of, in the places that it names; those added by hand where it names their place. */
  topicId: id.optional(),
});
export const programmeFilter = filter;

const newProgramme = z.object({
  name: programmeFields.name,
  kind: programmeFields.kind,
  giver: programmeFields.giver.nullable().default(null),
  region: programmeFields.region.nullable().default(null),
  documentNumber: programmeFields.documentNumber.nullable().default(null),
  issuedOn: calendarDate.nullable().default(null),
  validFrom: calendarDate.nullable().default(null),
  validUntil: calendarDate.nullable().default(null),
  windows: programmeFields.windows.default([]),
  pot: amountRange.nullable().default(null),
  howToApply: programmeFields.howToApply.nullable().default(null),
  url: programmeFields.url.nullable().default(null),
  contact: programmeFields.contact.nullable().default(null),
  conditions: programmeFields.conditions.default([]),
  caps: programmeFields.caps.default([]),
  items: z.array(itemValues).max(100).default([]),
});
export type NewProgramme = z.output<typeof newProgramme>;

const nullableFields = Object.fromEntries(fieldNames.map((name) => [name, programmeFields[name].nullable().optional()])) as {
  [Name in keyof typeof programmeFields]: z.ZodOptional<z.ZodNullable<(typeof programmeFields)[Name]>>;
};
export const programmeChange = z.object({
  /** Refuses the change where somebody else's came between. */
  expectedRevision: z.number().int().min(1),
  /** A person's values; null says that the programme has none. Name and kind cannot be none. */
  set: z.object({ ...nullableFields, name: programmeFields.name.optional(), kind: programmeFields.kind.optional() }).default({}),
  /** Back to what was read. */
  clear: z.array(z.enum(fieldNames)).max(fieldNames.length).default([]),
  items: z
    .array(z.object({ id: z.string().max(16), values: itemValues }))
    .max(100)
    .default([]),
  clearItems: z.array(z.string().max(16)).max(100).default([]),
  addItems: z.array(itemValues).max(50).default([]),
  removeItems: z.array(z.string().max(16)).max(100).default([]),
});
export type ProgrammeChange = z.output<typeof programmeChange>;

export const deadline = z.object({
  programmeId: id,
  name: z.string(),
  region: z.string().nullable(),
  kind: z.enum(programmeKinds),
  state: z.enum(programmeStates),
  what: z.enum(['opens', 'closes', 'starts', 'ends']),
  on: calendarDate,
  /** Of works that follow it. */
  works: z.array(z.object({ workId: id, title: z.string() })),
});
export type Deadline = z.output<typeof deadline>;

export const matchReason = z.object({
  /** Null for what is not a condition of the text: that it is over, or not yet. */
  condition: condition.nullable(),
  answer: z.enum(matchAnswers),
  because,
  /** What decides, or would settle it. */
  fact: z.enum(facts),
  passages: z.array(citationKey),
});
export type MatchReason = z.output<typeof matchReason>;
export const worth = z.object({
  lowMinor: z.string().nullable(),
  highMinor: z.string().nullable(),
  currency: z.string().nullable(),
  /** How it was worked out, step by step. */
  steps: z.array(because),
});
export type WorthOnWire = z.output<typeof worth>;
export const checklistEntry = z.object({
  key: z.string().max(80),
  what: because,
  fact: z.enum(facts),
  /** Who could supply it. */
  who: z.enum(['producer', 'company', 'finance', 'platform', 'bureau', 'editor']),
  /** Known from the facts: nothing is to be done. */
  known: z.boolean(),
  done: z.boolean(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  note: z.string(),
});
export type ChecklistEntry = z.output<typeof checklistEntry>;
export const itemMatch = z.object({
  itemId: z.string(),
  text: z.string(),
  supports: z.array(z.enum(supports)),
  passages: z.array(citationKey),
  answer: z.enum(matchAnswers),
  reasons: z.array(matchReason),
  worth: worth.nullable(),
});
export type ItemMatch = z.output<typeof itemMatch>;
export const programmeMatch = z.object({
  programme: programmeSummary,
  /** That of its best item. */
  answer: z.enum(matchAnswers),
  /** The last day on which it can be applied for, as far as it is said. */
  until: calendarDate.nullable(),
  worth: worth.nullable(),
  items: z.array(itemMatch),
  checklist: z.array(checklistEntry),
  following: z.boolean(),
  howToApply: z.string().nullable(),
  url: z.string().nullable(),
  contact: z.string().nullable(),
});
export type ProgrammeMatch = z.output<typeof programmeMatch>;
export const workMatches = z.object({
  work: z.object({
    id,
    title: z.string(),
    kind: z.string(),
    episodes: z.number().int().nullable(),
    minutes: z.number().nullable(),
    filing: z.object({ number: z.string(), state: z.string() }).nullable(),
  }),
  profile: workProfile,
  profileRevision: z.number().int(),
  /** The facts that would settle the most, the first of them most. */
  worthKnowing: z.array(z.object({ fact: z.enum(facts), settles: z.number().int() })),
  counts: z.object({
    yes: z.number().int(),
    unknown: z.number().int(),
    not_yet: z.number().int(),
    no: z.number().int(),
    expired: z.number().int(),
  }),
  items: z.array(programmeMatch),
  citations: z.array(citation),
  /** There are more programmes than were looked at. */
  more: z.boolean(),
});
export type WorkMatches = z.output<typeof workMatches>;

const programmeParams = z.object({ programmeId: id });
const workParams = z.object({ workId: id });
const bothParams = z.object({ workId: id, programmeId: id });
const notFound = ['intelligence.programme_not_found'] as const;
const workNotFound = ['catalog.work_not_found'] as const;
const topicMissing = ['intelligence.topic_not_found'] as const;
const changed = 'intelligence.programme_changed';
const language = z.enum(['en', 'zh-CN']).default('en');
const calendarSpan = z
  .object({
    from: calendarDate,
    until: calendarDate,
    workId: id.optional(),
    regions: z.string().max(1000).optional(),
    topicId: id.optional(),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'The last day is before the first.' })
  .refine(({ from, until }) => Number(until.slice(0, 4)) - Number(from.slice(0, 4)) <= 5, {
    path: ['until'],
    error: 'At most five years are looked at.',
  });

export const programmesRoutes = {
  listProgrammes: {
    id: 'intelligence.list_programmes',
    method: 'GET',
    path: '/api/v1/market/programmes',
    summary: 'Programmes of support, those whose deadline is next first; with how many there are of each region.',
    access: 'intelligence.read',
    query: pageQuery.extend({ ...filter.shape, sort: z.enum(['deadline', 'newest', 'region']).default('deadline') }),
    response: pageOf(programmeSummary).extend({
      total: z.number().int(),
      regions: z.array(z.object({ region: z.string().nullable(), count: z.number().int() })),
    }),
    errors: topicMissing,
  },
  createProgramme: {
    id: 'intelligence.create_programme',
    method: 'POST',
    path: '/api/v1/market/programmes',
    summary: 'Add a programme by hand; it is confirmed from the start.',
    access: 'intelligence.manage',
    body: newProgramme,
    response: programmeDetail,
    status: 201,
    errors: ['intelligence.days_reversed', 'intelligence.too_many_programmes'],
    example: {
      name: '某市微短剧扶持办法',
      kind: 'policy',
      region: 'Hangzhou',
      giver: { name: '某市文化广电旅游局', level: 'city' },
      validUntil: '2027-12-31',
      items: [
        {
          text: '按制作成本的 30% 给予补贴，每部最高 50 万元。',
          supports: ['production'],
          rate: { lowBps: 3000, highBps: 3000, of: 'costs' },
        },
      ],
    },
  },
  getProgramme: {
    id: 'intelligence.get_programme',
    method: 'GET',
    path: '/api/v1/market/programmes/:programmeId',
    summary: 'A programme: each field with what was read, what a person made of it, and its passages; items, sources, history.',
    access: 'intelligence.read',
    params: programmeParams,
    response: programmeDetail,
    errors: notFound,
  },
  updateProgramme: {
    id: 'intelligence.update_programme',
    method: 'PATCH',
    path: '/api/v1/market/programmes/:programmeId',
    summary: 'Correct fields and items; what was read stays beside it, and every change can be undone.',
    access: 'intelligence.manage',
    params: programmeParams,
    body: programmeChange,
    response: programmeDetail,
    errors: [...notFound, changed, 'intelligence.programme_item_unknown', 'intelligence.days_reversed', 'intelligence.too_many_items'],
    example: { expectedRevision: 1, set: { validUntil: '2027-12-31' } },
  },
  actOnProgramme: {
    id: 'intelligence.act_on_programme',
    method: 'POST',
    path: '/api/v1/market/programmes/:programmeId/acts',
    summary: 'Confirm, archive or restore a programme, or undo the last act on it.',
    access: 'intelligence.manage',
    params: programmeParams,
    body: z.object({ act: z.enum(['confirm', 'unconfirm', 'archive', 'restore', 'undo']), expectedRevision: z.number().int().min(1) }),
    response: programmeDetail,
    errors: [...notFound, changed, 'intelligence.programme_state', 'intelligence.nothing_to_undo'],
    example: { act: 'confirm', expectedRevision: 1 },
  },
  mergeProgrammes: {
    id: 'intelligence.merge_programmes',
    method: 'POST',
    path: '/api/v1/market/programmes/:programmeId/merge',
    summary: 'Others are the same programme, told by other documents: their sources become this one’s. Can be undone.',
    access: 'intelligence.manage',
    params: programmeParams,
    body: z.object({ programmeIds: z.array(id).min(1).max(20), expectedRevision: z.number().int().min(1) }),
    response: programmeDetail,
    errors: [...notFound, changed],
    example: { programmeIds: ['prg_06dkx2n5r8t0c3g7k1p4v9w2ya'], expectedRevision: 1 },
  },
  listPlaces: {
    id: 'intelligence.list_places',
    method: 'GET',
    path: '/api/v1/market/places',
    summary: 'The places that programmes and profiles may name: canonical name, Chinese name, and the place that each lies in.',
    access: 'intelligence.read',
    response: z.object({ items: z.array(z.object({ region: z.string(), zh: z.string(), parent: z.string().nullable() })) }),
  },
  compareProgrammes: {
    id: 'intelligence.compare_programmes',
    method: 'GET',
    path: '/api/v1/market/programme-comparison',
    summary: 'Programmes side by side, named or those of regions: what each gives for what, up to how much, until when.',
    access: 'intelligence.read',
    query: z.object({ ids: z.string().max(1000).optional(), ...filter.shape }),
    response: z.object({
      columns: z.array(
        z.object({
          programme: programmeSummary,
          pot: amountRange.nullable(),
          conditions: z.array(condition),
          /** One for each kind of support that any column has. */
          cells: z.array(
            z.object({
              support: z.enum(supports),
              items: z.array(
                z.object({
                  itemId: z.string(),
                  text: z.string(),
                  rate: rate.nullable(),
                  amount: amountRange.nullable(),
                  caps: z.array(cap),
                  thresholds: z.array(condition),
                }),
              ),
            }),
          ),
        }),
      ),
      supports: z.array(z.enum(supports)),
      more: z.boolean(),
    }),
    errors: [...notFound, ...topicMissing],
  },
  listDeadlines: {
    id: 'intelligence.list_deadlines',
    method: 'GET',
    path: '/api/v1/market/programme-calendar',
    summary: 'Days on which applications open or close and programmes begin or end, in order.',
    access: 'intelligence.read',
    query: calendarSpan,
    response: z.object({ items: z.array(deadline), more: z.boolean() }),
    errors: [...workNotFound, ...topicMissing],
  },
  exportCalendar: {
    id: 'intelligence.export_calendar',
    method: 'GET',
    path: '/api/v1/market/programme-calendar.ics',
    summary: 'The same as a calendar file (RFC 5545), with a reminder a week before each last day.',
    access: 'intelligence.read',
    query: calendarSpan.safeExtend({ language }),
    produces: 'text/calendar',
    errors: [...workNotFound, ...topicMissing],
  },
  exportProgrammes: {
    id: 'intelligence.export_programmes',
    method: 'GET',
    path: '/api/v1/market/programme-export',
    summary: 'Programmes as CSV or XLSX, a line for each item.',
    access: 'intelligence.read',
    query: z.object({ ...filter.shape, format: z.enum(['csv', 'xlsx']).default('csv'), language }),
    produces: 'text/csv',
    errors: topicMissing,
  },
  matchWork: {
    id: 'intelligence.match_work',
    method: 'GET',
    path: '/api/v1/market/works/:workId/programmes',
    summary: 'What a work may apply for, until when and for about how much; every yes, no and unknown with its reason.',
    access: 'intelligence.read',
    params: workParams,
    response: workMatches,
    errors: workNotFound,
  },
  setWorkProfile: {
    id: 'intelligence.set_work_profile',
    method: 'PUT',
    path: '/api/v1/market/works/:workId/profile',
    summary: 'What the catalogue does not know of a work and programmes ask.',
    access: 'intelligence.manage',
    params: workParams,
    body: z.object({ profile: workProfile, expectedRevision: z.number().int().min(0) }),
    response: z.object({ profile: workProfile, profileRevision: z.number().int() }),
    errors: [...workNotFound, 'intelligence.profile_changed'],
    example: { profile: { registeredRegion: 'Hangzhou', shooting: [{ region: 'Hangzhou', days: 9 }] }, expectedRevision: 0 },
  },
  followProgramme: {
    id: 'intelligence.follow_programme',
    method: 'PUT',
    path: '/api/v1/market/works/:workId/programmes/:programmeId',
    summary: 'A work follows a programme: whoever says so is reminded before its deadline. Or no longer.',
    access: 'intelligence.manage',
    params: bothParams,
    body: z.object({ following: z.boolean() }),
    response: z.object({ following: z.boolean() }),
    errors: [...notFound, ...workNotFound],
    example: { following: true },
  },
  tickChecklist: {
    id: 'intelligence.tick_checklist',
    method: 'PATCH',
    path: '/api/v1/market/works/:workId/programmes/:programmeId/checklist',
    summary: 'Tick an entry of the checklist, give it to somebody, or leave a note.',
    access: 'intelligence.manage',
    params: bothParams,
    body: z.object({
      key: z.string().min(1).max(80),
      done: z.boolean().optional(),
      assigneeId: z.string().max(60).nullable().optional(),
      note: z.string().max(1000).optional(),
    }),
    response: z.object({ checklist: z.array(checklistEntry) }),
    errors: [...notFound, ...workNotFound, 'intelligence.checklist_unknown', 'intelligence.assignee_unknown'],
    example: { key: 'paper:application', done: true },
  },
} as const satisfies Record<string, Route>;
