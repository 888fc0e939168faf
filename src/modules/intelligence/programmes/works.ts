/** Use-cases of works: what is known of one, what it may apply for, what it follows, and what is still to be brought. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { CitationKey } from '../citations/contract.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { ChecklistEntry, programmesRoutes, ProgrammeMatch, WorkMatches } from './contract.ts';
import type { ProgrammesCore, Whole } from './core.ts';
import { canonicalPlace } from './grammar/places.ts';
import type { WorkFacts } from './judge.ts';
import { matchProgramme, rankOf, type Matched, type Missing } from './match.ts';
import { citationsOf, titleOf } from './present.ts';
import { presentSummary } from './record.ts';
import * as repo from './repo.ts';
import type { CheckRow } from './tables.ts';
import { profileFields, workProfile, type FactName, type WorkProfile } from './words/contract.ts';
import type { Worth } from './worth.ts';

type Tick = z.output<typeof programmesRoutes.tickChecklist.body>;
// What a page can show of what fits best, and what is looked at.
const mostMatches = 200;
const mostLookedAt = 1000;

export function createWorkUses(parts: IntelligenceParts, core: ProgrammesCore) {
  const { db, clock, audit, catalog, people } = parts;

  /** The work as programmes see it. Throws catalog.work_not_found. */
  async function factsOf(trx: Trx, organisationId: string, workId: string) {
    const work = await catalog.getWork(trx, organisationId, workId);
    const kept = await repo.findProfile(trx, organisationId, workId);
    const profile = workProfile.parse(kept?.profile ?? {});
    const finished = work.status === 'ready' || work.status === 'released';
    const planned = work.plannedEpisodes ?? 0;
    const minutes = work.totalDurationMs / 60_000;
    const facts: WorkFacts = {
      kind: work.kind,
      making: work.making,
      released: work.status === 'released',
      episodes: { count: Math.max(planned, work.episodeCount), complete: finished || work.plannedEpisodes !== null },
      minutes: { count: minutes, complete: finished && minutes > 0 },
      filing: { state: work.filingState, until: work.filing?.validUntil ?? null },
      profile,
    };
    return { work, facts, profile, revision: kept?.revision ?? 0 };
  }

  const namesOf = async (trx: Trx, checks: readonly CheckRow[]) =>
    people.usersOf(
      trx,
      checks.flatMap(({ assignee_id: id }) => (id === null ? [] : [id])),
    );
  const doneKeys = (checks: readonly CheckRow[]): Set<string> =>
    new Set(checks.filter(({ done_at: at }) => at !== null).map(({ key }) => key));

  function checklist(
    missing: readonly Missing[],
    checks: readonly CheckRow[],
    names: Awaited<ReturnType<typeof namesOf>>,
  ): ChecklistEntry[] {
    const byKey = new Map(checks.map((check) => [check.key, check]));
    return missing.map((entry) => {
      const check = byKey.get(entry.key);
      const assignee = check?.assignee_id ? names.get(check.assignee_id) : undefined;
      return {
        ...entry,
        done: (check?.done_at ?? null) !== null,
        doneAt: check?.done_at?.toISOString() ?? null,
        doneBy: check?.done_by ?? null,
        assignee: check?.assignee_id ? { id: check.assignee_id, name: assignee?.name ?? '' } : null,
        note: check?.note ?? '',
      };
    });
  }

  function presentMatch(
    { row, standing: { fact } }: Whole,
    matched: Matched<CitationKey>,
    known: { checks: readonly CheckRow[]; names: Awaited<ReturnType<typeof namesOf>>; following: boolean },
  ): ProgrammeMatch {
    return {
      programme: presentSummary(row, core.today()),
      answer: matched.answer,
      until: matched.until,
      worth: worthOnWire(matched.worth),
      items: matched.items.map(({ item, answer, reasons, worth }) => ({
        itemId: item.id,
        text: item.text.value,
        supports: item.supports.value,
        passages: item.text.passages.slice(0, 3),
        answer,
        reasons: reasons.map((reason) => ({ ...reason, passages: reason.passages.slice(0, 3) })),
        worth: worthOnWire(worth),
      })),
      checklist: checklist(matched.checklist, known.checks, known.names),
      following: known.following,
      howToApply: fact.howToApply?.value ?? null,
      url: fact.url?.value ?? null,
      contact: fact.contact?.value ?? null,
    };
  }

  function match({ standing: { fact } }: Whole, facts: WorkFacts, checks: readonly CheckRow[]): Matched<CitationKey> {
    const dated = {
      validFrom: fact.validFrom?.value ?? null,
      validUntil: fact.validUntil?.value ?? null,
      windows: fact.windows.map(({ value }) => value),
    };
    return matchProgramme(
      { ...dated, conditions: fact.conditions, caps: fact.caps, items: fact.items },
      facts,
      core.today(),
      doneKeys(checks),
    );
  }

  async function matchWork(actor: Actor, workId: string): Promise<WorkMatches> {
    return db.read(async (trx) => {
      const { organisationId } = actor;
      const { work, facts, profile, revision } = await factsOf(trx, organisationId, workId);
      const rows = await repo.listProgrammes(trx, organisationId, {});
      const checks = Map.groupBy(await repo.listChecks(trx, organisationId, workId), ({ programme_id: id }) => id);
      const names = await namesOf(trx, [...checks.values()].flat());
      const followed = new Set((await repo.listFollows(trx, organisationId, { workId })).map(({ programme_id: id }) => id));
      // What people confirmed comes before what was only read.
      const looked = rows.toSorted((a, b) => Number(b.state === 'confirmed') - Number(a.state === 'confirmed')).slice(0, mostLookedAt);
      const matches = (await core.wholes(trx, looked))
        .filter(({ standing: { fact } }) => fact.items.length > 0)
        .map((whole) => {
          const own = checks.get(whole.row.id) ?? [];
          return presentMatch(whole, match(whole, facts, own), { checks: own, names, following: followed.has(whole.row.id) });
        })
        .toSorted(
          (a, b) => rankOf(a.answer) - rankOf(b.answer) || (a.until ?? '9999').localeCompare(b.until ?? '9999') || highOf(b) - highOf(a),
        );
      const shown = matches.slice(0, mostMatches);
      return {
        work: {
          id: work.id,
          title: titleOf(work),
          kind: work.kind,
          episodes: facts.episodes.count || null,
          minutes: facts.minutes.count === 0 ? null : Math.round(facts.minutes.count * 10) / 10,
          filing: work.filing === null ? null : { number: work.filing.number, state: work.filingState },
        },
        profile,
        profileRevision: revision,
        worthKnowing: worthKnowing(matches),
        counts: Object.fromEntries(
          (['yes', 'unknown', 'not_yet', 'no', 'expired'] as const).map((answer) => [
            answer,
            matches.filter((one) => one.answer === answer).length,
          ]),
        ) as WorkMatches['counts'],
        items: shown,
        citations: await citationsOf(
          trx,
          organisationId,
          shown.flatMap(({ items }) => items.flatMap((item) => [...item.passages, ...item.reasons.flatMap(({ passages }) => passages)])),
        ),
        more: rows.length > mostLookedAt || matches.length > shown.length,
      };
    });
  }

  async function setWorkProfile(actor: Actor, workId: string, given: { profile: WorkProfile; expectedRevision: number }) {
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const { work, profile: former } = await factsOf(trx, organisationId, workId);
      const profile = withCanonicalPlaces(given.profile);
      const profileRevision = given.expectedRevision + 1;
      const row = {
        organisation_id: organisationId,
        work_id: workId,
        profile: JSON.stringify(profile),
        revision: profileRevision,
        updated_at: clock.now(),
      };
      const title = titleOf(work);
      if (!(await repo.writeProfile(trx, row, given.expectedRevision))) throw intelligenceErrors.profile_changed({ title });
      const fields = profileFields.filter((name) => JSON.stringify(former[name]) !== JSON.stringify(profile[name]));
      await audit.record(trx, actor, 'intelligence.set_work_profile', { id: workId, title }, { fields });
      return { profile, profileRevision };
    });
  }

  async function followProgramme(actor: Actor, workId: string, programmeId: string, following: boolean): Promise<{ following: boolean }> {
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const work = await catalog.getWork(trx, organisationId, workId);
      const { row } = await core.find(trx, organisationId, programmeId);
      const key = { organisation_id: organisationId, work_id: workId, programme_id: row.id };
      // A key or the command line is nobody to remind; the work follows all the same.
      if (following)
        await repo.insertFollow(trx, {
          ...key,
          user_id: actor.kind === 'person' ? actor.id! : '',
          told_on: null,
          told_days: null,
          created_at: clock.now(),
        });
      else await repo.deleteFollows(trx, organisationId, workId, row.id);
      await audit.record(
        trx,
        actor,
        'intelligence.follow_programme',
        { id: row.id, title: row.summary.name },
        { work: titleOf(work), following },
      );
      return { following };
    });
  }

  async function tickChecklist(actor: Actor, workId: string, programmeId: string, tick: Tick): Promise<{ checklist: ChecklistEntry[] }> {
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const { work, facts } = await factsOf(trx, organisationId, workId);
      const whole = await core.find(trx, organisationId, programmeId, true);
      const own = (await repo.listChecks(trx, organisationId, workId)).filter(({ programme_id: id }) => id === whole.row.id);
      const former = own.find(({ key }) => key === tick.key);
      const entry = match(whole, facts, own).checklist.find(({ key }) => key === tick.key);
      if (!entry && !former) throw intelligenceErrors.checklist_unknown({ key: tick.key });
      if (tick.assigneeId !== undefined && tick.assigneeId !== null && !(await isStaff(trx, organisationId, tick.assigneeId)))
        throw intelligenceErrors.assignee_unknown({ id: tick.assigneeId });
      const doneAt = tick.done === undefined ? (former?.done_at ?? null) : tick.done ? (former?.done_at ?? clock.now()) : null;
      await repo.writeCheck(trx, {
        organisation_id: organisationId,
        work_id: workId,
        programme_id: whole.row.id,
        key: tick.key,
        done_at: doneAt,
        done_by: doneAt === null ? null : tick.done === true ? actor.name.slice(0, 200) : (former?.done_by ?? null),
        assignee_id: tick.assigneeId === undefined ? (former?.assignee_id ?? null) : tick.assigneeId,
        note: tick.note ?? former?.note ?? '',
      });
      await audit.record(
        trx,
        actor,
        'intelligence.tick_checklist',
        { id: whole.row.id, title: whole.row.summary.name },
        { work: titleOf(work), key: tick.key, done: doneAt !== null },
      );
      const checks = (await repo.listChecks(trx, organisationId, workId)).filter(({ programme_id: id }) => id === whole.row.id);
      return { checklist: checklist(match(whole, facts, checks).checklist, checks, await namesOf(trx, checks)) };
    });
  }

  async function isStaff(trx: Trx, organisationId: string, userId: string): Promise<boolean> {
    const member = await people.findMembership(trx, organisationId, userId);
    return member !== null && member.role !== 'agency' && member.role !== 'creator';
  }

  return { matchWork, setWorkProfile, followProgramme, tickChecklist };
}

function withCanonicalPlaces(profile: WorkProfile): WorkProfile {
  const place = (typed: string | null): string | null => (typed === null ? null : canonicalPlace(typed));
  return {
    ...profile,
    registeredRegion: place(profile.registeredRegion),
    filingRegion: place(profile.filingRegion),
    shooting: profile.shooting?.map((leg) => ({ ...leg, region: canonicalPlace(leg.region) })) ?? null,
    overseas: profile.overseas?.map(canonicalPlace) ?? null,
  };
}

function worthOnWire(worth: Worth | null): ProgrammeMatch['worth'] {
  return (
    worth && {
      lowMinor: worth.low?.toString() ?? null,
      highMinor: worth.high?.toString() ?? null,
      currency: worth.currency,
      steps: worth.steps,
    }
  );
}
const highOf = ({ worth }: ProgrammeMatch): number => Number(worth?.highMinor ?? 0);

/** Of what is unknown, which facts stand between how many measures and an answer. */
function worthKnowing(matches: readonly ProgrammeMatch[]): WorkMatches['worthKnowing'] {
  const counts = new Map<FactName, number>();
  for (const { items } of matches) {
    for (const { answer, reasons } of items) {
      if (answer !== 'unknown' && answer !== 'not_yet') continue;
      for (const fact of new Set(reasons.filter((reason) => reason.answer === 'unknown').map((reason) => reason.fact)))
        counts.set(fact, (counts.get(fact) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([fact]) => fact !== 'person' && fact !== 'programme')
    .map(([fact, settles]) => ({ fact, settles }))
    .toSorted((a, b) => b.settles - a.settles)
    .slice(0, 8);
}
