/** Everything that ties placements to conversions, for many conversions at once: one query for each kind of key. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Question, Reason, Trace } from '../decision/rules.ts';
import { selectViewerEvents, type ViewerEvent } from '../repo/events.ts';
import { selectAlike, selectTouches, selectViewerTouches, type FoundTouch } from '../repo/touches.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { EventRow } from '../tables.ts';
import { effective, type Subject } from './subjects.ts';

/** The longest window that a campaign may have for likeness; hashes older than that are looked for by nobody. */
export const longestAlikeMs = 72 * 3_600_000;
const most = { alike: 20, searches: 50 } as const;
const yearMs = 366 * 24 * 3_600_000;

export type Asked = { question: Question; traces: Trace[] };

/** For each subject its question and the traces that were found, by the subject's key. */
export async function gatherTraces(
  parts: Pick<AttributionParts, 'campaigns' | 'creators'>,
  trx: Trx,
  organisationId: string,
  subjects: readonly Subject[],
): Promise<Map<string, Asked>> {
  const viewers = subjects.flatMap(({ key, viewerId, state }) => (viewerId === null ? [] : [{ key, viewerId, until: state.occurredAt }]));
  const viewerEvents = groupBy(await selectViewerEvents(trx, organisationId, viewers), (event) => event.key);
  const searches = groupBy(await selectViewerTouches(trx, organisationId, viewers, most.searches), (touch) => touch.key);
  const clickIds = unique([
    ...subjects.flatMap(({ events }) => events.map((event) => event.click_id)),
    ...[...viewerEvents.values()].flat().map((event) => event.click_id),
  ]);
  const touches = new Map((await selectTouches(trx, organisationId, clickIds)).map((touch) => [touch.touch_id, touch]));
  const alike = groupBy(await selectAlike(trx, organisationId, alikeQuestions(subjects), most.alike), (touch) => touch.key);
  const accounts = await accountPlacements(parts, trx, organisationId, subjects);
  const asked = new Map<string, Asked>();
  for (const subject of subjects) {
    const earlier = viewerEvents.get(subject.key) ?? [];
    const notes = notesOf(subject, touches, accounts);
    const traces = [
      ...codesOf(subject),
      ...subject.events.flatMap((event) => traceOfClick(event.click_id, touches)),
      ...ofViewer(subject, earlier, touches),
      ...(searches.get(subject.key) ?? []).map(traceOfTouch).filter((trace) => recent(subject, trace)),
      ...(accounts.get(subject.key) ?? []).map((placementId): Trace => ownOrder(subject, placementId)),
      ...(alike.get(subject.key) ?? []).map((touch): Trace => ({ ...traceOfTouch(touch), rule: 'probabilistic' })),
    ];
    asked.set(subject.key, { question: questionOf(subject, earlier, notes), traces });
  }
  return asked;
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function questionOf(subject: Subject, earlier: readonly ViewerEvent[], notes: readonly Reason[]): Question {
  const { state } = subject;
  // Renewals come for months after the touch that won the viewer: their window ended with the first order.
  const firstOrderMs =
    state.kind === 'renewal'
      ? earlier
          .filter(({ type }) => type === 'order' || type === 'renewal')
          .reduce((least, event) => Math.min(least, effective(event).getTime()), state.occurredAt.getTime())
      : state.occurredAt.getTime();
  return {
    kind: state.kind,
    occurredAt: state.occurredAt,
    windowAt: new Date(firstOrderMs),
    installBeginAt: subject.installBeginAt,
    country: subject.country,
    workId: subject.workId,
    notes,
  };
}

function codesOf(subject: Subject): Trace[] {
  return subject.events.flatMap((event) =>
    event.code_placement_id === null
      ? []
      : [codeTrace(event.code_placement_id, event.code_used_at ?? subject.state.occurredAt, event.country)],
  );
}

const codeTrace = (placementId: string, at: Date, country: string | null): Trace => ({
  rule: 'code',
  placementId,
  at,
  touchId: null,
  touchKind: 'search',
  country,
  consent: true,
});

/** A search is a typed code; a click and a view came by a link. */
export function traceOfTouch(touch: FoundTouch): Trace {
  return {
    rule: touch.kind === 'search' ? 'code' : 'click',
    placementId: touch.placement_id,
    at: touch.at,
    touchId: touch.touch_id,
    touchKind: touch.kind,
    country: touch.country,
    consent: touch.consent,
  };
}

function traceOfClick(clickId: string | null, touches: ReadonlyMap<string, FoundTouch>): Trace[] {
  const touch = clickId === null ? undefined : touches.get(clickId);
  return touch ? [traceOfTouch(touch)] : [];
}

// What the same person used for something else before: an order seldom repeats the click that brought the install.
function ofViewer(subject: Subject, earlier: readonly ViewerEvent[], touches: ReadonlyMap<string, FoundTouch>): Trace[] {
  return earlier
    .filter((event) => !(event.source_id === subject.sourceId && event.subject_key === subject.subjectKey))
    .filter((event) => effective(event).getTime() <= subject.state.occurredAt.getTime())
    .flatMap((event) => [
      ...(event.code_placement_id === null
        ? []
        : [codeTrace(event.code_placement_id, event.code_used_at ?? effective(event), event.country)]),
      ...traceOfClick(event.click_id, touches),
    ])
    .filter((trace) => recent(subject, trace));
}

// Traces of years ago are no candidates that anybody wants to read of; no window is longer than a year.
function recent(subject: Subject, trace: Trace): boolean {
  const ageMs = subject.state.occurredAt.getTime() - trace.at.getTime();
  return ageMs >= 0 && ageMs <= yearMs;
}

const ownOrder = (subject: Subject, placementId: string): Trace => ({
  rule: 'account',
  placementId,
  at: subject.state.occurredAt,
  touchId: null,
  touchKind: null,
  country: subject.country,
  consent: true,
});

function alikeQuestions(subjects: readonly Subject[]): { key: string; matchKeys: string[]; from: Date; until: Date }[] {
  return subjects.flatMap(({ key, matchKeys, state }) =>
    matchKeys === null || matchKeys.length === 0
      ? []
      : [{ key, matchKeys, from: new Date(state.occurredAt.getTime() - longestAlikeMs), until: state.occurredAt }],
  );
}

/**
 * The placements of the account that sold it, for this work, by subject. Without the work an account says too little; and it is whose
 * filing was approved when it sold, whoever filed the same name before, since or in vain.
 */
async function accountPlacements(
  parts: Pick<AttributionParts, 'campaigns' | 'creators'>,
  trx: Trx,
  organisationId: string,
  subjects: readonly Subject[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const names = new Map<string, Awaited<ReturnType<typeof parts.creators.approvedUnder>>>();
  const placements = new Map<string, Awaited<ReturnType<typeof parts.campaigns.placementsOf>>>();
  for (const subject of subjects) {
    const { channel, accountExternalId, workId, state } = subject;
    if (!channel || !accountExternalId || !workId) continue;
    const name = `${channel} ${accountExternalId}`;
    if (!names.has(name)) names.set(name, await parts.creators.approvedUnder(trx, organisationId, channel, accountExternalId));
    const account = names.get(name)!.find(({ from, until }) => from <= state.occurredAt && (until === null || until > state.occurredAt));
    if (!account) continue;
    const { creatorId } = account;
    if (!placements.has(creatorId)) placements.set(creatorId, await parts.campaigns.placementsOf(trx, organisationId, { creatorId }));
    const own = placements
      .get(creatorId)!
      .filter((each) => each.channel === channel && each.workId === workId && (each.accountId === null || each.accountId === account.id));
    found.set(
      subject.key,
      own.map(({ placementId }) => placementId),
    );
  }
  return found;
}

function notesOf(subject: Subject, touches: ReadonlyMap<string, FoundTouch>, accounts: ReadonlyMap<string, readonly string[]>): Reason[] {
  const notes: Reason[] = [];
  const note = (code: Reason['code'], params: Reason['params'] = {}): void => void notes.push({ code, params });
  if (subject.events.some((event: EventRow) => event.code !== null && event.code_placement_id === null)) note('code_unknown');
  if (subject.events.some((event) => event.click_id !== null && !touches.has(event.click_id))) note('click_unknown');
  if (subject.accountExternalId !== null && subject.workId !== null && (accounts.get(subject.key) ?? []).length === 0)
    note('account_unknown');
  if (subject.clockAhead) note('clock_ahead', { hours: Math.round(subject.aheadMs / 3_600_000) });
  return notes;
}
