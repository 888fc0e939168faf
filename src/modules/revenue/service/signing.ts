import { moneyPage } from '../payees/pages.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { PlanToSign, SharePlanDetail } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import { markReplan } from '../items/marks.ts';
import { contentFaults, payeesIn } from '../plans/content.ts';
import * as repo from '../repo.ts';
import type { VersionRow } from '../tables.ts';
import type { Loaded, Loading } from './load.ts';
import type { RevenueParts } from './parts.ts';
import { payeesOfActor, usersOfPayees } from './payees.ts';

const organisation = 'organisation';
const listedAtMost = 200;
type Said = { as: string; decision: 'yes' | 'no'; contentHash: string; note: string };

/**
 * How a version becomes binding: it is proposed, and from then on nothing in it changes; each party says yes or no once; with the
 * last yes it is agreed, with the first no it is declined. The parties are the organisation (any owner or operator speaks for it)
 * and every payee named in the version who had an account when it was proposed. A yes is of a person: keys and commands give none.
 */
export function createSigningUses(parts: RevenueParts, loading: Loading) {
  const { db, clock, audit, notifications } = parts;

  /** Throws period_closed where a version would reach into books that are closed. */
  async function requireOpen(trx: Trx, organisationId: string, row: VersionRow): Promise<void> {
    const closedUntil = await parts.ledger.closedUntil(trx, organisationId);
    // The business day's first instant: Asia/Shanghai has had no summer time since 1991.
    const begins = instantFromIso(`${row.effective_from}T00:00:00+08:00`);
    if (closedUntil && begins <= closedUntil)
      throw revenueErrors.period_closed({ from: row.effective_from, until: closedUntil.toISOString() });
  }

  /** Tells the people of a version's payees. */
  async function tell(
    trx: Trx,
    loaded: Loaded,
    row: Pick<VersionRow, 'signers'>,
    kind: 'plan_to_sign' | 'plan_agreed' | 'plan_declined' | 'plan_withdrawn',
    reason = '',
  ): Promise<void> {
    const { organisation_id: organisationId, name } = loaded.plan;
    const payees = await repo.findPayees(trx, organisationId, row.signers);
    // Only a refusal has a reason; the others' sentences do not ask for one.
    const params = { plan: name, reason };
    for (const [link, some] of Map.groupBy(payees, (payee) => moneyPage(payee, 'plans'))) {
      const users = new Set([...(await usersOfPayees(parts, trx, organisationId, some)).values()].flat());
      if (users.size > 0) await notifications.notify(trx, { organisationId, link, userIds: [...users], kind, params });
    }
    const link = `/share-plans/${loaded.plan.id}`;
    if (kind === 'plan_declined' || kind === 'plan_agreed') await notifications.notifyStaff(trx, { organisationId, link, kind, params });
  }

  /** As what an actor may speak to a version. */
  const partiesOf = (actor: Actor, row: VersionRow, own: ReadonlySet<string>): string[] => [
    ...(actor.kind === 'person' && (actor.role === 'owner' || actor.role === 'operator') ? [organisation] : []),
    ...row.signers.filter((id) => own.has(id)),
  ];

  async function presentTo(
    trx: Trx,
    actor: Actor,
    loaded: Loaded,
    rows: readonly VersionRow[],
    own: ReadonlySet<string>,
  ): Promise<PlanToSign[]> {
    const names = await loading.namesOf(trx, actor.organisationId, rows);
    const [plan] = await loading.present(trx, actor.organisationId, [loaded]);
    return rows.map((row) => ({
      planId: loaded.plan.id,
      name: plan!.name,
      scope: plan!.scope,
      as: partiesOf(actor, row, own),
      version: loading.presentVersion(loaded, row, names),
    }));
  }

  /** What a signature makes of its version. */
  async function conclude(trx: Trx, actor: Actor, loaded: Loaded, row: VersionRow, said: Said): Promise<void> {
    const { id: planId } = loaded.plan;
    if (said.decision === 'no') {
      await repo.updateVersion(trx, planId, row.version, {
        state: 'declined',
        ended_at: clock.now(),
        ended_by: actor.name.slice(0, 200),
        ended_reason: said.note,
      });
      return tell(trx, loaded, row, 'plan_declined', said.note);
    }
    const yes = new Set(loaded.signatures.filter(({ version }) => version === row.version).map(({ party }) => party)).add(said.as);
    if ([organisation, ...row.signers].some((party) => !yes.has(party))) return;
    await requireOpen(trx, actor.organisationId, row);
    await repo.updateVersion(trx, planId, row.version, { state: 'agreed', agreed_at: clock.now() });
    await markReplan(trx, actor.organisationId, planId, row.effective_from);
    await tell(trx, loaded, row, 'plan_agreed');
  }

  return {
    /** Puts a draft before its parties. Throws not_a_draft, plan_faulty, period_closed and what is not found. */
    proposeVersion: (actor: Actor, planId: string, version: number): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const loaded = await loading.load(trx, organisationId, planId, true);
        const row = loading.versionOf(loaded, version);
        if (row.state !== 'draft') throw revenueErrors.not_a_draft({ version });
        const payees = await repo.findPayees(trx, organisationId, payeesIn(row.content));
        const [fault] = contentFaults(row.content, new Set(payees.map(({ id }) => id)));
        if (fault) throw revenueErrors.plan_faulty({ fault: fault.code, step: fault.step });
        await requireOpen(trx, organisationId, row);
        const users = await usersOfPayees(parts, trx, organisationId, payees);
        const signers = payees.map(({ id }) => id).filter((id) => users.get(id)!.length > 0);
        await repo.updateVersion(trx, planId, version, { state: 'proposed', signers, proposed_at: clock.now() });
        await audit.record(
          trx,
          actor,
          'revenue.propose_version',
          { id: planId, title: loaded.plan.name },
          { version, contentHash: row.content_hash, signers },
        );
        await tell(trx, loaded, { signers }, 'plan_to_sign');
        return loading.detail(trx, organisationId, planId);
      }),

    /** Takes back what was proposed. Throws not_proposed and what is not found. */
    withdrawVersion: (actor: Actor, planId: string, version: number, reason: string): Promise<SharePlanDetail> =>
      db.transaction(async (trx) => {
        const loaded = await loading.load(trx, actor.organisationId, planId, true);
        const row = loading.versionOf(loaded, version);
        if (row.state !== 'proposed') throw revenueErrors.not_proposed({ version });
        await repo.updateVersion(trx, planId, version, {
          state: 'withdrawn',
          ended_at: clock.now(),
          ended_by: actor.name.slice(0, 200),
          ended_reason: reason,
        });
        await audit.record(trx, actor, 'revenue.withdraw_version', { id: planId, title: loaded.plan.name }, { version, reason });
        await tell(trx, loaded, row, 'plan_withdrawn', reason);
        return loading.detail(trx, actor.organisationId, planId);
      }),

    /**
     * Says yes or no for a party. A partner to whom a version was not put finds nothing. Throws person_needed, not_a_party,
     * not_proposed, content_differs, signed_already, period_closed and what is not found.
     */
    signVersion: (actor: Actor, planId: string, version: number, said: Said): Promise<PlanToSign> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const loaded = await loading.load(trx, organisationId, planId, true);
        const row = loading.versionOf(loaded, version);
        if (actor.kind !== 'person' || actor.id === null) throw revenueErrors.person_needed({});
        const own = new Set((await payeesOfActor(parts, trx, actor)).map(({ id }) => id));
        const able = partiesOf(actor, row, own);
        if (able.length === 0) throw revenueErrors.plan_not_found({ id: planId });
        if (!able.includes(said.as)) throw revenueErrors.not_a_party({});
        if (loaded.signatures.some((each) => each.version === version && each.party === said.as)) throw revenueErrors.signed_already({});
        if (row.state !== 'proposed') throw revenueErrors.not_proposed({ version });
        if (row.content_hash !== said.contentHash) throw revenueErrors.content_differs({ version });
        await repo.insertSignature(trx, {
          organisation_id: organisationId,
          plan_id: planId,
          version,
          party: said.as,
          decision: said.decision,
          content_hash: said.contentHash,
          note: said.note,
          user_id: actor.id,
          user_name: actor.name.slice(0, 200),
          signed_at: clock.now(),
        });
        await audit.record(
          trx,
          actor,
          'revenue.sign_version',
          { id: planId, title: loaded.plan.name },
          { version, as: said.as, decision: said.decision, contentHash: said.contentHash },
        );
        await conclude(trx, actor, loaded, row, said);
        const now = await loading.load(trx, organisationId, planId);
        return (await presentTo(trx, actor, now, [loading.versionOf(now, version)], own))[0]!;
      }),

    /** What was put before the payees that an actor is, what waits for them first. */
    listMine: (actor: Actor): Promise<{ items: PlanToSign[] }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const own = new Set((await payeesOfActor(parts, trx, actor)).map(({ id }) => id));
        if (own.size === 0) return { items: [] };
        const items: PlanToSign[] = [];
        for (const planId of await repo.listPlanIdsSignedBy(trx, organisationId, [...own], listedAtMost)) {
          const loaded = await loading.load(trx, organisationId, planId);
          const rows = loaded.versions.filter(({ signers }) => signers.some((id) => own.has(id)));
          items.push(...(await presentTo(trx, actor, loaded, rows, own)));
        }
        const waits = ({ version }: PlanToSign): boolean => version.state === 'proposed';
        return { items: [...items.filter(waits), ...items.filter((each) => !waits(each))] };
      }),
  };
}
