/** The rules against an oracle that walks every chain of licences at every point of a small world, and by examples that say why. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maySell, mayUse, type Question } from './availability.ts';
import { openBook, type Book, type Holdback, type Licence } from './book.ts';
import { freeToSell } from './free.ts';
import { fraction } from './fractions.ts';
import type { Deed } from './ownership.ts';
import type { Scope } from './scope.ts';
import { territories, type RightKind } from './words.ts';

// A world of four territories (the last for all the rest), three languages, two platforms, two media, and eight days in thirds.
const places = ['CN', 'US', 'BR', 'FR'];
const languages = ['zh', 'zh-CN', 'en'];
const platforms = ['hongguo', 'reelshort'];
const media = ['svod', 'avod'];
const parties = ['A', 'B', 'C', 'D'];
/** Hours from UTC; in January no clock changes. */
const zones: Readonly<Record<string, number>> = { 'Asia/Shanghai': 8, 'America/Los_Angeles': -8, UTC: 0 };
const firstDay = 10;
const dayOf = (number: number): string => `2026-01-${String(number).padStart(2, '0')}`;
const hourOf = (day: number, hour: number): number => day * 24 + hour;
const instantOf = (hours: number): Date => new Date(Date.UTC(2026, 0, 0) + hours * 3_600_000);
const hours = Array.from({ length: 24 }, (_, index) => hourOf(firstDay, index * 8));
const subjects: readonly [string, RightKind][] = [
  ['drama', 'streaming'],
  ['script', 'adaptation'],
  ['novel', 'adaptation'],
];

const some = (of: readonly string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant('all' as const) }, { weight: 2, arbitrary: fc.subarray([...of], { minLength: 1 }) });
const day = fc.integer({ min: firstDay - 1, max: firstDay + 8 });
const everywhere: Scope = {
  territories: { of: 'world', except: [] },
  languages: 'all',
  platforms: 'all',
  media: 'all',
  window: { from: null, until: null, zone: 'Asia/Shanghai' },
};
const narrower: fc.Arbitrary<Scope> = fc.record({
  territories: fc.record({
    of: fc.oneof({ weight: 2, arbitrary: fc.constant('world' as const) }, { weight: 1, arbitrary: fc.subarray(places.slice(0, 3)) }),
    except: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(places.slice(0, 3)) }),
  }),
  languages: some(languages),
  platforms: some(platforms),
  media: some(media),
  window: fc
    .tuple(fc.option(day, { freq: 2 }), fc.option(day, { freq: 2 }), fc.constantFrom(...Object.keys(zones)))
    .map(([from, until, zone]) => ({ from: from === null ? null : dayOf(from), until: until === null ? null : dayOf(until), zone })),
});
// Often everything, as clauses that never meet decide nothing.
const scope = fc.oneof({ weight: 2, arbitrary: fc.constant(everywhere) }, { weight: 3, arbitrary: narrower });
const licence = fc
  .record({
    subject: fc.constantFrom(0, 0, 0, 1, 2),
    people: fc.shuffledSubarray(parties, { minLength: 2, maxLength: 3 }),
    grantedAt: fc.integer({ min: 1, max: 4 }).map((each) => `2025-0${each}-01T00:00:00.000Z`),
    scope,
    exclusivity: fc.constantFrom('exclusive' as const, 'sole' as const, 'non_exclusive' as const, 'non_exclusive' as const),
    sublicensing: fc.integer({ min: 0, max: 3 }),
    holdbacks: fc.array(fc.record({ binds: fc.constantFrom('grantor' as const, 'grantee' as const), scope }), { maxLength: 1 }),
    ended: fc.option(fc.constantFrom(...hours), { freq: 3 }),
  })
  .map(({ subject, people, holdbacks, ended, ...rest }) => ({
    ...rest,
    endedAt: ended === null ? null : instantOf(ended).toISOString(),
    workId: subjects[subject]![0],
    right: subjects[subject]![1],
    grantee: people[0]!,
    grantors: people.slice(1),
    holdbacks,
  }));
const title = fc.record({
  makers: fc.constantFrom(['A'], ['A'], ['B'], ['A', 'B'], ['A', 'A', 'C']),
  /** Quarters that are transferred, of which some are not there to be. */
  transfers: fc.array(
    fc.record({ from: fc.constantFrom('A', 'A', 'B'), to: fc.constantFrom(...parties), quarters: fc.constantFrom(1n, 2n, 4n), on: day }),
    { maxLength: 1 },
  ),
});
const book: fc.Arbitrary<Book> = fc
  .record({
    licences: fc.array(licence, { maxLength: 5, size: 'max' }),
    titles: fc.tuple(title, title, title),
    derived: fc.boolean(),
    zone: fc.constantFrom(...Object.keys(zones)),
  })
  .map(({ licences, titles, derived, zone }) => ({
    works: [
      { id: 'drama', derivedFrom: derived ? ['script'] : [] },
      { id: 'script', derivedFrom: derived ? ['novel'] : [] },
      { id: 'novel', derivedFrom: [] },
    ],
    deeds: titles.flatMap(({ makers, transfers }, subject): Deed[] => {
      const [workId, right] = subjects[subject]!;
      const base = { workId, right, zone };
      const made = makers.map((to, index): Deed => ({
        ...base,
        id: `made-${subject}-${index}`,
        from: null,
        to,
        share: fraction(1n, BigInt(makers.length)),
        on: dayOf(1),
      }));
      const moved = transfers.map(({ quarters, on, ...each }, index): Deed => ({
        ...base,
        ...each,
        id: `moved-${subject}-${index}`,
        share: fraction(quarters, 4n),
        on: dayOf(on),
      }));
      return [...made, ...moved];
    }),
    licences: licences.map((each, index) => ({
      ...each,
      id: `L${index}`,
      holdbacks: each.holdbacks.map((held, number) => ({ ...held, id: `L${index}-H${number}` })),
    })),
  }));

// The oracle: nothing prepared, nothing shared with the rules.
type Spot = { territory: string; language: string; platform: string; medium: string; hour: number };
const covers: Readonly<Record<string, readonly string[]>> = { zh: ['zh', 'zh-CN'], 'zh-CN': ['zh-CN'], en: ['en'] };
const overlaps: Readonly<Record<string, readonly string[]>> = { zh: ['zh', 'zh-CN'], 'zh-CN': ['zh', 'zh-CN'], en: ['en'] };
function lies(spot: Spot, { territories: where, languages: of, platforms: on, media: as, window }: Scope, table: typeof covers): boolean {
  const localDay = Math.floor((spot.hour + zones[window.zone]!) / 24);
  const number = (text: string): number => Number(text.slice(8));
  const listed = where.of === 'world' ? places : where.of;
  return (
    listed.filter((each) => !where.except.includes(each)).includes(spot.territory) &&
    (of === 'all' || of.flatMap((each) => table[each]!).includes(spot.language)) &&
    (on === 'all' || on.includes(spot.platform)) &&
    (as === 'all' || as.includes(spot.medium)) &&
    (window.from === null || number(window.from) <= localDay) &&
    (window.until === null || localDay < number(window.until))
  );
}
/** Every order of every selection of the licences. */
function* chains(of: readonly Licence[]): Generator<Licence[]> {
  yield [];
  for (const each of of) for (const rest of chains(of.filter((other) => other !== each))) yield [each, ...rest];
}
function ownersAt(given: Book, workId: string, right: RightKind, hour: number): string[] | null {
  const twelfths = new Map<string, number>();
  let broken = false;
  const done = given.deeds
    .filter((deed) => deed.workId === workId && deed.right === right)
    .map((deed) => ({ deed, starts: hourOf(Number(deed.on.slice(8)), -zones[deed.zone]!) }))
    .filter(({ starts }) => starts <= hour)
    .sort((a, b) => a.starts - b.starts);
  for (const { deed } of done) {
    const share = Number((deed.share.n * 12n) / deed.share.d);
    if (deed.from !== null) {
      const left = (twelfths.get(deed.from) ?? 0) - share;
      if (left < 0) broken = true;
      twelfths.set(deed.from, left);
    }
    twelfths.set(deed.to, (twelfths.get(deed.to) ?? 0) + share);
  }
  const owners = [...twelfths].filter(([, share]) => share > 0).map(([name]) => name);
  return broken || owners.length === 0 ? null : owners;
}
type Wish = 'use' | 'sell' | 'sell exclusively';
function oracle(given: Book, workId: string, right: RightKind, party: string, spot: Spot, wish: Wish): boolean {
  const owners = ownersAt(given, workId, right, spot.hour);
  if (!owners) return false;
  // What has ended is as if it had never been.
  const own = given.licences.filter(
    (each) => each.workId === workId && each.right === right && (!each.endedAt || instantOf(spot.hour).toISOString() < each.endedAt),
  );
  const earlier = (a: Licence, b: Licence): boolean => `${a.grantedAt} ${a.id}` < `${b.grantedAt} ${b.id}`;
  /** Whether a party may go on with a licence to somebody, to somebody new ('new'), or by itself ('self'). */
  const free = (who: string, next: Licence | 'new' | 'self'): boolean =>
    own.every((promise) => {
      const other = typeof next === 'string' || (next.grantee !== promise.grantee && !earlier(next, promise));
      const late = typeof next === 'string' || !earlier(next, promise);
      if (promise.grantors.includes(who) && promise.exclusivity !== 'non_exclusive' && lies(spot, promise.scope, overlaps))
        if (other && !(next === 'self' && promise.exclusivity === 'sole')) return false;
      return promise.holdbacks.every((held) => {
        if (!lies(spot, held.scope, overlaps)) return true;
        return held.binds === 'grantor' ? !promise.grantors.includes(who) || !other : promise.grantee !== who || !late;
      });
    });
  const alone = (who: string, besides: string | null): boolean =>
    own.every((each) => !each.grantors.includes(who) || each.grantee === besides || !lies(spot, each.scope, overlaps));
  const works = (owner: string, chain: readonly Licence[]): boolean => {
    const people = [owner, ...chain.map(({ grantee }) => grantee)];
    return (
      people.at(-1) === party &&
      chain.every((each, index) => each.grantors.includes(people[index]!) && lies(spot, each.scope, covers)) &&
      chain.every((each, index) => each.sublicensing >= chain.length - 1 - index + (wish === 'use' ? 0 : 1)) &&
      people.every((who, index) => free(who, chain[index] ?? (wish === 'use' ? 'self' : 'new'))) &&
      (wish !== 'sell exclusively' ||
        (chain.every(({ exclusivity }) => exclusivity === 'exclusive') &&
          people.every((who, index) => alone(who, people[index + 1] ?? null))))
    );
  };
  const all = [...chains(own)];
  if (!owners.every((owner) => all.some((chain) => works(owner, chain)))) return false;
  const sources = given.works.find(({ id }) => id === workId)!.derivedFrom;
  return sources.every((source) => owners.some((owner) => oracle(given, source, 'adaptation', owner, spot, 'use')));
}

const spotOf = fc.record({
  territory: fc.constantFrom(...places),
  language: fc.constantFrom(...languages),
  platform: fc.constantFrom(...platforms),
  medium: fc.constantFrom(...media),
  hour: fc.constantFrom(...hours),
});
const questionOf = ({ hour, ...spot }: Spot, party: string): Question => ({
  ...spot,
  at: instantOf(hour),
  party,
  workId: 'drama',
  right: 'streaming',
});

describe('against an oracle that walks every chain at every point', () => {
  test('use and sale are allowed exactly where it says so', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(book, fc.array(spotOf, { minLength: 4, maxLength: 8 }), (given, spots) => {
        const open = openBook(given);
        for (const spot of spots)
          for (const party of parties) {
            const question = questionOf(spot, party);
            const { answer } = mayUse(open, question);
            expect(answer === 'yes', `use by ${party}`).toBe(oracle(given, 'drama', 'streaming', party, spot, 'use'));
            seen[answer] += 1;
            for (const exclusive of [false, true])
              expect(maySell(open, question, exclusive).answer === 'yes', `sale by ${party}, ${exclusive ? 'exclusive' : 'not'}`).toBe(
                oracle(given, 'drama', 'streaming', party, spot, exclusive ? 'sell exclusively' : 'sell'),
              );
          }
      }),
      { numRuns: 400 },
    );
    // A comparison of nothing but refusals would prove little.
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(500);
  });

  test('the clauses that a yes names are enough for it', () => {
    fc.assert(
      fc.property(book, spotOf, fc.constantFrom(...parties), (given, spot, party) => {
        const { answer, reasons } = mayUse(openBook(given), questionOf(spot, party));
        expect(reasons.length).toBeGreaterThan(0);
        if (answer === 'no') return;
        const named = new Set(reasons.map(({ clause }) => clause));
        const licences = given.licences.filter(({ id }) => named.has(id));
        expect(mayUse(openBook({ ...given, licences }), questionOf(spot, party)).answer).toBe('yes');
      }),
      { numRuns: 400 },
    );
  });

  test('what is free to sell has no gap, every territory once, and is free exactly where a sale is allowed', () => {
    const [from, until] = [instantOf(hours[0]!), instantOf(hourOf(firstDay + 8, 0))];
    fc.assert(
      fc.property(book, spotOf, fc.constantFrom(...parties), fc.boolean(), (given, spot, party, exclusive) => {
        const { territory: _, at: __, ...offer } = questionOf(spot, party);
        const found = freeToSell(openBook(given), { ...offer, from, until, exclusive });
        expect(found.flatMap((each) => each.territories).sort()).toEqual([...territories].sort());
        for (const { territories: group, periods } of found) {
          expect([periods[0]!.from, periods.at(-1)!.until]).toEqual([from, until]);
          periods.slice(1).forEach((period, index) => expect(period.from).toEqual(periods[index]!.until));
          for (const territory of places.filter((each) => group.includes(each)))
            for (const hour of hours) {
              const at = instantOf(hour);
              const period = periods.find((each) => each.from <= at && at < each.until);
              const wish = exclusive ? 'sell exclusively' : 'sell';
              expect(period?.free).toBe(oracle(given, 'drama', 'streaming', party, { ...spot, territory, hour }, wish));
            }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('by example', () => {
  const deed = (id: string, workId: string, right: RightKind, to: string): Deed => ({
    id,
    workId,
    right,
    from: null,
    to,
    share: fraction(1n, 1n),
    on: '2026-01-01',
    zone: 'Asia/Shanghai',
  });
  const grant = (id: string, from: string, to: string, more: Partial<Licence> = {}): Licence => ({
    id,
    workId: 'drama',
    right: 'streaming',
    grantors: [from],
    grantee: to,
    grantedAt: '2026-01-02T00:00:00.000Z',
    scope: everywhere,
    exclusivity: 'non_exclusive',
    sublicensing: 0,
    holdbacks: [],
    ...more,
  });
  const made = (licences: readonly Licence[], more: Partial<Book> = {}): Book => ({
    works: [{ id: 'drama', derivedFrom: [] }],
    deeds: [deed('D1', 'drama', 'streaming', 'Studio')],
    licences,
    ...more,
  });
  const ask = (party: string, more: Partial<Question> = {}): Question => ({
    party,
    workId: 'drama',
    right: 'streaming',
    territory: 'BR',
    language: 'pt-BR',
    platform: 'reelshort',
    medium: 'svod',
    at: new Date('2026-03-01T12:00:00Z'),
    ...more,
  });
  const why = (given: Book, question: Question) => {
    const { answer, reasons } = mayUse(openBook(given), question);
    return [answer, ...reasons.map(({ clause, code }) => `${code} ${clause}`)];
  };

  test('“may X run this in Brazil on 1 March?” is answered with the deciding clauses', () => {
    const inLatin = { ...everywhere, territories: { of: ['BR', 'MX'], except: [] } };
    const window = { from: '2026-03-01', until: '2026-09-01', zone: 'America/Sao_Paulo' };
    const given = made([
      grant('L1', 'Studio', 'Agent', { sublicensing: 1, exclusivity: 'exclusive', scope: inLatin }),
      grant('L2', 'Agent', 'X', { scope: { ...inLatin, window } }),
      grant('L3', 'Studio', 'Y', { grantedAt: '2026-02-01T00:00:00.000Z' }),
    ]);
    expect(why(given, ask('X'))).toEqual(['yes', 'owned D1', 'licensed L1', 'licensed L2']);
    // The day begins in São Paulo, three hours after Greenwich.
    expect(why(given, ask('X', { at: new Date('2026-03-01T03:00:00Z') }))[0]).toBe('yes');
    expect(why(given, ask('X', { at: new Date('2026-03-01T02:59:59Z') }))).toEqual(['no', 'before_window L2']);
    expect(why(given, ask('X', { at: new Date('2026-09-01T03:00:00Z') }))).toEqual(['no', 'after_window L2']);
    expect(why(given, ask('X', { territory: 'US' }))).toEqual(['no', 'outside_territory L2']);
    expect(why(given, ask('Y'))).toEqual(['no', 'kept_by_exclusive L1']);
    expect(why(given, ask('Y', { territory: 'US' }))).toEqual(['yes', 'owned D1', 'licensed L3']);
    expect(why(given, ask('Studio'))).toEqual(['no', 'kept_by_exclusive L1']);
    expect(why(given, ask('Z'))).toEqual(['no', 'no_licence null']);
    expect(why(given, ask('X', { workId: 'other' }))).toEqual(['no', 'no_owner null']);
  });

  test('an earlier licence survives a later exclusive one, a sole licence leaves the grantor in', () => {
    const early = grant('L1', 'Studio', 'X', { grantedAt: '2026-01-01T00:00:00.000Z' });
    const given = made([early, grant('L2', 'Studio', 'Y', { exclusivity: 'sole' })]);
    expect(why(given, ask('X'))[0]).toBe('yes');
    expect(why(given, ask('Studio'))[0]).toBe('yes');
    expect(why(made([{ ...early, grantedAt: '2026-01-03T00:00:00.000Z' }, given.licences[1]!]), ask('X'))).toEqual([
      'no',
      'kept_by_sole L2',
    ]);
  });

  test('a holdback keeps a window clear, and sublicensing ends where it was said to', () => {
    const held: Holdback = {
      id: 'H1',
      binds: 'grantor',
      scope: { ...everywhere, media: ['avod'], window: { from: '2026-01-01', until: '2026-04-01', zone: 'UTC' } },
    };
    const given = made([
      grant('L1', 'Studio', 'X', { scope: { ...everywhere, media: ['svod'] }, holdbacks: [held] }),
      grant('L2', 'X', 'W', { scope: { ...everywhere, media: ['svod'] } }),
    ]);
    expect(why(given, ask('Studio', { medium: 'avod' }))).toEqual(['no', 'kept_by_holdback H1']);
    expect(why(given, ask('Studio', { medium: 'avod', at: new Date('2026-04-01T00:00:00Z') }))[0]).toBe('yes');
    expect(why(given, ask('W'))).toEqual(['no', 'sublicensing_exhausted L1']);
  });

  test('a drama runs only where the novel that it was made from was cleared', () => {
    const works = [
      { id: 'drama', derivedFrom: ['novel'] },
      { id: 'novel', derivedFrom: [] },
    ];
    const deeds = [deed('D1', 'drama', 'streaming', 'Studio'), deed('D2', 'novel', 'adaptation', 'Author')];
    const adapt = grant('L1', 'Author', 'Studio', {
      workId: 'novel',
      right: 'adaptation',
      scope: { ...everywhere, territories: { of: 'world', except: ['JP'] } },
    });
    const given = made([adapt], { works, deeds });
    expect(why(given, ask('Studio'))).toEqual(['yes', 'owned D1', 'owned D2', 'licensed L1']);
    expect(why(given, ask('Studio', { territory: 'JP' }))).toEqual(['no', 'source_not_cleared null', 'outside_territory L1']);
    expect(() => openBook({ ...given, works: [...works.slice(0, 1), { id: 'novel', derivedFrom: ['drama'] }] })).toThrow(RangeError);
  });

  test('a licence is of somebody else, and of no more than five levels', () => {
    expect(() => openBook(made([grant('L1', 'X', 'X')]))).toThrow(RangeError);
    expect(() => openBook(made([grant('L1', 'Studio', 'X', { sublicensing: 6 })]))).toThrow(RangeError);
    expect(() => openBook(made([grant('L1', 'Studio', 'X', { grantors: [] })]))).toThrow(RangeError);
  });
});
