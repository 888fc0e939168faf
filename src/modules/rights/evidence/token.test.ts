/** Time-stamps by OpenSSL's own authority, which OpenSSL verifies as well; then everything that may be wrong with one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOpenssl, startTimestampAuthority, type TestAuthority } from '../../../../test/support/timestamp-authority.ts';
import { createOutgoing } from '../../../platform/outgoing.ts';
import { fixedClock, systemClock } from '../../../platform/time.ts';
import { httpAuthority, stampData, type Authority } from './authority.ts';
import { carriesTimeStamping } from './certificates.ts';
import { DerError, readInteger, readOid, readTime, single, tags, write, writeInteger, writeOid } from './der.ts';
import { readQuery, TokenError, verifyReply, writeQuery, type Query } from './token.ts';

const data = Buffer.from('what is stamped\n');
const imprintOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

describe('DER', () => {
  test('numbers and object identifiers are read as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 500n }), (value) => {
        expect(readInteger(single(writeInteger(value)))).toBe(value);
      }),
    );
    const arcs = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.nat(39), fc.array(fc.nat(), { maxLength: 8 }));
    fc.assert(
      fc.property(arcs, ([root, second, rest]) => {
        const oid = [root, second, ...rest].join('.');
        expect(readOid(single(writeOid(oid)))).toBe(oid);
      }),
    );
  });

  test.each([
    ['a length with a needless byte', '048100'],
    ['a length that a shorter one says', '04820001aa'],
    ['a length without an end', '0480aa0000'],
    ['more than there is', '0405aa'],
    ['something behind', '0401aa00'],
    ['a tag of several bytes', '1f8101aa'],
    ['nothing', ''],
  ])('%s is not DER', (_, hex) => {
    expect(() => single(Buffer.from(hex, 'hex'))).toThrow(DerError);
  });

  test('times are days of the calendar, in one spelling', () => {
    const time = (text: string) => readTime(single(write(tags.generalizedTime, Buffer.from(text))));
    expect(new Date(time('20261122130501Z')).toISOString()).toBe('2026-11-22T13:05:01.000Z');
    expect(new Date(time('20261122130501.1239Z')).toISOString()).toBe('2026-11-22T13:05:01.123Z');
    for (const wrong of ['20260631000000Z', '20261122130501.10Z', '20261122130501', '202611221305Z', '20261122130501+0800'])
      expect(() => time(wrong), wrong).toThrow(DerError);
  });
});

test('a query is read as it was written, and no other bytes are one', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.constantFrom(null, '1.2.3.4'),
      (imprint, nonce, policy) => {
        const written = writeQuery({ imprint, nonce, policy });
        expect(readQuery(written)).toEqual({ imprint: Buffer.from(imprint), nonce, policy });
        expect(() => readQuery(Buffer.concat([written, Uint8Array.of(0)]))).toThrow(TokenError);
        expect(() => readQuery(written.subarray(0, -1))).toThrow(TokenError);
      },
    ),
  );
});

describe.skipIf(!hasOpenssl)('with OpenSSL as the authority (skipped where openssl is not installed)', () => {
  let tsa: TestAuthority;
  let curve: TestAuthority;
  beforeAll(async () => {
    [tsa, curve] = await Promise.all([startTimestampAuthority(), startTimestampAuthority({ key: 'ec' })]);
  });
  afterAll(() => Promise.all([tsa.close(), curve.close()]));
  const outgoing = createOutgoing({ allow: ['127.0.0.1'], clock: systemClock });
  const authorityAt = (at: TestAuthority, more: Partial<Authority> = {}): Authority =>
    httpAuthority({ name: 'Test', url: at.url, outgoing, policy: null, anchors: [at.root], ...more });
  const faultOf = (work: () => unknown): string => {
    try {
      work();
      return 'holds';
    } catch (error) {
      if (error instanceof TokenError) return error.code;
      throw error;
    }
  };

  test('OpenSSL reads our queries as we mean them', () => {
    writeFileSync(join(tsa.folder, 'own.tsq'), writeQuery({ imprint: imprintOf(data), nonce: 0xfedcba9876543210n, policy: tsa.policy }));
    const text = execFileSync('openssl', ['ts', '-query', '-in', 'own.tsq', '-text'], { cwd: tsa.folder, encoding: 'utf8', stdio: 'pipe' });
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain(`Policy OID: ${tsa.policy}`);
    expect(text).toContain('Nonce: 0xFEDCBA9876543210');
    expect(text).toContain('Certificate required: yes');
  });

  test.each([
    ['RSA', () => tsa],
    ['a curve', () => curve],
  ])('a stamp signed by %s holds here and with openssl ts -verify', async (_, which) => {
    const at = which();
    const { query, reply, stamp } = await stampData(data, authorityAt(at, { policy: at.policy }), systemClock);
    expect(stamp).toMatchObject({ policy: at.policy, accuracyMs: 1500 });
    expect(stamp.anchor?.fingerprint256).toBe(at.root.fingerprint256);
    expect(Math.abs(stamp.atMs - systemClock.nowMs())).toBeLessThan(60_000);
    for (const [name, bytes] of Object.entries({ data, query, reply })) writeFileSync(join(at.folder, name), bytes);
    for (const from of [
      ['-data', 'data'],
      ['-queryfile', 'query'],
    ]) {
      const run = spawnSync('openssl', ['ts', '-verify', ...from, '-in', 'reply', '-CAfile', 'root.pem'], {
        cwd: at.folder,
        encoding: 'utf8',
      });
      expect(`${run.stdout}${run.stderr}`).toContain('Verification: OK');
    }
    expect(readFileSync(join(at.folder, 'reply')).equals(reply)).toBe(true);
  });

  test('only a certificate for time-stamping alone is one for time-stamping', () => {
    expect(carriesTimeStamping(new X509Certificate(readFileSync(join(tsa.folder, 'tsa.pem'))).raw)).toBe(true);
    expect(carriesTimeStamping(tsa.root.raw)).toBe(false);
  });

  test('a stamp of something else, of another question or policy, or by a stranger does not hold', async () => {
    const { query, reply } = await stampData(data, authorityAt(tsa), systemClock);
    const asked = readQuery(query);
    const verify = (change: Partial<Query>, anchors = [tsa.root]): string =>
      faultOf(() => verifyReply(reply, { ...asked, ...change }, anchors));
    expect(verify({})).toBe('holds');
    expect(verify({}, [])).toBe('holds');
    expect(verify({ imprint: imprintOf(Buffer.from('other')) })).toBe('token_imprint');
    expect(verify({ nonce: asked.nonce + 1n })).toBe('token_nonce');
    expect(verify({ policy: '1.2.3' })).toBe('token_policy');
    expect(verify({}, [curve.root])).toBe('token_anchor');
  });

  test('whatever byte is changed, the stamp says the same or does not hold', async () => {
    const { query, reply, stamp } = await stampData(data, authorityAt(curve), systemClock);
    const asked = readQuery(query);
    const told = ({ atMs, accuracyMs, policy, serial, anchor }: typeof stamp) => ({
      atMs,
      accuracyMs,
      policy,
      serial,
      root: anchor?.fingerprint256,
    });
    fc.assert(
      fc.property(fc.nat(reply.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(reply);
        changed[at] = changed[at]! ^ mask;
        try {
          expect(told(verifyReply(changed, asked, [curve.root]))).toEqual(told(stamp));
        } catch (error) {
          expect(error).toBeInstanceOf(TokenError);
        }
      }),
      { numRuns: 500 },
    );
    for (let end = 0; end < reply.length; end += 37)
      expect(faultOf(() => verifyReply(reply.subarray(0, end), asked, []))).toBe('token_malformed');
  });

  test('an authority that refuses, answers nonsense, replays or has its clock wrong is not believed', async () => {
    const authority = authorityAt(tsa);
    const refused = { code: 'rights.authority_refused' };
    const wrong = { code: 'rights.authority_answer_wrong' };
    const old = tsa.reply(writeQuery({ imprint: imprintOf(data), nonce: 1n, policy: null }));
    try {
      tsa.behave((response) => void response.writeHead(503).end());
      await expect(stampData(data, authority, systemClock)).rejects.toMatchObject(refused);
      tsa.behave((response) => void response.writeHead(200).end('<html>'));
      await expect(stampData(data, authority, systemClock)).rejects.toMatchObject(wrong);
      tsa.behave((response) => void response.writeHead(200).end(old));
      await expect(stampData(data, authority, systemClock)).rejects.toMatchObject(wrong);
      tsa.behave((response) => void response.writeHead(200).end(Buffer.alloc(100_000)));
      await expect(stampData(data, authority, systemClock)).rejects.toMatchObject({ code: 'outgoing.answer_too_large' });
    } finally {
      tsa.behave(null);
    }
    // An unknown policy is refused by the authority itself, inside the protocol.
    await expect(stampData(data, { ...authority, policy: '1.2.3.4' }, systemClock)).rejects.toMatchObject(refused);
    await expect(stampData(data, authority, fixedClock('2020-01-01T00:00:00Z'))).rejects.toMatchObject(wrong);
  });
});
