import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter, checkIdentifier } from './check.ts';

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: length, maxLength: length });

// Of "EIDR ID Format" and of the registries' public examples.
test.each([
  ['eidr', '10.5240/7791-8534-2C23-9030-8610-5'],
  ['eidr', '10.5240/EA73-79D7-1B2B-B378-3A73-M'],
  ['eidr', '10.5240/F592-58D1-A4D9-E968-5435-L'],
  ['isan', 'ISAN 0000-0000-3A8D-0000-Z'],
  ['isan', 'ISAN 0000-0000-3A8D-0000-Z-0000-0000-6'],
  ['isan', 'ISAN 0000-0001-8947-0000-8-0000-0000-D'],
  ['isan', 'ISAN 1881-66C7-3420-6541-Y-9F3A-0245-O'],
] as const)('%s %s is well formed', (scheme, value) => {
  expect(checkIdentifier(scheme, value)).toEqual({ value, fault: null });
});

describe('what is wrong is named', () => {
  test.each([
    ['eidr', '10.5240/7791-8534-2C23-9030-8610-6', { code: 'check', at: 34, found: '6', expected: '5' }],
    ['eidr', '10.5240/7791-8534-2C23-9030-861G-5', { code: 'character', at: 32, found: 'G', expected: '0–9, A–F' }],
    ['eidr', '10.5237/7791-8534-2C23-9030-8610-5', { code: 'prefix', at: 6, found: '3', expected: '10.5240/' }],
    ['eidr', '10.5240/7791-8534', { code: 'length', at: 17, found: '8', expected: '21' }],
    ['eidr', '', { code: 'prefix', at: 1, found: '', expected: '10.5240/' }],
    ['isan', 'ISAN 0000-0000-3A8D-0000-Z-0000-0000-7', { code: 'check', at: 38, found: '7', expected: '6' }],
    ['isan', '0000-0000-3A8D-0000-Y', { code: 'check', at: 21, found: 'Y', expected: 'Z' }],
    ['isan', '0000', { code: 'length', at: 4, found: '4', expected: '17, 26' }],
  ] as const)('%s %s', (scheme, value, fault) => {
    expect(checkIdentifier(scheme, value)).toEqual({ value: null, fault });
  });
});

test('however it is written, the canonical form is the same', () => {
  fc.assert(
    fc.property(hex(20), fc.constantFrom('', 'doi:', 'https://doi.org/', ' '), fc.boolean(), (digits, before, small) => {
      const value = `10.5240/${digits.match(/.{4}/g)!.join('-')}-${checkCharacter(digits)}`;
      const bare = value.replaceAll('-', '');
      for (const way of [value, bare, `${bare} `])
        expect(checkIdentifier('eidr', before + (small ? way.toLowerCase() : way))).toEqual({ value, fault: null });
    }),
  );
});

test('every single wrong character is found', () => {
  fc.assert(
    fc.property(hex(16), hex(8), fc.nat(23), fc.constantFrom(...'0123456789ABCDEF'), (root, version, at, other) => {
      const whole = (digits: string): string => {
        const [first, second] = [digits.slice(0, 16), digits.slice(16)];
        return first + checkCharacter(root) + second + checkCharacter(root + version);
      };
      const digits = root + version;
      expect(checkIdentifier('isan', whole(digits)).fault).toBeNull();
      const wrong = digits.slice(0, at) + other + digits.slice(at + 1);
      expect(checkIdentifier('isan', whole(wrong)).fault === null).toBe(wrong === digits);
    }),
  );
});

test('no text is more than a fault', () => {
  fc.assert(
    fc.property(fc.constantFrom('eidr', 'isan'), fc.string({ unit: 'binary', maxLength: 100 }), (scheme, text) => {
      const { value, fault } = checkIdentifier(scheme as 'eidr', text);
      expect((value === null) !== (fault === null)).toBe(true);
      if (fault) expect(fault.at).toBeGreaterThanOrEqual(1);
    }),
  );
});
