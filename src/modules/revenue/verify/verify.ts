/**
 * Computes a statement anew from its proof, and nothing else: no database, no server, no clock. Every figure follows from the journal,
 * which its hashes bind to the seal; every line follows from a posting, which the journal's roots bind, and from the signed plan.
 * Start reading here; journal.ts, postings.ts and figures.ts say what is checked of each file.
 */
import type { z } from 'zod';
import { isInTree } from '../../ledger/index.ts';
import { signedHash } from '../plans/content.ts';
import type { PlanContent } from '../words/contract.ts';
import { Differs, type Difference } from './difference.ts';
import { checkFigures, checkTax } from './figures.ts';
import { postingsPart, proofFiles, proofManifest, proofPlans, proofStatement, proofTax, type ProofStatement } from './form.ts';
import { checkJournal } from './journal.ts';
import { checkPostings } from './postings.ts';
import { parseJson } from './parse.ts';
import { openZip, type ByteSource, type ZipFile } from '../../../platform/zip.ts';

export type Verification = {
  readonly ok: boolean;
  /** Transfers, postings and figures that were computed anew. */ readonly checked: number;
  readonly firstDifference: Difference | null;
};
export type Plans = ReadonlyMap<string, { readonly content: PlanContent; readonly hash: string }>;
/** What every check knows, and what they count. */
export type Proof = { readonly statement: ProofStatement; readonly plans: Plans; checked: number };

const mostText = { readme: 1_000_000, statement: 2_000_000, plans: 64_000_000, tax: 8_000_000, manifest: 1_000_000 } as const;
const mostParts = 100;

/** Whether a proof holds, or the first thing in it that differs. Never throws for what the bytes say, whatever they are. */
export async function verifyStatement(
  source: ByteSource,
): Promise<Verification & { readonly seal: { readonly seq: string; readonly hash: string } | null }> {
  const proof: { checked: number; statement: ProofStatement | null } = { checked: 0, statement: null };
  try {
    await check(source, proof);
    return { ok: true, checked: proof.checked, firstDifference: null, seal: sealOf(proof.statement) };
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    return { ok: false, checked: proof.checked, firstDifference: error.difference, seal: sealOf(proof.statement) };
  }
}

const sealOf = (statement: ProofStatement | null) => statement && { seq: statement.seal.seq, hash: statement.seal.hash };

async function check(source: ByteSource, told: { checked: number; statement: ProofStatement | null }): Promise<void> {
  const files = await openZip(source, (...what) => new Differs(...what));
  const parts = postingsIn(files);
  const known = new Set<string>([...Object.values(proofFiles), ...parts.map(({ name }) => name)]);
  for (const name of files.keys()) if (!known.has(name)) throw new Differs('file_unknown', name, null, [...known].join(' '), name);
  const whole = async <S extends z.ZodType>(name: string, schema: S, most: number): Promise<z.output<S>> =>
    parseJson(await fileOf(files, name).text(most), schema, name, null);

  const statement = await whole(proofFiles.statement, proofStatement, mostText.statement);
  told.statement = statement;
  checkStatement(statement);
  const plans = await readPlans(files);
  const tax = await whole(proofFiles.tax, proofTax, mostText.tax);
  const proof: Proof = { statement, plans, checked: 0 };
  try {
    const journal = await checkJournal(proof, fileOf(files, proofFiles.journal));
    const lines = await checkPostings(proof, journal, parts);
    checkTax(proof, journal, lines, tax);
    checkFigures(proof, journal, lines);
  } finally {
    told.checked = proof.checked;
  }
  await fileOf(files, proofFiles.readme).text(mostText.readme);
  const manifest = await whole(proofFiles.manifest, proofManifest, mostText.manifest);
  checkManifest(files, manifest);
}

function fileOf(files: ReadonlyMap<string, ZipFile>, name: string): ZipFile {
  const file = files.get(name);
  if (!file) throw new Differs('file_missing', name, null, name, 'nothing');
  return file;
}

/** The postings' files, without a gap between them. */
function postingsIn(files: ReadonlyMap<string, ZipFile>): ZipFile[] {
  const parts = [fileOf(files, postingsPart(1))];
  for (let part = 2; part <= mostParts; part++) {
    const file = files.get(postingsPart(part));
    if (!file) break;
    parts.push(file);
  }
  return parts;
}

/** What statement.json says of itself: its sums, its settlements, and that seals are of one chain. */
function checkStatement(statement: ProofStatement): void {
  const file = proofFiles.statement;
  const { totals, seal, previous, settlements, payeeId, keys } = statement;
  const { closingMinor, ...parts } = totals;
  const sum = Object.values(parts).reduce((all, each) => all + BigInt(each), 0n);
  if (sum !== BigInt(closingMinor)) throw new Differs('closing', file, null, sum, closingMinor);
  if (new Set(settlements).size < settlements.length) throw new Differs('settlements', file, null, 'each once', settlements.join(' '));
  if (!keys.includes(`payee:${payeeId}`)) throw new Differs('keys', file, null, `payee:${payeeId}`, keys.join(' '));
  const size = Number(seal.seq);
  const inSeal = (of: { seq: string; hash: string }, path: readonly string[]): boolean =>
    isInTree(of.hash, Number(of.seq) - 1, size, path, seal.root);
  if (!inSeal(seal, seal.path)) throw new Differs('seal_path', file, null, seal.root, seal.hash);
  if (previous === null) return;
  if (previous.period >= statement.period || BigInt(previous.seal.seq) > BigInt(seal.seq))
    throw new Differs('previous_after', file, null, `before ${statement.period}`, previous.period);
  if (previous.seal.seq !== '0' && !inSeal(previous.seal, previous.path))
    throw new Differs('previous_path', file, null, seal.root, previous.seal.hash);
}

async function readPlans(files: ReadonlyMap<string, ZipFile>): Promise<Plans> {
  const file = proofFiles.plans;
  const text = await fileOf(files, file).text(mostText.plans);
  const rows = parseJson(text, proofPlans, file, null);
  // What is hashed is what stands there, not what a reader makes of it.
  const raw = JSON.parse(text) as { content: PlanContent }[];
  const plans = new Map<string, { content: PlanContent; hash: string }>();
  rows.forEach((row, index) => {
    const key = `${row.id} ${row.version}`;
    if (plans.has(key)) throw new Differs('plan_repeated', file, null, 1, key);
    const hash = signedHash(raw[index]!.content, row.effectiveFrom, row.effectiveUntil);
    if (hash !== row.hash) throw new Differs('plan_hash', file, null, `${key}: ${row.hash}`, hash);
    plans.set(key, { content: row.content, hash });
  });
  return plans;
}

/** Last of all, so that what differs is named by its meaning first: that every byte is the one that was written. */
function checkManifest(files: ReadonlyMap<string, ZipFile>, manifest: z.output<typeof proofManifest>): void {
  const file = proofFiles.manifest;
  const listed = new Map(manifest.files.map((each) => [each.name, each]));
  if (listed.size !== manifest.files.length) throw new Differs('file_repeated', file, null, listed.size, manifest.files.length);
  for (const name of listed.keys()) if (!files.has(name)) throw new Differs('file_missing', name, null, name, 'nothing');
  for (const { name, digest } of files.values()) {
    if (name === file) continue;
    const [is, said] = [digest(), listed.get(name)];
    if (!said) throw new Differs('file_unknown', name, null, 'in manifest.json', 'nothing');
    if (is?.sha256 !== said.sha256 || is.bytes !== said.bytes) throw new Differs('file_hash', name, null, said.sha256, is?.sha256);
  }
}
