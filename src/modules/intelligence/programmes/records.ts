/** Use-cases of records: list, read, add, correct, confirm, archive, merge, undo. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { programmesOfTopic } from '../topics/programmes.ts';
import { refresh } from './absorb.ts';
import type { NewProgramme, ProgrammeChange, ProgrammeDetail, programmeFilter, programmesRoutes, ProgrammeSummary } from './contract.ts';
import type { ProgrammesCore, Whole } from './core.ts';
import { canonicalPlace, isWithin } from './grammar/places.ts';
import { createProgrammePresenter } from './present.ts';
import { itemOf, keysOf, noEdits, presentSummary, standing, summaryOf, type ProgrammeEdits } from './record.ts';
import * as repo from './repo.ts';
import type { ActBefore, KeptFact, ProgrammeRow } from './tables.ts';
import { fieldNames, type ItemValues, type Said } from './words/contract.ts';
import type { CitationKey } from '../citations/contract.ts';

type Listing = z.output<typeof programmesRoutes.listProgrammes.query>;
type Act = z.output<typeof programmesRoutes.actOnProgramme.body>['act'];
export type Filter = z.output<typeof programmeFilter>;
const place = z.object({ sort: z.string(), key: z.string().max(200), id: z.string().max(60) });
const mostItems = 150;
const noLaterSort = '9999-12-31';

export function createRecordUses(parts: IntelligenceParts, core: ProgrammesCore) {
  const { db, clock, audit } = parts;
  const present = createProgrammePresenter(parts, core);

  /** Programmes that a filter lets through, as of today. */
  async function filtered(trx: Trx, organisationId: string, filter: Filter): Promise<ProgrammeSummary[]> {
    const today = core.today();
    const regions =
      filter.regions
        ?.split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '') ?? [];
    const words =
      filter.query
        ?.toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '') ?? [];
    const ofTopic = filter.topicId === undefined ? null : await programmesOfTopic(trx, organisationId, filter.topicId);
    return (await repo.listProgrammes(trx, organisationId, { state: filter.state }))
      .map((row) => ({ summary: presentSummary(row, today), level: row.summary.level }))
      .filter(({ summary, level }) => {
        const { region } = summary;
        if (ofTopic?.(summary) === false) return false;
        if (regions.length > 0 && (region === null || !regions.some((wanted) => isWithin(region, wanted) === true))) return false;
        if (filter.kind && summary.kind !== filter.kind) return false;
        if (filter.support && !summary.supports.includes(filter.support)) return false;
        if (filter.level && level !== filter.level) return false;
        if (filter.open === true && summary.phase !== 'open') return false;
        if (filter.deadlineBefore && (summary.nextDeadline === null || summary.nextDeadline >= filter.deadlineBefore)) return false;
        const text = `${summary.name} ${region ?? ''} ${summary.giver?.name ?? ''} ${summary.documentNumber ?? ''}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .map(({ summary }) => summary);
  }

  function sortKey(sort: Listing['sort'], summary: ProgrammeSummary): string {
    if (sort === 'region') return `${summary.region ?? '~'} ${summary.nextDeadline ?? noLaterSort}`;
    return summary.phase === 'closed' ? `~${summary.validUntil ?? ''}` : (summary.nextDeadline ?? noLaterSort);
  }

  async function listProgrammes(actor: Actor, listing: Listing) {
    const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor);
    const all = await db.read((trx) => filtered(trx, actor.organisationId, listing));
    const counts = Map.groupBy(all, ({ region }) => region);
    const keyed = all.map((summary) => ({ summary, key: listing.sort === 'newest' ? '' : sortKey(listing.sort, summary) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.summary.id > b.summary.id ? -1 : 1));
    const rest =
      after === null ? keyed : keyed.filter(({ key, summary }) => key > after.key || (key === after.key && summary.id < after.id));
    const page = rest.slice(0, listing.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ summary }) => summary),
      nextCursor: rest.length > page.length && last ? encodeCursor({ sort: listing.sort, key: last.key, id: last.summary.id }) : null,
      total: all.length,
      regions: [...counts].map(([region, own]) => ({ region, count: own.length })).toSorted((a, b) => b.count - a.count),
    };
  }

  async function lock(trx: Trx, actor: Actor, id: string, expected: number): Promise<Whole> {
    const whole = await core.find(trx, actor.organisationId, id, true);
    if (whole.row.revision !== expected) throw intelligenceErrors.programme_changed({ name: whole.row.summary.name });
    return whole;
  }

  /** Writes the act with what it changes, and the trail; answers with the programme. */
  async function keep(
    trx: Trx,
    actor: Actor,
    { row }: Whole,
    act: { name: string; route: `${string}.${string}`; fields: string[]; before: ActBefore },
    change: Parameters<typeof repo.updateProgramme>[3],
  ): Promise<ProgrammeDetail> {
    const { organisationId } = actor;
    const now = clock.now();
    await repo.updateProgramme(trx, organisationId, row.id, { ...change, revision: row.revision + 1, updated_at: now });
    await repo.insertAct(trx, {
      organisation_id: organisationId,
      programme_id: row.id,
      at: now,
      actor_name: actor.name.slice(0, 200),
      act: act.name,
      fields: act.fields,
      before: JSON.stringify(act.before),
    });
    await refresh(trx, parts, organisationId, [row.id]);
    await audit.record(trx, actor, act.route, { id: row.id, title: row.summary.name }, { act: act.name, fields: act.fields });
    return present(trx, await core.find(trx, organisationId, row.id));
  }

  async function createProgramme(actor: Actor, given: NewProgramme): Promise<ProgrammeDetail> {
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      if ((await repo.countProgrammes(trx, organisationId)) >= repo.mostProgrammes)
        throw intelligenceErrors.too_many_programmes({ most: repo.mostProgrammes });
      const id = newId('programme', clock.nowMs());
      const now = clock.now();
      const base = factOf(given, id);
      refuseReversed(base);
      await repo.insertProgrammes(trx, [
        {
          id,
          organisation_id: organisationId,
          state: 'confirmed',
          keys: keysOf(base, true),
          base: JSON.stringify(base),
          edits: JSON.stringify(noEdits),
          summary: JSON.stringify(summaryOf(standing(base, noEdits), 0)),
          revision: 1,
          merged_into: null,
          created_at: now,
          updated_at: now,
        },
      ]);
      await audit.record(trx, actor, 'intelligence.create_programme', { id, title: given.name });
      return present(trx, await core.find(trx, organisationId, id));
    });
  }

  async function updateProgramme(actor: Actor, id: string, change: ProgrammeChange): Promise<ProgrammeDetail> {
    return db.transaction(async (trx) => {
      const whole = await lock(trx, actor, id, change.expectedRevision);
      const { edits, fields } = applyChange(whole, change);
      const next = standing(whole.standing.raw, edits);
      refuseReversed(next.fact);
      if (next.fact.items.length > mostItems) throw intelligenceErrors.too_many_items({ most: mostItems });
      const before = { state: whole.row.state, edits: whole.row.edits };
      return keep(
        trx,
        actor,
        whole,
        { name: 'edit', route: 'intelligence.update_programme', fields, before },
        { edits: JSON.stringify(edits) },
      );
    });
  }

  async function undo(trx: Trx, actor: Actor, whole: Whole): Promise<ProgrammeDetail> {
    const { row } = whole;
    const { organisationId } = actor;
    const last = (await repo.listActs(trx, organisationId, row.id, 200)).find((act) => !act.undone && act.act !== 'undo');
    if (!last) throw intelligenceErrors.nothing_to_undo({});
    await repo.markUndone(trx, organisationId, last.id);
    const { state, edits, merged } = last.before;
    if (merged) {
      await repo.returnSources(trx, organisationId, row.id, last.before.moved ?? []);
      for (const one of merged) await repo.updateProgramme(trx, organisationId, one.id, { merged_into: one.into, state: one.state });
      await refresh(
        trx,
        parts,
        organisationId,
        merged.map((one) => one.id),
      );
    }
    const before: ActBefore = { state: row.state, edits: row.edits };
    return keep(
      trx,
      actor,
      whole,
      { name: 'undo', route: 'intelligence.act_on_programme', fields: [last.act], before },
      { state, edits: JSON.stringify(edits) },
    );
  }

  const moves: Record<Exclude<Act, 'undo'>, { from: readonly ProgrammeRow['state'][]; to: ProgrammeRow['state'] }> = {
    confirm: { from: ['suggested'], to: 'confirmed' },
    unconfirm: { from: ['confirmed'], to: 'suggested' },
    archive: { from: ['suggested', 'confirmed'], to: 'archived' },
    restore: { from: ['archived'], to: 'suggested' },
  };
  async function actOnProgramme(actor: Actor, id: string, given: { act: Act; expectedRevision: number }): Promise<ProgrammeDetail> {
    return db.transaction(async (trx) => {
      const whole = await lock(trx, actor, id, given.expectedRevision);
      if (given.act === 'undo') return undo(trx, actor, whole);
      const { from, to } = moves[given.act];
      if (!from.includes(whole.row.state)) throw intelligenceErrors.programme_state({ state: whole.row.state, act: given.act });
      const before = { state: whole.row.state, edits: whole.row.edits };
      return keep(trx, actor, whole, { name: given.act, route: 'intelligence.act_on_programme', fields: [], before }, { state: to });
    });
  }

  async function mergeProgrammes(
    actor: Actor,
    id: string,
    given: { programmeIds: string[]; expectedRevision: number },
  ): Promise<ProgrammeDetail> {
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const ids = [...new Set(given.programmeIds)].filter((other) => other !== id);
      const rows = await repo.lockProgrammes(trx, organisationId, [id, ...ids]);
      const unknown = [id, ...ids].find((one) => !rows.some((row) => row.id === one && row.merged_into === null));
      if (unknown !== undefined) throw intelligenceErrors.programme_not_found({ id: unknown });
      const whole = await lock(trx, actor, id, given.expectedRevision);
      const others = rows.filter((row) => row.id !== id);
      const sources = await repo.listSources(trx, organisationId, ids);
      const former = [...others, ...(await repo.findMerged(trx, organisationId, ids))];
      await repo.moveSources(trx, organisationId, ids, id);
      await repo.copyFollows(trx, organisationId, ids, id);
      for (const other of former)
        await repo.updateProgramme(trx, organisationId, other.id, { merged_into: id, state: 'archived', revision: other.revision + 1 });
      const before: ActBefore = {
        state: whole.row.state,
        edits: whole.row.edits,
        merged: former.map((other) => ({ id: other.id, state: other.state, into: other.merged_into })),
        moved: sources.map((source) => ({ documentId: source.document_id, ordinal: source.ordinal, programmeId: source.programme_id })),
      };
      return keep(
        trx,
        actor,
        whole,
        { name: 'merge', route: 'intelligence.merge_programmes', fields: others.map(({ summary }) => summary.name.slice(0, 100)), before },
        {},
      );
    });
  }

  return {
    filtered,
    listProgrammes,
    createProgramme,
    getProgramme: (actor: Actor, id: string): Promise<ProgrammeDetail> =>
      db.read(async (trx) => present(trx, await core.find(trx, actor.organisationId, id))),
    updateProgramme,
    actOnProgramme,
    mergeProgrammes,
  };
}

/** A person's words as a fact without passages. */
function factOf(given: NewProgramme, seed: string): KeptFact {
  const said = <T>(value: T): Said<T, CitationKey> => ({ value, passages: [] });
  const orNull = <T>(value: T | null): Said<T, CitationKey> | null => (value === null ? null : said(value));
  return {
    name: said(given.name),
    kind: said(given.kind),
    giver: orNull(given.giver),
    region: orNull(given.region && canonicalPlace(given.region)),
    documentNumber: orNull(given.documentNumber),
    issuedOn: orNull(given.issuedOn),
    validFrom: orNull(given.validFrom),
    validUntil: orNull(given.validUntil),
    windows: given.windows.map(said),
    pot: orNull(given.pot),
    howToApply: orNull(given.howToApply),
    url: orNull(given.url),
    contact: orNull(given.contact),
    conditions: given.conditions.map(said),
    caps: given.caps.map(said),
    items: given.items.map((values, index) => itemOf(itemId(values, `${seed}${index}`), values)),
  };
}
const itemId = (values: ItemValues, seed: string): string =>
  createHash('sha256').update(`${values.text}#${seed}`).digest('hex').slice(0, 12);

/** The edits after a change, and the names of what it touches. Throws programme_item_unknown. */
function applyChange({ row, standing: { raw, fact } }: Whole, change: ProgrammeChange): { edits: ProgrammeEdits; fields: string[] } {
  const edits = structuredClone(row.edits);
  const known = new Set(fact.items.map(({ id }) => id));
  const read = new Set(raw.items.map(({ id }) => id));
  const unknown =
    [...change.items.map(({ id }) => id), ...change.removeItems].find((id) => !known.has(id)) ??
    change.clearItems.find((id) => !read.has(id));
  if (unknown !== undefined) throw intelligenceErrors.programme_item_unknown({ id: unknown });
  const fields = new Set<string>();
  for (const name of fieldNames) {
    const value = change.set[name];
    if (value === undefined) continue;
    (edits.fields as Record<string, unknown>)[name] =
      name === 'region' && typeof value === 'string'
        ? canonicalPlace(value)
        : value === null && ['windows', 'conditions', 'caps'].includes(name)
          ? []
          : value;
    fields.add(name);
  }
  for (const name of change.clear) {
    delete edits.fields[name];
    fields.add(name);
  }
  for (const { id, values } of change.items) {
    const added = edits.added.find((one) => one.id === id);
    if (added) added.values = values;
    else edits.items[id] = values;
    fields.add('items');
  }
  for (const id of change.clearItems) {
    delete edits.items[id];
    edits.removed = edits.removed.filter((one) => one !== id);
    fields.add('items');
  }
  for (const [index, values] of change.addItems.entries()) {
    edits.added.push({ id: itemId(values, `${row.id}${row.revision}${index}`), values });
    fields.add('items');
  }
  for (const id of change.removeItems) {
    if (edits.added.some((one) => one.id === id)) edits.added = edits.added.filter((one) => one.id !== id);
    else edits.removed.push(id);
    fields.add('items');
  }
  return { edits, fields: [...fields] };
}

function refuseReversed(fact: KeptFact): void {
  const from = fact.validFrom?.value ?? null;
  const until = fact.validUntil?.value ?? null;
  const reversed = from !== null && until !== null && from > until;
  if (reversed || fact.windows.some(({ value }) => value.from !== null && value.until !== null && value.from > value.until))
    throw intelligenceErrors.days_reversed({});
}
