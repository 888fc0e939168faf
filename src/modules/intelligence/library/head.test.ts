/** What people put right of a page holds for its next version where that is misread in the same way, and nowhere else. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentHead } from './contract.ts';
import { carriedHead, dayOf, sameHead } from './head.ts';

const name = fc.option(fc.constantFrom('新华社', '首页导航', '蓝汀研究院'), { nil: null });
const head: fc.Arbitrary<DocumentHead> = fc.record({
  title: fc.constantFrom('微短剧市场', '登录', '市场观察'),
  source: name,
  author: name,
  publishedAt: fc.constantFrom(null, '2025-03-12', '2025-03-12T09:30:00+08:00'),
  zone: fc.constantFrom(null, { name: 'Asia/Shanghai', stated: false }, { name: 'UTC', stated: true }),
});

test('a field that is read as it was read before becomes what was said of it, any other stays as it is read', () => {
  fc.assert(
    fc.property(head, head, head, (read, corrected, fresh) => {
      const carried = carriedHead({ read, corrected }, fresh);
      for (const field of ['title', 'source', 'author'] as const)
        expect(carried[field]).toBe(read[field] === fresh[field] ? corrected[field] : fresh[field]);
      const timeAgain = read.publishedAt === fresh.publishedAt && JSON.stringify(read.zone) === JSON.stringify(fresh.zone);
      const { publishedAt, zone } = timeAgain ? corrected : fresh;
      expect(carried).toMatchObject({ publishedAt, zone });
      expect(sameHead(carriedHead({ read, corrected: read }, fresh), fresh)).toBe(true);
      expect(sameHead(carriedHead({ read: fresh, corrected }, fresh), corrected)).toBe(true);
    }),
  );
});

test('what claims to be of the future is of today, and what says no day is of the day it came', () => {
  expect(dayOf('2025-03-12T23:30:00-05:00', '2026-01-01')).toBe('2025-03-12');
  expect(dayOf('2031-03-12', '2026-01-01')).toBe('2026-01-01');
  expect(dayOf(null, '2026-01-01')).toBe('2026-01-01');
  expect(dayOf('yesterday', '2026-01-01')).toBe('2026-01-01');
});
