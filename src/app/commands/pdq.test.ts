/** `pdq` as a script calls it: pictures in; hashes, words and exit codes out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../platform/errors.ts';
import { exitCodeOf } from '../command.ts';
import { command } from './pdq.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const pixels = Uint8Array.from({ length: 6 * 5 * 3 }, (_, i) => (i * 37) & 255);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pdq 命令 😀 '));
  writeFileSync(at('海报.ppm'), Buffer.concat([Buffer.from('P6\n6 5\n255\n'), pixels]));
  await sharp(pixels, { raw: { width: 6, height: 5, channels: 3 } })
    .png()
    .toFile(at('海报.png'));
  writeFileSync(at('notes.txt'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as main does: the exit code, and what was written. */
async function run(argv: string[], language = 'en_US.UTF-8') {
  let [out, stderr] = ['', ''];
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (stderr += text),
    env: { LANG: language },
    signal: new AbortController().signal,
    interactive: false,
  };
  try {
    return { code: await command.run(argv, io), out, stderr, error: null };
  } catch (error) {
    return { code: exitCodeOf(error), out, stderr, error: isAppError(error) ? error.code : String(error) };
  }
}

describe('pdq', () => {
  it('answers with an array in the order of the arguments, also for one', async () => {
    const one = await run([at('海报.ppm'), '--json']);
    expect(one).toMatchObject({ code: 0, stderr: '', error: null });
    const [hashed] = JSON.parse(one.out) as [{ hashes: Record<string, string> }];
    expect(hashed).toEqual({ file: at('海报.ppm'), quality: expect.any(Number), hashes: expect.any(Object) });
    expect(Object.keys(hashed.hashes)).toEqual(['orig', 'rot90', 'rot180', 'rot270', 'flipx', 'flipy', 'flipplus1', 'flipminus1']);
    for (const hash of Object.values(hashed.hashes)) expect(hash).toMatch(/^[0-9a-f]{64}$/);

    const two = await run(['--json', at('海报.png'), at('海报.ppm')]);
    const results = JSON.parse(two.out) as { file: string; hashes: unknown }[];
    expect(results.map(({ file }) => file)).toEqual([at('海报.png'), at('海报.ppm')]);
    expect(results.map(({ hashes }) => hashes)).toEqual([hashed.hashes, hashed.hashes]);
  });

  it('goes on after a file that fails, and ends with 1', async () => {
    const done = await run([at('missing.png'), at('notes.txt'), folder, at('海报.ppm'), '--json']);
    expect(done.code).toBe(1);
    const results = JSON.parse(done.out) as { file: string; error?: { code: string; message: string } }[];
    expect(results.map(({ error }) => error?.code)).toEqual([
      'app.file_not_found',
      'protection.picture_unknown',
      'app.file_not_found',
      undefined,
    ]);
    expect(results[1]!.error!.message).toContain('notes.txt');
    expect(done.stderr.trim().split('\n')).toHaveLength(3);
    expect((await run([at('notes.txt')], 'zh_CN.UTF-8')).stderr).toContain('不是可以计算指纹的图片');
  });

  it('writes for people what --json says', async () => {
    const { hashes, quality } = (
      JSON.parse((await run([at('海报.ppm'), '--json'])).out) as { hashes: Record<string, string>; quality: number }[]
    )[0]!;
    const { out, code } = await run([at('海报.ppm')]);
    expect(code).toBe(0);
    expect(out).toContain(`quality ${quality}`);
    for (const [name, hash] of Object.entries(hashes)) expect(out).toMatch(new RegExp(`^ +${name} +${hash}$`, 'm'));
  });

  it('is used wrongly without a file or with a flag that is none', async () => {
    expect(await run([])).toMatchObject({ code: 2, error: 'app.bad_usage', out: '' });
    expect(await run(['--jsn', at('海报.ppm')])).toMatchObject({ code: 2, error: 'app.bad_usage' });
  });
});
