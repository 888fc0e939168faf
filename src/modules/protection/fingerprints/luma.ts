/** Luma of `width` × `height` pixels, row by row; single precision, 0 to 255, not rounded. */
export type Luma = { readonly width: number; readonly height: number; readonly values: Float32Array };

/**
 * Luma of packed bytes, row by row: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) in single precision, as PDQ's reference has it. One
 * channel is luma already; of four the last (transparency) is left aside.
 */
export function lumaOf(bytes: Uint8Array, width: number, height: number, channels: 1 | 3 | 4): Luma {
  const values = new Float32Array(width * height);
  if (channels === 1) values.set(bytes.subarray(0, values.length));
  else {
    const f = Math.fround;
    const [red, green, blue] = [f(0.299), f(0.587), f(0.114)];
    for (let i = 0, at = 0; i < values.length; i++, at += channels)
      values[i] = f(f(f(red * bytes[at]!) + f(green * bytes[at + 1]!)) + f(blue * bytes[at + 2]!));
  }
  return { width, height, values };
}
