/** Statements for whoever may read them: staff all of the house's, everybody else those of the payees that they are. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { payableOf } from '../books.ts';
import { revenueContract } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeesOfActor } from '../service/payees.ts';
import type { PayeeRow, StatementRow } from '../tables.ts';
import { statementTotals, type StatementDetail, type StatementLine, type StatementMovement, type StatementSummary } from './contract.ts';
import { createLinePresenter, keysOf, lineId, ownLines, readLineId, type OwnLine } from './lines.ts';
import { eachPosted, movementOf, periodBounds, settlementIn } from './movements.ts';
import * as questionsRepo from './questions-repo.ts';
import * as repo from './repo.ts';

const readers = revenueContract.permissions['revenue.read'] as readonly string[];
const place = z.object({ period: z.string().regex(/^\d{4}-\d\d$/), id: z.string().regex(/^stm_[0-9a-z]{26}$/) });
const linePlace = z.object({ run: z.number().int().min(0), number: z.string().regex(/^\d{1,16}$/), index: z.number().int() });
const movementsShown = 100;
const movementsAtOnce = 2000;
const postingsAtOnce = 500;

export type StatementListing = {
  period?: string | undefined;
  currency?: string | undefined;
  superseded: boolean;
  cursor?: string | undefined;
  limit: number;
  payeeId?: string | undefined;
  settlementId?: string | undefined;
  query?: string | undefined;
};
type LineFilter = Pick<repo.PostingReading, 'kind' | 'workId' | 'campaignId' | 'order'>;

/** A statement that its reader may see, and whose it is. */
export type Opened = { readonly row: repo.StatementFound; readonly payee: PayeeRow; readonly own: boolean; readonly staff: boolean };

export const readsAll = (actor: Actor): boolean => readers.includes(actor.role);

export function createStatementReading(parts: RevenueParts) {
  const { db } = parts;

  /** Throws statement_not_found for what is not there, and for what is another's. */
  async function open(trx: Trx, actor: Actor, id: string): Promise<Opened> {
    const row = await repo.findStatement(trx, actor.organisationId, id);
    const payee = row && (await repo.findPayee(trx, actor.organisationId, row.payee_id));
    if (!row || !payee) throw revenueErrors.statement_not_found({ id });
    const own = (await payeesOfActor(parts, trx, actor)).some((each) => each.id === payee.id);
    const staff = readsAll(actor);
    if (!own && !staff) throw revenueErrors.statement_not_found({ id });
    return { row, payee, own, staff };
  }

  async function list(trx: Trx, organisationId: string, payeeIds: readonly string[] | null, of: StatementListing) {
    const after = of.cursor === undefined ? null : decodeCursor(place, of.cursor);
    const rows = await repo.listStatements(trx, organisationId, {
      payeeIds,
      period: of.period ?? null,
      currency: of.currency ?? null,
      settlementId: of.settlementId ?? null,
      query: of.query ?? null,
      superseded: of.superseded,
      after,
      limit: of.limit + 1,
    });
    const page = rows.slice(0, of.limit);
    const last = page.at(-1);
    return {
      items: page.map(summaryOf),
      nextCursor:
        rows.length > of.limit && last ? encodeCursor({ period: last.period, id: last.id } satisfies z.output<typeof place>) : null,
    };
  }

  /**
   * A statement's lines in their order, batch by batch, each read by itself: a statement of a million lines is never held. Batches may be
   * empty where no posting of a batch has a line for the payee.
   */
  async function* eachLines(
    { row, payee }: Pick<Opened, 'row' | 'payee'>,
    filter: LineFilter = {},
    after: { run: number; number: bigint; index: number } = { run: 0, number: 0n, index: 0 },
  ): AsyncGenerator<OwnLine[]> {
    const keys = new Set(keysOf(payee));
    const groups = await db.read((trx) => repo.listGroups(trx, row));
    for (const [settlementId, own] of Map.groupBy(groups, ({ settlement_id }) => settlement_id)) {
      const { run } = own[0]!;
      if (run < after.run) continue;
      const numbers = own.map(({ number }) => number);
      // The posting at which the last page ended may have more lines.
      let from = run === after.run ? after.number - 1n : 0n;
      for (;;) {
        const reading = { settlementId, groups: numbers, after: from, limit: postingsAtOnce, ...filter };
        const postings = await db.read((trx) => repo.listPostings(trx, row.organisation_id, reading));
        const lines = ownLines(postings, run, keys);
        yield run === after.run
          ? lines.filter(({ posting, index }) => posting.number > after.number || (posting.number === after.number && index > after.index))
          : lines;
        if (postings.length < postingsAtOnce) break;
        from = postings.at(-1)!.number;
      }
    }
  }

  async function present(trx: Trx, { row }: Opened, lines: readonly OwnLine[]): Promise<StatementLine[]> {
    const shown = await createLinePresenter(parts, row.organisation_id)(trx, lines);
    const asked = await questionsRepo.countOpenByLine(
      trx,
      row,
      shown.map(({ id }) => id),
    );
    return shown.map((line) => ({ ...line, openQuestions: asked.get(line.id) ?? 0 }));
  }

  /** Lines by their ids; those that the statement does not have are left out. */
  async function findLines(trx: Trx, of: Opened, ids: readonly string[]): Promise<Map<string, StatementLine>> {
    const runs = await repo.listRuns(trx, of.row);
    const settlementOf = new Map([...runs].map(([settlementId, run]) => [run, settlementId]));
    const wanted = ids.flatMap((id) => {
      const parsed = readLineId(id);
      const settlementId = parsed && settlementOf.get(parsed.run);
      return settlementId ? [{ id, settlementId, number: parsed.number }] : [];
    });
    const postings = await repo.findPostings(trx, of.row.organisation_id, wanted);
    const keys = new Set(keysOf(of.payee));
    const lines = postings.flatMap((posting) => ownLines([posting], runs.get(posting.settlement_id)!, keys));
    const named = new Set(ids);
    const shown = await present(
      trx,
      of,
      lines.filter((line) => named.has(lineId(line))),
    );
    return new Map(shown.map((line) => [line.id, line]));
  }

  return {
    open,
    eachLines,
    findLines,

    listStatements: (actor: Actor, of: StatementListing) =>
      db.read((trx) => list(trx, actor.organisationId, of.payeeId === undefined ? null : [of.payeeId], of)),

    listMyStatements: (actor: Actor, of: StatementListing) =>
      db.read(async (trx) => {
        const own = await payeesOfActor(parts, trx, actor);
        return list(
          trx,
          actor.organisationId,
          own.map(({ id }) => id),
          of,
        );
      }),

    /** Throws statement_not_found. */
    getStatement: (actor: Actor, id: string): Promise<StatementDetail> =>
      db.read(async (trx) => {
        const opened = await open(trx, actor, id);
        const { row, payee } = opened;
        const versions = await repo.listVersions(trx, row);
        const previous = await repo.findPrevious(trx, row);
        const groups = await repo.listGroups(trx, row);
        const settlements = [...(await repo.listRuns(trx, row)).keys()];
        const dues = await repo.listDues(trx, settlements, payee.id);
        return {
          ...summaryOf(row),
          own: opened.own,
          versions: versions.map(({ id: versionId, version, made_at, ...of }) => ({
            id: versionId,
            version,
            madeAt: made_at.toISOString(),
            ...totalsOf(of),
          })),
          previous: previous
            ? { id: previous.id, period: previous.period, version: previous.version, closingMinor: previous.closing_minor.toString() }
            : null,
          lines: groups.reduce((sum, { postings }) => sum + postings, 0),
          payable: dues.map(({ payableOn, amount }) => ({ payableOn, amountMinor: amount.toString() })),
          movements: await movementsOf(trx, row),
          seal: { seq: row.seal_seq.toString(), hash: row.seal_hash, root: row.seal_root },
        };
      }),

    /** A page of lines. Throws statement_not_found. */
    listLines: async (actor: Actor, id: string, query: LineFilter & { cursor?: string | undefined; limit: number }) => {
      const { cursor, limit, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(linePlace, cursor);
      const opened = await db.read((trx) => open(trx, actor, id));
      const lines: OwnLine[] = [];
      for await (const some of eachLines(opened, filter, after && { ...after, number: BigInt(after.number) })) {
        lines.push(...some);
        if (lines.length > limit) break;
      }
      const page = lines.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await db.read((trx) => present(trx, opened, page)),
        nextCursor:
          lines.length > limit && last
            ? encodeCursor({ run: last.run, number: last.posting.number.toString(), index: last.index } satisfies z.output<
                typeof linePlace
              >)
            : null,
      };
    },

    /** Throws statement_not_found, line_not_found. */
    getLine: (actor: Actor, id: string, line: string): Promise<StatementLine> =>
      db.read(async (trx) => {
        const found = (await findLines(trx, await open(trx, actor, id), [line])).get(line);
        if (!found) throw revenueErrors.line_not_found({ id: line });
        return found;
      }),

    /** Throws statement_not_found. */
    listStatementVersions: (actor: Actor, id: string) =>
      db.read(async (trx) => {
        const { row } = await open(trx, actor, id);
        return { items: (await repo.listVersions(trx, row)).map(summaryOf) };
      }),
  };

  /** What moved the payee's account in the month, the newest first. */
  async function movementsOf(trx: Trx, row: StatementRow): Promise<StatementMovement[]> {
    const { organisation_id: organisationId } = row;
    const account = await parts.ledger.findAccount(trx, organisationId, payableOf(row.payee_id, '', row.currency).code, row.currency);
    if (!account) return [];
    const { from, before } = periodBounds(row.period);
    const moved: StatementMovement[] = [];
    // What a settlement gives comes in as many transfers as it has groups: people see one sum.
    const settled = new Map<string, StatementMovement>();
    const reading = { from, before, seqAfter: 0n, seqUpTo: row.seal_seq, limit: movementsAtOnce };
    for await (const entry of eachPosted(parts.ledger, trx, organisationId, account.id, reading)) {
      const kind = movementOf(entry.memo);
      const amount = -entry.amountMinor;
      const of = kind === 'settled' ? settlementIn(entry.memo) : null;
      const same = of === null ? undefined : settled.get(of);
      if (same) {
        same.amountMinor = (BigInt(same.amountMinor) + amount).toString();
        continue;
      }
      const made = { kind, at: entry.effectiveAt.toISOString(), amountMinor: amount.toString(), transferId: entry.transferId };
      moved.push(made);
      if (of !== null) settled.set(of, made);
    }
    return moved.toReversed().slice(0, movementsShown);
  }
}
export type StatementReading = ReturnType<typeof createStatementReading>;

type Sums = Pick<
  StatementRow,
  'opening_minor' | 'earned_minor' | 'refunded_minor' | 'restated_minor' | 'tax_minor' | 'paid_minor' | 'other_minor' | 'closing_minor'
>;

/** A statement's totals as they go over the wire. */
export function totalsOf(row: Sums): Pick<StatementSummary, (typeof statementTotals)[number]> {
  return {
    openingMinor: row.opening_minor.toString(),
    earnedMinor: row.earned_minor.toString(),
    refundedMinor: row.refunded_minor.toString(),
    restatedMinor: row.restated_minor.toString(),
    taxMinor: row.tax_minor.toString(),
    paidMinor: row.paid_minor.toString(),
    otherMinor: row.other_minor.toString(),
    closingMinor: row.closing_minor.toString(),
  };
}

function summaryOf(row: repo.StatementFound): StatementSummary {
  return {
    id: row.id,
    payee: { id: row.payee_id, name: row.payee_name, role: row.payee_role },
    period: row.period,
    currency: row.currency as StatementSummary['currency'],
    version: row.version,
    newest: row.newest,
    settlementId: row.settlement_id,
    madeAt: row.made_at.toISOString(),
    openQuestions: Number(row.open_questions),
    ...totalsOf(row),
  };
}
