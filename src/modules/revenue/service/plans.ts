import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn, instantFromIso } from '../../../platform/time.ts';
import {
  revenueLimits,
  type PlanContent,
  type PlanScope,
  type RevenueKind,
  type SharePlanDetail,
  type TrialInput,
  type TrialResult,
} from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import { contentFaults, payeesIn, signedHash, waterfallOf } from '../plans/content.ts';
import { tryContent } from '../plans/trial.ts';
import { versionOn } from '../plans/validity.ts';
import * as repo from '../repo.ts';
import type { PlanVersion } from '../settlement/fold.ts';
import type { VersionRow } from '../tables.ts';
import type { Loaded, Loading } from './load.ts';
import type { RevenueParts } from './parts.ts';

type Days = { effectiveFrom: string; effectiveUntil: string | null };
type Written = Days & { content: PlanContent; note: string };
type Listing = {
  cursor?: string | undefined;
  limit: number;
  scope?: PlanScope | undefined;
  workId?: string | undefined;
  campaignId?: string | undefined;
};
/** What divides one kind of revenue at an instant, and where it was found. */
export type PlanInForce = PlanVersion & { readonly name: string; readonly scope: PlanScope };

const place = z.object({ id: z.string() });
// From the nearest to the widest.
const nearest: readonly PlanScope[] = ['campaign', 'work', 'organisation'];

/** What of a version follows from what was written. Throws days_reversed. */
function columnsOf({ content, effectiveFrom, effectiveUntil, note }: Written) {
  if (effectiveUntil !== null && effectiveUntil <= effectiveFrom) throw revenueErrors.days_reversed({ from: effectiveFrom });
  return {
    effective_from: effectiveFrom,
    effective_until: effectiveUntil,
    content: JSON.stringify(content),
    content_hash: signedHash(content, effectiveFrom, effectiveUntil),
    note,
  };
}

export function createPlanUses(parts: RevenueParts, loading: Loading) {
  const { db, clock, audit } = parts;

  async function insertDraft(trx: Trx, actor: Actor, planId: string, version: number, written: Written): Promise<void> {
    await repo.insertVersion(trx, {
      plan_id: planId,
      version,
      organisation_id: actor.organisationId,
      state: 'draft',
      ...columnsOf(written),
      signers: [],
      created_at: clock.now(),
      created_by: actor.name.slice(0, 200),
    });
  }

  /** Throws scope_not_found for a work or campaign that is not there. */
  async function scopeOf(trx: Trx, organisationId: string, scope: { kind: PlanScope; id: string | null }) {
    if (scope.kind === 'organisation') return { scope: scope.kind, work_id: null, campaign_id: null };
    const titles = scope.kind === 'work' ? parts.workTitles : parts.campaignNames;
    if (scope.id === null || !(await titles(trx, organisationId, [scope.id])).has(scope.id))
      throw revenueErrors.scope_not_found({ kind: scope.kind });
    return {
      scope: scope.kind,
      work_id: scope.kind === 'work' ? scope.id : null,
      campaign_id: scope.kind === 'campaign' ? scope.id : null,
    };
  }

  /** A version that may still be written, under the plan's lock. Throws plan_not_found, version_not_found, not_a_draft. */
  async function lockDraft(trx: Trx, actor: Actor, planId: string, version: number): Promise<{ loaded: Loaded; row: VersionRow }> {
    const loaded = await loading.load(trx, actor.organisationId, planId, true);
    const row = loading.versionOf(loaded, version);
    if (row.state !== 'draft') throw revenueErrors.not_a_draft({ version });
    return { loaded, row };
  }

  /**
   * What divides money of a kind at an instant: the campaign's own plan, else the work's, else the organisation's default; null
   * where none holds. A plan that has no waterfall for the kind, or no version on that business day, leaves it to the next.
   */
  async function planFor(
    trx: Trx,
    organisationId: string,
    of: { campaignId: string | null; workId: string | null; at: Date; kind: RevenueKind },
  ): Promise<PlanInForce | null> {
    const day = dateIn(businessZone, of.at);
    const plans = await repo.findPlansFor(trx, organisationId, of);
    const loaded = await loading.withVersions(trx, organisationId, plans);
    for (const scope of nearest) {
      const found = loaded.find(({ plan }) => plan.scope === scope);
      const version = found && versionOn(found.versions, day);
      const plan = version && waterfallOf(version.content, of.kind);
      if (found && version && plan) return { planId: found.plan.id, version: version.version, plan, name: found.plan.name, scope };
    }
    return null;
  }

  return {
    planFor,

    listPlans: (actor: Actor, { cursor, limit, scope, workId, campaignId }: Listing) =>
      db.read(async (trx) => {
        const rows = await repo.listPlans(trx, actor.organisationId, {
          scope: scope ?? null,
          workId: workId ?? null,
          campaignId: campaignId ?? null,
          beforeId: cursor === undefined ? null : decodeCursor(place, cursor).id,
          limit: limit + 1,
        });
        const loaded = await loading.withVersions(trx, actor.organisationId, rows.slice(0, limit));
        const items = await loading.present(trx, actor.organisationId, loaded);
        return { items, nextCursor: rows.length > limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    getPlan: (actor: Actor, planId: string): Promise<SharePlanDetail> =>
      db.read((trx) => loading.detail(trx, actor.organisationId, planId)),

    /** Begins a plan with a draft. Throws scope_not_found, plan_exists, days_reversed. */
    createPlan: (
      actor: Actor,
      { name, scope, ...written }: Written & { name: string; scope: { kind: PlanScope; id: string | null } },
    ): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const of = await scopeOf(trx, organisationId, scope);
        const id = newId('sharePlan', clock.nowMs());
        const row = { id, organisation_id: organisationId, name, ...of, created_at: clock.now() };
        if (!(await repo.insertPlan(trx, row))) throw revenueErrors.plan_exists({ kind: scope.kind });
        await insertDraft(trx, actor, id, 1, written);
        await audit.record(trx, actor, 'revenue.create_plan', { id, title: name }, { scope: scope.kind, scopeId: scope.id });
        return loading.detail(trx, organisationId, id);
      }),

    renamePlan: (actor: Actor, planId: string, name: string): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const { plan } = await loading.load(trx, actor.organisationId, planId, true);
        await repo.renamePlan(trx, planId, name);
        await audit.record(trx, actor, 'revenue.update_plan', { id: planId, title: name }, { nameBefore: plan.name });
        return loading.detail(trx, actor.organisationId, planId);
      }),

    /** Begins the next version as a copy. Throws plan_not_found, version_not_found, version_open, days_reversed, too_many. */
    createVersion: (actor: Actor, planId: string, { from, ...days }: Days & { from?: number | undefined }): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const loaded = await loading.load(trx, actor.organisationId, planId, true);
        const newest = loaded.versions[0]!;
        if (newest.state === 'draft' || newest.state === 'proposed')
          throw revenueErrors.version_open({ version: newest.version, state: newest.state });
        if (newest.version >= revenueLimits.versions) throw revenueErrors.too_many({ most: revenueLimits.versions });
        const copied = from === undefined ? newest : loading.versionOf(loaded, from);
        await insertDraft(trx, actor, planId, newest.version + 1, { ...days, content: copied.content, note: '' });
        await audit.record(
          trx,
          actor,
          'revenue.create_version',
          { id: planId, title: loaded.plan.name },
          { version: newest.version + 1, from: copied.version },
        );
        return loading.detail(trx, actor.organisationId, planId);
      }),

    /** Writes a draft. Throws plan_not_found, version_not_found, not_a_draft, days_reversed. */
    updateVersion: (actor: Actor, planId: string, version: number, written: Written): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const { loaded, row } = await lockDraft(trx, actor, planId, version);
        const columns = columnsOf(written);
        await repo.updateVersion(trx, planId, version, columns);
        await audit.record(
          trx,
          actor,
          'revenue.update_version',
          { id: planId, title: loaded.plan.name },
          { version, before: row.content_hash, after: columns.content_hash },
        );
        return loading.detail(trx, actor.organisationId, planId);
      }),

    /** Throws a draft away, and with its only version the plan. Throws plan_not_found, version_not_found, not_a_draft. */
    discardVersion: (actor: Actor, planId: string, version: number): Promise<void> =>
      db.transaction(async (trx) => {
        const { loaded } = await lockDraft(trx, actor, planId, version);
        await repo.deleteVersion(trx, planId, version);
        if (loaded.versions.length === 1) await repo.deletePlan(trx, planId);
        await audit.record(trx, actor, 'revenue.discard_version', { id: planId, title: loaded.plan.name }, { version });
      }),

    /** Runs what is given through a version, or through a content that is not saved. Records nothing. */
    tryPlan: (actor: Actor, planId: string, input: TrialInput): Promise<TrialResult> =>
      db.read(async (trx) => {
        const loaded = await loading.load(trx, actor.organisationId, planId);
        const saved = input.version === undefined ? loaded.versions[0]! : loading.versionOf(loaded, input.version);
        const content = input.content ?? saved.content;
        const named = await repo.findPayees(trx, actor.organisationId, payeesIn(content));
        const names = new Map(named.map(({ id, name }) => [id, name]));
        const [fault] = contentFaults(content, new Set(names.keys()));
        if (fault) throw revenueErrors.plan_faulty({ fault: fault.code, step: fault.step });
        const result = tryContent(content, input.content ? 0 : saved.version, input, names);
        if (!('code' in result)) return result;
        if (result.code === 'kind_not_covered') throw revenueErrors.kind_not_covered({ kind: result.kind });
        throw revenueErrors.cost_unknown({ cost: result.cost });
      }),

    resolvePlan: (
      actor: Actor,
      query: { campaignId?: string | undefined; workId?: string | undefined; kind: RevenueKind; at?: string | undefined },
    ) =>
      db.read(async (trx) => {
        const found = await planFor(trx, actor.organisationId, {
          campaignId: query.campaignId ?? null,
          workId: query.workId ?? null,
          kind: query.kind,
          at: query.at === undefined ? clock.now() : instantFromIso(query.at),
        });
        return { found: found && { planId: found.planId, name: found.name, scope: found.scope, version: found.version } };
      }),
  };
}
