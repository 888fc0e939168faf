import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextWaitMs, outcomeOf, retryAfterOf, schedule, verdictOf } from './rules.ts';

const hour = 3_600_000;

test('ten tries go over about three days, each wait at most a fifth longer than the specification says', () => {
  const whole = (random: number): number => schedule.reduce((sum, _, i) => sum + nextWaitMs(i + 1, random, null)!, 0);
  expect(whole(0) / (24 * hour)).toBeGreaterThan(3);
  expect(whole(0.999) / (24 * hour)).toBeLessThan(4);
  expect(nextWaitMs(schedule.length + 1, 0, null)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: schedule.length }), fc.double({ min: 0, max: 0.999, noNaN: true }), (made, random) => {
      const wait = nextWaitMs(made, random, null)!;
      expect(wait).toBeGreaterThanOrEqual(schedule[made - 1]!);
      expect(wait).toBeLessThanOrEqual(schedule[made - 1]! * 1.2 + 1);
    }),
  );
});

test('Retry-After is honoured where it is longer, and never beyond a day and a fifth', () => {
  expect(nextWaitMs(1, 0, 120)).toBe(120_000);
  expect(nextWaitMs(4, 0, 1)).toBe(schedule[3]);
  expect(nextWaitMs(1, 0.99, 999_999_999)).toBeLessThanOrEqual(24 * hour * 1.2);
  expect([
    retryAfterOf('7'),
    retryAfterOf(null),
    retryAfterOf('Fri, 31 Dec 2026 23:59:59 GMT'),
    retryAfterOf('-1'),
    retryAfterOf('9'.repeat(20)),
  ]).toEqual([7, null, null, null, null]);
});

test('only 2xx is a success, and only 410 ends it at once', () => {
  for (let status = 100; status < 600; status++)
    expect(outcomeOf(status)).toBe(status >= 200 && status < 300 ? 'delivered' : status === 410 ? 'gone' : 'again');
  expect(outcomeOf(null)).toBe('again');
});

test('an endpoint is complained of after a day, once, and switched off after three, unless it failed too seldom to know', () => {
  const since = new Date('2026-03-01T00:00:00Z');
  const after = (hours: number, failures = 20, complained = false): string =>
    verdictOf({ failingSince: since, failures, complained }, new Date(since.getTime() + hours * hour));
  expect([after(0), after(23.9), after(24), after(24, 20, true), after(71.9, 20, true), after(72, 20, true)]).toEqual([
    'wait',
    'wait',
    'complain',
    'wait',
    'wait',
    'disable',
  ]);
  expect([after(100, 4), after(100, 4, true), after(100, 5, true)]).toEqual(['complain', 'wait', 'disable']);
});
