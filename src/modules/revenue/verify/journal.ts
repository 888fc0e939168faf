/** The journal of a proof: every hash computed anew, every transfer in the seal's tree, every one with an entry of the payee's. */
import { contentHash, entryHash, isInTree, linkHash, type ChainedTransfer } from '../../ledger/index.ts';
import { movementOf, periodBounds, readMemo, type MovementKind } from '../statements/movements.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { Differs } from './difference.ts';
import { proofTransfer, type ProofTransfer } from './form.ts';
import { parseJson } from './parse.ts';
import type { Proof } from './verify.ts';
import type { ZipFile } from '../../../platform/zip.ts';

/** What a settlement's transfer says of the group that it posted. */
export type Settled = {
  readonly line: number;
  readonly transfer: string;
  readonly group: number;
  readonly plan: string;
  readonly version: number;
  readonly postings: number;
  readonly root: string;
  /** What the payee got. */
  readonly amountMinor: bigint;
};
export type Journal = {
  /** By `settlement group`. */
  readonly settled: ReadonlyMap<string, Settled>;
  /** Withheld by a settlement: negative. */
  readonly taxed: ReadonlyMap<string, { readonly line: number; readonly amountMinor: bigint }>;
  /** What moved the account in the month, by its kind. */
  readonly moved: Readonly<Record<MovementKind, bigint>>;
  /** What counts before the month and is in no statement before. */
  readonly lateMinor: bigint;
};

/** Throws Differs. */
export async function checkJournal(proof: Proof, file: ZipFile): Promise<Journal> {
  const { statement } = proof;
  const bounds = periodBounds(statement.period);
  const known = new Set(statement.settlements);
  const settled = new Map<string, Settled>();
  const taxed = new Map<string, { line: number; amountMinor: bigint }>();
  const moved: Record<MovementKind, bigint> = { settled: 0n, tax: 0n, paid: 0n, other: 0n };
  let lateMinor = 0n;
  let last = 0n;
  for await (const { number, text } of file.lines()) {
    const transfer = parseJson(text, proofTransfer, file.name, number);
    const differs = (code: ConstructorParameters<typeof Differs>[0], expected: unknown, found: unknown): Differs =>
      new Differs(code, file.name, number, expected, found);
    const seq = BigInt(transfer.seq);
    if (seq <= last) throw differs('journal_order', `more than ${last}`, seq);
    last = seq;
    checkHashes(proof, transfer, differs);
    const amountMinor = ownAmount(proof, transfer, differs);
    proof.checked += 1;
    const at = instantFromIso(transfer.effectiveAt);
    if (at >= bounds.before) throw differs('journal_outside', `before ${bounds.before.toISOString()}`, transfer.effectiveAt);
    if (at < bounds.from) {
      if (!isLate(proof, seq, at)) throw differs('journal_outside', 'in no statement before', transfer.effectiveAt);
      lateMinor += amountMinor;
      continue;
    }
    const kind = movementOf(transfer.memo);
    moved[kind] += amountMinor;
    const { params } = readMemo(transfer.memo);
    if (kind === 'settled') {
      const { settlement, group, plan, version, postings, root } = params;
      if (typeof settlement !== 'string' || typeof root !== 'string' || typeof plan !== 'string')
        throw differs('journal_memo', 'settlement, group, plan and root', transfer.memo);
      if (!known.has(settlement)) throw differs('group_outside', [...known].join(' '), settlement);
      const of = { line: number, transfer: transfer.id, plan, root, amountMinor };
      settled.set(`${settlement} ${Number(group)}`, { ...of, group: Number(group), version: Number(version), postings: Number(postings) });
    } else if (kind === 'tax') {
      const settlement = settlementOfTax(params, transfer.key);
      if (!known.has(settlement)) throw differs('tax_outside', [...known].join(' '), settlement);
      taxed.set(settlement, { line: number, amountMinor: (taxed.get(settlement)?.amountMinor ?? 0n) + amountMinor });
    }
  }
  return { settled, taxed, moved, lateMinor };
}

type Differ = (code: ConstructorParameters<typeof Differs>[0], expected: unknown, found: unknown) => Differs;

/** From the entries to the transfer's hash, from it to the seal's root. */
function checkHashes({ statement }: Proof, transfer: ProofTransfer, differs: Differ): void {
  const integer = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
  const chained: Omit<ChainedTransfer, 'entries'> = {
    organisationId: statement.organisationId,
    seq: BigInt(transfer.seq),
    id: transfer.id,
    kind: transfer.kind,
    key: transfer.key,
    groupKey: transfer.groupKey,
    pendingSeq: integer(transfer.pendingSeq),
    reversesSeq: integer(transfer.reversesSeq),
    effectiveAt: instantFromIso(transfer.effectiveAt),
    recordedAt: instantFromIso(transfer.recordedAt),
    expiresAt: transfer.expiresAt === null ? null : instantFromIso(transfer.expiresAt),
    memo: transfer.memo,
  };
  const entries = transfer.entries.map((entry) =>
    typeof entry === 'string' ? entry : entryHash({ ...entry, amountMinor: BigInt(entry.amountMinor) }),
  );
  const hash = linkHash(transfer.previousHash, contentHash(chained, entries));
  if (hash !== transfer.hash) throw differs('journal_hash', transfer.hash, hash);
  if (!isInTree(hash, Number(transfer.seq) - 1, Number(statement.seal.seq), transfer.path, statement.seal.root))
    throw differs('journal_path', statement.seal.root, transfer.seq);
}

/** What the transfer posted to the payee's account: a credit is owed to them, and positive here. */
function ownAmount({ statement }: Proof, transfer: ProofTransfer, differs: Differ): bigint {
  let amount = 0n;
  let own = false;
  for (const entry of transfer.entries) {
    if (typeof entry === 'string') continue;
    if (entry.account !== statement.accountId) throw differs('journal_not_own', statement.accountId, entry.account);
    if (entry.currency !== statement.currency) throw differs('journal_currency', statement.currency, entry.currency);
    if (entry.phase !== 'posted') continue;
    own = true;
    amount -= BigInt(entry.amountMinor);
  }
  // A group in which the payee's lines cancel out is shown for its postings.
  if (!own && movementOf(transfer.memo) !== 'settled') throw differs('journal_not_own', statement.accountId, 'no entry of it');
  return amount;
}

/** Whether something that counts before the month is in no statement before: recorded after it was sealed, or for days after its month. */
function isLate({ statement: { previous } }: Proof, seq: bigint, at: Date): boolean {
  return previous === null || seq > BigInt(previous.seal.seq) || at >= periodBounds(previous.period).before;
}

/** A tax transfer names its settlement in its memo, or in its key `tax:<settlement>:<payee>`. */
function settlementOfTax(params: Readonly<Record<string, unknown>>, key: string): string {
  return typeof params.settlement === 'string' ? params.settlement : (key.split(':')[1] ?? '');
}
