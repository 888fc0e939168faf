/** The postings of a proof: each divided again by its signed plan, and all of a group under the root that the journal carries. */
import { growTree, type Growing } from '../../ledger/index.ts';
import { lineHash, linesOf, postingHash, type PostingContent } from '../settlement/posting.ts';
import { Differs } from './difference.ts';
import { proofContent, proofPosting, type ProofPosting } from './form.ts';
import type { Journal, Settled } from './journal.ts';
import { parseJson } from './parse.ts';
import type { Proof } from './verify.ts';
import type { ZipFile } from '../../../platform/zip.ts';

/** What lines sum to. */
export type LineSums = {
  readonly byKind: Readonly<Record<PostingContent['kind'], bigint>>;
  readonly bySettlement: ReadonlyMap<string, bigint>;
};
type OpenGroup = {
  readonly key: string;
  readonly settlement: string;
  readonly settled: Settled;
  readonly file: string;
  readonly line: number;
  readonly tree: Growing;
  count: number;
  sum: bigint;
};
type At = { readonly file: string; readonly line: number };

/** Throws Differs. */
export async function checkPostings(proof: Proof, journal: Journal, files: readonly ZipFile[]): Promise<LineSums> {
  const byKind = { earned: 0n, refunded: 0n, taken_back: 0n };
  const bySettlement = new Map<string, bigint>();
  const seen = new Set<string>();
  const order = new Map(proof.statement.settlements.map((id, index) => [id, index]));
  let place: readonly [number, number] = [-1, 0];
  let group: OpenGroup | null = null;
  const close = (): void => {
    if (group) closeGroup(group);
    if (group) bySettlement.set(group.settlement, (bySettlement.get(group.settlement) ?? 0n) + group.sum);
  };
  for (const file of files) {
    for await (const { number: line, text } of file.lines()) {
      const row = parseJson(text, proofPosting, file.name, line);
      const at: At = { file: file.name, line };
      if ('group' in row) {
        close();
        const index = order.get(row.group.settlement);
        if (index === undefined) throw differs(at, 'group_outside', [...order.keys()].join(' '), row.group.settlement);
        if (index < place[0] || (index === place[0] && row.group.number <= place[1]))
          throw differs(at, 'group_order', `after ${place[1]}`, row.group.number);
        place = [index, row.group.number];
        group = openGroup(journal, row.group, at);
        seen.add(group.key);
        continue;
      }
      if (!group) throw differs(at, 'group_order', 'a group', 'none');
      if ('others' in row) {
        for (const hash of row.others) group.tree.add(hash);
        group.count += row.others.length;
        proof.checked += row.others.length;
        continue;
      }
      const own = checkPosting(proof, group, row.posting, at);
      group.tree.add(row.posting.hash);
      group.count += 1;
      group.sum += own.amountMinor;
      byKind[own.kind] += own.amountMinor;
      proof.checked += 1;
    }
  }
  close();
  for (const [key, { line }] of journal.settled)
    if (!seen.has(key)) throw new Differs('group_missing', 'journal.jsonl', line, `postings of group ${key}`, 'none');
  return { byKind, bySettlement };
}

const differs = ({ file, line }: At, code: ConstructorParameters<typeof Differs>[0], expected: unknown, found: unknown): Differs =>
  new Differs(code, file, line, expected, found);

/** A group is what the journal says that its transfer posted. One that cancels out has no transfer, and gives nobody anything. */
function openGroup(journal: Journal, group: Extract<ProofPosting, { group: unknown }>['group'], at: At): OpenGroup {
  const key = `${group.settlement} ${group.number}`;
  const { plan, version, postings, settlement, transfer } = group;
  const none: Settled = { line: at.line, transfer: '', group: group.number, plan, version, postings, root: '', amountMinor: 0n };
  const settled = journal.settled.get(key) ?? (transfer === null ? none : undefined);
  if (!settled || settled.transfer !== (transfer ?? ''))
    throw differs(at, 'group_transfer', settled?.transfer ?? 'none in the journal', transfer);
  if (settled.plan !== plan || settled.version !== version)
    throw differs(at, 'group_plan', `${settled.plan} ${settled.version}`, `${plan} ${version}`);
  if (settled.postings !== postings) throw differs(at, 'group_count', settled.postings, postings);
  return { key, settlement, settled, ...at, tree: growTree(), count: 0, sum: 0n };
}

function closeGroup(group: OpenGroup): void {
  const { settled } = group;
  if (group.count !== settled.postings) throw differs(group, 'group_count', settled.postings, group.count);
  const root = group.tree.root();
  if (settled.transfer !== '' && root !== settled.root) throw differs(group, 'group_root', settled.root, root);
  if (group.sum !== settled.amountMinor) throw differs(group, 'group_sum', settled.amountMinor, group.sum);
}

/** One posting: its hash, its plan, and every own line as the plan gives it. */
function checkPosting(
  { statement, plans }: Proof,
  group: OpenGroup,
  posting: Extract<ProofPosting, { posting: unknown }>['posting'],
  at: At,
): { kind: PostingContent['kind']; amountMinor: bigint } {
  const content: PostingContent = parseJson(posting.content, proofContent, at.file, at.line);
  const keys = new Set(statement.keys);
  const { settled } = group;
  if (content.plan.id !== settled.plan || content.plan.version !== settled.version)
    throw differs(at, 'posting_plan', `${settled.plan} ${settled.version}`, `${content.plan.id} ${content.plan.version}`);
  const plan = plans.get(`${content.plan.id} ${content.plan.version}`);
  if (!plan || plan.hash !== content.plan.hash) throw differs(at, 'posting_plan', content.plan.hash, plan?.hash ?? 'not in plans.json');
  if (content.item.currency !== statement.currency) throw differs(at, 'posting_currency', statement.currency, content.item.currency);
  const expected = divided(content, plan.content, at);
  if (expected.length !== posting.lines.length)
    throw differs(at, 'posting_line', `${expected.length} lines`, `${posting.lines.length} lines`);
  let [amountMinor, own] = [0n, 0];
  expected.forEach((line, index) => {
    const shown = posting.lines[index]!;
    const name = `${line.step} ${line.payee} ${line.amountMinor}`;
    if (typeof shown === 'string') {
      // What another gets is not shown; what the payee gets may not be hidden.
      if (keys.has(line.payee)) throw differs(at, 'posting_line', name, 'a hash');
      return;
    }
    const [step, payee, minor] = shown;
    if (!keys.has(payee)) throw differs(at, 'posting_not_own', statement.keys.join(' '), payee);
    if (step !== line.step || payee !== line.payee || BigInt(minor) !== line.amountMinor)
      throw differs(at, 'posting_line', name, `${step} ${payee} ${minor}`);
    own += 1;
    amountMinor += line.amountMinor;
  });
  if (own === 0) throw differs(at, 'posting_not_own', statement.keys.join(' '), 'no line of theirs');
  const hashes = posting.lines.map((line) =>
    typeof line === 'string' ? line : lineHash({ step: line[0], payee: line[1], amountMinor: line[2] }, line[3]),
  );
  const hash = postingHash(posting.content, hashes);
  if (hash !== posting.hash) throw differs(at, 'posting_hash', posting.hash, hash);
  return { kind: content.kind, amountMinor };
}

function divided(content: PostingContent, plan: Parameters<typeof linesOf>[1], at: At): ReturnType<typeof linesOf> {
  try {
    return linesOf(content, plan);
  } catch (error) {
    throw differs(at, 'posting_line', 'what the plan divides', (error as Error).message);
  }
}
