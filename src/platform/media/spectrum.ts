/** Power spectra of real blocks: a radix-2 transform with its tables made once. */

/** A transform of `size` complex values (a power of two): put value i at `reversed[i]` of `re` and `im`, run, and read in order. */
export function createTransform(size: number) {
  const bits = Math.log2(size);
  const reversed = Uint32Array.from({ length: size }, (_, i) => {
    let out = 0;
    for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) out |= 1 << (bits - 1 - bit);
    return out;
  });
  const cosines = Float32Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sines = Float32Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  const re = new Float32Array(size);
  const im = new Float32Array(size);
  const run = (): void => {
    for (let half = 1; half < size; half *= 2) {
      const step = size / (half * 2);
      for (let start = 0; start < size; start += half * 2) {
        for (let k = 0, table = 0; k < half; k++, table += step) {
          const a = start + k;
          const b = a + half;
          const xr = re[b]! * cosines[table]! - im[b]! * sines[table]!;
          const xi = re[b]! * sines[table]! + im[b]! * cosines[table]!;
          re[b] = re[a]! - xr;
          im[b] = im[a]! - xi;
          re[a]! += xr;
          im[a]! += xi;
        }
      }
    }
  };
  return { reversed, re, im, run };
}

/** Hann's window over `size` samples. */
export const hannWindow = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));

/** Returns a function that writes size/2 + 1 powers of a block of `size` samples (a power of two), Hann-windowed. */
export function createSpectrum(size: number): (block: Float32Array, offset: number, powers: Float32Array) => void {
  const window = hannWindow(size);
  const { reversed, re, im, run } = createTransform(size);
  return (block, offset, powers) => {
    for (let i = 0; i < size; i++) re[reversed[i]!] = block[offset + i]! * window[i]!;
    im.fill(0);
    run();
    for (let i = 0; i <= size / 2; i++) powers[i] = re[i]! * re[i]! + im[i]! * im[i]!;
  };
}
