/** The books to look at: accounts with the names behind them, what moved one, and a transfer down to the orders in it. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { Account, HistoryRow, Memo } from '../../ledger/index.ts';
import { revenueErrors } from '../errors.ts';
import * as revenueRepo from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { planNames } from '../settlement/repo.ts';
import type { PostingContent } from '../settlement/posting.ts';
import { createLinePresenter, type OwnLine } from '../statements/lines.ts';
import type { PostingGroupRow, PostingRow } from '../tables.ts';
import * as repo from './books-repo.ts';
import { accountKinds, type BookAccount, type BookTransfer, type HistoryEntry, type TransferOrderLine } from './contract.ts';

type Kind = (typeof accountKinds)[number];
type Paging = { cursor?: string | undefined; limit: number };
// From the longer beginning to the shorter.
const prefixes: Record<Exclude<Kind, 'other'>, string> = {
  payee_debt: 'receivable:payee:',
  payable: 'payable:',
  receivable: 'receivable:',
  promotion: 'promotion:',
  tax: 'tax:',
  cash: 'cash:',
};
const accountPlace = z.object({ code: z.string(), currency: z.string() });
const historyPlace = z.object({ at: z.iso.datetime(), seq: z.string().regex(/^\d+$/), line: z.number().int(), asOf: z.iso.datetime() });
const postingPlace = z.object({ number: z.string().regex(/^\d+$/) });

const kindOf = (code: string): Kind =>
  (Object.entries(prefixes) as [Kind, string][]).find(([, prefix]) => code.startsWith(prefix))?.[0] ?? 'other';

/** The id behind an account's code; null where it has none. */
function ownerOf(code: string): string | null {
  const kind = kindOf(code);
  return kind === 'other' ? null : code.slice(prefixes[kind].length);
}
const payeeIdOf = (code: string): string | null => (['payable', 'payee_debt'].includes(kindOf(code)) ? ownerOf(code) : null);

export function createBookUses(parts: RevenueParts) {
  const { db, clock, ledger } = parts;

  /** What accounts are called by those who know what is behind them. */
  async function namesOf(trx: Trx, organisationId: string, accounts: readonly Account[]): Promise<(account: Account) => string> {
    const idsOf = (...kinds: Kind[]): string[] => [
      ...new Set(accounts.flatMap(({ code }) => (kinds.includes(kindOf(code)) ? (ownerOf(code) ?? []) : []))),
    ];
    const payees = await revenueRepo.findPayees(trx, organisationId, idsOf('payable', 'payee_debt'));
    const campaigns = await parts.campaignNames(trx, organisationId, idsOf('promotion'));
    const sources = idsOf('receivable').length === 0 ? [] : await parts.attribution.sources.listSources(organisationId);
    const names = new Map([...[...payees, ...sources].map(({ id, name }) => [id, name] as const), ...campaigns]);
    return ({ code, name }) => names.get(ownerOf(code) ?? '') ?? name;
  }

  async function present(trx: Trx, organisationId: string, accounts: readonly Account[]): Promise<BookAccount[]> {
    const nameOf = await namesOf(trx, organisationId, accounts);
    const balances = await ledger.balances(
      trx,
      organisationId,
      accounts.map(({ id }) => id),
    );
    return accounts.map((account) => {
      const balance = balances.get(account.id)!;
      return {
        id: account.id,
        code: account.code,
        kind: kindOf(account.code),
        name: nameOf(account),
        payeeId: payeeIdOf(account.code),
        currency: account.currency as BookAccount['currency'],
        normalSide: account.normalSide,
        postedMinor: balance.postedMinor.toString(),
        pendingInMinor: balance.pendingInMinor.toString(),
        pendingOutMinor: balance.pendingOutMinor.toString(),
        openedAt: account.openedAt.toISOString(),
      };
    });
  }

  return {
    /** Accounts by code; of a payee both what is owed to them and what they owe. */
    listAccounts: (
      actor: Actor,
      {
        cursor,
        limit,
        kind,
        currency,
        payeeId,
      }: Paging & { kind?: Kind | undefined; currency?: string | undefined; payeeId?: string | undefined },
    ) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const place = cursor === undefined ? null : decodeCursor(accountPlace, cursor);
        const rows = await ledger.browseAccounts(trx, organisationId, {
          ...beginnings(kind ?? null, payeeId ?? null),
          currency: currency ?? null,
          after: place,
          limit: limit + 1,
        });
        const last = rows[limit - 1];
        return {
          items: await present(trx, organisationId, rows.slice(0, limit)),
          nextCursor: rows.length > limit && last ? encodeCursor({ code: last.code, currency: last.currency }) : null,
        };
      }),

    /** What moved an account, newest first, as of an instant. Throws account_not_found. */
    getAccountHistory: (
      actor: Actor,
      accountId: string,
      { cursor, limit, at, phase }: Paging & { at?: string | undefined; phase: 'posted' | 'pending' },
    ) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const place = cursor === undefined ? null : decodeCursor(historyPlace, cursor);
        const [account] = await ledger.findAccounts(trx, organisationId, 'id', [accountId]);
        if (!account) throw revenueErrors.account_not_found({ id: accountId });
        // Later pages are of the same instant as the first.
        const asOf = place ? instantFromIso(place.asOf) : at === undefined ? latest : instantFromIso(at);
        const before = place && { effectiveAt: instantFromIso(place.at), seq: BigInt(place.seq), line: place.line };
        const rows = await ledger.accountHistory(trx, organisationId, account, { phase, at: asOf, before, limit: limit + 1 });
        const last = rows[limit - 1];
        const whole =
          before === null ? rows : await ledger.accountHistory(trx, organisationId, account, { phase, at: asOf, before: null, limit: 1 });
        const next = last && { at: last.effectiveAt.toISOString(), seq: last.seq.toString(), line: last.line, asOf: asOf.toISOString() };
        return {
          account: (await present(trx, organisationId, [account]))[0]!,
          asOf: (asOf === latest ? clock.now() : asOf).toISOString(),
          balanceMinor: (whole[0]?.balanceMinor ?? 0n).toString(),
          items: rows.slice(0, limit).map((row) => entryOnWire(row, phase)),
          nextCursor: rows.length > limit && next ? encodeCursor(next) : null,
        };
      }),

    /** A transfer, and where a settlement made it, its orders. Throws transfer_not_found. */
    getTransfer: (actor: Actor, transferId: string, { cursor, limit }: Paging) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const after = cursor === undefined ? 0n : BigInt(decodeCursor(postingPlace, cursor).number);
        const found = await ledger.findTransfer(trx, organisationId, transferId);
        if (!found) throw revenueErrors.transfer_not_found({ id: transferId });
        const group = await repo.findGroup(trx, organisationId, transferId);
        const memo = JSON.parse(found.row.memo) as Memo;
        const planId = group?.plan_id ?? (typeof memo.params.plan === 'string' ? memo.params.plan : null);
        const version = group?.plan_version ?? (typeof memo.params.version === 'number' ? memo.params.version : null);
        const plans = planId === null ? new Map<string, string>() : await planNames(trx, organisationId, [planId]);
        const nameOf = await namesOf(
          trx,
          organisationId,
          found.entries.map(({ account }) => account),
        );
        const transfer: BookTransfer = {
          id: found.row.id,
          seq: found.row.seq.toString(),
          kind: found.row.kind,
          at: found.row.effective_at.toISOString(),
          recordedAt: found.row.recorded_at.toISOString(),
          memo,
          hash: found.row.hash,
          previousHash: found.row.previous_hash,
          resolves: found.resolves,
          reverses: found.reverses,
          plan: planId !== null && version !== null && plans.has(planId) ? { id: planId, version, name: plans.get(planId)! } : null,
          entries: found.entries.map(({ account, amountMinor, phase }) => ({
            accountId: account.id,
            code: account.code,
            name: nameOf(account),
            payeeId: payeeIdOf(account.code),
            currency: account.currency as BookAccount['currency'],
            amountMinor: amountMinor.toString(),
            phase,
          })),
        };
        return { transfer, orders: group ? await ordersOf(trx, organisationId, group, { after, limit }) : null };
      }),
  };

  async function ordersOf(trx: Trx, organisationId: string, group: PostingGroupRow, { after, limit }: { after: bigint; limit: number }) {
    const rows = await repo.listPostings(trx, group.settlement_id, group.number, after, limit + 1);
    const page = rows.slice(0, limit);
    const lines = page.flatMap((posting) => posting.lines.map((_, index): OwnLine => ({ posting, run: 1, index })));
    const told = await createLinePresenter(parts, organisationId)(trx, lines);
    const byPosting = Map.groupBy(
      lines.map((line, index) => ({ line, told: told[index]! })),
      ({ line }) => line.posting,
    );
    const names = await payeeNames(trx, organisationId, page);
    return {
      items: page.map((posting) => orderOnWire(posting, byPosting.get(posting) ?? [], names)),
      nextCursor: rows.length > limit ? encodeCursor({ number: page.at(-1)!.number.toString() }) : null,
    };
  }

  async function payeeNames(trx: Trx, organisationId: string, postings: readonly PostingRow[]): Promise<ReadonlyMap<string, string>> {
    const keys = [...new Set(postings.flatMap(({ lines }) => lines.map(([, payee]) => payee)))];
    const named = keys.flatMap((key) => (key.startsWith('payee:') ? [key.slice('payee:'.length)] : []));
    const payees = await revenueRepo.findPayees(trx, organisationId, named);
    return new Map([
      ...payees.map(({ id, name }) => [`payee:${id}`, name] as const),
      ...(await parts.creators.creatorNames(
        trx,
        organisationId,
        keys.filter((key) => key.startsWith('crt_')),
      )),
      ...(await parts.creators.agencyNames(
        trx,
        organisationId,
        keys.filter((key) => key.startsWith('agy_')),
      )),
    ]);
  }
}

// Effective times may lie ahead; "now" is all that is there.
const latest = instantFromIso('9999-12-31T23:59:59.999Z');

function beginnings(kind: Kind | null, payeeId: string | null): { prefixes: string[]; except: string[] } {
  if (payeeId !== null) {
    const own = { payable: [`payable:${payeeId}`], payee_debt: [`receivable:payee:${payeeId}`] };
    if (kind === null) return { prefixes: [...own.payable, ...own.payee_debt], except: [] };
    // No other account is a payee's: nothing begins so.
    return { prefixes: kind === 'payable' || kind === 'payee_debt' ? own[kind] : ['\u0001'], except: [] };
  }
  if (kind === null) return { prefixes: [], except: [] };
  if (kind === 'other') return { prefixes: [], except: Object.values(prefixes) };
  return { prefixes: [prefixes[kind]], except: kind === 'receivable' ? [prefixes.payee_debt] : [] };
}

function entryOnWire(row: HistoryRow, phase: HistoryEntry['phase']): HistoryEntry {
  return {
    transferId: row.transferId,
    seq: row.seq.toString(),
    kind: row.kind,
    phase,
    at: row.effectiveAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    memo: JSON.parse(row.memo) as HistoryEntry['memo'],
    amountMinor: row.amountMinor.toString(),
    balanceMinor: row.balanceMinor.toString(),
  };
}

type Told = { line: OwnLine; told: { rule: { label: string; explanation: TransferOrderLine['lines'][number]['explanation'] } } };

function orderOnWire(posting: PostingRow, lines: readonly Told[], names: ReadonlyMap<string, string>): TransferOrderLine {
  const content = JSON.parse(posting.content) as PostingContent;
  const { item } = content;
  return {
    settlementId: posting.settlement_id,
    number: posting.number.toString(),
    itemId: posting.item_id,
    itemKind: item.kind,
    kind: posting.kind,
    at: content.at,
    sourceId: item.sourceId,
    externalId: item.externalId,
    workId: item.workId,
    campaignId: item.campaignId,
    orderMinor: item.amountMinor,
    amountMinor: posting.amount_minor.toString(),
    lines: lines.map(({ line, told }) => {
      const [step, payee, amountMinor] = posting.lines[line.index]!;
      return { step, label: told.rule.label, payee, name: names.get(payee) ?? null, amountMinor, explanation: told.rule.explanation };
    }),
  };
}
