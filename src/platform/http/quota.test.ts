import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../time.ts';
import { callerOf, createQuotas, limitHeaders } from './quota.ts';

const policy = { quota: 'codes.resolve', requests: 5, windowSeconds: 10 };

describe('a quota', () => {
  test('lets its requests through and then says when to come back; whoever comes back then is let in', () => {
    const clock = fixedClock('2026-03-01T00:00:00Z');
    const quotas = createQuotas(clock);
    const asked = Array.from({ length: 7 }, () => quotas.take(policy, 'a'));
    expect(asked.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false, false]);
    expect(asked.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0]);
    expect(quotas.take(policy, 'b').allowed).toBe(true);
    clock.advance(asked.at(-1)!.retryAfterSeconds * 1000);
    expect(quotas.take(policy, 'a').allowed).toBe(true);
  });

  test('never gives a window more than twice its part, and what it says of waiting is true', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (waits, requests) => {
        const clock = fixedClock('2026-03-01T00:00:00Z');
        const quotas = createQuotas(clock);
        const own = { quota: 'q', requests, windowSeconds: 10 };
        const allowedAt: number[] = [];
        for (const wait of waits) {
          clock.advance(wait);
          const taken = quotas.take(own, 'a');
          if (taken.allowed) allowedAt.push(clock.nowMs());
          else {
            expect(taken.retryAfterSeconds).toBeGreaterThan(0);
            expect(taken.retryAfterSeconds).toBeLessThanOrEqual(20);
          }
          const inWindow = allowedAt.filter((at) => at > clock.nowMs() - 10_000).length;
          expect(inWindow).toBeLessThanOrEqual(2 * requests);
        }
        const refused = quotas.take(own, 'a');
        if (refused.allowed) return;
        clock.advance(refused.retryAfterSeconds * 1000);
        expect(quotas.take(own, 'a').allowed).toBe(true);
      }),
    );
  });

  test('a steady caller below it is never refused, one above it gets just the quota', () => {
    const clock = fixedClock('2026-03-01T00:00:00Z');
    const quotas = createQuotas(clock);
    const own = { quota: 'q', requests: 100, windowSeconds: 10 };
    for (let i = 0; i < 2_000; i++) {
      clock.advance(101);
      expect(quotas.take(own, 'steady').allowed).toBe(true);
    }
    let letIn = 0;
    for (let i = 0; i < 10_000; i++) {
      clock.advance(10);
      if (quotas.take(own, 'fast').allowed) letIn++;
    }
    expect(letIn).toBeGreaterThanOrEqual(950);
    expect(letIn).toBeLessThanOrEqual(1_100);
  });
});

test('a key, a person and a network count apart; a whole IPv6 /64 counts as one', () => {
  const who = { kind: 'person' as const, id: 'usr_1', name: '', organisationId: null, role: null, requestId: null };
  expect(callerOf(who, '192.0.2.1')).toBe('person:usr_1');
  expect(callerOf(null, '192.0.2.1')).toBe('address:192.0.2.1');
  expect(callerOf(null, '2001:db8::1')).toBe(callerOf(null, '2001:db8:0:0:ffff::2'));
});

test('the headers are lists of structured fields', () => {
  const taken = createQuotas(fixedClock('2026-03-01T00:00:00Z')).take(policy, 'a');
  expect(limitHeaders(taken)).toEqual({ 'ratelimit-policy': '"codes.resolve";q=5;w=10', ratelimit: '"codes.resolve";r=4;t=10' });
});
