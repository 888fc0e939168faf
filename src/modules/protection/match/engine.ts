/**
 * Finds which references a suspect shows, when, and where in its picture.
 *
 * In this order: pictures of the suspect are slid over coarse pictures of the references (coarse.ts), the best guesses are laid over
 * closely (register.ts), lines are looked for in the plane of both times (lines.ts), and a stretch counts once what changes in it
 * changes as in the reference (witness.ts). What was found is then told in the words of people (transformations.ts).
 */
import { dropExplained } from './explained.ts';
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import { coarsePicturesOf, guess, lookAt, type CoarsePictures, type Guess, type Look } from './coarse.ts';
import { imageOf, isMirrored, turns, wholePicture, type Box } from './geometry.ts';
import { placesIn } from './places.ts';
import { findBySound, findSegments, type Found } from './segments.ts';
import { createShortlist, variantsOf, type Shortlist } from './shortlist.ts';
import { compareSound, type SoundFindings } from './sound.ts';
import type { Suspect } from './suspect.ts';
import { nameTransformations } from './transformations.ts';
import type { Match, MatchSegment, Reference } from './types.ts';
import { viewSuspect, type SuspectView } from './view.ts';

export type { Suspect } from './suspect.ts';
export type { Match, MatchEdit, MatchSegment, Reference, Transformation } from './types.ts';

type Known = {
  readonly id: string;
  readonly fingerprint: Fingerprint;
  /** Made when it is first looked at. */ readonly coarse: CoarsePictures;
};

function createKnown(id: string, fingerprint: Fingerprint): Known {
  let made: CoarsePictures | null = null;
  return {
    id,
    fingerprint,
    get coarse() {
      return (made ??= coarsePicturesOf(fingerprint.pictures));
    },
  };
}

export type Matcher = {
  readonly size: number;
  /** Replaces what was known under the same id. */
  add(reference: Reference): void;
  remove(id: string): void;
  /** @internal */
  readonly known: ReadonlyMap<string, Known>;
  /** @internal */
  readonly shortlist: Shortlist;
};

/** What suspects are compared with: fingerprints under ids of the caller's, added and removed as they come and go. */
export function createMatcher(references: Iterable<Reference> = []): Matcher {
  const known = new Map<string, Known>();
  const shortlist = createShortlist();
  const matcher: Matcher = {
    get size() {
      return known.size;
    },
    add({ id, fingerprint }) {
      known.set(id, createKnown(id, fingerprint));
      shortlist.add(id, fingerprint.pictures);
    },
    remove(id) {
      known.delete(id);
      shortlist.remove(id);
    },
    known,
    shortlist,
  };
  for (const reference of references) matcher.add(reference);
  return matcher;
}

/** A picture is looked at this often, less often in long suspects: so that an excerpt of five seconds is met more than once. */
const lookEveryMs = 2000;
const mostLooks = 150;
/** Guesses below this strength are what chance gives. */
const leastStrength = 5;
const guessesAnInstant = 4;
/** A copy that is less like its original may be something better understood: the blurred padding around it, say. */
const surelyLaid = 0.75;

/** The references that the suspect shows, surest first. Works to its end: about a second a minute of suspect and ten references. */
export function match(matcher: Matcher, suspect: Suspect): Match[] {
  const looks = createLooks(viewSuspect(suspect.pictures));
  const matches: Match[] = [];
  for (const known of worthALook(matcher, looks)) {
    const sound = compareSound(suspect.fingerprint.sound, known.fingerprint.sound);
    const found = compare(suspect, looks, known, sound);
    if (found.length > 0)
      matches.push({
        reference: known.id,
        score: Math.max(...found.map(({ score }) => score)),
        segments: found.map(segmentOf),
        transformations: nameTransformations(suspect, found),
        edits: [],
      });
  }
  return dropExplained(matches);
}

/** So many pictures of references in all are looked at one by one, some five hours; of more, those whose hashes say so. */
const exhaustivePictures = 72_000;

function worthALook({ known, shortlist }: Matcher, { view, places }: Looks): Known[] {
  const all = [...known.values()];
  if (all.reduce((sum, { fingerprint }) => sum + fingerprint.pictures.atMs.length, 0) <= exhaustivePictures) return all;
  const { atMs } = view.pictures;
  const seconds: number[] = [];
  for (let i = 0, nextMs = 0; i < atMs.length && seconds.length < mostCodes; i++)
    if (atMs[i]! >= nextMs) {
      seconds.push(i);
      nextMs = atMs[i]! + 1000;
    }
  const upright = shortlist.find(variantsOf(view.pictures, seconds, places, 'upright'));
  const ids = upright.length > 0 ? upright : shortlist.find(variantsOf(view.pictures, seconds, places, 'turned'));
  return ids.map((id) => known.get(id)!);
}

/** An hour of a suspect, at a picture a second. */
const mostCodes = 3600;

type Looks = {
  readonly view: SuspectView;
  readonly instants: readonly number[];
  /** Where else than over the whole picture a copy may lie. */
  places(instant: number): readonly Box[];
  /** As a plain copy, mirrored or cropped, is looked for; and what else might have been done. */
  plain(instant: number, aspect: number): Look;
  other(instant: number, aspect: number): Look;
};

/** What a suspect is looked at as, made once for all references of one shape. */
function createLooks(view: SuspectView): Looks {
  const upright = turns.filter(({ quarters }) => quarters === 0);
  const turned = turns.filter(({ quarters }) => quarters !== 0);
  const placesKnown = new Map<number, readonly Box[]>();
  const places = (instant: number): readonly Box[] => {
    const found = placesKnown.get(instant) ?? placesIn(view.pictures, around(view, instant));
    placesKnown.set(instant, found);
    return found;
  };
  const kept = new Map<string, Look>();
  const once = (key: string, make: () => Look): Look => {
    const known = kept.get(key);
    if (known) return known;
    const made = make();
    kept.set(key, made);
    return made;
  };
  return {
    view,
    instants: instantsOf(view),
    places,
    plain: (instant, aspect) =>
      once(`${instant} ${aspect.toFixed(2)}`, () => lookAt(view.sums(instant), [wholePicture], upright, 'many', aspect)),
    other: (instant, aspect) =>
      once(`${instant} ${aspect.toFixed(2)} other`, () => {
        const picture = view.sums(instant);
        return [...lookAt(picture, places(instant), upright, 'few', aspect), ...lookAt(picture, [wholePicture], turned, 'few', aspect)];
      }),
  };
}

/** Pictures about an instant, for what stays while the rest moves. */
function around({ pictures: { atMs } }: SuspectView, instant: number): number[] {
  const stepMs = atMs.length > 1 ? (atMs[atMs.length - 1]! - atMs[0]!) / (atMs.length - 1) : 1000;
  const stride = Math.max(1, Math.round(320 / stepMs));
  return [-3, -2, -1, 0, 1, 2, 3].map((k) => instant + k * stride).filter((index) => index >= 0 && index < atMs.length);
}

function instantsOf({ pictures: { atMs } }: SuspectView): number[] {
  if (atMs.length === 0) return [];
  const lengthMs = atMs[atMs.length - 1]! - atMs[0]!;
  const count = Math.max(1, Math.min(mostLooks, atMs.length, Math.max(6, Math.ceil(lengthMs / lookEveryMs))));
  return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * atMs.length) / count));
}

export type InstantGuess = Guess & { readonly instant: number };

function compare(
  suspect: Suspect,
  { view, instants, plain, other }: Looks,
  { fingerprint, coarse }: Known,
  sound: SoundFindings | null,
): Found[] {
  const aspect = fingerprint.width / fingerprint.height;
  const guessAt = (which: Looks['plain'], at: readonly number[]): InstantGuess[] =>
    at
      .flatMap((instant) => guess(which(instant, aspect), coarse, leastStrength, guessesAnInstant).map((each) => ({ ...each, instant })))
      .sort((a, b) => b.strength - a.strength);
  const first = findSegments(view, fingerprint, guessAt(plain, instants), sound);
  const { atMs } = view.pictures;
  const left = instants.filter(
    (instant) =>
      !first.some(
        ({ suspectStartMs, suspectEndMs, testimony }) =>
          testimony.alike >= surelyLaid && atMs[instant]! >= suspectStartMs && atMs[instant]! < suspectEndMs,
      ),
  );
  const second = left.length > 0 ? findSegments(view, fingerprint, guessAt(other, left), sound) : [];
  const seen = bestOf([...first, ...second]);
  return seen.length > 0 ? seen : findBySound(suspect.fingerprint, fingerprint, sound);
}

/** Of segments that speak of the same time the one whose pictures are most alike. */
function bestOf(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const each of [...found].sort((a, b) => b.testimony.alike - a.testimony.alike)) {
    const length = each.suspectEndMs - each.suspectStartMs;
    const shared = kept.reduce(
      (sum, other) =>
        sum + Math.max(0, Math.min(each.suspectEndMs, other.suspectEndMs) - Math.max(each.suspectStartMs, other.suspectStartMs)),
      0,
    );
    if (shared < 0.5 * length) kept.push(each);
  }
  return kept.sort((a, b) => a.suspectStartMs - b.suspectStartMs);
}

function segmentOf({ suspectStartMs, suspectEndMs, referenceStartMs, referenceEndMs, speed, geometry }: Found): MatchSegment {
  return {
    suspectStartMs: Math.round(suspectStartMs),
    suspectEndMs: Math.round(suspectEndMs),
    referenceStartMs: Math.round(referenceStartMs),
    referenceEndMs: Math.round(referenceEndMs),
    speed: Math.round(speed * 1000) / 1000,
    mirrored: isMirrored(geometry),
    region: imageOf(geometry),
    geometry,
  };
}
