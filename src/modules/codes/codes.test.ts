import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { testSecret } from '../../../test/support/house.ts';
import { isAppError } from '../../platform/errors.ts';
import type { Trx } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import { fixedClock, systemClock } from '../../platform/time.ts';
import { createAudit } from '../identity/index.ts';
import { exactWordsOf, foldCode } from './fold.ts';
import { codesMigrations, createCodes, type Codes, type CodeSearch } from './index.ts';
import { findByWords } from './repo.ts';
import { missLimits } from './service/misses.ts';
import { capacityOf } from './space.ts';
import type { CodesTables } from './tables.ts';
import { forms, isWord, neighboursOf, symbolsOf, textOf } from './word.ts';

const dayMs = 24 * 3_600_000;
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let codes: Codes;
let home: TestTenant;
let away: TestTenant;
let searches: CodeSearch[];

beforeAll(async () => {
  database = await openTestDatabase([codesMigrations]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  [home, away] = [await freshTenant(database.db), await freshTenant(database.db)];
  clock = fixedClock(systemClock.now().toISOString());
  searches = [];
  codes = make();
});

function make(secret = testSecret): Codes {
  return createCodes({
    db: database.db,
    clock,
    secret,
    audit: createAudit(clock),
    describe: async (_, placementId, language) => ({
      workId: `wrk_of_${placementId}`,
      title: `Drama in ${language}`,
      destination: 'https://app.example/watch',
    }),
    recordSearch: async (search) => void searches.push(search),
  });
}
const inTransaction = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => database.db.transaction(work);
const issue = (count: number, tenant = home, expiresAt: Date | null = null, from = codes) =>
  inTransaction((trx) =>
    from.issue(trx, {
      organisationId: tenant.organisationId,
      placements: Array.from({ length: count }, () => ({ placementId: newId('placement', clock.nowMs()), expiresAt })),
    }),
  );
const inOneYear = (): Date => new Date(clock.nowMs() + 365 * dayMs);
const read = (text: string, organisationId: string | null = home.organisationId) => codes.resolve(text, { organisationId });
const counters = (trx: Trx) => trx.withTables<CodesTables>();
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (isAppError(error) ? error.code : error),
  );

/** The code with one symbol changed, such that no other code is near. */
function slip(code: string): string {
  const symbols = symbolsOf(forms.letters, code);
  for (let place = 0; place < symbols.length; place++) {
    for (let wrong = 0; wrong < 23; wrong++) {
      const typed = symbols.with(place, wrong);
      if (wrong === symbols[place] || neighboursOf(forms.letters, typed).length !== 1) continue;
      const text = textOf(forms.letters, typed)!;
      if (exactWordsOf(foldCode(text)).length === 0) return text;
    }
  }
  throw new Error('no slip');
}

describe('issuing', () => {
  test('gives each placement a good word of its own, of the length that the plan needs', async () => {
    const issued = await issue(300);
    expect(new Set(issued.map(({ code }) => code)).size).toBe(300);
    for (const { code, shown } of issued) {
      expect(code).toHaveLength(7);
      expect(isWord(forms.letters, symbolsOf(forms.letters, code))).toBe(true);
      expect(shown.replace('-', '')).toBe(code);
    }
    // Guessed from one another they are not: the first symbols of codes that were drawn in a row are all over the alphabet.
    expect(new Set(issued.map(({ code }) => code.slice(0, 2))).size).toBeGreaterThan(150);
  });

  test('never collides, however many transactions issue at once, in any organisation, and one that fails leaves nothing', async () => {
    const before = await database.db.read((trx) =>
      counters(trx)
        .selectFrom('search_codes')
        .select((of) => of.fn.countAll<bigint>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_, i) =>
        inTransaction(async (trx) => {
          const made = await codes.issue(trx, {
            organisationId: i % 2 ? home.organisationId : away.organisationId,
            placements: Array.from({ length: 40 }, () => ({ placementId: newId('placement', clock.nowMs()), expiresAt: null })),
          });
          if (i % 6 === 0) throw new Error('the claim failed');
          return made;
        }),
      ),
    );
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    expect(made).toHaveLength(20 * 40);
    expect(new Set(made.map(({ code }) => code)).size).toBe(made.length);
    const after = await database.db.read((trx) =>
      counters(trx)
        .selectFrom('search_codes')
        .select((of) => of.fn.countAll<bigint>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    expect(Number(after.n) - Number(before.n)).toBe(made.length);
  });

  test('is of digits where the organisation wants them, and leaves its reserved words out', async () => {
    const settings = { form: 'digits' as const, planned: 1000, quarantineDays: 30, reserved: ['77', ' ８８ '] };
    expect(await codes.updateSettings(home.actor, settings)).toMatchObject({ form: 'digits', reserved: ['77', ' ８８ '] });
    const issued = await issue(200);
    for (const { code } of issued) expect(code).toMatch(/^(?!.*(77|88))\d{8}$/);
    expect(await failure(codes.updateSettings(home.actor, { ...settings, reserved: ['星河'] }))).toBe('codes.reserved_unusable');
  });

  test('goes on with fresh words after the secret of the house was changed', async () => {
    await issue(50);
    const others = await issue(50, home, null, make('another secret of the house, as long as the first'));
    expect(new Set(others.map(({ code }) => code)).size).toBe(50);
  });

  test('grows by a symbol when a length is full, and comes back when codes ended', async () => {
    const form = { form: 'letters' as const, length: 7 };
    const full = BigInt(capacityOf(forms.letters, 7));
    const set = (active: bigint): Promise<unknown> =>
      inTransaction((trx) =>
        counters(trx)
          .updateTable('code_counters')
          .set({ active })
          .where('form', '=', 'letters')
          .where('length', '=', 7)
          .where('shard', '=', 15)
          .execute(),
      );
    const before = await database.db.read((trx) =>
      counters(trx)
        .selectFrom('code_counters')
        .select('active')
        .where('form', '=', 'letters')
        .where('length', '=', 7)
        .where('shard', '=', 15)
        .executeTakeFirstOrThrow(),
    );
    await set(full);
    expect((await issue(1))[0]!.code).toHaveLength(8);
    expect(await codes.getSpace(home.actor)).toMatchObject({ ...form, length: 8, planned: 50_000, oddsBound: 100 });
    await set(before.active);
    expect((await issue(1))[0]!.code).toHaveLength(7);
  });
});

describe('reading', () => {
  test('finds a code as it was typed, tells the one that was meant, and knows nobody else', async () => {
    const [made, other] = await issue(2);
    expect(await read(`搜索码：${made!.shown.toLowerCase()}`)).toMatchObject({ status: 'found', code: made!.code, codeId: made!.id });
    expect(await read(slip(made!.code))).toMatchObject({ status: 'suggestion', code: made!.code, codeId: made!.id });
    expect(await read('K7M-D2PX')).toEqual({ status: 'unknown', code: null, ended: null });
    expect(await read(`${made!.code}${other!.code}`)).toEqual({ status: 'unknown', code: null, ended: null });
  });

  test('suggests nobody where two codes are as near', async () => {
    const [made] = await issue(1);
    // Both a wrong symbol and a symbol too many lead to codes: the second is made to be out too.
    const symbols = symbolsOf(forms.letters, made!.code);
    let typed: number[] | null = null;
    let second = '';
    search: for (let place = 0; place < symbols.length; place++) {
      for (let wrong = 0; wrong < 23; wrong++) {
        if (wrong === symbols[place]) continue;
        const near = neighboursOf(forms.letters, symbols.with(place, wrong));
        const found = near.find((word) => word !== made!.code && /[A-Z].*[A-Z]/.test(word));
        if (found) {
          [typed, second] = [symbols.with(place, wrong), found];
          break search;
        }
      }
    }
    const text = textOf(forms.letters, typed!)!;
    expect(await read(text)).toMatchObject({ status: 'suggestion' });
    await inTransaction((trx) =>
      counters(trx)
        .insertInto('search_codes')
        .values({
          id: newId('searchCode', clock.nowMs()),
          organisation_id: home.organisationId,
          code: second,
          form: 'letters',
          length: second.length,
          shard: 0,
          placement_id: 'plc_second',
          issued_at: clock.now(),
          expires_at: null,
          retired_at: null,
          quarantine_days: 180,
          free_from: null,
        })
        .execute(),
    );
    expect(await read(text)).toEqual({ status: 'unknown', code: null, ended: null });
  });

  test("never answers with another organisation's code, not even as a suggestion or as one that is over", async () => {
    const [theirs] = await issue(1, away);
    for (const text of [theirs!.code, slip(theirs!.code)]) expect(await read(text)).toEqual({ status: 'unknown', code: null, ended: null });
    expect(await read(theirs!.code, null)).toMatchObject({ status: 'found', organisationId: away.organisationId });
    await inTransaction((trx) => codes.retire(trx, away.organisationId, [theirs!.id], clock.now()));
    expect(await read(theirs!.code)).toEqual({ status: 'unknown', code: null, ended: null });
    expect(await failure(codes.retireCode(home.actor, theirs!.id))).toBe('codes.code_not_found');
  });

  test('asks the database once and for as many words, whatever was typed', async () => {
    const [made] = await issue(1);
    const asked: number[] = [];
    const counting = createCodes({
      db: {
        ...database.db,
        read: (work) =>
          database.db.read((trx) => {
            const watched = new Proxy(trx, {
              get: (target, name) =>
                name === 'withTables'
                  ? () => {
                      asked.push(0);
                      return target.withTables<never>();
                    }
                  : Reflect.get(target, name, target),
            });
            return work(watched);
          }),
      },
      clock,
      secret: testSecret,
      audit: createAudit(clock),
      describe: async () => null,
      recordSearch: async () => {},
    });
    for (const text of [made!.code, slip(made!.code), 'nothing', '', '看全集', 'x'.repeat(500), '11111111']) {
      asked.length = 0;
      await counting.resolve(text, { organisationId: home.organisationId });
      expect(asked, text).toHaveLength(1);
    }
  });

  test('as it was then: a code that is over, and a word that has become another code, are still what they were', async () => {
    const [first] = await issue(1, home, new Date(clock.nowMs() + dayMs));
    const sold = new Date(clock.nowMs() + dayMs / 2);
    clock.advance(2 * dayMs);
    const long = new Date(clock.nowMs() - 30 * dayMs);
    const found = await inTransaction((trx) =>
      codes.findExact(trx, home.organisationId, [
        { text: first!.shown, at: sold },
        { text: first!.code, at: long },
        { text: slip(first!.code), at: sold },
        { text: '', at: sold },
      ]),
    );
    expect(found).toEqual([
      { codeId: first!.id, placementId: expect.any(String), issuedAt: expect.any(Date), endsAt: expect.any(Date) },
      null,
      null,
      null,
    ]);
    expect(await inTransaction((trx) => codes.findExact(trx, away.organisationId, [{ text: first!.code, at: sold }]))).toEqual([null]);
  });
});

describe('the end of a code', () => {
  test('comes with its day: then it is known to be over, and neither found nor suggested', async () => {
    const [made] = await issue(1, home, new Date(clock.nowMs() + dayMs));
    expect(await read(made!.code)).toMatchObject({ status: 'found' });
    clock.advance(dayMs);
    expect(await read(made!.code)).toMatchObject({ status: 'unknown', code: made!.code, ended: { reason: 'expired', at: clock.now() } });
    expect(await read(slip(made!.code))).toEqual({ status: 'unknown', code: null, ended: null });
    expect((await codes.listCodes(home.actor, { limit: 10, state: 'expired' })).items.map(({ id }) => id)).toEqual([made!.id]);
  });

  test('comes by retiring, is taken back within the quarantine, and leaves its lines in the audit trail', async () => {
    const [made] = await issue(1, home, inOneYear());
    expect(await codes.retireCode(home.actor, made!.id)).toMatchObject({
      state: 'retired',
      freeFrom: new Date(clock.nowMs() + 180 * dayMs).toISOString(),
    });
    expect(await read(made!.code)).toMatchObject({ status: 'unknown', ended: { reason: 'retired' } });
    await codes.sweep();
    clock.advance(179 * dayMs);
    expect(await codes.reinstateCode(home.actor, made!.id)).toMatchObject({ state: 'active' });
    expect(await read(made!.code)).toMatchObject({ status: 'found' });
    await codes.retireCode(home.actor, made!.id);
    clock.advance(180 * dayMs);
    expect(await failure(codes.reinstateCode(home.actor, made!.id))).toBe('codes.code_gone');
    const { rows } = await database.db.read((trx) =>
      sql<{ action: string }>`select action from audit_events where subject_id = ${made!.id} order by seq`.execute(trx),
    );
    expect(rows.map(({ action }) => action)).toEqual(['codes.retire', 'codes.reinstate', 'codes.retire']);
  });

  test('frees its word after the quarantine and not before, for whoever is next when fresh words have run out', async () => {
    await codes.updateSettings(home.actor, { form: 'digits', planned: 1000, quarantineDays: 180, reserved: [] });
    const made = await issue(40, home, new Date(clock.nowMs() + dayMs));
    const drained = (): Promise<unknown> =>
      inTransaction((trx) =>
        counters(trx)
          .updateTable('code_counters')
          .set({ next: 10n ** 12n })
          .where('form', '=', 'digits')
          .where('length', '=', 8)
          .execute(),
      );
    const counted = async () => (await codes.getSpace(home.actor)).lengths[0]!;
    const { active, quarantined } = await counted();
    await drained();
    clock.advance(dayMs);
    expect(await codes.sweep()).toBeGreaterThanOrEqual(40);
    expect((await counted()).active).toBeLessThanOrEqual(active - 40);
    clock.advance(179 * dayMs);
    await expect(issue(1)).rejects.toThrow(/no digits code/);
    clock.advance(dayMs);
    const old = new Map(made.map((code) => [code.code, code.id]));
    const [again] = await issue(1);
    expect(old.has(again!.code)).toBe(true);
    expect(again!.id).not.toBe(old.get(again!.code));
    expect(await read(again!.code)).toMatchObject({ status: 'found', codeId: again!.id });
    expect((await counted()).quarantined).toBeGreaterThanOrEqual(quarantined + 39);
    const before = new Date(clock.nowMs() - 181 * dayMs);
    const [then, now] = await inTransaction((trx) =>
      codes.findExact(trx, home.organisationId, [
        { text: again!.code, at: before },
        { text: again!.code, at: clock.now() },
      ]),
    );
    expect([then?.codeId, now?.codeId]).toEqual([old.get(again!.code), again!.id]);
    expect((await database.db.read((trx) => findByWords(trx, [again!.code]))).map(({ id }) => id)).toEqual([again!.id]);
    expect(await failure(codes.reinstateCode(home.actor, old.get(again!.code)!))).toBe('codes.code_gone');
  });

  test('is counted once, also by two sweeps at the same time', async () => {
    const [space] = [await codes.getSpace(home.actor)];
    const before = space.lengths.reduce((sum, { active }) => sum + active, 0);
    await issue(30, home, new Date(clock.nowMs() + 1000));
    clock.advance(2000);
    const counts = await Promise.all([codes.sweep(), codes.sweep()]);
    expect(counts[0]! + counts[1]!).toBe(30);
    expect((await codes.getSpace(home.actor)).lengths.reduce((sum, { active }) => sum + active, 0)).toBe(before);
  });
});

describe('the answer to an app', () => {
  test('has the drama and a touch when found, only the words when suggested, and nothing when unknown', async () => {
    const [made] = await issue(1);
    const viewer = { id: 'viewer 1', country: 'CN', language: 'zh-CN', consent: true };
    const found = await codes.answer(home.actor, { code: made!.shown, viewer });
    expect(found).toMatchObject({
      status: 'found',
      code: made!.code,
      shown: made!.shown,
      destination: 'https://app.example/watch',
      work: { title: 'Drama in zh-CN' },
    });
    expect(searches).toEqual([
      { touchId: found.touchId, organisationId: home.organisationId, placementId: found.placementId, at: clock.now(), viewer },
    ]);
    expect(await codes.answer(home.actor, { code: slip(made!.code) })).toMatchObject({
      status: 'suggestion',
      code: made!.code,
      touchId: null,
      placementId: null,
      destination: null,
    });
    expect(await codes.answer(home.actor, { code: 'nothing' })).toEqual({
      status: 'unknown',
      code: null,
      shown: null,
      touchId: null,
      work: null,
      placementId: null,
      destination: null,
      ended: null,
    });
    await codes.retireCode(home.actor, made!.id);
    expect(await codes.answer(home.actor, { code: made!.code })).toMatchObject({
      status: 'unknown',
      ended: { reason: 'retired' },
      work: null,
    });
    expect(searches).toHaveLength(1);
  });

  test('stops whoever guesses: one viewer after a handful, one caller after some more, and says for how long', async () => {
    const [made] = await issue(1);
    const guess = (viewer: string, code = 'KKHHMM') => failure(codes.answer(home.actor, { code, viewer: { id: viewer, consent: true } }));
    for (let i = 0; i < missLimits.viewer.misses; i++) expect(await guess('guesser')).toBe('nothing');
    expect(await guess('guesser')).toBe('codes.too_many_misses');
    expect(await guess('guesser', made!.code), 'a hit tells a guesser nothing either').toBe('codes.too_many_misses');
    expect(await guess('somebody else', made!.code)).toBe('nothing');
    clock.advance(missLimits.viewer.windowSeconds * 1000);
    expect(await guess('guesser')).toBe('nothing');
    clock.advance(missLimits.caller.windowSeconds * 1000);
    for (let i = 0; i < missLimits.caller.misses; i++) expect(await guess(`viewer ${i}`)).toBe('nothing');
    expect(await guess('one more')).toBe('codes.too_many_misses');
    expect(await failure(codes.answer(away.actor, { code: made!.code })), 'other callers go on').toBe('nothing');
    for (let i = 0; i <= missLimits.caller.misses; i++)
      await codes.resolve('KKHHMM', { organisationId: null, caller: '192.0.2.7' }).catch(() => {});
    expect(await failure(codes.resolve(made!.code, { organisationId: null, caller: '192.0.2.7' }))).toBe('codes.too_many_misses');
  });
});

test('the list pages without a gap or a double, and finds a code as somebody typed it', async () => {
  const issued = await issue(23);
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await codes.listCodes(home.actor, { limit: 5, cursor });
    all.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(all).toEqual(
    issued
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
  const { items } = await codes.listCodes(home.actor, { limit: 5, code: `搜索码：${issued[3]!.shown}` });
  expect(items.map(({ id }) => id)).toEqual([issued[3]!.id]);
  expect((await codes.listCodes(away.actor, { limit: 5 })).items).toEqual([]);
});
