/** What was done to the original, told from how it lies in the suspect. */
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import { imageOf, invert, isMirrored, type Geometry } from './geometry.ts';
import type { Found } from './segments.ts';
import type { Suspect } from './suspect.ts';
import { transformationKinds, type Transformation } from './types.ts';

/** A copy that lacks less of the original's side, or leaves less of the suspect's free, is not called cropped or bordered. */
const leastMargin = 0.04;
const leastSpeedChange = 0.03;
const leastTurn = (1.5 * Math.PI) / 180;

/** The names of what was done in any segment, in a fixed order. */
export function nameTransformations(suspect: Suspect, original: Fingerprint, found: readonly Found[]): Transformation[] {
  const names = new Set<Transformation>();
  for (const { geometry, speed } of found) {
    if (isMirrored(geometry)) names.add('mirror');
    if (Math.abs(speed - 1) > leastSpeedChange) names.add('speed');
    for (const name of nameGeometry(geometry, suspect, original)) names.add(name);
  }
  return transformationKinds.filter((kind) => names.has(kind));
}

function nameGeometry(geometry: Geometry, { pictures }: Suspect, { width, height }: Fingerprint): Transformation[] {
  const names: Transformation[] = [];
  const turn = turnOf(geometry, pictures.width / pictures.height, width / height);
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
function turnOf([a, , , d]: Geometry, suspectAspect: number, originalAspect: number): number {
  void originalAspect;
  const turn = Math.atan2(d / suspectAspect, a);
  return Math.abs(turn) > Math.PI / 2 && Math.abs(turn) > Math.PI - 0.5 ? turn - Math.sign(turn) * Math.PI : turn;
}
