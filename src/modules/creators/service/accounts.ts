import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId, newId } from '../../../platform/ids.ts';
import { creatorLimits, type ChannelAccount, type creatorsContract, type DecisionResults, type newChannelAccount } from '../contract.ts';
import { creatorsErrors } from '../errors.ts';
import * as repo from '../repo/accounts.ts';
import { findAgencies, lockFor } from '../repo/agencies.ts';
import { findCreators, listUserIds } from '../repo/creators.ts';
import type { AccountRow } from '../tables.ts';
import type { CreatorUses } from './creators.ts';
import { partyOf, type CreatorsParts, type Party } from './parts.ts';

type Listing = z.output<typeof creatorsContract.routes.listAccounts.query>;
type NewAccount = z.output<typeof newChannelAccount>;
type Correction = z.output<typeof creatorsContract.routes.updateAccount.body>;
type Decision = z.output<typeof creatorsContract.routes.decideAccounts.body>;
type Result = DecisionResults['results'][number];

const place = z.object({ id: z.string().refine((id) => isId('channelAccount', id)) });

export function createAccountUses(parts: CreatorsParts, creators: Pick<CreatorUses, 'getVisible'>) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly AccountRow[]): Promise<ChannelAccount[]> {
    const found = await findCreators(trx, organisationId, [...new Set(rows.map((row) => row.creator_id))]);
    const byId = new Map(found.map((row) => [row.id, row]));
    const agencyIds = [...new Set(found.map((row) => row.agency_id).filter((id) => id !== null))];
    const agencies = new Map((await findAgencies(trx, organisationId, agencyIds)).map((row) => [row.id, row.name]));
    const periods = Map.groupBy(
      await repo.listPeriods(
        trx,
        organisationId,
        rows.map(({ id }) => id),
      ),
      (period) => period.account_id,
    );
    return rows.map((row) => {
      const creator = byId.get(row.creator_id)!;
      return {
        id: row.id,
        creator: { id: creator.id, name: creator.name },
        agency: creator.agency_id === null ? null : { id: creator.agency_id, name: agencies.get(creator.agency_id) ?? '' },
        channel: row.channel,
        handle: row.handle,
        externalId: row.external_id,
        url: row.url,
        followers: row.followers,
        state: row.state,
        refusal: row.state === 'refused' ? { reason: row.refusal_reason ?? 'other', note: row.refusal_note } : null,
        filedAt: row.filed_at.toISOString(),
        decidedAt: row.decided_at?.toISOString() ?? null,
        decidedBy: row.decided_by,
        approved: (periods.get(row.id) ?? []).map(({ from_at: from, until_at: until }) => ({
          from: from.toISOString(),
          until: until?.toISOString() ?? null,
        })),
      };
    });
  }
  const presentOne = async (trx: Trx, organisationId: string, accountId: string): Promise<ChannelAccount> =>
    (await present(trx, organisationId, await repo.findAccounts(trx, organisationId, [accountId])))[0]!;

  /** An account that a party may change, held. Throws account_not_found. */
  async function lockVisible(trx: Trx, actor: Actor, party: Party, accountId: string): Promise<AccountRow> {
    const [row] = await repo.lockAccounts(trx, actor.organisationId, [accountId]);
    const owner = row && (await findCreators(trx, actor.organisationId, [row.creator_id]))[0];
    const visible =
      owner &&
      (party.kind === 'staff' ||
        (party.kind === 'creator' && owner.id === party.creatorId) ||
        (party.kind === 'agency' && owner.agency_id === party.agencyId));
    if (!visible) throw creatorsErrors.account_not_found({ id: accountId });
    return row;
  }

  async function refuseTaken(
    trx: Trx,
    organisationId: string,
    account: Pick<AccountRow, 'channel' | 'handle' | 'external_id'>,
    ownId: string | null,
  ): Promise<void> {
    const same = await repo.findSame(trx, organisationId, account.channel, { externalId: account.external_id, handle: account.handle });
    if (same.some((row) => row.id !== ownId && (row.state === 'filed' || row.state === 'approved')))
      throw creatorsErrors.account_taken({ channel: account.channel, handle: account.handle });
  }

  const named = (row: Pick<AccountRow, 'channel' | 'handle'>): string => `${row.channel} · ${row.handle}`;

  async function tellStaff(
    trx: Trx,
    organisationId: string,
    creatorName: string,
    row: Pick<AccountRow, 'channel' | 'handle'>,
  ): Promise<void> {
    await parts.notifications.notifyStaff(trx, {
      organisationId,
      kind: 'filing_requested',
      params: { creator: creatorName, account: row.handle },
      link: '/filings',
    });
  }

  return {
    listAccounts: (actor: Actor, listing: Listing): Promise<{ items: ChannelAccount[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const party = await partyOf(trx, actor);
        const before = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor).id;
        const filter = {
          ...listing,
          ...(party.kind === 'creator' && { creatorId: party.creatorId }),
          ...(party.kind === 'agency' && { agencyId: party.agencyId }),
        };
        const rows = await repo.listAccounts(trx, actor.organisationId, filter, { beforeId: before, limit: listing.limit + 1 });
        const shown = rows.slice(0, listing.limit);
        return {
          items: await present(trx, actor.organisationId, shown),
          nextCursor: rows.length > listing.limit ? encodeCursor({ id: shown.at(-1)!.id }) : null,
        };
      }),

    /** Throws account_taken, creator_needed, creator_not_found, suspended, creator_left, too_many. */
    fileAccount: (actor: Actor, input: NewAccount): Promise<ChannelAccount> =>
      db.transaction(async (trx) => {
        const party = await partyOf(trx, actor);
        const creatorId = party.kind === 'creator' ? party.creatorId : input.creatorId;
        if (creatorId === undefined) throw creatorsErrors.creator_needed({});
        const creator = await creators.getVisible(trx, actor, party, creatorId);
        if (creator.state === 'left') throw creatorsErrors.creator_left({ name: creator.name });
        if (creator.state === 'suspended') throw creatorsErrors.suspended({ reason: creator.suspend_reason });
        await lockFor(trx, 'accounts', actor.organisationId);
        const own = await repo.countActive(trx, [creatorId]);
        const { filed, approved } = own.get(creatorId) ?? { filed: 0, approved: 0 };
        if (filed + approved >= creatorLimits.accountsOfCreator) throw creatorsErrors.too_many({ most: creatorLimits.accountsOfCreator });
        const row = {
          id: newId('channelAccount', clock.nowMs()),
          organisation_id: actor.organisationId,
          creator_id: creatorId,
          channel: input.channel,
          handle: input.handle,
          external_id: input.externalId,
          url: input.url,
          followers: input.followers,
          state: 'filed' as const,
          refusal_reason: null,
          filed_at: clock.now(),
          decided_at: null,
          decided_by: null,
        };
        await refuseTaken(trx, actor.organisationId, row, null);
        await repo.insertAccount(trx, row);
        await audit.record(trx, actor, 'creators.file_account', { id: row.id, title: named(row) }, { creator: creatorId });
        await tellStaff(trx, actor.organisationId, creator.name, row);
        return presentOne(trx, actor.organisationId, row.id);
      }),

    /** Throws account_not_found, account_taken. Another handle or id of an account that was decided on is filed anew. */
    updateAccount: (actor: Actor, accountId: string, change: Correction): Promise<ChannelAccount> =>
      db.transaction(async (trx) => {
        const party = await partyOf(trx, actor);
        await lockFor(trx, 'accounts', actor.organisationId);
        const row = await lockVisible(trx, actor, party, accountId);
        if (row.state === 'withdrawn') throw creatorsErrors.account_not_found({ id: accountId });
        const next = {
          channel: row.channel,
          handle: change.handle ?? row.handle,
          external_id: change.externalId === undefined ? row.external_id : change.externalId,
        };
        const another = next.handle !== row.handle || next.external_id !== row.external_id;
        if (another) await refuseTaken(trx, actor.organisationId, next, row.id);
        const anew = another && row.state !== 'filed';
        await repo.updateAccount(trx, row.id, {
          handle: next.handle,
          external_id: next.external_id,
          url: change.url,
          followers: change.followers,
          ...(anew && {
            state: 'filed',
            filed_at: clock.now(),
            decided_at: null,
            decided_by: null,
            refusal_reason: null,
            refusal_note: '',
          }),
        });
        if (anew) await repo.endPeriod(trx, row.id, clock.now());
        await audit.record(trx, actor, 'creators.update_account', { id: row.id, title: named(next) }, { before: named(row) });
        const after = await presentOne(trx, actor.organisationId, row.id);
        if (anew) await tellStaff(trx, actor.organisationId, after.creator.name, next);
        return after;
      }),

    /** Throws account_not_found; one that is withdrawn already stays so. */
    withdrawAccount: (actor: Actor, accountId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await lockVisible(trx, actor, await partyOf(trx, actor), accountId);
        await repo.updateAccount(trx, row.id, { state: 'withdrawn' });
        await repo.endPeriod(trx, row.id, clock.now());
        await audit.record(trx, actor, 'creators.withdraw_account', { id: row.id, title: named(row) });
      }),

    /** Decides on many; each has its own result, and one that fails hinders no other. */
    decideAccounts: (actor: Actor, decision: Decision): Promise<DecisionResults> =>
      db.transaction(async (trx) => {
        await lockFor(trx, 'accounts', actor.organisationId);
        const ids = [...new Set(decision.accountIds)];
        const rows = new Map((await repo.lockAccounts(trx, actor.organisationId, ids)).map((row) => [row.id, row]));
        const results: Result[] = [];
        for (const id of ids) results.push(await decideOne(trx, actor, decision, id, rows.get(id)));
        return { results };
      }),

    /** The approved accounts of a creator, oldest first. */
    listApprovedAccounts: async (
      trx: Trx,
      _organisationId: string,
      creatorId: string,
    ): Promise<{ id: string; channel: AccountRow['channel']; handle: string }[]> =>
      (await repo.listAccountsOf(trx, creatorId, ['approved'])).map(({ id, channel, handle }) => ({ id, channel, handle })),

    /** Accounts approved now that are called so on a channel (null: on any), by their handle or the channel's own id. */
    approvedAccountsNamed: async (
      trx: Trx,
      organisationId: string,
      named: { channel: string | null; name: string },
    ): Promise<{ id: string; creatorId: string; channel: AccountRow['channel']; handle: string }[]> =>
      (await repo.findApprovedNamed(trx, organisationId, named)).map(({ id, creator_id: creatorId, channel, handle }) => ({
        id,
        creatorId,
        channel,
        handle,
      })),

    /** When each account was approved, rising; for asking what held at an instant. Every id that was given has an entry. */
    accountPeriods: async (
      trx: Trx,
      organisationId: string,
      accountIds: readonly string[],
    ): Promise<Map<string, { from: Date; until: Date | null }[]>> => {
      const periods = Map.groupBy(await repo.listPeriods(trx, organisationId, accountIds), (period) => period.account_id);
      return new Map(accountIds.map((id) => [id, (periods.get(id) ?? []).map(({ from_at: from, until_at: until }) => ({ from, until }))]));
    },

    /** The account that a channel calls so: the approved one, else the one that was filed last; null where nobody filed it. */
    findAccountByExternalId: async (
      trx: Trx,
      organisationId: string,
      channel: string,
      externalId: string,
    ): Promise<{ id: string; creatorId: string; state: AccountRow['state'] } | null> => {
      const [row] = await repo.findByExternalId(trx, organisationId, channel, externalId);
      return row ? { id: row.id, creatorId: row.creator_id, state: row.state } : null;
    },

    /** Whose account a channel called so, and when: the stretches in which each was approved under that name, rising. */
    approvedUnder: repo.listPeriodsOfName,
    /** What channels call, or called, the accounts of a creator. */
    accountNamesOf: repo.listNames,
  };

  async function decideOne(
    trx: Trx,
    actor: Actor,
    { decision, reason, note }: Decision,
    id: string,
    row: AccountRow | undefined,
  ): Promise<Result> {
    const failed = (code: string): Result => ({ id, status: 'failed', before: row?.state ?? null, state: row?.state ?? null, code });
    if (!row) return failed('creators.account_not_found');
    if (row.state === 'withdrawn') return failed('creators.account_withdrawn');
    const state = ({ approve: 'approved', refuse: 'refused', reopen: 'filed' } as const)[decision];
    const sameReason = decision !== 'refuse' || (row.refusal_reason === reason && row.refusal_note === note);
    if (row.state === state && sameReason) return { id, status: 'unchanged', before: state, state, code: null };
    if (row.state === 'refused' && state !== 'refused') {
      const same = await repo.findSame(trx, actor.organisationId, row.channel, { externalId: row.external_id, handle: row.handle });
      if (same.some((other) => other.id !== id && (other.state === 'filed' || other.state === 'approved')))
        return failed('creators.account_taken');
    }
    const now = clock.now();
    await repo.updateAccount(trx, id, {
      state,
      refusal_reason: decision === 'refuse' ? (reason ?? 'other') : null,
      refusal_note: decision === 'refuse' ? note : '',
      decided_at: decision === 'reopen' ? null : now,
      decided_by: decision === 'reopen' ? null : actor.name.slice(0, 200),
    });
    if (state === 'approved') await repo.beginPeriod(trx, actor.organisationId, { id, externalId: row.external_id }, now);
    else await repo.endPeriod(trx, id, now);
    await audit.record(
      trx,
      actor,
      `creators.${decision}_account`,
      { id, title: named(row) },
      decision === 'refuse' ? { reason: reason ?? 'other', note } : {},
    );
    if (decision !== 'reopen') await tellOwners(trx, actor.organisationId, row, decision === 'approve' ? null : note);
    if (state === 'approved' || state === 'refused')
      await parts.accountDecided?.(trx, {
        organisationId: actor.organisationId,
        accountId: id,
        creatorId: row.creator_id,
        channel: row.channel,
        externalId: row.external_id,
        state,
      });
    return { id, status: 'done', before: row.state, state, code: null };
  }

  async function tellOwners(trx: Trx, organisationId: string, row: AccountRow, refusal: string | null): Promise<void> {
    const userIds = (await listUserIds(trx, organisationId, { creatorIds: [row.creator_id] })).map(({ userId }) => userId);
    const link = '/creator/accounts';
    if (refusal === null)
      await parts.notifications.notify(trx, { organisationId, userIds, kind: 'filing_approved', params: { account: row.handle }, link });
    else
      await parts.notifications.notify(trx, {
        organisationId,
        userIds,
        kind: 'filing_refused',
        params: { account: row.handle, reason: refusal },
        link,
      });
  }
}
