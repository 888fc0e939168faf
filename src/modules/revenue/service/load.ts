/** Plans with their versions and signatures, as the use-cases work on them and as people see them. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { PlanVersionView, SharePlan, SharePlanDetail } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import { contentFaults, payeesIn } from '../plans/content.ts';
import { shownState, versionOn } from '../plans/validity.ts';
import * as repo from '../repo.ts';
import type { PlanRow, SignatureRow, VersionRow } from '../tables.ts';
import type { RevenueParts } from './parts.ts';

/** A plan, with its versions from the newest on. */
export type Loaded = { readonly plan: PlanRow; readonly versions: readonly VersionRow[]; readonly signatures: readonly SignatureRow[] };

export function createLoading(parts: RevenueParts) {
  const { clock } = parts;
  const today = (): string => dateIn(businessZone, clock.now());

  async function withVersions(trx: Trx, organisationId: string, plans: readonly PlanRow[]): Promise<Loaded[]> {
    const ids = plans.map(({ id }) => id);
    const versions = Map.groupBy(await repo.listVersions(trx, organisationId, ids), (row) => row.plan_id);
    const signatures = Map.groupBy(await repo.listSignatures(trx, organisationId, ids), (row) => row.plan_id);
    return plans.map((plan) => ({ plan, versions: versions.get(plan.id) ?? [], signatures: signatures.get(plan.id) ?? [] }));
  }

  async function namesOf(trx: Trx, organisationId: string, versions: readonly VersionRow[]): Promise<Map<string, string>> {
    const ids = new Set(versions.flatMap(({ content, signers }) => [...payeesIn(content), ...signers]));
    return new Map((await repo.findPayees(trx, organisationId, [...ids])).map(({ id, name }) => [id, name]));
  }

  /** Plans as lists show them, in the order in which they are given. */
  async function present(trx: Trx, organisationId: string, loaded: readonly Loaded[]): Promise<SharePlan[]> {
    const idsOf = (key: 'work_id' | 'campaign_id'): string[] => [...new Set(loaded.flatMap(({ plan }) => plan[key] ?? []))];
    const works = await parts.workTitles(trx, organisationId, idsOf('work_id'));
    const campaigns = await parts.campaignNames(trx, organisationId, idsOf('campaign_id'));
    const day = today();
    return loaded.map(({ plan, versions }) => {
      const id = plan.work_id ?? plan.campaign_id;
      const title = id === null ? null : ((plan.work_id === null ? campaigns : works).get(id) ?? null);
      const newest = versions[0]!;
      return {
        id: plan.id,
        name: plan.name,
        scope: { kind: plan.scope, id, title },
        effectiveVersion: versionOn(versions, day)?.version ?? null,
        newestVersion: newest.version,
        newestState: shownState(newest, versions, day),
        createdAt: plan.created_at.toISOString(),
      };
    });
  }

  function presentVersion(of: Loaded, row: VersionRow, names: ReadonlyMap<string, string>): PlanVersionView {
    const signed = new Map(of.signatures.filter(({ version }) => version === row.version).map((each) => [each.party, each]));
    const parties = row.state === 'draft' ? [] : ['organisation', ...row.signers];
    return {
      version: row.version,
      state: shownState(row, of.versions, today()),
      effectiveFrom: row.effective_from,
      effectiveUntil: row.effective_until,
      content: row.content,
      contentHash: row.content_hash,
      faults: contentFaults(row.content, new Set(names.keys())),
      note: row.note,
      parties: parties.map((party) => ({ party, name: names.get(party) ?? null, signed: signatureOf(signed.get(party)) })),
      payees: payeesIn(row.content).flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : [])),
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      proposedAt: row.proposed_at?.toISOString() ?? null,
      agreedAt: row.agreed_at?.toISOString() ?? null,
      ended: row.ended_at && { at: row.ended_at.toISOString(), by: row.ended_by ?? '', reason: row.ended_reason ?? '' },
    };
  }

  /** Throws plan_not_found. With `lock`, nobody else changes the plan until the transaction ends. */
  async function load(trx: Trx, organisationId: string, planId: string, lock = false): Promise<Loaded> {
    const plan = await repo.findPlan(trx, organisationId, planId, lock);
    if (!plan) throw revenueErrors.plan_not_found({ id: planId });
    return (await withVersions(trx, organisationId, [plan]))[0]!;
  }

  return {
    today,
    withVersions,
    namesOf,
    present,
    presentVersion,
    load,

    /** Throws version_not_found. */
    versionOf: ({ versions }: Loaded, version: number): VersionRow => {
      const found = versions.find((row) => row.version === version);
      if (!found) throw revenueErrors.version_not_found({ version });
      return found;
    },

    /** A plan as it now is, with everything. */
    detail: async (trx: Trx, organisationId: string, planId: string): Promise<SharePlanDetail> => {
      const loaded = await load(trx, organisationId, planId);
      const [plan] = await present(trx, organisationId, [loaded]);
      const names = await namesOf(trx, organisationId, loaded.versions);
      return { ...plan!, versions: loaded.versions.map((row) => presentVersion(loaded, row, names)) };
    },
  };
}
export type Loading = ReturnType<typeof createLoading>;

function signatureOf(row: SignatureRow | undefined): PlanVersionView['parties'][number]['signed'] {
  if (!row) return null;
  const { party, decision, note } = row;
  return { party, decision, note, by: { userId: row.user_id, name: row.user_name }, at: row.signed_at.toISOString() };
}
