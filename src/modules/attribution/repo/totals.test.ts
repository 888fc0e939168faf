import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../day.ts';
import { noCounts } from './counts.ts';
import { rangesOf, spanDays, totalsOf, type Belonging, type Counted } from './totals.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));

test('ranges hold every day from the first to the last once, and few rows where there are blocks', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), fc.boolean(), (from, length, inBlocks) => {
      const to = addDays(from, length);
      const days: string[] = [];
      let rows = 0;
      for (const range of rangesOf(from, to, inBlocks))
        for (let at = range.from; at <= range.to; at = addDays(at, 1)) {
          // A block is kept under its first day, counted from the epoch.
          if (range.spanDays > 1 && (Date.parse(at) / 86_400_000) % spanDays !== 0) continue;
          rows += 1;
          for (let i = 0; i < range.spanDays; i++) days.push(addDays(at, i));
        }
      expect(days).toEqual(Array.from({ length: length + 1 }, (_, i) => addDays(from, i)));
      if (inBlocks) expect(rows).toBeLessThanOrEqual(2 * (spanDays - 1) + (length + 1) / spanDays);
    }),
  );
});

const belongings = new Map<string, Belonging>(
  ['plc_a', 'plc_b', 'plc_c'].map((placement_id, i) => [
    placement_id,
    {
      placement_id,
      campaign_id: `cmp_${i % 2}`,
      creator_id: `crt_${i}`,
      agency_id: i === 0 ? null : 'agy_1',
      channel: 'douyin',
      hook_id: i === 1 ? null : 'hok_1',
      clip_id: null,
      work_id: 'wrk_1',
    },
  ]),
);
const row = fc.record({
  day: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-20'),
  placement_id: fc.constantFrom('', 'plc_a', 'plc_b', 'plc_c', 'plc_unknown'),
  country: fc.constantFrom('', 'CN'),
  currency: fc.constantFrom('', 'CNY'),
  counts: fc.tuple(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt({ min: -9n, max: 9n })).map(([a, b]) => [a, ...noCounts().slice(2), b]),
});

test('every dimension of the whole sums to everything, whatever belongs to nobody', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const all = rows.reduce((sum, { counts }) => sum + counts[0]!, 0n);
      const sums = new Map<string, bigint>();
      for (const total of totalsOf(rows as Counted[], belongings))
        if (total.scope === '') {
          const name = `${total.dimension} ${total.span_days}`;
          sums.set(name, (sums.get(name) ?? 0n) + total.counts[0]!);
        }
      for (const [name, sum] of sums) expect([name, sum]).toEqual([name, all]);
      if (rows.length > 0) expect(sums.size).toBe(12);
    }),
  );
});
