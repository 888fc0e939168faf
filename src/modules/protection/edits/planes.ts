/** Planes of numbers: halved, blurred, looked up between their points. */
export type Plane = { readonly width: number; readonly height: number; readonly values: Float32Array };

export function planeOf(bytes: Uint8Array, width: number, height: number): Plane {
  return { width, height, values: Float32Array.from(bytes) };
}

/** Half the sides, each value the mean of four. */
export function halve({ width, height, values }: Plane): Plane {
  const [w, h] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Float32Array(w * h);
  for (let row = 0; row < h; row++)
    for (let column = 0; column < w; column++) {
      const at = 2 * row * width + 2 * column;
      const [right, below] = [2 * column + 1 < width ? 1 : 0, 2 * row + 1 < height ? width : 0];
      half[row * w + column] = (values[at]! + values[at + right]! + values[at + below]! + values[at + below + right]!) / 4;
    }
  return { width: w, height: h, values: half };
}

/** Means of squares of `2 × radius + 1` a side, those at the edges of what there is. */
export function boxMean({ width, height, values }: Plane, radius: number): Plane {
  const rows = new Float32Array(values.length);
  for (let row = 0; row < height; row++) {
    const base = row * width;
    let sum = 0;
    for (let column = 0; column < Math.min(radius, width); column++) sum += values[base + column]!;
    for (let column = 0; column < width; column++) {
      if (column + radius < width) sum += values[base + column + radius]!;
      if (column - radius - 1 >= 0) sum -= values[base + column - radius - 1]!;
      rows[base + column] = sum / (Math.min(width - 1, column + radius) - Math.max(0, column - radius) + 1);
    }
  }
  const means = new Float32Array(values.length);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < Math.min(radius, height); row++) sum += rows[row * width + column]!;
    for (let row = 0; row < height; row++) {
      if (row + radius < height) sum += rows[(row + radius) * width + column]!;
      if (row - radius - 1 >= 0) sum -= rows[(row - radius - 1) * width + column]!;
      means[row * width + column] = sum / (Math.min(height - 1, row + radius) - Math.max(0, row - radius) + 1);
    }
  }
  return { width, height, values: means };
}

/** The value between four points; the place in points from the middle of the first one. NaN outside. */
export function between({ width, height, values }: Plane, x: number, y: number): number {
  if (!(x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5)) return Number.NaN;
  const [cx, cy] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  const [left, top] = [Math.min(Math.floor(cx), width - 2), Math.min(Math.floor(cy), height - 2)];
  if (left < 0 || top < 0) return values[0]!;
  const [fx, fy] = [cx - left, cy - top];
  const at = top * width + left;
  const upper = values[at]! + fx * (values[at + 1]! - values[at]!);
  const lower = values[at + width]! + fx * (values[at + width + 1]! - values[at + width]!);
  return upper + fy * (lower - upper);
}

/** The middle value of some, which are put into another order. */
export function middleOf(values: Float32Array): number {
  if (values.length === 0) return 0;
  return values.sort()[values.length >> 1]!;
}
