/**
 * Whether an evidence bundle holds: no database, no server, no clock. The manifest and every file are leaves of the tree, the tree's
 * root is what was stamped, and the stamps are by who the anchors say. Whether an anchor is to be trusted is for people to say.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { openZip, type ByteSource, type ZipFile } from '../../../platform/zip.ts';
import { compare, one, plus, readFraction, writeFraction, zero } from '../rules/fractions.ts';
import { Differs, plain, type Difference } from './difference.ts';
import { bundleFiles, bundleManifest, leavesOf, mostIncluded, mostStamps, rootText, stampFiles, type BundleManifest } from './form.ts';
import { merkleRoot } from './merkle.ts';
import { verifyScript } from './texts.ts';
import { readQuery, subjectOf, TokenError, verifyReply } from './token.ts';

/** What a stamp says, for a person to judge: when, by whom, and what that leads to (null where the bundle names nothing). */
export type SeenStamp = {
  readonly at: string;
  readonly authority: string;
  readonly anchor: string | null;
  readonly fingerprint: string | null;
};
export type Verification = {
  readonly ok: boolean;
  /** Leaves, carried files and stamps that were checked. */
  readonly checked: number;
  readonly firstDifference: Difference | null;
  readonly stamps: readonly SeenStamp[];
};

const mostBytes = { text: 100_000, manifest: 64_000_000, leaves: 32_000_000, token: 64 * 1024, anchors: 256 * 1024 } as const;
const mostAnchors = 20;
/** As far as an authority's clock may be behind the one that made the bundle. */
const mostSkewMs = 10 * 60_000;

/** Whether a bundle holds, or the first thing in it that differs. Never throws for what the bytes say, whatever they are. */
export async function verifyBundle(source: ByteSource): Promise<Verification> {
  const told: { checked: number; stamps: SeenStamp[] } = { checked: 0, stamps: [] };
  try {
    await check(source, told);
    return { ok: true, ...told, firstDifference: null };
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    return { ok: false, ...told, firstDifference: error.difference };
  }
}

async function check(source: ByteSource, told: { checked: number; stamps: SeenStamp[] }): Promise<void> {
  const most = mostIncluded + 3 * mostStamps + Object.keys(bundleFiles).length;
  const files = await openZip(source, (...what) => new Differs(...what), most);
  const manifestText = await fileOf(files, bundleFiles.manifest).text(mostBytes.manifest);
  const manifest = readManifest(manifestText);
  const stamps = checkNames(files, manifest);
  checkShares(manifest);
  const leaves = leavesOf(sha256(manifestText), manifest.assets);
  told.checked += await checkLeaves(fileOf(files, bundleFiles.leaves), leaves);
  const root = rootText(leaves.length, merkleRoot(leaves));
  const said = await fileOf(files, bundleFiles.root).text(mostBytes.text);
  if (said !== root) throw new Differs('root', bundleFiles.root, null, root, said);
  // What need not be carried along is checked where it is: whoever has the videos may put them in their place.
  for (const asset of manifest.assets.filter(({ included, path }) => included || files.has(path))) {
    const file = fileOf(files, asset.path);
    await file.drain();
    const is = file.digest()!;
    if (is.bytes !== asset.bytes || is.sha256 !== asset.sha256) throw new Differs('file_hash', asset.path, null, asset.sha256, is.sha256);
    told.checked += 1;
  }
  for (let number = 1; number <= stamps; number++) {
    told.stamps.push(await checkStamp(files, number, root, manifest.madeAt));
    told.checked += 1;
  }
  // What is no evidence, yet is run and read as if it were.
  const script = await fileOf(files, bundleFiles.script).text(mostBytes.text);
  if (script !== verifyScript) throw new Differs('script', bundleFiles.script, null, sha256(verifyScript), sha256(script));
  for (const name of [bundleFiles.readme, bundleFiles.readmeZh]) await fileOf(files, name).text(mostBytes.text);
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

function fileOf(files: ReadonlyMap<string, ZipFile>, name: string): ZipFile {
  const file = files.get(name);
  if (!file) throw new Differs('file_missing', name, null, name, 'nothing');
  return file;
}

function readManifest(text: string): BundleManifest {
  const file = bundleFiles.manifest;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Differs('not_json', file, null, 'JSON', (error as Error).message);
  }
  const parsed = bundleManifest.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Differs('wrong_form', file, null, issue?.message ?? '', issue?.path.join('.') || '.');
  }
  const seen = new Set<string>();
  for (const { path } of parsed.data.assets) {
    if (seen.has(path)) throw new Differs('asset_repeated', file, null, path, path);
    seen.add(path);
  }
  return parsed.data;
}

/** That the zip holds what it should and nothing else; answers with how many stamps. */
function checkNames(files: ReadonlyMap<string, ZipFile>, manifest: BundleManifest): number {
  let stamps = 0;
  while (stamps < mostStamps && files.has(stampFiles(stamps + 1).reply)) stamps += 1;
  const known = new Set<string>([
    ...Object.values(bundleFiles),
    ...manifest.assets.map(({ path }) => path),
    ...Array.from({ length: stamps }, (_, index) => Object.values(stampFiles(index + 1))).flat(),
  ]);
  for (const name of files.keys()) if (!known.has(name)) throw new Differs('file_unknown', name, null, 'named in manifest.json', name);
  return stamps;
}

/** No agreement has shares that need more, and sums of a hostile one would take hours. */
const largestDenominator = 10n ** 18n;

/** Shares of one right sum to one on every day on which they begin. */
function checkShares({ registration: { owners } }: BundleManifest): void {
  for (const { right, from } of owners) {
    const then = owners.filter((each) => each.right === right && each.from <= from && (each.until === null || from < each.until));
    const differs = (found: string): Differs => new Differs('shares', bundleFiles.manifest, null, '1/1', `${right} ${from}: ${found}`);
    const sum = then.reduce((all, { share }) => {
      const next = plus(all, readFraction(share));
      if (next.d > largestDenominator) throw differs('…');
      return next;
    }, zero);
    if (compare(sum, one) !== 0n) throw differs(writeFraction(sum));
  }
}

async function checkLeaves(file: ZipFile, leaves: readonly string[]): Promise<number> {
  const text = await file.text(mostBytes.leaves);
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length !== leaves.length) throw new Differs('leaf_count', file.name, null, leaves.length, lines.length);
  for (const [index, line] of lines.entries())
    if (line !== leaves[index]) throw new Differs('leaf', file.name, index + 1, leaves[index], line);
  return leaves.length;
}

async function checkStamp(files: ReadonlyMap<string, ZipFile>, number: number, root: string, madeAt: string): Promise<SeenStamp> {
  const names = stampFiles(number);
  const anchors = await readAnchors(files.get(names.anchors));
  const reply = await fileOf(files, names.reply).content(mostBytes.token);
  const queryBytes = await fileOf(files, names.query).content(mostBytes.token);
  const query = faultsIn(names.query, () => readQuery(queryBytes));
  const imprint = sha256(root);
  const asked = Buffer.from(query.imprint).toString('hex');
  if (asked !== imprint) throw new Differs('token_imprint', names.query, null, imprint, asked);
  const stamp = faultsIn(names.reply, () => verifyReply(reply, query, anchors));
  const at = new Date(stamp.atMs).toISOString();
  if (stamp.atMs + mostSkewMs < Date.parse(madeAt)) throw new Differs('token_before', names.reply, null, madeAt, at);
  const { anchor } = stamp;
  return {
    at,
    authority: plain(subjectOf(stamp.signer)),
    anchor: anchor && plain(subjectOf(anchor)),
    fingerprint: anchor && anchor.fingerprint256,
  };
}

async function readAnchors(file: ZipFile | undefined): Promise<X509Certificate[]> {
  if (!file) return [];
  const text = (await file.content(mostBytes.anchors)).toString('latin1');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > mostAnchors)
    throw new Differs('token_certificate', file.name, null, `1 to ${mostAnchors} certificates`, blocks.length);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new Differs('token_certificate', file.name, null, 'certificates', (error as Error).message);
  }
}

function faultsIn<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TokenError) throw new Differs(error.code, file, null, error.expected, error.found);
    throw error;
  }
}
