/**
 * Proves the sub-ledger: that the orders behind every posted transfer are those that its memo's root was made of, that what they add up
 * to is what the transfer moved, and that statements say what postings and books say. Reads it all once, a stretch at a time.
 */
import type { Trx } from '../../../platform/db/index.ts';
import { growTree } from '../../ledger/index.ts';
import { payableOf } from '../books.ts';
import type { RevenueParts } from '../service/parts.ts';
import { lineHash, lineSalt, postingHash, type PostingContent } from '../settlement/posting.ts';
import { eachPosted, movementOf, periodBounds, readMemo } from '../statements/movements.ts';
import type { PostingGroupRow, PostingRow, SettlementRow, StatementRow } from '../tables.ts';
import * as repo from './check-repo.ts';

const stretch = 2000;
const groupsAtOnce = 200;

/** As the ledger names what differs first; `subject` is the settlement's group and posting, or the statement. */
type PostingDifference = {
  organisationId: string;
  transfer: string | null;
  account: null;
  subject: string;
  reason:
    | 'posting_hash'
    | 'posting_content'
    | 'posting_missing'
    | 'group_missing'
    | 'group_root'
    | 'group_sums'
    | 'group_transfer'
    | 'transfer_root'
    | 'transfer_sums'
    | 'settlement_seal'
    | 'statement_missing'
    | 'statement_seal'
    | 'statement_sums'
    | 'statement_balance';
};
type PostingCheck = { ok: boolean; checked: number; firstDifference: PostingDifference | null };

/** What a payee's postings are in all, by what they were for. */
type Sums = Record<PostingRow['kind'], bigint>;
type Totals = Map<string, Sums>;

class Differs extends Error {
  readonly difference: PostingDifference;
  constructor(difference: PostingDifference) {
    super(difference.reason);
    this.difference = difference;
  }
}

export function createPostingCheck({ db, ledger }: RevenueParts) {
  const read = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => db.read(work);

  /** Proves one settlement's groups and adds what its payees got to `totals`. Answers with how many postings it has. */
  async function checkSettlement(
    settlement: SettlementRow,
    totals: Totals,
    payees: Set<string>,
    onProgress: (postings: number) => void,
  ): Promise<number> {
    const { id, organisation_id: organisationId } = settlement;
    const postings = eachPosting(read, id);
    let next = await postings.next();
    let checked = 0;
    for (let after = 0; ;) {
      const groups = await read((trx) => repo.listGroups(trx, id, after, groupsAtOnce));
      const keys = await read((trx) => keysOf(trx, organisationId, groups));
      for (const group of groups) {
        const differ = (reason: PostingDifference['reason'], number: bigint | null = null): never => {
          const subject = `${id}/${group.number}${number === null ? '' : `/${number}`}`;
          throw new Differs({ organisationId, transfer: group.transfer_id, account: null, subject, reason });
        };
        const tree = growTree();
        const sums = new Map<string, bigint>();
        let count = 0;
        for (; !next.done && next.value.group_number <= group.number; next = await postings.next()) {
          const posting = next.value;
          if (posting.group_number < group.number) differ('posting_missing', posting.number);
          provePosting(posting, group, differ);
          for (const [, key, amount] of posting.lines) {
            const payee = keys.get(key) ?? differ('group_sums', posting.number);
            sums.set(payee, (sums.get(payee) ?? 0n) + BigInt(amount));
            add(totals, payee, posting.kind, BigInt(amount));
            payees.add(payee);
          }
          tree.add(posting.hash);
          count++;
        }
        if (count !== group.postings) differ('posting_missing');
        if (tree.root() !== group.root) differ('group_root');
        if (!isSame(sums, group.sums)) differ('group_sums');
        await proveTransfer(group, settlement, sums, differ);
        checked += count;
        onProgress(count);
      }
      if (groups.length < groupsAtOnce) break;
      after = groups.at(-1)!.number;
    }
    if (!next.done)
      throw new Differs({
        organisationId,
        transfer: null,
        account: null,
        subject: `${id}/${next.value.group_number}/${next.value.number}`,
        reason: 'group_transfer',
      });
    return checked;
  }

  /** That the group's transfer is there, carries its root, and moved just its sums. */
  async function proveTransfer(
    group: PostingGroupRow,
    settlement: SettlementRow,
    sums: ReadonlyMap<string, bigint>,
    differ: Differ,
  ): Promise<void> {
    const total = [...sums.values()].reduce((all, sum) => all + sum, 0n);
    const wanted = new Map<string, bigint>();
    for (const [payee, sum] of sums) if (sum !== 0n) wanted.set(payableOf(payee, '', settlement.currency).code, -sum);
    if (total !== 0n) wanted.set(group.origin, total);
    // What adds up to nothing for everybody moves nothing.
    if (wanted.size === 0 && group.transfer_id === null) return;
    const transfer = await read((trx) => ledger.findTransfer(trx, group.organisation_id, group.transfer_id ?? ''));
    if (!transfer) return differ('group_transfer');
    const { code, params } = readMemo(transfer.row.memo);
    if (
      code !== 'revenue.settled' ||
      params.root !== group.root ||
      params.settlement !== settlement.id ||
      Number(params.group) !== group.number
    )
      return differ('transfer_root');
    const moved = new Map<string, bigint>();
    for (const { account, amountMinor, phase } of transfer.entries)
      if (phase === 'posted' && account.currency === settlement.currency)
        moved.set(account.code, (moved.get(account.code) ?? 0n) + amountMinor);
    if (moved.size !== wanted.size || [...wanted].some(([account, amount]) => moved.get(account) !== amount)) differ('transfer_sums');
  }

  /** That every transfer of a settlement still has its orders: a group that was taken out whole leaves it behind. */
  async function checkGroups(organisationId: string): Promise<void> {
    for (let after = ''; ;) {
      const some = await read((trx) => ledger.listByKey(trx, organisationId, 'settle:', after, stretch));
      const known = await read((trx) =>
        repo.findGroupTransfers(
          trx,
          some.map(({ id }) => id),
        ),
      );
      const lost = some.find(({ id }) => !known.has(id));
      if (lost) {
        const subject = lost.key.slice('settle:'.length).replace(':', '/');
        throw new Differs({ organisationId, transfer: lost.id, account: null, subject, reason: 'group_missing' });
      }
      if (some.length < stretch) return;
      after = some.at(-1)!.key;
    }
  }

  /** That a settlement's statements carry a seal, and say what postings and the payee's account say. `payees` have one each. */
  async function checkStatements(settlement: SettlementRow, totals: Totals, payees: ReadonlySet<string>): Promise<void> {
    const missing = new Set(payees);
    for (let after = ''; ;) {
      const rows = await read((trx) => repo.listStatements(trx, settlement.id, after, groupsAtOnce));
      for (const row of rows) {
        const differ = (reason: PostingDifference['reason']): never => {
          throw new Differs({ organisationId: row.organisation_id, transfer: null, account: null, subject: row.id, reason });
        };
        missing.delete(row.payee_id);
        const of = totals.get(row.payee_id) ?? { earned: 0n, refunded: 0n, taken_back: 0n };
        if (row.earned_minor !== of.earned || row.refunded_minor !== of.refunded || row.restated_minor !== of.taken_back)
          differ('statement_sums');
        if (
          !(await read((trx) => ledger.hasSeal(trx, row.organisation_id, { seq: row.seal_seq, hash: row.seal_hash, root: row.seal_root })))
        )
          differ('statement_seal');
        await proveBalance(row, differ);
      }
      if (rows.length < groupsAtOnce) break;
      after = rows.at(-1)!.id;
    }
    const [payee] = missing;
    if (payee !== undefined) {
      const subject = `${settlement.id}/${payee}`;
      throw new Differs({
        organisationId: settlement.organisation_id,
        transfer: null,
        account: null,
        subject,
        reason: 'statement_missing',
      });
    }
  }

  /** That opening, tax, payouts, the rest and closing are those of the payee's account as it stood at the seal. */
  async function proveBalance(row: StatementRow, differ: (reason: PostingDifference['reason']) => never): Promise<void> {
    const { from, before } = periodBounds(row.period);
    const moved = { settled: 0n, tax: 0n, paid: 0n, other: 0n };
    let opening = 0n;
    await read(async (trx) => {
      const account = await ledger.findAccount(trx, row.organisation_id, payableOf(row.payee_id, '', row.currency).code, row.currency);
      if (!account) return;
      const reading = { from: null, before, seqAfter: 0n, seqUpTo: row.seal_seq, limit: stretch };
      for await (const entry of eachPosted(ledger, trx, row.organisation_id, account.id, reading))
        if (entry.effectiveAt < from) opening -= entry.amountMinor;
        else moved[movementOf(entry.memo)] -= entry.amountMinor;
    });
    const closing = opening + moved.settled + moved.tax + moved.paid + moved.other;
    const settled = row.earned_minor + row.refunded_minor + row.restated_minor;
    const same = [
      [row.opening_minor, opening],
      [settled, moved.settled],
      [row.tax_minor, moved.tax],
      [row.paid_minor, moved.paid],
      [row.other_minor, moved.other],
      [row.closing_minor, closing],
    ].every(([told, found]) => told === found);
    if (!same) differ('statement_balance');
  }

  return {
    /**
     * Proves the postings of all organisations against the books, after the books themselves were proven. The first difference names the
     * transfer, or the statement. `onProgress` is told how many postings are proven so far.
     */
    checkPostings: async (onProgress: (checked: number) => void = () => {}): Promise<PostingCheck> => {
      let checked = 0;
      let series = '';
      let totals: Totals = new Map();
      try {
        for (const organisationId of await read((trx) => ledger.listOrganisations(trx))) await checkGroups(organisationId);
        for (const settlement of await read((trx) => repo.listPosted(trx))) {
          // A statement is of its month's settlements up to its own.
          const of = [settlement.organisation_id, settlement.currency, settlement.period].join(' ');
          if (of !== series) totals = new Map();
          series = of;
          const payees = new Set<string>();
          checked += await checkSettlement(settlement, totals, payees, (count) => onProgress(checked + count));
          const seal = { seq: settlement.seal_seq ?? -1n, hash: settlement.seal_hash ?? '', root: settlement.seal_root ?? '' };
          const { organisation_id: organisationId, id } = settlement;
          if (!(await read((trx) => ledger.hasSeal(trx, organisationId, seal))))
            throw new Differs({ organisationId, transfer: null, account: null, subject: id, reason: 'settlement_seal' });
          await checkStatements(settlement, totals, payees);
        }
      } catch (error) {
        if (error instanceof Differs) return { ok: false, checked, firstDifference: error.difference };
        throw error;
      }
      return { ok: true, checked, firstDifference: null };
    },
  };
}

type Differ = (reason: PostingDifference['reason'], number?: bigint) => never;

/** That a posting's hash is that of its content and lines, and that what stands beside the content is what the content says. */
function provePosting(posting: PostingRow, group: PostingGroupRow, differ: Differ): void {
  const lines = posting.lines.map(([step, payee, amountMinor], index) =>
    lineHash({ step, payee, amountMinor }, lineSalt(posting.salt, index)),
  );
  if (postingHash(posting.content, lines) !== posting.hash) differ('posting_hash', posting.number);
  const { kind, item, plan } = JSON.parse(posting.content) as PostingContent;
  const sum = posting.lines.reduce((all, [, , amount]) => all + BigInt(amount), 0n);
  const same = kind === posting.kind && item.id === posting.item_id && plan.id === group.plan_id && plan.version === group.plan_version;
  const ofGroup = item.creator === group.creator_id && item.agency === group.agency_id && posting.organisation_id === group.organisation_id;
  if (!same || !ofGroup || sum !== posting.amount_minor) differ('posting_content', posting.number);
}

async function* eachPosting(
  read: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  settlementId: string,
): AsyncGenerator<PostingRow, undefined> {
  for (let after = { group: 0, number: 0n }; ;) {
    const place = after;
    const rows = await read((trx) => repo.listPostings(trx, settlementId, place, stretch));
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < stretch) return undefined;
    after = { group: last.group_number, number: last.number };
  }
}

/** Payees of groups by every name that a plan may have for them. */
async function keysOf(trx: Trx, organisationId: string, groups: readonly PostingGroupRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(groups.flatMap(({ payee_ids }) => payee_ids))];
  const keys = new Map<string, string>();
  for (const { id, creator_id, agency_id, role } of await repo.findPayees(trx, organisationId, ids))
    for (const key of [creator_id, agency_id, role && `role:${role}`, `payee:${id}`]) if (key !== null) keys.set(key, id);
  return keys;
}

function add(totals: Totals, payee: string, kind: PostingRow['kind'], amount: bigint): void {
  const sums = totals.get(payee) ?? { earned: 0n, refunded: 0n, taken_back: 0n };
  sums[kind] += amount;
  totals.set(payee, sums);
}

function isSame(sums: ReadonlyMap<string, bigint>, told: Readonly<Record<string, string>>): boolean {
  const keys = new Set([...sums.keys(), ...Object.keys(told)]);
  return [...keys].every((key) => (sums.get(key) ?? 0n) === BigInt(told[key] ?? '0'));
}
