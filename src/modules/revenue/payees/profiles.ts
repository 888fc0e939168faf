/** Profiles: who payees are to tax office and bank. What is secret is sealed when it comes in and masked when it is shown. */
import { moneyPage } from './pages.ts';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeesOfActor, usersOfPayees } from '../service/payees.ts';
import type { PayeeRow } from '../tables.ts';
import { regimeFor } from '../tax/choose.ts';
import { regimeOn } from '../tax/regimes.ts';
import { payeeFor } from './access.ts';
import type { MethodInput, payeesRoutes, PayeeProfile, PayeeSummary, ProfileInput } from './contract.ts';
import { payeesOfKeys } from './keys.ts';
import { checkIdNumber, checkMethod, maskId, maskMethod } from './method.ts';
import { assumedKind, missingForPayout, taxFactsOf } from './profile.ts';
import * as repo from './repo.ts';
import type { ExitRow, ProfileRow } from './tables.ts';

const place = z.object({ id: z.string().refine((id) => isId('payee', id)) });
const shownChanges = 50;
type Listing = z.output<typeof payeesRoutes.listProfiles.query>;

export function createProfileUses(parts: RevenueParts) {
  const { db, clock, audit, payeeSealer } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly PayeeRow[]): Promise<PayeeSummary[]> {
    const ids = rows.map(({ id }) => id);
    const profiles = new Map((await repo.findProfiles(trx, organisationId, ids)).map((row) => [row.payee_id, row]));
    const exits = new Map((await repo.findOpenExits(trx, organisationId, ids)).map((row) => [row.payee_id, row]));
    const today = dateIn(businessZone, clock.now());
    return rows.map((row) => summaryOf(row, profiles.get(row.id), exits.get(row.id), today));
  }

  async function detail(trx: Trx, row: PayeeRow): Promise<PayeeProfile> {
    const [summary] = await present(trx, row.organisation_id, [row]);
    const [profile] = await repo.findProfiles(trx, row.organisation_id, [row.id]);
    const changes = await repo.listMethodChanges(trx, row.id, shownChanges);
    return {
      ...summary!,
      thresholdMinor: profile?.threshold_minor?.toString() ?? null,
      updatedBy: profile?.updated_by_name ?? null,
      methodHistory: changes.map((change) => ({
        at: change.changed_at.toISOString(),
        by: change.changed_by_name,
        before: change.before_masked,
        after: change.after_masked,
      })),
    };
  }

  /** The method as it is to be kept; undefined where it stays as it was. */
  function methodColumns(payeeId: string, input: ProfileInput, was: ProfileRow | undefined) {
    if (input.method === undefined) return { changed: false, columns: {} };
    const before = was?.method_sealed ? payeeSealer.open(was.method_sealed, `method ${payeeId}`) : null;
    if (input.method === null)
      return { changed: before !== null, columns: { method_kind: null, method_sealed: null, method_masked: null } };
    const checked = checkMethod(input.method, input.kind);
    if ('fault' in checked) throw revenueErrors[`account_${checked.fault}`]({});
    const text = JSON.stringify(Object.entries(checked.method).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return {
      changed: before !== text,
      columns: {
        method_kind: checked.method.kind,
        method_sealed: payeeSealer.seal(text, `method ${payeeId}`),
        method_masked: JSON.stringify(maskMethod(checked.method)),
      },
    };
  }

  function idColumns(payeeId: string, { idNumber }: ProfileInput) {
    if (idNumber === undefined) return {};
    if (idNumber === null) return { id_kind: null, id_sealed: null, id_masked: null };
    const number = checkIdNumber(idNumber);
    if (number === null) throw revenueErrors.id_number_invalid({ kind: idNumber.kind });
    return { id_kind: idNumber.kind, id_sealed: payeeSealer.seal(number, `id ${payeeId}`), id_masked: maskId(number) };
  }

  async function write(trx: Trx, actor: Actor, payee: PayeeRow, input: ProfileInput): Promise<PayeeProfile> {
    const { organisationId } = actor;
    const [was] = await repo.findProfiles(trx, organisationId, [payee.id]);
    if (input.version !== undefined && input.version !== (was?.version ?? 0)) throw revenueErrors.profile_changed({});
    const { changed, columns } = methodColumns(payee.id, input, was);
    const now = clock.now();
    await repo.upsertProfile(trx, {
      ...(was
        ? { ...was, method_masked: was.method_masked && JSON.stringify(was.method_masked) }
        : {
            id_kind: null,
            id_sealed: null,
            id_masked: null,
            regime: null,
            regime_reason: null,
            method_kind: null,
            method_sealed: null,
            method_masked: null,
          }),
      payee_id: payee.id,
      organisation_id: organisationId,
      kind: input.kind,
      legal_name: input.legalName,
      region: input.region,
      currency: input.currency,
      threshold_minor: input.thresholdMinor === null ? null : BigInt(input.thresholdMinor),
      ...idColumns(payee.id, input),
      ...columns,
      version: (was?.version ?? 0) + 1,
      updated_at: now,
      updated_by_name: actor.name,
    });
    if (changed) await tellOfMethod(trx, actor, payee, was);
    await audit.record(
      trx,
      actor,
      'revenue.put_payee_profile',
      { id: payee.id, title: payee.name },
      { kind: input.kind, region: input.region, currency: input.currency, accountChanged: changed },
    );
    return detail(trx, payee);
  }

  /** Keeps who changed where money goes, and tells the payee's people and staff: a stranger's change is noticed before a payout. */
  async function tellOfMethod(trx: Trx, actor: Actor, payee: PayeeRow, was: ProfileRow | undefined): Promise<void> {
    const { organisationId } = actor;
    const [now] = await repo.findProfiles(trx, organisationId, [payee.id]);
    await repo.insertMethodChange(trx, {
      organisation_id: organisationId,
      payee_id: payee.id,
      changed_by: actor.kind === 'person' ? actor.id : null,
      changed_by_kind: actor.kind,
      changed_by_name: actor.name,
      changed_at: clock.now(),
      before_masked: was?.method_masked ? JSON.stringify(was.method_masked) : null,
      after_masked: now?.method_masked ? JSON.stringify(now.method_masked) : null,
    });
    const told = { organisationId, kind: 'payee_account_changed', params: { payee: payee.name, by: actor.name } } as const;
    const users = (await usersOfPayees(parts, trx, organisationId, [payee])).get(payee.id) ?? [];
    await parts.notifications.notify(trx, { ...told, link: moneyPage(payee, 'profile'), userIds: users });
    await parts.notifications.notifyStaff(trx, { ...told, link: `/payees/${payee.id}` });
  }

  return {
    listMyProfiles: (actor: Actor): Promise<{ items: PayeeProfile[] }> =>
      db.read(async (trx) => {
        const items: PayeeProfile[] = [];
        for (const row of await payeesOfActor(parts, trx, actor)) items.push(await detail(trx, row));
        return { items };
      }),

    /** Writes one's own profile; a creator's or an agency's payee is made where there is none yet. Throws payee_not_found, person_needed. */
    putMyProfile: (actor: Actor, { payeeId, ...input }: ProfileInput & { payeeId?: string | undefined }): Promise<PayeeProfile> =>
      db.transaction(async (trx) => {
        if (actor.kind !== 'person') throw revenueErrors.person_needed({});
        const own = await payeesOfActor(parts, trx, actor);
        let id = payeeId ?? (own.length === 1 ? own[0]!.id : undefined);
        if (id === undefined && own.length === 0) {
          const party = await parts.creators.partyOf(trx, actor);
          const key = party.kind === 'creator' ? party.creatorId : party.kind === 'agency' ? party.agencyId : null;
          if (key !== null) id = (await payeesOfKeys(parts, trx, actor.organisationId, [key])).get(key);
        } else if (payeeId !== undefined && !own.some((row) => row.id === payeeId)) throw revenueErrors.payee_not_found({ id: payeeId });
        if (id === undefined) throw revenueErrors.payee_not_found({ id: payeeId ?? '' });
        return write(trx, actor, await payeeFor(parts, trx, actor, id, true), input);
      }),

    listProfiles: (actor: Actor, { cursor, limit, query, missing, exited }: Listing) =>
      db.read(async (trx) => {
        const beforeId = cursor === undefined ? null : decodeCursor(place, cursor).id;
        const listing = { beforeId, limit: limit + 1, query: query || null, missing: missing ?? null, exited: exited ?? null };
        const rows = await repo.listPayees(trx, actor.organisationId, listing);
        const items = await present(trx, actor.organisationId, rows.slice(0, limit));
        return { items, nextCursor: rows.length > limit ? encodeCursor({ id: items.at(-1)!.payeeId }) : null };
      }),

    /** Throws payee_not_found. */
    getProfile: (actor: Actor, payeeId: string): Promise<PayeeProfile> =>
      db.read(async (trx) => detail(trx, await payeeFor(parts, trx, actor, payeeId))),

    /** Writes a profile. Throws payee_not_found, profile_changed, id_number_invalid, account_… for one that cannot be right. */
    putProfile: (actor: Actor, payeeId: string, input: ProfileInput): Promise<PayeeProfile> =>
      db.transaction(async (trx) => write(trx, actor, await payeeFor(parts, trx, actor, payeeId, true), input)),

    /** Chooses a regime over the rule, or leaves it to the rule again. Throws payee_not_found, profile_missing. */
    setRegime: (actor: Actor, payeeId: string, { regime, reason }: { regime: string | null; reason: string }): Promise<PayeeProfile> =>
      db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        const [was] = await repo.findProfiles(trx, actor.organisationId, [payeeId]);
        if (!was) throw revenueErrors.profile_missing({});
        await repo.upsertProfile(trx, {
          ...was,
          method_masked: was.method_masked && JSON.stringify(was.method_masked),
          regime,
          regime_reason: regime === null ? null : reason,
          version: was.version + 1,
          updated_at: clock.now(),
          updated_by_name: actor.name,
        });
        const subject = { id: payeeId, title: payee.name };
        await audit.record(trx, actor, 'revenue.set_payee_regime', subject, {
          regime: regime ?? 'rule',
          before: was.regime ?? 'rule',
          reason,
        });
        return detail(trx, payee);
      }),

    /** A profile as people see it, for uses that end with it. */
    presentProfile: detail,
  };
}
export type ProfileUses = ReturnType<typeof createProfileUses>;

/** Where a payee's money goes, in the clear: for bank files and providers alone. */
export function openMethod(parts: Pick<RevenueParts, 'payeeSealer'>, profile: ProfileRow): MethodInput | null {
  if (profile.method_sealed === null) return null;
  const text = parts.payeeSealer.open(profile.method_sealed, `method ${profile.payee_id}`);
  return Object.fromEntries(JSON.parse(text) as [string, string][]) as MethodInput;
}

function summaryOf(row: PayeeRow, profile: ProfileRow | undefined, exit: ExitRow | undefined, today: string): PayeeSummary {
  const currency = (profile?.currency ?? 'CNY') as PayeeSummary['currency'];
  // The regime of yuan: what other currencies are treated as is said with the figures.
  const regime = regimeFor(taxFactsOf(row, profile), today, 'CNY');
  return {
    payeeId: row.id,
    name: row.name,
    belongsTo:
      row.role ?? (row.creator_id !== null ? 'creator' : row.agency_id !== null ? 'agency' : row.user_id !== null ? 'user' : 'nobody'),
    version: profile?.version ?? 0,
    kind: profile?.kind ?? assumedKind(row),
    legalName: profile?.legal_name ?? '',
    region: profile?.region ?? 'CN',
    idNumber: profile?.id_kind ? { kind: profile.id_kind, masked: profile.id_masked! } : null,
    currency,
    method: profile?.method_masked ?? null,
    regime: {
      id: regime.id as PayeeSummary['regime']['id'],
      kind: regimeOn(regime.id, today).kind,
      reason: regime.reason,
      note: regime.reason === 'chosen' ? profile!.regime_reason : null,
      confirmed: false,
    },
    missing: missingForPayout(profile, { house: row.role !== null, invoiceMissing: false }),
    updatedAt: profile?.updated_at.toISOString() ?? null,
    exit: exit ? { at: exit.exited_at.toISOString(), by: exit.exited_by_name, reason: exit.reason } : null,
  };
}
