/** Against the conformance vectors of iscc-core (iscc_core/data.json, Apache-2.0, ISCC Foundation). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blake3 } from './blake3.ts';
import { minhashMultipliers, minhashOffsets } from './iscc-tables.ts';
import { dataCode, instanceCode, isccCode, isccOf, leastHashes, metaCode, textCode } from './iscc.ts';
import { xxh32 } from './xxh32.ts';

const trip = 'Iñtërnâtiônàlizætiøn☃';
/** The numbers 1 to 2048, four bytes each, the lowest first. */
const counted = Buffer.from(Uint32Array.from({ length: 2048 }, (_, index) => index + 1).buffer);

test.each([
  ['Die Unendliche Geschichte', '', 64, 'AAAZXZ6OU74YAZIM'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 64, 'AAAZXZ6OU4E45RB5'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 96, 'AABJXZ6OU4E45RB57GAGKDA'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 128, 'AABZXZ6OU4E45RB57GAGKDGHZXV74'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 160, 'AACJXZ6OU4E45RB57GAGKDGHZXV752RFK42Q'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 192, 'AACZXZ6OU4E45RB57GAGKDGHZXV752RFK424V76TRU'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 224, 'AADJXZ6OU4E45RB57GAGKDGHZXV752RFK424V76TRVZ2TKS2'],
  ['Die Unendliche Geschichte', 'Von Michael Ende', 256, 'AADZXZ6OU4E45RB57GAGKDGHZXV752RFK424V76TRVZ2TKS2K6X5VVA'],
  [trip, `${trip} ${trip}`, 256, 'AADQPPCUKAL34VCQOCRWHDPQU5RY2LMRHPGS3HL35UEPHQ3CDDZ6GYQ'],
  ['Die unéndlíche,  Geschichte', '', 64, 'AAAZXZ6OU74YAZIM'],
  [
    'Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore et dolore magna aliquyam erat, sed',
    '',
    64,
    'AAA76GFOHGPPBMPM',
  ],
  [`${trip} `.repeat(6).trim(), '', 64, 'AAARPPSUKDYKOY4N'],
  [
    'Ç 가 Ω ℍ ① ︷ i⁹ ¼ ǆ ⫝̸ ȴ ȷ ɂ ć',
    '  Iñtërnâtiôn\nàlizætiøn☃💩 –  is a tric\t ky   thing!\r',
    256,
    'AAD6KOWKOF334VRANKFXRZXZWMVZZDZZAGHC3ON7O5ENTBJ3TXJ5XYQ',
  ],
])('Meta-Code of %j with %j in %i bits', (title, description, bits, code) => {
  expect(metaCode(title, description, bits)).toBe(`ISCC:${code}`);
});

test.each([
  ['', 64, 'EAASL4F2WZY7KBXB'],
  ['Hello World', 64, 'EAASKDNZNYGUUF5A'],
  ['Hello World', 256, 'EADSKDNZNYGUUF5AMFEJLZ5P66CP5YKCOA3X7F36RWE4CIRCBTUWXYY'],
  [`${trip}    ${trip}`, 256, 'EADTJCW2DT555KK6DEQAR5DQT7VYJGZM6CXHG3BM56WOMQDDVS7754I'],
  [
    'Their most significant and usefull property of similarity-preserving fingerprints gets lost in the fragmentation of individual, propietary and use case specific implementations. The real benefit lies in similarity preservation beyond your local data archive on a global scale accross vendors.\n',
    128,
    'EABZHFKU6PNI7UVWYEEIQLOYHYLX6',
  ],
])('Text-Code of %j in %i bits', async (text, bits, code) => {
  expect(await textCode(text, bits)).toBe(`ISCC:${code}`);
});

test.each([
  ['two bytes', Buffer.from([0xff, 0]), 64, 'GAAXL2XYM5BQIAZ3'],
  ['nothing', Buffer.alloc(0), 64, 'GAASL4F2WZY7KBXB'],
  ['a zero', Buffer.alloc(1), 128, 'GABXOD4P2IS6YHS2XOK6IBVPVXPPG'],
  ['numbers', counted, 256, 'GAD2FL7K437RJZK2MMLL4C2672JVQTMGJYYZ3KAINZRWETNWFES3KYA'],
])('Data-Code of %s', async (_name, bytes, bits, code) => {
  expect(await dataCode(bytes, bits)).toBe(`ISCC:${code}`);
});

test.each([
  ['nothing', Buffer.alloc(0), 64, 'IAA26E2JXH27TING'],
  ['a zero', Buffer.alloc(1), 128, 'IABS2OW637YRWYPRJSEG4NNPUA3HG'],
  ['numbers', counted, 256, 'IAD66JNRTSKU5FLU2L7POWZNQTYKDOYQRGQJLJ24E5DWM7MPWYAPH7Q'],
])('Instance-Code of %s', (_name, bytes, bits, code) => {
  expect(instanceCode(bytes, bits)).toBe(`ISCC:${code}`);
});

describe('ISCC-CODE', () => {
  const [content, data, instance] = [
    'ISCC:EAARMJLTQCUWAND2',
    'ISCC:GABVVC5DMJJGYKZ4ZBYVNYABFFYXG',
    'ISCC:IADWIK7A7JTUAQ2D6QARX7OBEIK3OOUAM42LOBLCZ4ZOGDLRHMDL6TQ',
  ];
  test('joins units, with a title’s and without', () => {
    const meta = 'ISCC:AAAYPXW445FTYNJ3';
    expect(isccCode({ meta, content, data, instance })).toBe('ISCC:KACYPXW445FTYNJ3CYSXHAFJMA2HUWULUNRFE3BLHRSCXYH2M5AEGQY');
    expect(isccCode({ meta: null, content, data, instance })).toBe('ISCC:KAARMJLTQCUWAND2LKF2GYSSNQVTYZBL4D5GOQCDIM');
  });

  test('is there of every text that has a word, and of no other', async () => {
    expect(await isccOf({ title: '将军', description: '', text: '' })).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), async (title, text) => {
        expect(await isccOf({ title, description: '', text })).toMatch(/^ISCC:K[A-Z2-7]{41,54}$/);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the hashes below', () => {
  test('least hashes are those of exact arithmetic', () => {
    const feature = fc.nat(0xffffffff);
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 5 }), (features) => {
        const exact = minhashMultipliers.map((a, index) =>
          features
            .map((f) => Number((((a * BigInt(f) + minhashOffsets[index]!) % 2n ** 64n) % (2n ** 61n - 1n)) % 2n ** 32n))
            .reduce((x, y) => Math.min(x, y)),
        );
        expect([...leastHashes(features)]).toEqual(exact);
      }),
    );
  });

  test('XXH32 and BLAKE3 are those of their specifications', () => {
    const repeating = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => index % 251));
    expect(xxh32(Buffer.alloc(0))).toBe(0x02cc5d05);
    expect(xxh32(Buffer.from('abc'))).toBe(0x32d153ff);
    expect(xxh32(Buffer.from('Nobody inspects the spammish repetition'))).toBe(0xe2293b2f);
    // test_vectors.json of the BLAKE3 team (CC0): inputs of 0 … 250 repeated.
    expect(blake3(repeating(0)).toString('hex')).toBe('af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262');
    expect(blake3(repeating(1)).toString('hex')).toBe('2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213');
    expect(blake3(repeating(1024)).toString('hex')).toBe('42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7');
    expect(blake3(repeating(1025)).toString('hex')).toBe('d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444');
    expect(blake3(repeating(31744)).toString('hex')).toBe('62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47');
  });
});
