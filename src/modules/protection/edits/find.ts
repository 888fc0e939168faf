/**
 * What was changed in a copy: because the original is at hand, it is laid over the copy as closely as it goes, and what then still
 * differs over some time is a region that somebody changed. Captions are told apart: they are said of the copy as a whole.
 */
import type { ListenerSpec, MediaHost } from '../../../platform/media/index.ts';
import { invert, type Box, type Geometry } from '../match/geometry.ts';
import type { Match, MatchSegment } from '../match/types.ts';
import { isRecoloured, isToned } from './colour.ts';
import { differenceOf, levelsSeen, overlay, toneCurve, type Difference, type Overlaid } from './difference.ts';
import { fitFinely, type PlanePair } from './fit.ts';
import { isSkin, kindOf, type EditKind } from './kinds.ts';
import type { Moments, MomentsOptions } from './moments-listener.ts';
import { halve, planeOf, type Plane } from './planes.ts';
import { regionsOf, steadied, tracksOf, usualBox, wandering, type Track } from './regions.ts';

export type Edit = {
  readonly kind: EditKind;
  /** Of the suspect's time. */
  readonly startMs: number;
  readonly endMs: number;
  /** Where it usually is, in fractions of the suspect's picture. */
  readonly box: Box;
  /** Where it is when. */
  readonly track: readonly { readonly atMs: number; readonly box: Box }[];
};
/** What was changed in a copy; `recoloured` where its tone or its colours are others in all of it. */
export type Edited = { readonly edits: readonly Edit[]; readonly recoloured: boolean };
type EditsInput = { readonly suspect: string; readonly reference: string; readonly segments: readonly MatchSegment[] };
type Segment = Pick<MatchSegment, 'suspectStartMs' | 'suspectEndMs' | 'referenceStartMs' | 'referenceEndMs' | 'geometry'>;

const longestSide = 224;
/** Pictures are compared in runs of eight, four a second: what moves is followed within a run. */
const momentMs = 250;
const runLength = 8;
const mostRuns = 20;
const shortestMs = 700;
/** A changed region of less of the picture may be a codec's. */
const leastArea = 0.02;
const leastPictures = 4;
/** A map under which the pictures are less alike lies wrong, and everything would look changed. */
const leastAlike = 0.3;

const listenerOf = (options: MomentsOptions): ListenerSpec => ({
  name: 'moments',
  url: import.meta.resolve('./moments-listener.ts'),
  options,
});

type Moment = { readonly segment: number; readonly run: number; readonly suspectMs: number; readonly referenceMs: number };

/** Which moments are compared, in the order of the suspect's time: all of a short copy, runs spread over a long one. */
function momentsOf(segments: readonly Segment[]): Moment[] {
  const long = segments.map((each, index) => ({ ...each, index })).filter((each) => each.suspectEndMs - each.suspectStartMs >= shortestMs);
  const totalMs = long.reduce((sum, each) => sum + each.suspectEndMs - each.suspectStartMs, 0);
  const runMs = runLength * momentMs;
  const moments: Moment[] = [];
  let run = 0;
  for (const { index, suspectStartMs, suspectEndMs, referenceStartMs, referenceEndMs } of long) {
    const lengthMs = suspectEndMs - suspectStartMs;
    const runs = Math.max(1, Math.min(Math.ceil(lengthMs / runMs), Math.floor((mostRuns * lengthMs) / totalMs)));
    for (let each = 0; each < runs; each++, run++) {
      const from = suspectStartMs + (lengthMs * each) / runs;
      const until = Math.min(from + runMs, suspectStartMs + (lengthMs * (each + 1)) / runs);
      for (let at = from + momentMs / 2; at < until; at += momentMs)
        moments.push({
          segment: index,
          run,
          suspectMs: at,
          referenceMs: referenceStartMs + ((at - suspectStartMs) * (referenceEndMs - referenceStartMs)) / lengthMs,
        });
    }
  }
  return moments;
}

/** Decodes both files once. Throws media errors, naming neither: the caller knows which file is whose. */
export async function findEdits(
  host: MediaHost,
  { suspect, reference, segments }: EditsInput,
  options: { signal?: AbortSignal } = {},
): Promise<Edited> {
  const moments = momentsOf(segments);
  if (moments.length === 0) return { edits: [], recoloured: false };
  const look = async (file: string, times: number[], withinMs: number): Promise<Moments> => {
    const atMs = times.toSorted((a, b) => a - b);
    const { results } = await host.pass({ file, exact: true, listeners: [listenerOf({ atMs, withinMs, longestSide })] }, options);
    return results['moments'] as Moments;
  };
  const ours = await look(
    reference,
    moments.map((each) => each.referenceMs),
    90,
  );
  const theirs = await look(
    suspect,
    moments.map((each) => each.suspectMs),
    45,
  );
  const edits: Edit[] = [];
  let recoloured = false;
  for (const [index, segment] of segments.entries()) {
    const own = moments.filter((each) => each.segment === index);
    if (own.length >= 3) {
      const found = editsOf(segment, own, theirs, ours);
      edits.push(...found.edits);
      recoloured ||= found.recoloured;
    }
    // Both files' pictures are in hand: a turn for whoever waits.
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
  }
  return { edits: joined(edits).sort((a, b) => a.startMs - b.startMs), recoloured };
}

type Compared = { readonly moment: Moment; readonly atMs: number; readonly suspect: number; reference: number };

const nearest = (times: readonly number[], atMs: number): number => {
  let best = 0;
  for (let index = 1; index < times.length; index++) if (Math.abs(times[index]! - atMs) < Math.abs(times[best]! - atMs)) best = index;
  return best;
};

function editsOf(segment: Segment, moments: readonly Moment[], theirs: Moments, ours: Moments): Edited {
  if (theirs.atMs.length === 0 || ours.atMs.length === 0) return { edits: [], recoloured: false };
  const plane = cached((index) => planeOf(theirs.y[index]!, theirs.width, theirs.height));
  const original = cached((index) => planeOf(ours.y[index]!, ours.width, ours.height));
  const rate = (segment.referenceEndMs - segment.referenceStartMs) / (segment.suspectEndMs - segment.suspectStartMs);
  const compared = moments.flatMap((moment): Compared[] => {
    const index = nearest(theirs.atMs, moment.suspectMs);
    const atMs = theirs.atMs[index]!;
    if (Math.abs(atMs - moment.suspectMs) > 60) return [];
    const wanted = moment.referenceMs + (atMs - moment.suspectMs) * rate;
    return [{ moment, atMs, suspect: index, reference: nearest(ours.atMs, wanted) }];
  });
  if (compared.length < 3) return { edits: [], recoloured: false };
  const fitted = fitTogether(segment.geometry, compared, ours, plane, original);
  if (fitted.correlation < leastAlike) return { edits: [], recoloured: false };
  const inverse = invert(fitted.geometry);
  const overlaid = compared.map((each) => overlay(plane(each.suspect), original(each.reference), inverse));
  // What is changed has no say in the tone: a bar over a fifth of the picture is most of what is dark.
  const first = toneCurve(overlaid);
  const unchanged = overlaid.map((each) => {
    const { mask } = differenceOf(each, first);
    return { ...each, valid: each.valid.map((value, at) => (mask[at] ? 0 : value)) };
  });
  const curve = toneCurve(unchanged);
  const differences = overlaid.map((each) => differenceOf(each, curve));
  return {
    edits: tracked(compared, overlaid, differences, { theirs, ours, inverse }),
    recoloured:
      isToned(curve, levelsSeen(unchanged)) ||
      isRecoloured(
        compared.map((each, index) => ({ ...each, mask: differences[index]!.mask })),
        theirs,
        ours,
        inverse,
      ),
  };
}

const cached = <T>(make: (index: number) => T): ((index: number) => T) => {
  const kept = new Map<number, T>();
  return (index) => {
    if (!kept.has(index)) kept.set(index, make(index));
    return kept.get(index)!;
  };
};

/** The map, and for each picture the one of the original that it is most like among those around its time: a codec may have kept either. */
function fitTogether(
  start: Geometry,
  compared: Compared[],
  ours: Moments,
  plane: (index: number) => Plane,
  original: (index: number) => Plane,
) {
  const step = Math.max(1, Math.floor(compared.length / 8));
  const some = (): PlanePair[] =>
    compared
      .filter((_, index) => index % step === step >> 1)
      .map((each) => ({ suspect: plane(each.suspect), reference: original(each.reference) }));
  const first = fitFinely(some(), start);
  const inverse = invert(first.geometry);
  const small = cached((index) => halve(original(index)));
  for (const each of compared) {
    const suspect = halve(plane(each.suspect));
    const atMs = ours.atMs[each.reference]!;
    let best = -1;
    for (let index = 0; index < ours.atMs.length; index++) {
      if (Math.abs(ours.atMs[index]! - atMs) > 90) continue;
      const alike = likeness(overlay(suspect, small(index), inverse));
      if (alike <= best) continue;
      best = alike;
      each.reference = index;
    }
  }
  return fitFinely(some(), first.geometry);
}

/** How alike two overlaid pictures are: a mean of what is left that counts large differences once. Higher is more alike. */
function likeness({ suspect, original, valid }: Overlaid): number {
  let [n, s, r, ss, rr, sr] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < valid.length; at++) {
    if (!valid[at]) continue;
    const [a, b] = [suspect.values[at]!, original.values[at]!];
    n++;
    s += a;
    r += b;
    ss += a * a;
    rr += b * b;
    sr += a * b;
  }
  if (n < 50) return -1;
  return (sr / n - (s / n) * (r / n)) / Math.sqrt(Math.max(1e-6, (ss / n - (s / n) ** 2) * (rr / n - (r / n) ** 2)));
}

type Material = { readonly theirs: Moments; readonly ours: Moments; readonly inverse: Geometry };

function tracked(
  compared: readonly Compared[],
  overlaid: readonly Overlaid[],
  differences: readonly Difference[],
  material: Material,
): Edit[] {
  const { width, height } = material.theirs;
  const reached = overlaid[0]!.valid.reduce((sum, each) => sum + each, 0);
  const runs = [...Map.groupBy(compared.keys(), (index) => compared[index]!.moment.run).values()];
  const changed: Uint8Array[] = Array.from({ length: compared.length });
  const softened: Uint8Array[] = Array.from({ length: compared.length });
  for (const run of runs) {
    const [masks, soft] = [steadied(run.map((index) => differences[index]!.mask)), steadied(run.map((index) => differences[index]!.soft))];
    run.forEach((index, place) => {
      softened[index] = soft[place]!;
      changed[index] = masks[place]!.map((value, at) => (value || soft[place]![at] ? 1 : 0));
    });
  }
  const regions = changed.map((mask) => regionsOf(mask, width, height, leastArea * 0.6 * reached));
  return tracksOf(regions).flatMap((track) => {
    const edit = describe(track, compared, { changed, softened, reached }, material);
    return edit ? [edit] : [];
  });
}

function describe(
  track: Track,
  compared: readonly Compared[],
  { changed, softened, reached }: { changed: readonly Uint8Array[]; softened: readonly Uint8Array[]; reached: number },
  material: Material,
): Edit | null {
  const { width, height } = material.theirs;
  if (track.pictures.length < leastPictures) return null;
  const box = usualBox(track, width, height);
  if (box.width * box.height * width * height < leastArea * reached) return null;
  let [points, filled, soft, skin] = [0, 0, 0, 0];
  track.pictures.forEach((picture, place) => {
    const region = track.regions[place]!;
    for (let y = region.top; y < region.bottom; y++)
      for (let x = region.left; x < region.right; x++) {
        points++;
        filled += changed[picture]![y * width + x]!;
        soft += softened[picture]![y * width + x]!;
        skin += skinAt(material, compared[picture]!.reference, (x + 0.5) / width, (y + 0.5) / height);
      }
  });
  const kind = kindOf({
    box,
    aspect: width / height,
    wandering: wandering(track),
    filled: filled / points,
    soft: soft / points,
    skin: skin / points,
  });
  const at = track.pictures.map((picture) => compared[picture]!.atMs);
  return {
    kind,
    startMs: Math.max(0, Math.round(at[0]! - momentMs / 2)),
    endMs: Math.round(at.at(-1)! + momentMs / 2),
    box,
    track: track.regions.map((region, place) => ({
      atMs: Math.round(at[place]!),
      box: usualBox({ pictures: [0], regions: [region] }, width, height),
    })),
  };
}

function skinAt({ ours, inverse }: Material, index: number, px: number, py: number): number {
  const [w, h] = [ours.width >> 1, ours.height >> 1];
  const x = Math.floor((inverse[0] * px + inverse[1] * py + inverse[2]) * w);
  const y = Math.floor((inverse[3] * px + inverse[4] * py + inverse[5]) * h);
  if (x < 0 || y < 0 || x >= w || y >= h) return 0;
  return isSkin(ours.u[index]![y * w + x]!, ours.v[index]![y * w + x]!) ? 1 : 0;
}

/** One region that is seen in several runs is one edit. */
function joined(edits: readonly Edit[]): Edit[] {
  const all: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.startMs - b.startMs)) {
    const before = all.findLast((each) => each.kind === edit.kind && alike(each.box, edit.box));
    if (!before) {
      all.push(edit);
      continue;
    }
    const [longer] = [before, edit].sort((a, b) => b.track.length - a.track.length);
    all[all.indexOf(before)] = {
      ...before,
      endMs: Math.max(before.endMs, edit.endMs),
      box: longer!.box,
      track: [...before.track, ...edit.track],
    };
  }
  return all;
}

function alike(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return false;
  const both = across * down;
  return both / (a.width * a.height + b.width * b.height - both) > 0.4;
}

/**
 * A match with what was changed in the copy. A caption that is found is a transformation of the copy, not an edit: it hides nothing of
 * the original that one would look for.
 */
export async function withEdits(
  host: MediaHost,
  match: Match,
  files: { readonly suspect: string; readonly reference: string },
  options: { signal?: AbortSignal } = {},
): Promise<Match> {
  const { edits: found, recoloured } = await findEdits(host, { ...files, segments: match.segments }, options);
  const transformations = new Set(match.transformations);
  if (found.some(({ kind }) => kind === 'caption')) transformations.add('caption');
  if (found.some(({ kind }) => kind === 'logo')) transformations.add('logo');
  if (recoloured) transformations.add('colour');
  return {
    ...match,
    transformations: [...transformations],
    edits: found.filter(({ kind }) => kind !== 'caption').map(({ kind, startMs, endMs, box }) => ({ kind, startMs, endMs, box })),
  };
}
