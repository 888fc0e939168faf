import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { agreedPlan, feedItems, settleMonth, type NewItem } from '../../../../test/support/settled.ts';
import { proofFiles } from './form.ts';
import { verifyStatement } from './verify.ts';

let base: TestDatabase;
let here: TestRevenue;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
  here = await openRevenue(base.db);
});
afterAll(() => base.drop());

/** Fees, a recoupment, tiers and the campaigns' caps: a plan that remembers. */
const content = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal'],
      steps: [
        { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        { kind: 'recover', id: 'guarantee', from: 'pot', to: 'role:studio', rate: { bps: 2000 }, advanceMinor: '50000' },
        {
          kind: 'split',
          id: 'split',
          tiers: [
            {
              upToMinor: '3000000',
              parts: [
                { party: 'role:creator', share: 'terms' },
                { party: 'role:agency', share: { bps: 500 }, otherwise: 'role:studio' },
                { party: 'role:studio', share: 'rest' },
              ],
            },
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: { n: '1', d: '3' } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const item = fc.record({
  amount: fc.integer({ min: 1, max: 2_000_000 }),
  refunded: fc.option(fc.integer({ min: 0, max: 100 }), { nil: 0 }),
  later: fc.constantFrom('nothing', 'refund', 'other creator', 'gone'),
  creator: fc.constantFrom('crt_a', 'crt_b', null),
  agency: fc.boolean(),
  terms: fc.integer({ min: 0, max: 5000 }),
  capped: fc.boolean(),
  day: fc.integer({ min: 1, max: 28 }),
});
type Random = typeof item extends fc.Arbitrary<infer T> ? T : never;

const itemsOf = (tenant: TestTenant, randoms: readonly Random[], month: string): NewItem[] =>
  randoms.map((each, index) => ({
    id: `cnv_${tenant.organisationId.slice(4)}${month}${index}`,
    amountMinor: BigInt(each.amount),
    refundedMinor: (BigInt(each.amount) * BigInt(each.refunded)) / 100n,
    creatorId: each.creator,
    agencyId: each.creator !== null && each.agency ? 'agy_a' : null,
    creatorTermsMinor: each.creator === null ? null : (BigInt(each.amount) * BigInt(each.terms)) / 10_000n,
    campaignId: each.capped ? 'cmp_one' : null,
    capMinor: each.capped ? 300_000n : null,
    occurredAt: `${month}-${String(each.day).padStart(2, '0')}T0${index % 10}:00:00.000Z`,
  }));

/** What is learnt of a month's items after it was settled. */
const learnt = (items: readonly NewItem[], randoms: readonly Random[]): NewItem[] =>
  items.flatMap((each, index): NewItem[] => {
    const { later } = randoms[index]!;
    if (later === 'refund') return [{ ...each, refundedMinor: each.amountMinor, refundedAt: '2026-10-20T00:00:00.000Z' }];
    if (later === 'other creator') return [{ ...each, creatorId: 'crt_c', agencyId: null }];
    return later === 'gone' ? [{ ...each, valid: false }] : [];
  });

async function settled(first: readonly Random[], second: readonly Random[]): Promise<{ tenant: TestTenant; statements: string[] }> {
  const tenant = await freshTenant(base.db);
  const on = { db: base.db, revenue: here.revenue };
  const plan = await agreedPlan(on, tenant, content);
  const items = itemsOf(tenant, first, '2026-09');
  const feed = (some: readonly NewItem[]): Promise<void> => feedItems(on, tenant, plan.id, 'CNY', some);
  await feed(items);
  await settleMonth(on, tenant, '2026-09');
  // The month again with what was left, then the next one with what was learnt since.
  await feed(itemsOf(tenant, second.slice(0, 2), '2026-09').map((each) => ({ ...each, id: `${each.id}x` })));
  await settleMonth(on, tenant, '2026-09');
  await feed([...learnt(items, first), ...itemsOf(tenant, second, '2026-10')]);
  await settleMonth(on, tenant, '2026-10');
  const { items: all } = await here.revenue.listStatements(tenant.actor, { limit: 200, superseded: true });
  return { tenant, statements: all.map(({ id }) => id) };
}

async function proofOf(tenant: TestTenant, id: string): Promise<Uint8Array> {
  const response = await here.revenue.exportStatement(tenant.actor, id, { format: 'zip', language: 'en' });
  return new Uint8Array(await response.arrayBuffer());
}
const verify = (bytes: Uint8Array) =>
  verifyStatement({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.min(at + length, bytes.length)) });

type Files = Record<string, string>;
const unpack = (bytes: Uint8Array): Files =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
/** As a forger would: with a list of files that fits. */
function pack(files: Files, honest = false): Uint8Array {
  const listed = Object.entries(files).filter(([name]) => name !== proofFiles.manifest);
  const manifest = {
    format: 'hookline-statement/1',
    files: listed.map(([name, text]) => ({ name, bytes: strToU8(text).length, sha256: createHash('sha256').update(text).digest('hex') })),
  };
  const all = honest ? files : { ...files, [proofFiles.manifest]: JSON.stringify(manifest) };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])));
}

const months = fc.tuple(fc.array(item, { minLength: 1, maxLength: 12 }), fc.array(item, { minLength: 1, maxLength: 8 }));

test(
  'what any settled months give to anybody is computed anew from the zip alone, the same bytes each time',
  { timeout: 300_000 },
  async () => {
    for (const [first, second] of fc.sample(months, { numRuns: 4, seed: 20_261_122 })) {
      const { tenant, statements } = await settled(first, second);
      expect(statements.length).toBeGreaterThan(4);
      for (const id of statements) {
        const bytes = await proofOf(tenant, id);
        const { ok, firstDifference, checked } = await verify(bytes);
        expect(firstDifference).toBeNull();
        expect(ok && checked > 0).toBe(true);
        expect(Buffer.from(await proofOf(tenant, id)).equals(Buffer.from(bytes))).toBe(true);
      }
    }
  },
);

describe('a proof that somebody changed', () => {
  let files: Files;
  let tenant: TestTenant;
  let statements: string[];
  beforeAll(async () => {
    const randoms = Array.from({ length: 6 }, (_, index): Random => ({
      amount: 900_000 + index * 7919,
      refunded: index === 2 ? 40 : 0,
      later: index === 0 ? 'refund' : index === 1 ? 'other creator' : 'nothing',
      creator: index === 5 ? 'crt_b' : 'crt_a',
      agency: index % 2 === 0,
      terms: 3000,
      capped: index === 3,
      day: index + 1,
    }));
    ({ tenant, statements } = await settled(randoms, randoms.slice(2)));
    const { items } = await here.revenue.listStatements(tenant.actor, { limit: 50, superseded: false, period: '2026-10', query: 'crt_a' });
    files = unpack(await proofOf(tenant, items[0]!.id));
    expect(await verify(pack(files))).toMatchObject({ ok: true });
  }, 120_000);

  test('by one byte anywhere is found', async () => {
    for (const [name, text] of Object.entries(files))
      for (let at = 0; at < text.length; at += Math.max(1, Math.floor(text.length / 16))) {
        const sign = text[at] === '7' ? '8' : '7';
        const changed = { ...files, [name]: text.slice(0, at) + sign + text.slice(at + 1) };
        const { ok, firstDifference } = await verify(pack(changed, true));
        expect(ok, `${name} at ${at}`).toBe(false);
        expect(firstDifference!.file === '' ? 'none' : firstDifference!.file).not.toBe('none');
      }
  });

  // What no hash of the books holds: names and times of the statement itself. `statement.json` is what people were given.
  const free = new Set(['id', 'version', 'madeAt', 'payeeId', 'previous.id', 'previous.version']);

  /** Every value of a JSON text, by its path. */
  function leaves(value: unknown, path: string[] = []): string[][] {
    if (value === null || typeof value !== 'object') return [path];
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  }
  function changeAt(value: unknown, [key, ...rest]: string[]): unknown {
    if (key === undefined) {
      if (typeof value === 'number') return value + 1;
      if (typeof value === 'boolean') return !value;
      if (value === null) return '1';
      const text = value as string;
      const digit = /\d(?=\D*$)/.exec(text);
      if (!digit) return `${text}x`;
      return text.slice(0, digit.index) + String((Number(digit[0]) + 1) % 10) + text.slice(digit.index + 1);
    }
    const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
    (copy as Record<string, unknown>)[key] = changeAt((value as Record<string, unknown>)[key], rest);
    return copy;
  }

  test.each([proofFiles.statement, proofFiles.plans, proofFiles.tax])(
    'in any value of %s is found even where the list of files fits',
    async (name) => {
      const whole: unknown = JSON.parse(files[name]!);
      for (const path of leaves(whole)) {
        if (name === proofFiles.statement && free.has(path.join('.'))) continue;
        // Why a regime was chosen is told, not computed; what the year brought before is proven by the statements before.
        if (name === proofFiles.tax && /reason|year|month/.test(path.join('.'))) continue;
        const changed = { ...files, [name]: JSON.stringify(changeAt(whole, path)) };
        expect((await verify(pack(changed))).ok, `${name} ${path.join('.')}`).toBe(false);
      }
    },
  );

  test.each([proofFiles.journal, proofFiles.postings])('in any value of a line of %s is found, and the line is named', async (name) => {
    const lines = files[name]!.trimEnd().split('\n');
    for (const [index, line] of lines.entries()) {
      const row: unknown = JSON.parse(line);
      for (const path of leaves(row)) {
        const changed = lines.with(index, JSON.stringify(changeAt(row, path)));
        const { ok, firstDifference } = await verify(pack({ ...files, [name]: `${changed.join('\n')}\n` }));
        expect(ok, `${name} ${index} ${path.join('.')}`).toBe(false);
        // A hash alone, of others or of a posting, is missed by its group's root.
        if (name === proofFiles.journal) expect(firstDifference).toMatchObject({ file: name, line: index + 1 });
        else expect(firstDifference!.file).toBe(name);
      }
    }
  });

  test.each([proofFiles.journal, proofFiles.postings])('by a line of %s that is removed, added again or swapped is found', async (name) => {
    const lines = files[name]!.trimEnd().split('\n');
    const check = async (changed: string[], what: string): Promise<void> => {
      expect((await verify(pack({ ...files, [name]: `${changed.join('\n')}\n` }))).ok, what).toBe(false);
    };
    for (let index = 0; index < lines.length; index++) {
      await check(lines.toSpliced(index, 1), `without ${index}`);
      await check(lines.toSpliced(index, 0, lines[index]!), `twice ${index}`);
      if (index > 0) await check(lines.with(index, lines[index - 1]!).with(index - 1, lines[index]!), `swapped ${index}`);
    }
  });

  test('by what is hidden of the payee’s own lines is found', async () => {
    const lines = files[proofFiles.postings]!.trimEnd().split('\n');
    const at = lines.findIndex((line) => 'posting' in (JSON.parse(line) as object));
    const { posting } = JSON.parse(lines[at]!) as { posting: { hash: string } };
    const changed = lines.with(at, JSON.stringify({ others: [posting.hash] }));
    const { firstDifference } = await verify(pack({ ...files, [proofFiles.postings]: `${changed.join('\n')}\n` }));
    expect(firstDifference).toMatchObject({ code: 'group_sum', file: proofFiles.postings });
  });

  test('holds nothing of others: no id, no name, no amount of theirs', async () => {
    const { items } = await here.revenue.listStatements(tenant.actor, { limit: 200, superseded: true });
    const others = new Set(items.map(({ payee }) => payee.id));
    for (const id of statements) {
      const { payee } = items.find((each) => each.id === id)!;
      const all = Object.values(unpack(await proofOf(tenant, id))).join('\n');
      for (const other of others) if (other !== payee.id) expect(all).not.toContain(other);
      if (payee.name === 'crt_a') expect(all).not.toMatch(/crt_[bc]/);
      if (payee.name === 'crt_b') expect(all).not.toMatch(/crt_[ac]/);
      const own = unpack(await proofOf(tenant, id));
      const { keys } = JSON.parse(own[proofFiles.statement]!) as { keys: string[] };
      const lines = own[proofFiles.postings]!.trimEnd().split('\n');
      for (const line of lines) {
        const { posting } = JSON.parse(line) as { posting?: { lines: (string | [string, string])[] } };
        for (const shown of posting?.lines ?? []) if (typeof shown !== 'string') expect(keys).toContain(shown[1]);
      }
    }
  });

  test.each(['constructor', '__proto__', 'toString'])('with a key named %s is refused in words', async (key) => {
    const lines = files[proofFiles.postings]!.trimEnd().split('\n');
    const at = lines.findIndex((line) => 'posting' in (JSON.parse(line) as object));
    const { posting } = JSON.parse(lines[at]!) as { posting: { content: string } };
    const poisoned = {
      posting: {
        ...posting,
        content: posting.content.replace('"had":{', `"had":{"${key}":"1"${/"had":\{\}/.test(posting.content) ? '' : ','}`),
      },
    };
    const { ok, firstDifference } = await verify(
      pack({ ...files, [proofFiles.postings]: `${lines.with(at, JSON.stringify(poisoned)).join('\n')}\n` }),
    );
    expect(ok).toBe(false);
    expect(firstDifference!.code).toBe('posting_hash');
  });

  test('by numbers larger than any is refused by its form', async () => {
    const statement = JSON.parse(files[proofFiles.statement]!) as { totals: Record<string, string> };
    statement.totals.openingMinor = '9'.repeat(10_000);
    const { firstDifference } = await verify(pack({ ...files, [proofFiles.statement]: JSON.stringify(statement) }));
    expect(firstDifference).toMatchObject({ code: 'wrong_form', file: proofFiles.statement, found: 'totals.openingMinor' });
  });

  test.each(Object.values(proofFiles))('without %s is refused', async (name) => {
    const { [name]: _, ...rest } = files;
    const zipped = zipSync(Object.fromEntries(Object.entries(rest).map(([each, text]) => [each, strToU8(text)])));
    expect((await verify(zipped)).firstDifference).toMatchObject({ code: 'file_missing', file: name });
  });

  test('with a file more, or with one that is no JSON or no UTF-8, is refused', async () => {
    expect((await verify(pack({ ...files, '../evil.sh': 'x' }))).firstDifference).toMatchObject({ code: 'file_unknown' });
    expect((await verify(pack({ ...files, [proofFiles.tax]: '[' }))).firstDifference).toMatchObject({
      code: 'not_json',
      file: proofFiles.tax,
    });
    const bytes = unzipSync(pack(files));
    bytes[proofFiles.journal] = Uint8Array.of(0xff, 0xfe, 0x0a);
    expect((await verify(zipSync(bytes))).firstDifference).toMatchObject({ code: 'not_utf8', file: proofFiles.journal, line: 1 });
  });

  test('whose zip is cut, torn or a bomb is refused in bounded memory', async () => {
    const bytes = pack(files);
    for (const cut of [0, 10, bytes.length - 30, bytes.length - 1]) expect((await verify(bytes.subarray(0, cut))).ok).toBe(false);
    for (let at = 0; at < bytes.length; at += 181) {
      const torn = Uint8Array.from(bytes);
      torn[at]! ^= 0x55;
      // Either it is refused, or what was torn is of no meaning (a time of day, a version of a zip program).
      const { ok, firstDifference } = await verify(torn);
      expect(ok || firstDifference !== null).toBe(true);
    }
    const bomb = zipSync({ ...unzipSync(bytes), [proofFiles.journal]: new Uint8Array(50_000_000) });
    expect((await verify(bomb)).firstDifference).toMatchObject({ code: 'zip_too_large', file: proofFiles.journal });
    // A bomb that lies about its size ends at the size that it tells.
    const liar = Buffer.from(pack({ ...files, [proofFiles.journal]: 'X'.repeat(1000) }));
    const packed = deflateRawSync(new Uint8Array(30_000_000));
    expect(packed.length).toBeLessThan(30_000_000);
    liar.writeUInt32LE(5, liar.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect((await verify(liar)).ok).toBe(false);
    const oneLine = zipSync({
      ...unzipSync(bytes),
      [proofFiles.journal]: Buffer.from(Array.from({ length: 9_000_000 }, (_, n) => 48 + ((n * 7919) % 75))),
    });
    expect(['line_too_long', 'zip_too_large']).toContain((await verify(oneLine)).firstDifference!.code);
  });
});

test('what is no zip at all is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect((await verify(bytes)).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
});
