import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSealer } from './seal.ts';

const secret = 'a house secret of more than thirty-two characters';
const sealer = createSealer(secret, 'test.purpose');

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 40 }), (text, context) => {
      fc.pre(text.isWellFormed() && context.isWellFormed());
      const sealed = sealer.seal(text, context);
      expect(sealed).toMatch(/^v1\.[\w-]+$/);
      expect(sealed).not.toBe(sealer.seal(text, context));
      expect(sealer.open(sealed, context)).toBe(text);
    }),
  );
});

test('a text that was changed anywhere, cut or made up does not open', () => {
  const sealed = sealer.seal('whsec_c2VjcmV0');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let i = 0; i < bytes.length * 8; i++) {
    const changed = Buffer.from(bytes);
    changed[i >> 3]! ^= 1 << (i & 7);
    expect(() => sealer.open(`v1.${changed.toString('base64url')}`)).toThrow(/does not open/);
  }
  for (let length = 0; length < bytes.length; length++)
    expect(() => sealer.open(`v1.${bytes.subarray(0, length).toString('base64url')}`)).toThrow(/does not open/);
  for (const bad of ['', 'v1.', 'v2.AAAA', sealed.slice(3), `${sealed}.`, 'whsec_c2VjcmV0']) expect(() => sealer.open(bad)).toThrow();
});

test('another purpose, another row or another house opens nothing', () => {
  const sealed = sealer.seal('text', 'whk_1');
  expect(() => sealer.open(sealed, 'whk_2')).toThrow(/does not open/);
  expect(() => createSealer(secret, 'test.other').open(sealed, 'whk_1')).toThrow(/does not open/);
  expect(() => createSealer(`${secret}!`, 'test.purpose').open(sealed, 'whk_1')).toThrow(/does not open/);
});
