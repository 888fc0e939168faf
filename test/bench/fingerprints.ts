/**
 * Fingerprints: what those of video cost and how well sound is told again, PDQ hashes a second, all eight turns of each picture, and what
 * an exact query among a million and ten million random codes takes beside the naive scan in JavaScript, which compares all of each code.
 */
import { fileURLToPath } from 'node:url';
import { createPdqHasher } from '../../src/modules/protection/index.ts';
import { readPicture } from '../../src/modules/protection/fingerprints/pictures.ts';
import { createCodeIndex, matchRadius } from '../../src/modules/protection/search/code-index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { measureSound } from './fingerprints/sound.ts';
import { measureVideo } from './fingerprints/video.ts';

const codeBytes = 32;
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Median milliseconds of a call, after one that warms it. */
function millisecondsOf(times: number, run: () => unknown): number {
  run();
  const took = Array.from({ length: times }, () => {
    const from = systemClock.monotonicMs();
    run();
    return systemClock.monotonicMs() - from;
  });
  return took.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

/** A picture of the repository, made larger by repeating pixels: what is in it does not matter to how long it takes. */
async function pictureOf(side: number) {
  const from = await readPicture(
    fileURLToPath(new URL('../../src/modules/protection/fingerprints/vectors/wee-180x320.ppm', import.meta.url)),
  );
  const values = new Float32Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const row = Math.floor((y * from.height) / side);
      values[y * side + x] = from.values[row * from.width + Math.floor((x * from.width) / side)]!;
    }
  return { width: side, height: side, values };
}

async function hashing(side: number, batch: number): Promise<Record<string, number>> {
  const picture = await pictureOf(side);
  const hash = createPdqHasher();
  const milliseconds =
    millisecondsOf(9, () => {
      for (let i = 0; i < batch; i++) hash(picture);
    }) / batch;
  return { side, hashesPerSecond: round(1000 / milliseconds, 0), millisecondsEach: round(milliseconds, 3) };
}

/** xorshift128 (Marsaglia 2003) with a fixed seed, so that each run searches the same codes. */
function randomWords(count: number): Uint32Array {
  let [x, y, z, w] = [123_456_789, 362_436_069, 521_288_629, 88_675_123];
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    words[i] = w;
  }
  return words;
}

/** How anyone would write it first: every word of every code, bits counted by halves (Hacker's Delight, 5-1). */
function scanNaively(words: Uint32Array, query: Uint32Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < words.length; at += 8) {
    let bits = 0;
    for (let word = 0; word < 8; word++) {
      let differ = words[at + word]! ^ query[word]!;
      differ -= (differ >>> 1) & 0x55555555;
      differ = (differ & 0x33333333) + ((differ >>> 2) & 0x33333333);
      bits += Math.imul((differ + (differ >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    if (bits <= matchRadius) found.push(at / 8);
  }
  return found;
}

/** The ceiling of one query alone: reading as many bytes as a query must see (16 a code) once through, by the C library's memcmp. */
function millisecondsToRead(bytes: number): number {
  const [a, b] = [Buffer.alloc(bytes / 2, 170), Buffer.alloc(bytes / 2, 170)];
  return millisecondsOf(15, () => a.equals(b));
}

/** A stored code with twenty of its bits flipped, all in the first half, which search looks at before it looks further. */
function queryNear(codes: Uint8Array, place: number): Uint8Array {
  const query = codes.slice(place * codeBytes, (place + 1) * codeBytes);
  for (let bit = 0; bit < 20; bit++) query[bit % 16]! ^= 1 << (bit >> 3);
  return query;
}

function searching(count: number): Record<string, unknown> {
  const words = randomWords(count * 8);
  const codes = new Uint8Array(words.buffer);
  const index = createCodeIndex();
  const from = systemClock.monotonicMs();
  index.add(codes);
  const addedIn = systemClock.monotonicMs() - from;

  const batch = 64;
  const places = Array.from({ length: batch }, (_, i) => Math.floor((i * count) / batch));
  const queries = Buffer.concat(places.map((place) => queryNear(codes, place)));
  const one = queries.subarray(0, codeBytes);
  const oneWords = new Uint32Array(Uint8Array.from(one).buffer);

  const missed = index.search(queries).filter(({ places: found }, i) => !found.includes(places[i]!)).length;
  const alone = millisecondsOf(15, () => index.search(one));
  const together = millisecondsOf(3, () => index.search(queries)) / batch;
  const reading = millisecondsToRead(count * 16);
  const naive = millisecondsOf(3, () => scanNaively(words, oneWords));
  const agree = scanNaively(words, oneWords).join() === index.search(one)[0]!.places.join();
  return {
    codes: count,
    missed,
    agreesWithNaive: agree,
    millisecondsAQuery: round(alone, 2),
    [`millisecondsAQueryIn${batch}`]: round(together, 2),
    millisecondsToReadThatMuch: round(reading, 2),
    naiveMillisecondsAQuery: round(naive, 1),
    timesNaive: round(naive / alone, 1),
    bytesACode: round(index.bytes / count, 2),
    secondsToAdd: round(addedIn / 1000, 2),
  };
}

export async function run(): Promise<Record<string, unknown>> {
  const [video, sound] = [await measureVideo(), await measureSound()];
  return { video, sound, pdq: [await hashing(512, 20), await hashing(64, 400)], search: [searching(1_000_000), searching(10_000_000)] };
}
