import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { negotiateLanguage, languages } from '../../platform/i18n.ts';
import { network } from '../../platform/http/quota.ts';
import { apiKeyOf, newApiKeySecret, newLinkToken, newPassword } from './secrets.ts';
import { slugOf } from './service/organisations.ts';

describe('the network of an address', () => {
  test('is the address itself for IPv4, also inside IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(network(address)).toBe(address);
        expect(network(`::ffff:${address}`)).toBe(address);
      }),
    );
  });

  test('is the first 64 bits of an IPv6 address, however it is written', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.array(group, { minLength: 4, maxLength: 4 }), (groups, others) => {
        const long = groups.map((each) => each.toString(16).padStart(4, '0').toUpperCase()).join(':');
        const short = new URL(`http://[${long}]/`).hostname.slice(1, -1);
        fc.pre(!short.startsWith('::ffff:'));
        const neighbour = [...groups.slice(0, 4), ...others].map((each) => each.toString(16)).join(':');
        expect(network(short)).toBe(network(long));
        expect(network(neighbour)).toBe(network(long));
      }),
    );
  });
});

test('slugs are of letters, digits and single dashes, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), (name) => {
      expect(slugOf(name, 'org_06dkx2n5r8t0c3g7k1p4v9w2ya')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }),
  );
  expect(slugOf('Stár River 短剧!', 'org_00000000000000000012345678')).toBe('star-river-12345678');
});

test('secrets never repeat and travel in a header', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const key = newApiKeySecret();
    for (const secret of [key.secret, newLinkToken().secret, newPassword()]) {
      expect(seen.has(secret)).toBe(false);
      seen.add(secret);
    }
    expect(apiKeyOf(new Request('http://x', { headers: { authorization: `bearer ${key.secret}` } }))).toBe(key.secret);
  }
  expect(apiKeyOf(new Request('http://x', { headers: { authorization: 'Basic abc' } }))).toBeNull();
});

test('whatever a browser sends, a language of ours comes out', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(languages()).toContain(negotiateLanguage(header));
    }),
  );
  expect(['zh', 'zh-TW', 'ZH-hans-CN', 'fr, zh;q=0.1', 'en;q=0, zh', 'de', '', 'en-GB,zh'].map(negotiateLanguage)).toEqual([
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
});
