/** Bundles as they are written: they hold here and with plain tools, and whatever is changed in one is found and named. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../../test/support/server.ts';
import { hasOpenssl, startTimestampAuthority, type TestAuthority } from '../../../../test/support/timestamp-authority.ts';
import { createOutgoing } from '../../../platform/outgoing.ts';
import { systemClock } from '../../../platform/time.ts';
import { httpAuthority, stampData } from './authority.ts';
import { sealRegistration, writeBundle, type BundleStamp, type Seal } from './bundle.ts';
import { bundleFormat, mostIncluded, type BundleManifest } from './form.ts';
import { verifyBundle } from './verify.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const hasTools = spawnSync('sha256sum', ['--version']).status === 0;

const contents: Readonly<Record<string, Uint8Array>> = {
  'files/合同/授权书 1.txt': Buffer.from('授权书\n'),
  'files/captures/page.html': Buffer.alloc(2_000_000, '<br>'),
  'files/works/script%d -n.txt': Buffer.from('第一场 咖啡馆 日 内\n'),
  'files/works/empty': Buffer.alloc(0),
};
const carried = Object.entries(contents).map(([path, bytes]) => ({
  path,
  bytes: bytes.length,
  sha256: sha256(bytes),
  mediaType: 'application/octet-stream',
  role: 'work' as const,
  included: true,
}));
const beside = { ...carried[0]!, path: 'files/works/ep-01.mp4', bytes: 5, sha256: sha256('video'), included: false };
const manifestOf = (change: Partial<BundleManifest> = {}): BundleManifest => ({
  format: bundleFormat,
  madeAt: systemClock.now().toISOString(),
  registration: {
    id: 'reg_1',
    title: '将军，夫人她请旨和离了',
    kind: 'drama',
    zone: 'Asia/Shanghai',
    owners: [
      { name: '甲公司', right: 'streaming', share: '1/3', from: '2026-01-01', until: null },
      { name: 'B Ltd', right: 'streaming', share: '2/3', from: '2026-01-01', until: null },
    ],
  },
  assets: [...carried, beside],
  ...change,
});

async function* opened(path: string): AsyncGenerator<Uint8Array> {
  const bytes = contents[path]!;
  for (let at = 0; at < bytes.length; at += 700_001) yield bytes.subarray(at, at + 700_001);
}
async function bundleOf(seal: Seal, stamps: readonly BundleStamp[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeBundle(seal, stamps, opened)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const verify = (zip: Uint8Array) =>
  verifyBundle({ size: zip.length, read: async (offset, length) => zip.subarray(offset, offset + Math.max(0, length)) });
const codeOf = async (zip: Uint8Array) => {
  const { ok, firstDifference } = await verify(zip);
  expect(ok).toBe(firstDifference === null);
  return firstDifference && [firstDifference.code, firstDifference.file, firstDifference.line];
};
const changed = (zip: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array => {
  const files = unzipSync(zip);
  change(files);
  return zipSync(files, { level: 0 });
};

describe('a bundle without stamps', () => {
  const seal = sealRegistration(manifestOf());

  test('holds, and the same evidence has the same bytes', async () => {
    const zip = await bundleOf(seal, []);
    expect(await verify(zip)).toEqual({ ok: true, checked: 6 + 4, firstDifference: null, stamps: [] });
    expect((await bundleOf(seal, [])).equals(zip)).toBe(true);
  });

  test('is not written around a file that is another one', async () => {
    const assets = [{ ...carried[0]!, sha256: sha256('other') }];
    await expect(bundleOf(sealRegistration(manifestOf({ assets })), [])).rejects.toThrow(RangeError);
    expect(() => sealRegistration(manifestOf({ assets: [carried[0]!, carried[0]!] }))).toThrow(RangeError);
    for (const path of ['files/../x', '/files/x', 'files/a\nb', 'files/a\\b', 'files/', 'manifest.json', 'files/\u202ex'])
      expect(() => sealRegistration(manifestOf({ assets: [{ ...beside, path }] })), path).toThrow();
  });

  test('checks what need not be carried where it is carried, asked for or put there by hand', async () => {
    const open = async function* (path: string): AsyncGenerator<Uint8Array> {
      yield path === beside.path ? Buffer.from('video') : contents[path]!;
    };
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeBundle(seal, [], open, ({ path }) => path === beside.path)) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const without = await verify(await bundleOf(seal, []));
    expect(await verify(whole)).toMatchObject({ ok: true, checked: without.checked + 1 });
    const byHand = changed(await bundleOf(seal, []), (files) => (files[beside.path] = Buffer.from('video')));
    expect(await verify(byHand)).toMatchObject({ ok: true, checked: without.checked + 1 });
    const other = changed(whole, (files) => (files[beside.path] = Buffer.from('vide0')));
    expect(await codeOf(other)).toEqual(['file_hash', beside.path, null]);
  });

  test('whose shares do not sum to one says so', async () => {
    const given = manifestOf();
    const owners = [...given.registration.owners, { ...given.registration.owners[0]!, name: 'C', from: '2026-06-01', until: '2026-07-01' }];
    const zip = await bundleOf(sealRegistration({ ...given, registration: { ...given.registration, owners } }), []);
    expect(await codeOf(zip)).toEqual(['shares', 'manifest.json', null]);
  });

  test('with as many files as it may have, with the longest names, holds', async () => {
    const assets = Array.from({ length: mostIncluded }, (_, index) => ({
      ...carried[3]!,
      path: `files/${String(index).padStart(4, '0')}${'证'.repeat(130)}`,
    }));
    const seal = sealRegistration(manifestOf({ assets }));
    const chunks: Uint8Array[] = [];
    // oxlint-disable-next-line require-yield -- They are empty.
    for await (const chunk of writeBundle(seal, [], async function* () {})) chunks.push(chunk);
    expect(await verify(Buffer.concat(chunks))).toMatchObject({ ok: true, checked: 1 + 2 * mostIncluded });
    expect(() => sealRegistration(manifestOf({ assets: [...assets, { ...assets[0]!, path: 'files/more' }] }))).toThrow(RangeError);
  });

  test('whose shares are made to take hours is refused at once', async () => {
    const given = manifestOf();
    const owners = Array.from({ length: 200 }, (_, index) => ({
      ...given.registration.owners[0]!,
      share: `1/${10n ** 17n + BigInt(index) * 2n + 1n}`,
    }));
    const zip = await bundleOf(sealRegistration({ ...given, registration: { ...given.registration, owners } }), []);
    expect(await codeOf(zip)).toEqual(['shares', 'manifest.json', null]);
  });

  test('that was torn, cut, or is a bomb is a difference, not an outage', async () => {
    const zip = await bundleOf(seal, []);
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.boolean(), async (at, cut) => {
        if (cut) expect((await verify(zip.subarray(0, at))).ok).toBe(false);
        else {
          const torn = Buffer.from(zip);
          torn[at] = torn[at]! ^ 0xff;
          await verify(torn);
        }
      }),
      { numRuns: 60 },
    );
    expect(await codeOf(Buffer.from('PK'))).toEqual(['not_a_zip', '', null]);
    const bomb = zipSync({ 'manifest.json': new Uint8Array(50_000_000) }, { level: 9 });
    expect(await codeOf(bomb)).toEqual(['zip_too_large', 'manifest.json', null]);
  });
});

describe.skipIf(!hasOpenssl)('a stamped bundle (skipped where openssl is not installed)', () => {
  let tsa: TestAuthority;
  let stranger: TestAuthority;
  let folder: string;
  let zip: Buffer;
  let other: Buffer;
  const seal = sealRegistration(manifestOf());
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hookline-evidence-'));
    [tsa, stranger] = await Promise.all([startTimestampAuthority(), startTimestampAuthority({ key: 'ec' })]);
    const outgoing = createOutgoing({ allow: ['127.0.0.1'], clock: systemClock });
    const stampOf = async (from: TestAuthority, of: Seal): Promise<BundleStamp> => {
      const authority = httpAuthority({ name: 'Test', url: from.url, outgoing, policy: null, anchors: [from.root] });
      return { ...(await stampData(Buffer.from(of.rootText), authority, systemClock)), anchors: authority.anchors };
    };
    zip = await bundleOf(seal, [await stampOf(tsa, seal), await stampOf(stranger, seal)]);
    const another = sealRegistration(manifestOf({ assets: carried.slice(0, 1) }));
    other = await bundleOf(another, [await stampOf(tsa, another)]);
  });
  afterAll(async () => {
    await Promise.all([tsa.close(), stranger.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the bundle's own script where its files lie. */
  const runScript = (bytes: Uint8Array, shell = 'sh', env: Record<string, string> = {}, more: Record<string, string> = {}) => {
    const at = mkdtempSync(join(folder, 'open '));
    for (const [name, content] of [...Object.entries(unzipSync(bytes)), ...Object.entries(more)]) {
      mkdirSync(dirname(join(at, name)), { recursive: true });
      writeFileSync(join(at, name), content);
    }
    chmodSync(join(at, 'verify.sh'), 0o755);
    const run = spawnSync(shell, ['verify.sh'], { cwd: at, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
    return { status: run.status, said: `${run.stdout}${run.stderr}` };
  };

  test('holds, and says when and by whom', async () => {
    const { stamps, ...rest } = await verify(zip);
    expect(rest).toEqual({ ok: true, checked: 6 + 4 + 2, firstDifference: null });
    expect(stamps.map(({ authority, anchor, fingerprint }) => [authority, anchor, fingerprint])).toEqual([
      ['CN=Test Authority', 'CN=Test Root', tsa.root.fingerprint256],
      ['CN=Test Authority', 'CN=Test Root', stranger.root.fingerprint256],
    ]);
  });

  test.skipIf(!hasTools)('proves itself with sha256sum and openssl, in any shell (skipped where sha256sum is not installed)', () => {
    for (const shell of ['sh', 'bash'].filter((each) => spawnSync(each, ['-c', ':']).status === 0)) {
      const { status, said } = runScript(zip, shell);
      expect(said).toContain(`The tree over 6 leaves has the root ${seal.root}`);
      expect(said).toContain(tsa.root.fingerprint256);
      expect(said.trim().endsWith('OK')).toBe(true);
      expect(status).toBe(0);
    }
    expect(runScript(zip, 'sh', {}, { 'files/works/ep-01.mp4': 'video' }).status).toBe(0);
    // The file beside the bundle is checked once it is there; and trust may be given by hand.
    expect(runScript(zip, 'sh', {}, { 'files/works/ep-01.mp4': 'other' }).status).toBe(1);
    expect(runScript(zip, 'sh', { CAFILE: join(stranger.folder, 'root.pem') }).status).toBe(1);
  });

  const text = (files: Record<string, Uint8Array>, name: string, change: (text: string) => string): void => {
    files[name] = strToU8(change(strFromU8(files[name]!)));
  };
  /** What is done to a bundle, the first difference, and whether the script alone finds it. */
  const tampers: readonly [string, (files: Record<string, Uint8Array>) => void, unknown[], boolean][] = [
    ['a file was edited', (f) => text(f, 'files/合同/授权书 1.txt', (t) => `${t} `), ['file_hash', 'files/合同/授权书 1.txt', null], true],
    ['a file was removed', (f) => void delete f['files/works/empty'], ['file_missing', 'files/works/empty', null], false],
    ['a file was added', (f) => void (f['files/x'] = strToU8('x')), ['file_unknown', 'files/x', null], false],
    ['a file has a name that terminals obey', (f) => void (f['\u001b[2J'] = strToU8('x')), ['file_unknown', '\ufffd[2J', null], false],
    ['the title was edited', (f) => text(f, 'manifest.json', (t) => t.replace('将军', '元帅')), ['leaf', 'tree/leaves.sha256', 1], true],
    [
      'an asset was renamed',
      (f) => text(f, 'tree/leaves.sha256', (t) => t.replace('ep-01', 'ep-02')),
      ['leaf', 'tree/leaves.sha256', 6],
      true,
    ],
    ['a line was added', (f) => text(f, 'tree/leaves.sha256', (t) => `${t}\n`), ['leaf_count', 'tree/leaves.sha256', null], true],
    ['the root was edited', (f) => text(f, 'tree/root.txt', (t) => t.replace('\n6\n', '\n7\n')), ['root', 'tree/root.txt', null], true],
    [
      'a stamp is of another bundle',
      (f) => Object.assign(f, { 'stamps/1.tsr': unzipSync(other)['stamps/1.tsr'] }),
      ['token_imprint', 'stamps/1.tsr', null],
      true,
    ],
    [
      'both question and answer are of another bundle',
      (f) => Object.assign(f, { 'stamps/1.tsr': unzipSync(other)['stamps/1.tsr'], 'stamps/1.tsq': unzipSync(other)['stamps/1.tsq'] }),
      ['token_imprint', 'stamps/1.tsq', null],
      true,
    ],
    [
      'the answer is to another question',
      (f) => Object.assign(f, { 'stamps/1.tsr': f['stamps/2.tsr'] }),
      ['token_nonce', 'stamps/1.tsr', null],
      true,
    ],
    [
      'the anchor is another',
      (f) => Object.assign(f, { 'stamps/1.ca.pem': f['stamps/2.ca.pem'] }),
      ['token_anchor', 'stamps/1.tsr', null],
      true,
    ],
    ['the script only says OK', (f) => void (f['verify.sh'] = strToU8('echo OK\n')), ['script', 'verify.sh', null], false],
    ['the manifest is no JSON', (f) => void (f['manifest.json'] = strToU8('{')), ['not_json', 'manifest.json', null], true],
    ['the manifest is of another form', (f) => void (f['manifest.json'] = strToU8('{}')), ['wrong_form', 'manifest.json', null], true],
  ];
  test.each(tampers)('%s', async (_, change, difference, scriptToo) => {
    const torn = changed(zip, change);
    expect(await codeOf(torn)).toEqual(difference);
    if (hasTools && scriptToo) expect(runScript(torn).status).toBe(1);
  });

  test('a bundle that says it was made after its stamp is not believed', async () => {
    const late = sealRegistration(manifestOf({ madeAt: '2999-01-01T00:00:00.000Z' }));
    const query = join(tsa.folder, 'late.tsq');
    writeFileSync(join(tsa.folder, 'late.txt'), late.rootText);
    execFileSync('openssl', ['ts', '-query', '-data', 'late.txt', '-sha256', '-cert', '-out', query], { cwd: tsa.folder, stdio: 'ignore' });
    const asked = execFileSync('cat', [query]);
    expect(await codeOf(await bundleOf(late, [{ query: asked, reply: tsa.reply(asked), anchors: [tsa.root] }]))).toEqual([
      'token_before',
      'stamps/1.tsr',
      null,
    ]);
  });

  test('hookline evidence verify prints what scripts expect, and ends as it found', async () => {
    const path = join(folder, 'bundle.zip');
    writeFileSync(path, zip);
    const good = await runCommand(['evidence', 'verify', path], { data: folder, env: { LC_ALL: 'en_US.UTF-8' } });
    expect(JSON.parse(good.stdout)).toEqual({ ok: true, checked: 12, firstDifference: null });
    expect(good.stderr).toContain(tsa.root.fingerprint256);
    expect(good.code).toBe(0);
    writeFileSync(path, changed(zip, tampers[0]![1]));
    const bad = await runCommand(['evidence', 'verify', path], { data: folder, env: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(JSON.parse(bad.stdout)).toMatchObject({
      ok: false,
      firstDifference: { code: 'file_hash', file: 'files/合同/授权书 1.txt', line: null },
    });
    expect(bad.stderr).toContain('与登记时的文件不一致');
    expect(bad.code).toBe(1);
    expect((await runCommand(['evidence', 'verify'], { data: folder })).code).toBe(2);
    expect((await runCommand(['evidence', 'verify', join(folder, 'none.zip')], { data: folder })).code).toBe(1);
  });
});
