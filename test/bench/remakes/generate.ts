/**
 * Makes dramas as lists of shots from a seed, and shoots them: small pictures of people before walls, hashed as a decoded video's are.
 * The same list shot again has other people, walls and light, every shot held for another time, some shots gone, some new, some from
 * another place. No two seeds share anything but the habits of the form: setups that come again, talk from one side and the other.
 */
import { createPdqHasher } from '../../../src/modules/protection/index.ts';
import { smallSide } from '../../../src/modules/protection/fingerprints/fingerprint.ts';
import type { RemakeShot, RemakeWork } from '../../../src/modules/protection/remakes/compare.ts';
import { chanceFrom, type Chance } from '../shots/random.ts';

type Person = { who: number; x: number; y: number; size: number };
type Shot = { seconds: number; join: RemakeShot['join']; people: Person[]; wall: number; loud: number[] };
export type Script = { shots: Shot[] };
export type Disguise = { hold: number; drop: number; add: number; reframe: number };

/** As remakes are described in court: shots held up to a tenth longer or shorter, a few dropped, a few added, some framed anew. */
export const usualDisguise: Disguise = { hold: 0.1, drop: 0.06, add: 0.06, reframe: 0.15 };

const side = 64;
const pictureMs = 500;
const hopMs = 100;
const loudPoints = 8;

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());

/** Scenes of a few setups each, cut from one to the other as people talk. */
export function writeScript(seed: number): Script {
  const chance = chanceFrom(seed);
  const shots: Shot[] = [];
  const most = chance.integer(25, 60);
  const pace = chance.between(1.4, 2.8);
  while (shots.length < most) {
    const wall = chance.integer(1, 1e6);
    const setups = Array.from({ length: chance.integer(2, 4) }, () => setupOf(chance));
    const length = chance.integer(4, 12);
    for (let i = 0; i < length; i++) {
      const setup = setups[chance.happens(0.75) ? i % 2 : chance.integer(0, setups.length - 1)]!;
      shots.push({ ...shotOf(chance, pace, setup), join: i === 0 ? openingOf(chance) : 'cut', wall });
    }
  }
  shots[0]!.join = 'start';
  return { shots };
}

const openingOf = (chance: Chance): RemakeShot['join'] =>
  chance.happens(0.5) ? chance.pick(['dissolve', 'fade', 'wipe'] as const) : 'cut';
const setupOf = (chance: Chance): Person[] =>
  Array.from({ length: chance.pick([1, 1, 1, 2, 2, 3]) }, () => personOf(chance, chance.pick([0.12, 0.2, 0.3])));
const personOf = (chance: Chance, size: number): Person => ({
  who: chance.integer(0, 3),
  x: chance.between(0.2, 0.8),
  y: chance.between(0.25, 0.6),
  size,
});

function shotOf(chance: Chance, pace: number, people: Person[]): Shot {
  let level = chance.between(-32, -14);
  const loud = Array.from({ length: loudPoints }, () => (level += normal(chance) * 5));
  return { seconds: Math.min(9, Math.max(0.4, pace * Math.exp(normal(chance) * 0.55))), join: 'cut', people, wall: 1, loud };
}

/** The same script by other hands. */
export function disguise({ shots }: Script, seed: number, { hold, drop, add, reframe }: Disguise): Script {
  const chance = chanceFrom(seed);
  const pace = chance.between(0.96, 1.04);
  const again: Shot[] = [];
  for (const shot of shots) {
    if (!chance.happens(drop))
      again.push({
        ...shot,
        seconds: shot.seconds * pace * chance.between(1 - hold, 1 + hold),
        join: shot.join !== 'start' && chance.happens(0.1) ? 'cut' : shot.join,
        people: chance.happens(reframe) ? setupOf(chance) : shot.people.map((person) => moved(person, chance)),
        loud: shot.loud.map((level) => level + normal(chance) * 5),
      });
    if (chance.happens(add)) again.push({ ...shotOf(chance, 2, setupOf(chance)), wall: shot.wall });
  }
  again[0]!.join = 'start';
  return { shots: again };
}

const moved = (person: Person, chance: Chance): Person => ({
  ...person,
  x: person.x + normal(chance) * 0.04,
  y: person.y + normal(chance) * 0.04,
  size: person.size * chance.between(0.85, 1.15),
});

type Film = {
  readonly shots: readonly RemakeShot[];
  /** A picture of a shot, in luma of 0 to 255; another one each time, as people move. */
  paint(shot: number): Float32Array;
};

/** A script with people, walls and light that `seed` decides on. */
function filmOf({ shots }: Script, seed: number): Film {
  const chance = chanceFrom(seed);
  const looks = Array.from({ length: 4 }, () => textureOf(chance.integer(1, 1e9), 5, 60));
  const walls = new Map<number, Float32Array>();
  for (const { wall } of shots) if (!walls.has(wall)) walls.set(wall, textureOf(chance.integer(1, 1e9), 3, 25));
  let startMs = 0;
  const listed = shots.map(({ seconds, join }) => {
    const shot = { startMs, endMs: Math.round(startMs + seconds * 1000), join };
    startMs = shot.endMs;
    return shot;
  });
  return { shots: listed, paint: (shot) => draw(shots[shot]!.people, walls.get(shots[shot]!.wall)!, looks, chance) };
}

/** What `compareRemake` wants of a script's film, without encoding one. */
export function shoot(script: Script, seed: number): RemakeWork {
  const film = filmOf(script, seed);
  const hash = createPdqHasher();
  const [atMs, codes, quality, small]: [number[], Uint8Array[], number[], Uint8Array[]] = [[], [], [], []];
  const momentaryLufs: number[] = [];
  film.shots.forEach(({ startMs, endMs }, shot) => {
    for (let at = Math.ceil(startMs / pictureMs) * pictureMs; at < endMs; at += pictureMs) {
      const values = film.paint(shot);
      const { quality: detail, hashes } = hash({ width: side, height: side, values });
      atMs.push(at);
      codes.push(hashes.orig);
      quality.push(detail);
      small.push(halved(values));
    }
    const { loud } = script.shots[shot]!;
    for (let at = Math.ceil(startMs / hopMs) * hopMs; at < endMs; at += hopMs)
      momentaryLufs.push(loud[Math.min(loudPoints - 1, Math.floor(((at - startMs) * loudPoints) / (endMs - startMs)))]!);
  });
  return {
    shots: film.shots,
    pictures: { atMs: Uint32Array.from(atMs), codes: Buffer.concat(codes), quality: Uint8Array.from(quality), small: Buffer.concat(small) },
    loudness: { hopMs, momentaryLufs },
    cues: [],
  };
}

/** Noise between `cells` × `cells` points, around 0. */
function textureOf(seed: number, cells: number, strength: number): Float32Array {
  const chance = chanceFrom(seed);
  const grid = Float32Array.from({ length: (cells + 1) ** 2 }, () => (chance.next() - 0.5) * 2 * strength);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [((i % side) / side) * cells, (Math.floor(i / side) / side) * cells];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const value = (column: number, row: number): number => grid[row * (cells + 1) + column]!;
    const upper = value(left, top) * (left + 1 - x) + value(left + 1, top) * (x - left);
    const lower = value(left, top + 1) * (left + 1 - x) + value(left + 1, top + 1) * (x - left);
    return upper * (top + 1 - y) + lower * (y - top);
  });
}

function draw(people: readonly Person[], wall: Float32Array, looks: readonly Float32Array[], chance: Chance): Float32Array {
  const values = wall.map((value) => 110 + value);
  for (const { who, x, y, size } of people) {
    const [middleX, middleY] = [(x + (chance.next() - 0.5) * 0.02) * side, (y + (chance.next() - 0.5) * 0.02) * side];
    const look = looks[who]!;
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        const [across, down] = [(column - middleX) / (size * side), (row - middleY) / (size * side)];
        const head = across * across + down * down * 0.7 < 1;
        const body = down > 0.9 && across * across < 2.5;
        // What a person looks like moves with them.
        const place = ((Math.floor(row - middleY) & 63) * side + (Math.floor(column - middleX) & 63)) % look.length;
        if (head) values[row * side + column] = 150 + look[place]!;
        else if (body) values[row * side + column] = 60 + look[place]! / 2;
      }
  }
  return values.map((value) => Math.min(255, Math.max(0, value + (chance.next() - 0.5) * 4)));
}

function halved(values: Float32Array): Uint8Array {
  return Uint8Array.from({ length: smallSide * smallSide }, (_, i) => {
    const at = Math.floor(i / smallSide) * 2 * side + (i % smallSide) * 2;
    return Math.round((values[at]! + values[at + 1]! + values[at + side]! + values[at + side + 1]!) / 4);
  });
}
