/**
 * Where a reference's picture lies in a suspect's. Both are unit squares, whatever their shapes: (0, 0) the upper left corner,
 * (1, 1) the lower right one. A point (u, v) of the reference is shown at (a·u + b·v + c, d·u + e·v + f) of the suspect.
 */
export type Geometry = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const wholePicture: Box = { x: 0, y: 0, width: 1, height: 1 };

/** The eight ways in which a square lies on itself, as maps of the unit square: quarters turned clockwise, mirrored before that or not. */
export type Turn = { readonly quarters: 0 | 1 | 2 | 3; readonly mirrored: boolean };
export const turns: readonly Turn[] = [false, true].flatMap((mirrored) =>
  ([0, 1, 2, 3] as const).map((quarters): Turn => ({ quarters, mirrored })),
);

const quarter: readonly Geometry[] = [
  [1, 0, 0, 0, 1, 0],
  [0, -1, 1, 1, 0, 0],
  [-1, 0, 1, 0, -1, 1],
  [0, 1, 0, -1, 0, 1],
];
const mirror: Geometry = [-1, 0, 1, 0, 1, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Geometry, inner: Geometry): Geometry {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

export function invert([a, b, c, d, e, f]: Geometry): Geometry {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}

export const turnGeometry = ({ quarters, mirrored }: Turn): Geometry =>
  mirrored ? compose(quarter[quarters]!, mirror) : quarter[quarters]!;

/** The map of the unit square onto a box. */
export const ontoBox = ({ x, y, width, height }: Box): Geometry => [width, 0, x, 0, height, y];

/** That `part` of the reference's picture, turned, fills `place` of the suspect's. */
export const layOver = (part: Box, turn: Turn, place: Box): Geometry =>
  compose(ontoBox(place), compose(turnGeometry(turn), invert(ontoBox(part))));

/** The box around the image of the unit square, cut to the unit square. */
export function imageOf([a, b, c, d, e, f]: Geometry): Box {
  const xs = [c, c + a, c + b, c + a + b];
  const ys = [f, f + d, f + e, f + d + e];
  const [left, right] = [Math.max(0, Math.min(...xs)), Math.min(1, Math.max(...xs))];
  const [top, bottom] = [Math.max(0, Math.min(...ys)), Math.min(1, Math.max(...ys))];
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

export const isMirrored = ([a, b, , d, e]: Geometry): boolean => a * e - b * d < 0;
