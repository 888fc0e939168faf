/** The drawn world has every territory of ISO 3166-1, once, and a set's summary means that set. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { territories } from '../../../../src/modules/rights/words/contract.ts';
import { allTerritories, continents, regions, summarise, tiles } from './world.ts';

describe('the drawn world', () => {
  test('has a tile for each of the 249 territories, and none twice', () => {
    expect(allTerritories.toSorted()).toEqual(territories.toSorted());
  });

  test('has no two tiles in one place', () => {
    for (const continent of continents) {
      const places = tiles[continent].map(({ row, column }) => `${row} ${column}`);
      expect(new Set(places).size, continent).toBe(places.length);
    }
  });
});

test('a summary means the set that it was made of, and is short for regions', () => {
  const meant = ({ base, regions: named, territories: single, except }: ReturnType<typeof summarise>): string[] => {
    const members = [...named.flatMap((name) => regions[name]!), ...single];
    if (base === 'list') return [...new Set(members)];
    return allTerritories.filter((one) => !except.includes(one) && !members.includes(one));
  };
  const some = fc.oneof(
    fc.subarray([...allTerritories]),
    fc.subarray(Object.keys(regions)).map((names) => [...new Set(names.flatMap((name) => regions[name]!))]),
    fc.subarray([...allTerritories], { maxLength: 5 }).map((without) => allTerritories.filter((one) => !without.includes(one))),
  );
  fc.assert(fc.property(some, (set) => void expect(meant(summarise(set)).toSorted()).toEqual([...set].toSorted())));
  expect(summarise(allTerritories)).toEqual({ base: 'world', regions: [], territories: [], except: [] });
  expect(summarise(regions['southeast_asia']!)).toMatchObject({ base: 'list', regions: ['southeast_asia'], territories: [] });
  expect(summarise(allTerritories.filter((one) => one !== 'CN'))).toMatchObject({ base: 'world', except: ['CN'] });
});
