/** A statement as a zip that anyone can recompute: what it is made of and how it is proven is said in verify/. */
import { createHash, type Hash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
import { canonicalJson, entryHash, type Tree } from '../../ledger/index.ts';
import { payableOf } from '../books.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { lineHash, lineSalt } from '../settlement/posting.ts';
import {
  postingsPart,
  proofFiles,
  proofFormat,
  type ProofPlan,
  type ProofPosting,
  type ProofStatement,
  type ProofTransfer,
} from '../verify/form.ts';
import { keysOf } from './lines.ts';
import { eachPosted, periodBounds } from './movements.ts';
import { proofReadme } from './proof-readme.ts';
import { totalsOf, type Opened } from './reading.ts';
import * as repo from './repo.ts';

const transfersAtOnce = 200;
const entriesAtOnce = 2000;
const postingsAtOnce = 1000;
const hashesInLine = 500;
/** A zip's sizes are 32 bits wide: a file ends well before. */
const partBytes = 1_500_000_000;
/** A proof carries no times of its own: the same statement has the same bytes. */
const fixedTime = '1980-01-01T00:00:00';

type Ground = { readonly opened: Opened; readonly groups: readonly repo.Group[]; readonly accountId: string };

/** Writes a zip file by file at its reader's pace, and counts what goes in. */
function createProofZip() {
  let ready: Uint8Array[] = [];
  const manifest: { name: string; bytes: number; sha256: string }[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = (): Uint8Array[] => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  return {
    manifest,
    taken,
    file: (name: string): { write(text: string): void; end(): void; size(): number } => {
      const entry = new ZipDeflate(name, { level: 6 });
      entry.mtime = fixedTime;
      zip.add(entry);
      const digest: Hash = createHash('sha256');
      let bytes = 0;
      return {
        write: (text) => {
          const chunk = Buffer.from(text);
          digest.update(chunk);
          bytes += chunk.length;
          entry.push(chunk);
        },
        end: () => {
          entry.push(new Uint8Array(0), true);
          manifest.push({ name, bytes, sha256: digest.digest('hex') });
        },
        size: () => bytes,
      };
    },
    end: () => zip.end(),
  };
}
type ProofZip = ReturnType<typeof createProofZip>;

export function createStatementProof(parts: Pick<RevenueParts, 'db' | 'ledger'>) {
  const { db, ledger } = parts;

  /** The places in the chain of what the proof needs of the payee's account: the month, and what counts before it and no statement has. */
  async function listSeqs(ground: Ground, previous: Awaited<ReturnType<typeof repo.findPrevious>>): Promise<bigint[]> {
    const { row } = ground.opened;
    const { from, before } = periodBounds(row.period);
    const readings: { from: Date | null; before: Date; seqAfter: bigint }[] = [{ from, before, seqAfter: 0n }];
    if (previous) {
      const { before: after } = periodBounds(previous.period);
      readings.push({ from: after, before: from, seqAfter: 0n }, { from: null, before: after, seqAfter: previous.seal_seq });
    } else readings.push({ from: null, before: from, seqAfter: 0n });
    const seqs = new Set<bigint>();
    await db.read(async (trx) => {
      for (const reading of readings) {
        const of = { ...reading, seqUpTo: row.seal_seq, limit: entriesAtOnce };
        for await (const { seq } of eachPosted(ledger, trx, row.organisation_id, ground.accountId, of)) seqs.add(seq);
      }
      // Where own lines cancel out, the transfer has no entry of the payee's, and still binds the group.
      for (const group of ground.groups) {
        if (group.transfer_id === null || (group.sums[row.payee_id] ?? '0') !== '0') continue;
        const transfer = await ledger.findTransfer(trx, row.organisation_id, group.transfer_id);
        if (transfer) seqs.add(transfer.row.seq);
      }
    });
    return [...seqs].sort((a, b) => (a < b ? -1 : 1));
  }

  async function* journal(ground: Ground, tree: Tree, seqs: readonly bigint[], zip: ProofZip): AsyncGenerator<Uint8Array> {
    const file = zip.file(proofFiles.journal);
    for (let at = 0; at < seqs.length; at += transfersAtOnce) {
      const transfers = await db.read((trx) =>
        ledger.transfers(trx, ground.opened.row.organisation_id, seqs.slice(at, at + transfersAtOnce)),
      );
      for (const transfer of transfers) {
        const line: ProofTransfer = {
          seq: transfer.seq.toString(),
          id: transfer.id,
          kind: transfer.kind,
          key: transfer.key,
          groupKey: transfer.groupKey,
          pendingSeq: transfer.pendingSeq?.toString() ?? null,
          reversesSeq: transfer.reversesSeq?.toString() ?? null,
          effectiveAt: transfer.effectiveAt.toISOString(),
          recordedAt: transfer.recordedAt.toISOString(),
          expiresAt: transfer.expiresAt?.toISOString() ?? null,
          memo: transfer.memo,
          previousHash: transfer.previousHash,
          hash: transfer.hash,
          entries: transfer.entries.map((entry) =>
            entry.account === ground.accountId
              ? {
                  account: entry.account,
                  currency: entry.currency,
                  amountMinor: entry.amountMinor.toString(),
                  phase: entry.phase,
                  salt: entry.salt,
                }
              : entryHash(entry),
          ),
          path: tree.path(Number(transfer.seq) - 1),
        };
        file.write(`${JSON.stringify(line)}\n`);
      }
      yield* zip.taken();
    }
    file.end();
    yield* zip.taken();
  }

  async function* postings(ground: Ground, zip: ProofZip): AsyncGenerator<Uint8Array> {
    const keys = new Set(keysOf(ground.opened.payee));
    let part = 1;
    let file = zip.file(proofFiles.postings);
    const write = (line: ProofPosting): void => file.write(`${JSON.stringify(line)}\n`);
    for (const group of ground.groups) {
      if (file.size() > partBytes) {
        file.end();
        part += 1;
        file = zip.file(postingsPart(part));
      }
      const { settlement_id: settlement, number, plan_id: plan, plan_version: version, transfer_id: transfer } = group;
      write({ group: { settlement, number, plan, version, postings: group.postings, transfer } });
      let others: string[] = [];
      const flush = (): void => {
        if (others.length > 0) write({ others });
        others = [];
      };
      let after = 0n;
      for (;;) {
        const rows = await db.read((trx) => repo.listGroupPostings(trx, group, after, postingsAtOnce));
        for (const row of rows) {
          if (!row.lines.some(([, payee]) => keys.has(payee))) {
            others.push(row.hash);
            if (others.length === hashesInLine) flush();
            continue;
          }
          flush();
          const lines = row.lines.map(([step, payee, amountMinor], index) => {
            const salt = lineSalt(row.salt, index);
            return keys.has(payee)
              ? ([step, payee, amountMinor, salt] as [string, string, string, string])
              : lineHash({ step, payee, amountMinor }, salt);
          });
          write({ posting: { content: row.content, lines, hash: row.hash } });
        }
        yield* zip.taken();
        if (rows.length < postingsAtOnce) break;
        after = rows.at(-1)!.number;
      }
      flush();
    }
    file.end();
    yield* zip.taken();
  }

  async function plansOf(ground: Ground): Promise<ProofPlan[]> {
    const { organisation_id: organisationId } = ground.opened.row;
    const wanted = new Map(ground.groups.map((group) => [`${group.plan_id} ${group.plan_version}`, group]));
    const rows = await db.read((trx) => repo.findPlanVersions(trx, organisationId, [...wanted.values()]));
    return [...rows.values()].map((row) => ({
      id: row.plan_id,
      version: row.version,
      effectiveFrom: row.effective_from,
      effectiveUntil: row.effective_until,
      content: row.content,
      hash: row.content_hash,
    }));
  }

  async function statementOf(
    ground: Ground,
    tree: Tree,
    settlements: readonly string[],
    previous: Awaited<ReturnType<typeof repo.findPrevious>>,
  ): Promise<ProofStatement> {
    const { row, payee } = ground.opened;
    const pathOf = (seq: bigint): string[] => (seq > 0n ? tree.path(Number(seq) - 1) : []);
    return {
      format: proofFormat,
      id: row.id,
      organisationId: row.organisation_id,
      payeeId: row.payee_id,
      keys: keysOf(payee),
      accountId: ground.accountId,
      currency: row.currency as ProofStatement['currency'],
      period: row.period,
      version: row.version,
      madeAt: row.made_at.toISOString(),
      settlements: [...settlements],
      totals: totalsOf(row),
      previous: previous
        ? {
            id: previous.id,
            period: previous.period,
            version: previous.version,
            closingMinor: previous.closing_minor.toString(),
            seal: { seq: previous.seal_seq.toString(), hash: previous.seal_hash },
            path: pathOf(previous.seal_seq),
          }
        : null,
      seal: { seq: row.seal_seq.toString(), hash: row.seal_hash, root: row.seal_root, path: pathOf(row.seal_seq) },
    };
  }

  /** The zip's bytes, made while they are read. The same statement has the same bytes. Throws statement_not_found without its account. */
  return async function* proofOf(opened: Opened): AsyncGenerator<Uint8Array> {
    const { row } = opened;
    const { organisation_id: organisationId } = row;
    const { groups, runs, previous, account, withholdings } = await db.read(async (trx) => {
      const runsOf = await repo.listRuns(trx, row);
      return {
        runs: runsOf,
        groups: await repo.listGroups(trx, row),
        previous: await repo.findPrevious(trx, row),
        account: await ledger.findAccount(trx, organisationId, payableOf(row.payee_id, '', row.currency).code, row.currency),
        withholdings: await repo.listWithholdings(trx, [...runsOf.keys()], row.payee_id),
      };
    });
    if (!account) throw revenueErrors.statement_not_found({ id: row.id });
    const ground: Ground = { opened, groups, accountId: account.id };
    const tree = await ledger.treeOf(organisationId, { seq: row.seal_seq });
    const given = new Set([...groups, ...withholdings].map(({ settlement_id }) => settlement_id));
    const settlements = [...runs.keys()].filter((id) => given.has(id));
    const zip = createProofZip();
    const whole = (name: string, text: string): void => {
      const file = zip.file(name);
      file.write(text);
      file.end();
    };
    const json = (value: unknown): string => `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 1)}\n`;
    whole(proofFiles.readme, proofReadme);
    whole(proofFiles.statement, json(await statementOf(ground, tree, settlements, previous)));
    whole(proofFiles.plans, json(await plansOf(ground)));
    const tax = withholdings
      .toSorted((a, b) => runs.get(a.settlement_id)! - runs.get(b.settlement_id)!)
      .map(({ settlement_id: settlement, content }) => ({ settlement, content: JSON.parse(content) as unknown }));
    whole(proofFiles.tax, json(tax));
    yield* zip.taken();
    yield* journal(ground, tree, await listSeqs(ground, previous), zip);
    yield* postings(ground, zip);
    whole(proofFiles.manifest, json({ format: proofFormat, files: zip.manifest }));
    zip.end();
    yield* zip.taken();
  };
}
