/** What was done to the original, told from how it lies in the suspect. */
import { imageOf, invert, isMirrored, type Geometry } from './geometry.ts';
import type { Found } from './segments.ts';
import type { Suspect } from './suspect.ts';
import { transformationKinds, type Transformation } from './types.ts';

/** A copy that lacks less of the original's side, or leaves less of the suspect's free, is not called cropped or bordered. */
const leastMargin = 0.04;
/** What holds for a smaller share of the copied time is an accident of measuring, not what was done. */
const leastShare = 0.15;
const leastSpeedChange = 0.03;
const leastTurn = (1.5 * Math.PI) / 180;

/** The names of what was done for a good part of the copied time, in a fixed order. */
export function nameTransformations(suspect: Suspect, found: readonly Found[]): Transformation[] {
  const times = new Map<Transformation, number>();
  let allMs = 0;
  const speaks = suspect.fingerprint.sound?.values.some((value) => value !== 0) ?? false;
  for (const { geometry, speed, heard, suspectStartMs, suspectEndMs } of found) {
    const lengthMs = suspectEndMs - suspectStartMs;
    allMs += lengthMs;
    const names = nameGeometry(geometry, suspect);
    if (isMirrored(geometry)) names.push('mirror');
    if (Math.abs(speed - 1) > leastSpeedChange) names.push('speed');
    if (heard === 'other' && speaks) names.push('revoiced');
    for (const name of names) times.set(name, (times.get(name) ?? 0) + lengthMs);
  }
  return transformationKinds.filter((kind) => (times.get(kind) ?? 0) > leastShare * allMs);
}

function nameGeometry(geometry: Geometry, { pictures }: Suspect): Transformation[] {
  const names: Transformation[] = [];
  const turn = turnOf(geometry, pictures.width / pictures.height);
  // A turned picture leans over the edges without being cropped: the box of a turned square is larger.
  const lean = Math.abs(Math.sin(2 * turn)) * 0.9;
  if (Math.abs(turn) > leastTurn) names.push('rotate');
  const shown = imageOf(invert(geometry));
  if (1 - shown.width > leastMargin + lean * 0.2 || 1 - shown.height > leastMargin + lean * 0.2) names.push('crop');
  const filled = imageOf(geometry);
  if (1 - filled.width > leastMargin || 1 - filled.height > leastMargin)
    names.push(filled.width * filled.height < 0.3 && filled.width < 0.6 && filled.height < 0.6 ? 'pip' : 'border');
  return names;
}

/** By how much the picture is turned clockwise, in radians, −π to π; a mirrored one as it is turned after mirroring. */
function turnOf([a, , , d]: Geometry, suspectAspect: number): number {
  const turn = Math.atan2(d / suspectAspect, a);
  return Math.abs(turn) > Math.PI / 2 && Math.abs(turn) > Math.PI - 0.5 ? turn - Math.sign(turn) * Math.PI : turn;
}
