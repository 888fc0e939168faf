/**
 * Search codes: ten million in memory without a collision, how many there can be, what slips of the hand lead to at full
 * occupancy, how fast they are issued on both databases, and whether how long an answer takes tells what was asked.
 */
import { codesMigrations, createCodes } from '../../src/modules/codes/index.ts';
import { exactWordsOf, foldCode, isIssuable, readingsOf } from '../../src/modules/codes/fold.ts';
import { codeKey, createPermutation } from '../../src/modules/codes/permutation.ts';
import { createRefusal } from '../../src/modules/codes/refused.ts';
import { capacityOf, guessOdds, oddsBounds, wordsOf } from '../../src/modules/codes/space.ts';
import { checkSymbols, encode, forms, neighboursOf, type Form } from '../../src/modules/codes/word.ts';
import { createAudit, identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { systemClock } from '../../src/platform/time.ts';
import { startPostgres } from '../support/postgres.ts';

const secret = 'the secret of the bench, long enough for a key';
const tenMillion = 10_000_000;
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));
const seconds = (from: number): number => (systemClock.monotonicMs() - from) / 1000;

/** Ten million payloads of a length, all different; with the time that drawing and writing them as words takes. */
function drawTenMillion(form: Form, length: number): Record<string, unknown> {
  const permute = createPermutation(codeKey(secret), form.alphabet.length, length - checkSymbols);
  const refused = createRefusal(form.name, form.alphabet);
  const payloads = new Float64Array(tenMillion);
  const batch = 10_000;
  let [issued, counter] = [0, 0];
  const started = systemClock.monotonicMs();
  while (issued < tenMillion) {
    for (const payload of permute(Array.from({ length: batch }, (_, i) => counter + i))) {
      const word = encode(form, length, payload);
      if (word !== null && isIssuable(form, word) && !refused(word) && issued < tenMillion) payloads[issued++] = payload;
    }
    counter += batch;
  }
  const took = seconds(started);
  payloads.sort();
  let collisions = 0;
  for (let i = 1; i < payloads.length; i++) if (payloads[i] === payloads[i - 1]) collisions++;
  return {
    length,
    codes: tenMillion,
    collisions,
    refusedPercent: round((1 - tenMillion / counter) * 100, 1),
    wordsPerSecond: round(tenMillion / took),
  };
}

function capacities(form: Form): Record<string, unknown>[] {
  return form.lengths.map((length) => ({
    length,
    words: wordsOf(form, length),
    capacity: capacityOf(form, length),
    wellFormedGuessWhenFull: `1 in ${guessOdds(capacityOf(form, length), wordsOf(form, length))}`,
    blindGuessWhenFull: `1 in ${guessOdds(capacityOf(form, length), form.alphabet.length ** length)}`,
  }));
}

/** A generator with a seed, so that the odds are the same each time (Numerical Recipes' LCG, high bits). */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Slip = (code: string, random: (below: number) => number, alphabet: string) => string;
const replaceAt = (code: string, place: number, sign: string): string => code.slice(0, place) + sign + code.slice(place + 1);
const otherThan = (sign: string, random: (below: number) => number, alphabet: string): string => {
  const rest = alphabet.replace(sign, '');
  return rest[random(rest.length)]!;
};
const substitute: Slip = (code, random, alphabet) => {
  const place = random(code.length);
  return replaceAt(code, place, otherThan(code[place]!, random, alphabet));
};
const slips: Record<string, Slip> = {
  'one wrong symbol': substitute,
  'neighbours exchanged': (code, random) => {
    const place = random(code.length - 1);
    return code.slice(0, place) + code[place + 1]! + code[place]! + code.slice(place + 2);
  },
  'a symbol too few': (code, random) => replaceAt(code, random(code.length), ''),
  'a symbol too many': (code, random, alphabet) => {
    const place = random(code.length + 1);
    return code.slice(0, place) + alphabet[random(alphabet.length)]! + code.slice(place);
  },
  'two wrong symbols': (code, random, alphabet) => {
    const first = random(code.length);
    const second = (first + 1 + random(code.length - 1)) % code.length;
    const once = replaceAt(code, first, otherThan(code[first]!, random, alphabet));
    return replaceAt(once, second, otherThan(code[second]!, random, alphabet));
  },
  'a blind guess': (code, random, alphabet) => [...code].map(() => alphabet[random(alphabet.length)]!).join(''),
};

/** What slips lead to when a length is as full as it may be: the code that was meant, somebody else's, or nobody's; in percent. */
function measureSlips(form: Form): Record<string, unknown> {
  const length = form.lengths[0]!;
  const permute = createPermutation(codeKey(secret), form.alphabet.length, length - checkSymbols);
  const refused = createRefusal(form.name, form.alphabet);
  const capacity = capacityOf(form, length);
  const issued: string[] = [];
  for (let counter = 0; issued.length < capacity; counter += 1000)
    for (const payload of permute(Array.from({ length: 1000 }, (_, i) => counter + i))) {
      const word = encode(form, length, payload);
      if (word !== null && isIssuable(form, word) && !refused(word) && issued.length < capacity) issued.push(word);
    }
  const active = new Set(issued);
  const random = createRandom(20_260_101);
  const trials = 40_000;
  const figures: Record<string, unknown> = { length, active: capacity, oneInWords: oddsBounds[form.name] };
  for (const [name, slip] of Object.entries(slips)) {
    const count = { meant: 0, else: 0, foundElse: 0, nobody: 0 };
    for (let i = 0; i < trials; i++) {
      const code = issued[random(issued.length)]!;
      const typed = slip(code, random, form.alphabet);
      const folded = foldCode(typed);
      const [exact] = exactWordsOf(folded);
      const near = exact === undefined ? readingsOf(folded).flatMap((reading) => neighboursOf(reading.form, reading.symbols)) : [exact];
      const hits = near.filter((word) => active.has(word));
      if (hits.length !== 1) count.nobody++;
      else if (hits[0] === code) count.meant++;
      else if (exact === undefined) count.else++;
      else count.foundElse++;
    }
    const percent = (value: number): number => round((value / trials) * 100, 3);
    figures[name] = {
      meant: percent(count.meant),
      nobody: percent(count.nobody),
      suggestsElse: percent(count.else),
      findsElse: percent(count.foundElse),
    };
  }
  return figures;
}

const organisationId = newId('organisation', systemClock.nowMs());
const open = (db: Database) =>
  createCodes({
    db,
    clock: systemClock,
    secret,
    audit: createAudit(systemClock),
    describe: async () => null,
    recordSearch: async () => {},
  });

async function issueRate(db: Database, writers: number, total: number, batch: number): Promise<number> {
  const codes = open(db);
  const seen = new Set<string>();
  let left = total / batch;
  const started = systemClock.monotonicMs();
  const writer = async (): Promise<void> => {
    while (left-- > 0) {
      const placements = Array.from({ length: batch }, () => ({ placementId: newId('placement', systemClock.nowMs()), expiresAt: null }));
      const issued = await db.transaction((trx) => codes.issue(trx, { organisationId, placements }));
      for (const { code } of issued) seen.add(code);
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const took = seconds(started);
  if (seen.size !== total) throw new Error(`${total} codes were issued and ${seen.size} are different`);
  return round(total / took);
}

/** The median answer to each kind of question, as a ratio to the median answer to a code that is there. */
async function answerTimes(db: Database): Promise<Record<string, number>> {
  const codes = open(db);
  const placements = Array.from({ length: 500 }, () => ({ placementId: newId('placement', systemClock.nowMs()), expiresAt: null }));
  const issued = (await db.transaction((trx) => codes.issue(trx, { organisationId, placements }))).map(({ code }) => code);
  const random = createRandom(7);
  const pick = (): string => issued[random(issued.length)]!;
  const kinds: Record<string, () => string> = {
    found: pick,
    'one slip away': () => substitute(pick(), random, forms.letters.alphabet),
    'well formed, nobody’s': () => encode(forms.letters, 7, random(6_000_000))!,
    nonsense: () => slips['a blind guess']!(pick(), random, forms.letters.alphabet),
  };
  const times = new Map(Object.keys(kinds).map((name) => [name, [] as number[]]));
  for (let i = 0; i < 1500; i++) {
    for (const [name, make] of Object.entries(kinds)) {
      const text = make();
      const started = systemClock.monotonicMs();
      await codes.resolve(text, { organisationId });
      times.get(name)!.push(systemClock.monotonicMs() - started);
    }
  }
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const base = median(times.get('found')!);
  return Object.fromEntries([...times].map(([name, values]) => [name, round(median(values) / base, 2)]));
}

export async function run(): Promise<Record<string, unknown>> {
  const memory = [drawTenMillion(forms.letters, 9), drawTenMillion(forms.digits, 11)];
  const figures: Record<string, unknown> = {
    tenMillion: { letters: memory[0], digits: memory[1] },
    capacity: { letters: capacities(forms.letters), digits: capacities(forms.digits) },
    slipsInPercent: { letters: measureSlips(forms.letters), digits: measureSlips(forms.digits) },
  };
  const embedded = await openDatabase({ memory: true });
  await migrateUp(embedded, [identityMigrations, codesMigrations]);
  figures.issuedPerSecond = { pglite: { one: await issueRate(embedded, 1, 500, 1), hundreds: await issueRate(embedded, 1, 20_000, 100) } };
  figures.answerTimeBesideFound = { pglite: await answerTimes(embedded) };
  await embedded.close();
  const server = await startPostgres();
  if (!server) return figures;
  try {
    const db = await openDatabase({ url: server.url });
    await migrateUp(db, [identityMigrations, codesMigrations]);
    Object.assign(figures.issuedPerSecond as object, {
      postgres: { one: await issueRate(db, 8, 4000, 1), hundreds: await issueRate(db, 8, 40_000, 100) },
    });
    Object.assign(figures.answerTimeBesideFound as object, { postgres: await answerTimes(db) });
    await db.close();
  } finally {
    await server.stop();
  }
  return figures;
}
