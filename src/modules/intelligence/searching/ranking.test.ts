/** All documents that have the words are ranked by what they say of them, whether each is scored or only those that can be among the best. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { catalogMigrations } from '../../catalog/index.ts';
import { intelligenceMigrations } from '../migrations/index.ts';
import { entryOf, sampleOf, type SearchEntry } from './entry.ts';
import { readQuery } from './query.ts';
import { freshnessOf, levelOf, levelPoints, pointsOf } from './rank.ts';
import { rankAll, verify, type Ranking, type Wanted } from './ranking.ts';
import { insertEntries } from './repo.ts';
import { facetHash } from './words.ts';

const organisationId = 'org_ranked';
const today = '2026-11-22';
const words = ['harbour', 'lantern', 'meadow', 'orchid', 'walnut'] as const;
type Word = (typeof words)[number];
type Told = { entry: SearchEntry; said: Record<Word, number> };

/** The same numbers at every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

function corpus(size: number): Told[] {
  const roll = dice(11);
  return Array.from({ length: size }, (_, at): Told => {
    const said = { harbour: 0, lantern: 0, meadow: 0, orchid: 0, walnut: 0 };
    const say = (word: Word, weight: number): string => {
      said[word] += weight;
      return word;
    };
    const title = ['report', ...words.slice(0, 3).flatMap((word) => (roll(6) === 0 ? [say(word, 7)] : []))].join(' ');
    const body = Array.from({ length: 30 + roll(400) }, () => (roll(25) === 0 ? say(words[roll(words.length)]!, 1) : 'filler')).join(' ');
    // The first two are said by nearly all.
    const text = [body, say('harbour', 1), ...(roll(20) > 0 ? [say('lantern', 1)] : [])].join(' ');
    const day = `2026-${String(1 + roll(11)).padStart(2, '0')}-${String(1 + roll(21)).padStart(2, '0')}`;
    const paragraphs = [{ index: 0, kind: 'text' as const, group: null, text, start: 0, end: 0, map: [], anchor: '' }];
    const document = { title, source: null, language: 'en' as const, paragraphs };
    const entry = entryOf(organisationId, { id: `mdo_${at}`, familyId: `mfm_${at}`, sourceId: null, document, claims: [] }, day);
    return { entry, said };
  });
}

let database: TestDatabase;
const told = corpus(1_000);
beforeAll(async () => {
  database = await openTestDatabase([catalogMigrations, intelligenceMigrations]);
  for (let at = 0; at < told.length; at += 200)
    await database.db.transaction((trx) =>
      insertEntries(
        trx,
        organisationId,
        told.slice(at, at + 200).map(({ entry }) => entry),
      ),
    );
}, 120_000);
afterAll(() => database.drop());

const wantedOf = (q: string, more: Partial<Wanted> = {}): Wanted => {
  const { must, not } = readQuery(q);
  return {
    must,
    not,
    facets: [facetHash('organisation', organisationId)],
    from: null,
    until: null,
    months: null,
    monthsKnown: true,
    among: null,
    ...more,
  };
};
const rank = (wanted: Wanted, wish: number, limits?: { allScored: number; mostSeen: number }): Promise<Ranking> =>
  database.db.transaction((trx) => rankAll(trx, organisationId, wanted, today, wish, limits));
const pruned = { allScored: 0, mostSeen: 100_000 };

/** The scores of all that have the words, by what was said when the texts were written, the best first. */
function scoresOf(asked: readonly Word[], which: (one: Told) => boolean = () => true): number[] {
  return told
    .filter((one) => asked.every((word) => one.said[word] > 0) && which(one))
    .map(({ entry: { length, day }, said }) => {
      const points = asked.map((word) => (said[word] > 1 ? levelOf(said[word], length) * levelPoints : pointsOf(1, length)));
      return points.reduce((sum, one) => sum + one, 0) * freshnessOf(day, today);
    })
    .toSorted((a, b) => b - a);
}
const near = (scores: readonly number[]) => scores.map((score) => Number(score.toFixed(9)));

test('every document that has the words is scored by how often it says them, how long it is and how new', async () => {
  for (const asked of [['harbour'], ['orchid'], ['harbour', 'lantern'], ['meadow', 'orchid', 'walnut']] as Word[][]) {
    const expected = scoresOf(asked);
    const { hits, total, exact, rest } = await rank(wantedOf(asked.join(' ')), 50, { allScored: 1e9, mostSeen: 0 });
    expect({ total, exact }).toEqual({ total: expected.length, exact: true });
    expect(near(hits.map(({ score }) => score))).toEqual(near(expected.slice(0, hits.length)));
    expect(near([rest])).toEqual(near([expected[hits.length] ?? 0]));
  }
});

test('of words that very many have only some are looked at, and those are the best', async () => {
  for (const asked of [['harbour'], ['lantern'], ['harbour', 'lantern'], ['lantern', 'harbour', 'meadow']] as Word[][]) {
    const expected = scoresOf(asked);
    const { hits, total, exact, rest, scored } = await rank(wantedOf(asked.join(' ')), 20, pruned);
    expect(exact).toBe(false);
    // A sample of one in 32 tells about how many there are.
    expect(Math.abs(total / expected.length - 1)).toBeLessThan(0.5);
    expect(total % sampleOf).toBe(0);
    const sure = hits.filter(({ score }) => score >= rest);
    expect(sure.length, asked.join()).toBeGreaterThanOrEqual(20);
    expect(near(sure.map(({ score }) => score))).toEqual(near(expected.slice(0, sure.length)));
    expect(scored).toBeLessThan(expected.length);
  }
});

test('where not enough may be looked at, what was left out is known by what it has at most', async () => {
  const { hits, rest } = await rank(wantedOf('harbour lantern'), 20, { allScored: 0, mostSeen: 40 });
  const expected = scoresOf(['harbour', 'lantern']);
  const sure = hits.filter(({ score }) => score >= rest);
  expect(near(sure.map(({ score }) => score))).toEqual(near(expected.slice(0, sure.length)));
  expect(rest).toBeGreaterThanOrEqual(expected[hits.length]! - 1e-9);
});

test('days, exclusions, documents and organisations narrow both ways alike', async () => {
  const among = told.slice(0, 300).map(({ entry }) => entry.documentId);
  const cases: [string, Partial<Wanted>, Word[], (one: Told) => boolean][] = [
    [
      'harbour',
      { from: '2026-03-01', until: '2026-06-30' },
      ['harbour'],
      ({ entry: { day } }) => day >= '2026-03-01' && day <= '2026-06-30',
    ],
    ['harbour -meadow', {}, ['harbour'], ({ said }) => said.meadow === 0],
    ['harbour lantern', { among }, ['harbour', 'lantern'], ({ entry }) => among.includes(entry.documentId)],
  ];
  for (const [q, more, asked, which] of cases)
    for (const limits of [{ allScored: 1e9, mostSeen: 0 }, pruned]) {
      const { hits, rest } = await rank(wantedOf(q, more), 15, limits);
      const sure = hits.filter(({ score }) => score >= rest);
      expect(sure.length, q).toBeGreaterThanOrEqual(15);
      expect(near(sure.map(({ score }) => score))).toEqual(near(scoresOf(asked, which).slice(0, sure.length)));
    }
  const stranger = await database.db.transaction((trx) =>
    rankAll(trx, 'org_other', wantedOf('harbour', { facets: [] }), today, 20, { allScored: 1e9, mostSeen: 0 }),
  );
  expect(stranger.hits).toEqual([]);
});

test('phrases are ranked by their pairs and proved in the text', async () => {
  const phrase = wantedOf('"filler harbour lantern"');
  const { hits } = await rank(phrase, 20, { allScored: 1e9, mostSeen: 0 });
  const ids = hits.map(({ document_id: id }) => id);
  const proved = await database.db.read((trx) => verify(trx, ids, phrase));
  const has = new Set(told.filter(({ entry }) => entry.body.includes('filler harbour lantern')).map(({ entry }) => entry.documentId));
  expect(ids.filter((id) => has.has(id))).toEqual(ids.filter((id) => proved.has(id)));
  expect(proved.size).toBeGreaterThan(0);
});
