/**
 * Loudness as ITU-R BS.1770-5 and EBU R128 measure it, and a limiter that looks ahead. Plain arithmetic over stereo at
 * 48 kHz, so that a clip's sound can be measured, set and measured again without another decoding.
 */
export type Stereo = { left: Float32Array; right: Float32Array };
export const clipSampleRate = 48_000;

/** Integrated loudness in LUFS with both gates; null below −70 LUFS throughout or under 400 ms. */
export function integratedLoudness(sound: Stereo): number | null {
  const hop = clipSampleRate / 10;
  const left = hopEnergies(sound.left, hop);
  const right = hopEnergies(sound.right, hop);
  const blocks: number[] = [];
  for (let i = 0; i + 4 <= left.length; i++) {
    let sum = 0;
    for (let j = i; j < i + 4; j++) sum += left[j]! + right[j]!;
    blocks.push(sum / (4 * hop));
  }
  const level = (energy: number): number => -0.691 + 10 * Math.log10(energy);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const audible = blocks.filter((energy) => energy > 0 && level(energy) > -70);
  if (audible.length === 0) return null;
  const gate = level(mean(audible)) - 10;
  return level(mean(audible.filter((energy) => level(energy) > gate)));
}

/** Sums of squares of the K-weighted signal, one a hop; the last partial hop is left out. Coefficients: BS.1770, annex 1, at 48 kHz. */
function hopEnergies(samples: Float32Array, hop: number): Float64Array {
  const out = new Float64Array(Math.floor(samples.length / hop));
  let x1 = 0,
    x2 = 0,
    y1 = 0,
    y2 = 0,
    z1 = 0,
    z2 = 0;
  for (let block = 0, n = 0; block < out.length; block++) {
    let sum = 0;
    for (const end = n + hop; n < end; n++) {
      const x = samples[n]!;
      const y = 1.53512485958697 * x - 2.69169618940638 * x1 + 1.19839281085285 * x2 + 1.69065929318241 * y1 - 0.73248077421585 * y2;
      const z = y - 2 * y1 + y2 + 1.99004745483398 * z1 - 0.99007225036621 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      sum += z * z;
    }
    // Denormal tails of silence slow the filter down a hundredfold.
    if (Math.abs(z1) < 1e-20 && Math.abs(y1) < 1e-20) y1 = y2 = z1 = z2 = 0;
    out[block] = sum;
  }
  return out;
}

const phases = 4;
const half = 12;
/** Four-fold interpolation, 24 taps a phase (Kaiser, β 8): flat to 0.02 dB up to 20 kHz, where BS.1770's own 12 taps read up to 0.5 dB low. */
const kernels = Array.from({ length: phases - 1 }, (_, phase) => {
  const shift = (phase + 1) / phases;
  const taps = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const t = tap - half + 1 - shift;
    const w = t / half;
    return (Math.sin(Math.PI * t) / (Math.PI * t)) * (bessel(8 * Math.sqrt(Math.max(0, 1 - w * w))) / bessel(8));
  });
  const sum = taps.reduce((a, b) => a + b, 0);
  return taps.map((tap) => tap / sum);
});

function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The greatest magnitude of the signal between sample n and the next, both of them included. */
function peakAt(samples: Float32Array, n: number): number {
  let peak = Math.max(Math.abs(samples[n]!), n + 1 < samples.length ? Math.abs(samples[n + 1]!) : 0);
  const from = n - half + 1;
  for (const kernel of kernels) {
    let sum = 0;
    for (let tap = Math.max(0, -from), last = Math.min(2 * half, samples.length - from); tap < last; tap++)
      sum += kernel[tap]! * samples[from + tap]!;
    peak = Math.max(peak, Math.abs(sum));
  }
  return peak;
}

/** The true-peak envelope of both channels, worked out where it is asked for and then kept: every round of setting the loudness asks again. */
function peakEnvelope(sound: Stereo): (n: number) => number {
  const known = new Float32Array(sound.left.length).fill(-1);
  return (n) => {
    if (known[n]! < 0) known[n] = Math.max(peakAt(sound.left, n), peakAt(sound.right, n));
    return known[n]!;
  };
}

/** True peak, linear (1 is full scale). Oversampled only near samples within 6 dB of the highest: nothing above can hide elsewhere in real sound. */
export function truePeak(sound: Stereo, peak: (n: number) => number = peakEnvelope(sound)): number {
  const { left, right } = sound;
  let highest = 0;
  for (let n = 0; n < left.length; n++) highest = Math.max(highest, Math.abs(left[n]!), Math.abs(right[n]!));
  let result = highest;
  for (let n = 0; n < left.length; n++) {
    if (Math.abs(left[n]!) > highest / 2 || Math.abs(right[n]!) > highest / 2) result = Math.max(result, peak(n), n > 0 ? peak(n - 1) : 0);
  }
  return result;
}

export const toDb = (linear: number): number => 20 * Math.log10(linear);
export const fromDb = (db: number): number => 10 ** (db / 20);

/** Half of the limiter's window: 2.5 ms of looking ahead keeps its attack below hearing. */
const reach = 120;
/** Time constant of recovering, in samples: 120 ms. */
const release = 0.12 * clipSampleRate;

/**
 * The sound times `gain` with no true peak above `ceiling` (both linear). The gain curve is the lowest that any
 * neighbour within the window needs, recovering slowly, averaged over that window: so it never exceeds what a peak needs.
 */
export function limit(sound: Stereo, gain: number, ceiling: number, peakOf: (n: number) => number = peakEnvelope(sound)): Stereo {
  const count = sound.left.length;
  const curve = new Float32Array(count).fill(1);
  let touched = false;
  const threshold = ceiling / gain;
  const isBelow = (n: number, level: number): boolean =>
    n >= count || (Math.abs(sound.left[n]!) < level && Math.abs(sound.right[n]!) < level);
  for (let n = 0; n < count; n++) {
    // A peak lies between n and n + 1: only where both ends are far below it can there be none (a quarter, up to 20 kHz).
    if (isBelow(n, threshold / 4) && isBelow(n + 1, threshold / 4)) continue;
    const peak = peakOf(n);
    if (peak <= threshold) continue;
    touched = true;
    const needed = threshold / peak;
    curve[n] = Math.min(curve[n]!, needed);
    if (n + 1 < count) curve[n + 1] = Math.min(curve[n + 1]!, needed);
  }
  const left = new Float32Array(count);
  const right = new Float32Array(count);
  const smooth = touched ? smoothed(curve) : null;
  for (let n = 0; n < count; n++) {
    const g = gain * (smooth ? smooth[n]! : 1);
    left[n] = sound.left[n]! * g;
    right[n] = sound.right[n]! * g;
  }
  return { left, right };
}

function smoothed(curve: Float32Array): Float32Array {
  const count = curve.length;
  const lowest = new Float32Array(count);
  // Sliding minimum over ±reach by a queue of rising values.
  const queue = new Int32Array(count);
  let head = 0;
  let tail = 0;
  let recovering = 1;
  for (let n = 0, next = 0; n < count; n++) {
    for (; next < count && next <= n + reach; next++) {
      while (tail > head && curve[queue[tail - 1]!]! >= curve[next]!) tail--;
      queue[tail++] = next;
    }
    while (queue[head]! < n - reach) head++;
    recovering = Math.min(curve[queue[head]!]!, recovering + (1 - recovering) / release);
    lowest[n] = recovering;
  }
  const out = new Float32Array(count);
  const window = 2 * reach + 1;
  let sum = 0;
  const at = (n: number): number => lowest[Math.min(count - 1, Math.max(0, n))]!;
  for (let n = -reach; n <= reach; n++) sum += at(n);
  for (let n = 0; n < count; n++) {
    out[n] = sum / window;
    sum += at(n + reach + 1) - at(n - reach);
  }
  return out;
}

export type LoudnessTarget = { targetLufs: number; truePeakDbtp: number };
export type LoudnessReport = {
  beforeLufs: number | null;
  lufs: number | null;
  truePeakDbtp: number | null;
  gainDb: number;
  limited: boolean;
};

/**
 * Two passes, and more where a limiter was needed: measure, apply one gain that reaches the target, and where peaks would
 * pass the ceiling hold them down and raise the gain by what that took. Silence and what is too short to measure stay as
 * they are, save for peaks. `marginDb` keeps peaks lower for what a lossy encoding adds.
 */
export function setLoudness(sound: Stereo, target: LoudnessTarget, marginDb = 0): { sound: Stereo; report: LoudnessReport } {
  const ceiling = fromDb(target.truePeakDbtp - marginDb);
  const before = integratedLoudness(sound);
  const peakOf = peakEnvelope(sound);
  const peak = truePeak(sound, peakOf);
  let gainDb = before === null ? 0 : Math.min(60, target.targetLufs - before);
  const limited = peak * fromDb(gainDb) > ceiling;
  let out = limit(sound, fromDb(gainDb), limited ? ceiling : Infinity, peakOf);
  let lufs = before === null ? null : before + gainDb;
  if (limited) {
    for (let round = 0; round < 8; round++) {
      lufs = integratedLoudness(out);
      const error = lufs === null || before === null ? 0 : target.targetLufs - lufs;
      // Past 60 dB the sound is noise held at its ceiling; what is left of the target cannot be had.
      if (Math.abs(error) < 0.05 || gainDb + error > 60) break;
      gainDb += error * 1.15;
      out = limit(sound, fromDb(gainDb), ceiling, peakOf);
    }
    lufs = integratedLoudness(out);
  }
  const after = limited ? truePeak(out) : peak * fromDb(gainDb);
  return { sound: out, report: { beforeLufs: before, lufs, truePeakDbtp: after > 0 ? toDb(after) : null, gainDb, limited } };
}
