import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateCrowd } from '../../../app/demo/crowd.ts';
import { judgeCrowd, measureFraud, wholeCrowd } from '../../../../test/support/audience.ts';
import { isBanned } from './banned-referrer.ts';
import { signalKinds } from './contract.ts';
import type { Baseline, ConversionFact, Picture, TouchFact } from './facts.ts';
import { baselinesOf, findGuessers, findSignals, scoreOf, signalRules } from './score.ts';
import { atLeast, atMost, laterThan } from './statistics.ts';

const nothing: Baseline = {
  clicks: 0,
  clickConversions: 0,
  orders: 0,
  refundedOrders: 0,
  installTimesMs: [],
  codeOrders: 0,
  untouchedCodeOrders: 0,
};
const usual: Baseline = {
  clicks: 5000,
  clickConversions: 500,
  orders: 400,
  refundedOrders: 20,
  installTimesMs: Array.from({ length: 300 }, (_, at) => 20_000 + at * 1_000),
  codeOrders: 200,
  untouchedCodeOrders: 10,
};
const settings = { bannedReferrers: ['bad.example'], off: [] };
const picture = (more: Partial<Picture> = {}): Picture => ({
  placementId: 'plc_1',
  creatorId: 'crt_1',
  touches: [],
  conversions: [],
  own: { viewerIds: new Set(['me']), deviceIds: new Set(['my phone']), matchKeys: new Set(['home:phone']) },
  filing: { required: true, approvedExternalIds: new Set(['filed']), accountApproved: true },
  guessers: new Map(),
  ...more,
});
const start = Date.UTC(2026, 2, 1);
const touch = (more: Partial<TouchFact> = {}): TouchFact => ({
  kind: 'click',
  at: start,
  addressHash: 'a',
  agentHash: 'b',
  deviceHash: null,
  referrerHost: null,
  ...more,
});
let made = 0;
const conversion = (more: Partial<ConversionFact> = {}): ConversionFact => ({
  id: `cnv_${made++}`,
  kind: 'order',
  at: start + 60_000,
  rule: 'code',
  clickAt: null,
  clickReferrer: null,
  clickAddressHash: null,
  clickAgentHash: null,
  installBeginAt: null,
  viewerId: null,
  deviceId: null,
  matchKeys: [],
  accountExternalId: 'filed',
  refunded: false,
  ...more,
});
const kindsOf = (of: Picture, baseline = usual): string[] =>
  findSignals(of, baseline, settings).map(({ kind, subject }) => `${kind} ${subject.kind}`);

describe('statistics', () => {
  it('binomial tails are complements, and agree with counting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.nat(400), (n, p, given) => {
        const k = given % (n + 1);
        expect(atLeast(n, k, p) + atMost(n, k - 1, p)).toBeCloseTo(1, 9);
      }),
    );
    // Ten fair coins: 11 of 1,024 ways have at least nine heads.
    expect(atLeast(10, 9, 0.5)).toBeCloseTo(11 / 1024, 12);
    expect(atMost(5, 0, 0.1)).toBeCloseTo(0.9 ** 5, 12);
    expect(atLeast(100_000, 10_000, 0.05)).toBeLessThan(1e-100);
  });
  it('a list is not later than itself, and is when it is moved', () => {
    const list = Array.from({ length: 100 }, (_, at) => at);
    expect(laterThan(list, list).d).toBeLessThanOrEqual(0.0101);
    expect(
      laterThan(
        list.map((value) => value + 200),
        list,
      ),
    ).toMatchObject({ d: 1 });
    expect(
      laterThan(
        list,
        list.map((value) => value + 200),
      ).d,
    ).toBe(0);
    expect(laterThan([], list)).toEqual({ d: 0, p: 1 });
  });
});

describe('signals', () => {
  it('find nothing in nothing, and nothing in a handful', () => {
    expect(kindsOf(picture(), nothing)).toEqual([]);
    const few = picture({
      touches: Array.from({ length: 5 }, () => touch({ referrerHost: 'bad.example' })),
      conversions: [conversion({ refunded: true })],
    });
    expect(kindsOf(few, nothing)).toEqual([]);
  });
  it('each has a weight, and evidence in figures', () => {
    expect(signalRules.map(({ kind }) => kind)).toEqual([...signalKinds]);
    for (const { placement, findings } of judgeCrowd(wholeCrowd(77))) {
      for (const { evidence, strength } of findings) {
        expect(Object.keys(evidence).length, placement.kind).toBeGreaterThan(0);
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThanOrEqual(1);
      }
    }
  });
  it('a flood is one where the same sources buy nothing; an office buys like others', () => {
    const flood = Array.from({ length: 400 }, (_, at) => touch({ at: start + at * 1000 }));
    expect(kindsOf(picture({ touches: flood }))).toEqual(['click_flooding placement']);
    const bought = Array.from({ length: 40 }, () =>
      conversion({ kind: 'install', rule: 'click', clickAddressHash: 'a', clickAgentHash: 'b' }),
    );
    expect(kindsOf(picture({ touches: flood, conversions: bought }))).toEqual([]);
  });
  it('a creator’s own order is held by itself; by address alone it is told and not held', () => {
    const found = findSignals(
      picture({
        conversions: [conversion({ viewerId: 'me' }), conversion({ matchKeys: ['home:phone'] }), conversion({ viewerId: 'you' })],
      }),
      usual,
      settings,
    );
    expect(found.map(({ subject, evidence }) => [subject.kind, evidence.by])).toEqual([
      ['conversion', 'viewer'],
      ['conversion', 'address'],
    ]);
    expect(found.map((each) => scoreOf([each]) >= 0.7)).toEqual([true, false]);
  });
  it('orders through accounts that were not filed count only where the campaign asks for filing', () => {
    const orders = Array.from({ length: 10 }, () => conversion({ accountExternalId: 'other' }));
    expect(kindsOf(picture({ conversions: orders }))).toContain('unfiled_account placement');
    const free = { required: false, approvedExternalIds: new Set<string>(), accountApproved: false };
    expect(kindsOf(picture({ conversions: orders, filing: free }))).not.toContain('unfiled_account placement');
  });
  it('hosts are banned with all below them, and nothing beside them', () => {
    const banned = new Set(['bad.example']);
    expect(['bad.example', 'm.bad.example', 'A.B.Bad.Example'].every((host) => isBanned(host, banned))).toBe(true);
    expect(['notbad.example', 'bad.example.org', 'example', '', null].some((host) => isBanned(host, banned))).toBe(false);
  });
  it('who guesses is known by many different codes in an hour', () => {
    const searches = Array.from({ length: 20 }, (_, at) => ({ at: start + at * 1000, pair: 'x', placementId: `p${at}` }));
    expect(findGuessers(searches)).toEqual(new Map([['x', 20]]));
    expect(findGuessers(searches.map((each) => ({ ...each, placementId: 'p' })))).toEqual(new Map());
    expect(findGuessers(searches.map((each, at) => ({ ...each, at: start + at * 3_600_000 })))).toEqual(new Map());
  });
  it('scores never fall when something more is found, and stay below one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ kind: fc.constantFrom(...signalKinds), strength: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          maxLength: 8,
        }),
        (findings) => {
          for (let at = 1; at <= findings.length; at++)
            expect(scoreOf(findings.slice(0, at))).toBeGreaterThanOrEqual(scoreOf(findings.slice(0, at - 1)));
          expect(scoreOf(findings)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
  it('a placement is not its own measure', () => {
    const share = {
      clicks: 10,
      clickConversions: 1,
      orders: 1,
      refundedOrders: 1,
      codeOrders: 0,
      untouchedCodeOrders: 0,
      installTimesMs: [5],
    };
    const baselines = baselinesOf(
      new Map([
        ['a', share],
        ['b', { ...share, clicks: 90, installTimesMs: [7, 9] }],
      ]),
    );
    expect(baselines.get('a')).toMatchObject({ clicks: 90, installTimesMs: [7, 9] });
    expect(baselines.get('b')).toMatchObject({ clicks: 10, installTimesMs: [5] });
  });
});

describe('on a simulated audience that no threshold was chosen on', () => {
  it('the crowd is the same for the same seed', () => {
    const options = { seed: 5, startMs: start, days: 10, kinds: ['usual', 'click_flooding'] as const };
    expect(JSON.stringify(simulateCrowd(options))).toBe(JSON.stringify(simulateCrowd(options)));
  });
  it('holds the dishonest and leaves the honest alone', () => {
    const figures = measureFraud([2001, 2002, 2003, 2004, 2005, 2006]);
    expect(figures.precision).toBeGreaterThanOrEqual(0.98);
    expect(figures.recall).toBeGreaterThanOrEqual(0.92);
    expect(figures.ordersHeld.precision).toBe(1);
    for (const [kind, { recall }] of Object.entries(figures.perKind)) expect(recall, kind).toBeGreaterThanOrEqual(0.66);
  });
  it('holds nobody where everybody is honest', () => {
    for (const seed of [3001, 3002, 3003])
      expect(judgeCrowd(wholeCrowd(seed, { honestOnly: true })).filter(({ held }) => held)).toEqual([]);
  });
});
