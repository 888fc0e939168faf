import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const child = fileURLToPath(new URL('../../../../test/support/check-file-child.ts', import.meta.url));
const rows = 1_000_000;

it(
  'a million lines are read to the last with a heap of a few hundred megabytes, and every wrong one is found',
  { timeout: 300_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hookline-million-'));
    try {
      const path = join(folder, 'orders.csv');
      function* lines(): Generator<string> {
        yield '\ufeff订单号,支付时间,支付金额,订单状态,搜索码\r\n';
        for (let at = 0; at < rows; at += 1000) {
          let text = '';
          for (let n = at; n < at + 1000; n++)
            text += `O${String(n % 999_000).padStart(9, '0')},2026-06-${String(1 + (n % 28)).padStart(2, '0')} 10:00:${String(n % 60).padStart(2, '0')},${n % 100_000 === 7 ? '=9.90' : '9.90'},已支付,"K7M,${n % 40}"\r\n`;
          yield text;
        }
      }
      await pipeline(Readable.from(lines()), createWriteStream(path));
      const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=256', child, path], { maxBuffer: 1 << 20 });
      const { totals, encoding, maxRssMb } = JSON.parse(stdout) as { totals: Record<string, number>; encoding: string; maxRssMb: number };
      expect(encoding).toBe('utf-8');
      expect(totals).toMatchObject({ rows, bad: 10, good: rows - 10, amounts: { CNY: String((rows - 10) * 990) } });
      expect(maxRssMb).toBeLessThan(600);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
