/** What tells speech from music and noise, frame by frame (32 ms every 16 ms) and then second by second. */
import { createSpectrum } from './spectrum.ts';
import { listeningRate } from './sound.ts';

export const frameHop = 256;
const frameSize = 512;
const bins = frameSize / 2 + 1;
/** Frames in a second's window, and from one window to the next (a quarter of a second). */
export const windowFrames = 64;
export const windowHop = 16;
export const windowHopMs = (windowHop * frameHop * 1000) / listeningRate;

export type WindowFeatures = {
  /** Mean power, dBFS. */
  levelDb: number;
  /** Part of the loudness curve's movement that lies between 2.5 and 7 Hz, the rate of syllables; 0 to 1. */
  syllables: number;
  /** Depth of that movement: deviation of the level over its frames, dB. */
  depthDb: number;
  /** Part of the frames with less than half of the window's mean power. */
  lowFrames: number;
  /** Geometric over arithmetic mean of the spectrum, 200 to 6000 Hz, power-weighted over frames: 1 for white noise. */
  flatness: number;
  /** How alike spectra 96 ms apart are, −1 to 1: held tones are, moving formants and pitch are not. */
  steadiness: number;
  /** Deviation of the zero-crossing rate over frames: voiced and unvoiced sounds alternate in speech. */
  crossings: number;
  /** Height of the autocorrelation's peak between 70 and 400 Hz, mean of the louder frames. */
  harmonicity: number;
  /** Stretches of low frames with louder ones on both sides: pauses between syllables, not a sound that sets in or ends. */
  dips: number;
  /** Mean power of each quarter of the window, dBFS. */
  quarterDb: number[];
};

type Frames = { power: Float32Array; flatness: Float32Array; crossings: Float32Array; harmonicity: Float32Array; shapes: Float32Array };
/** Log spectrum in this many bands, 150 to 7000 Hz, for comparing shapes: narrow enough to see pitch move. */
const shapeBands = 48;

/** Collects frames from blocks of 16 kHz mono and calls `tell` for each window of a second, every quarter. */
export function createFeatures(tell: (features: WindowFeatures) => void): { hear(samples: Float32Array): void; finish(): void } {
  const spectrum = createSpectrum(frameSize);
  const powers = new Float32Array(bins);
  let buffer = new Float32Array(frameSize * 4);
  let filled = 0;
  const frames: Frames = {
    power: new Float32Array(windowFrames),
    flatness: new Float32Array(windowFrames),
    crossings: new Float32Array(windowFrames),
    harmonicity: new Float32Array(windowFrames),
    shapes: new Float32Array(windowFrames * shapeBands),
  };
  let count = 0;

  const takeFrame = (offset: number): void => {
    if (count === windowFrames) {
      for (const name of ['power', 'flatness', 'crossings', 'harmonicity'] as const) frames[name].copyWithin(0, windowHop);
      frames.shapes.copyWithin(0, windowHop * shapeBands);
      count -= windowHop;
    }
    measureFrame(buffer, offset, powers, spectrum, frames, count++);
    if (count === windowFrames) tell(summarise(frames, count));
  };

  return {
    hear(samples) {
      if (filled + samples.length > buffer.length) {
        const longer = new Float32Array((filled + samples.length) * 2);
        longer.set(buffer.subarray(0, filled));
        buffer = longer;
      }
      buffer.set(samples, filled);
      filled += samples.length;
      let offset = 0;
      for (; offset + frameSize <= filled; offset += frameHop) takeFrame(offset);
      buffer.copyWithin(0, offset, filled);
      filled -= offset;
    },
    finish() {
      // Sound shorter than a window, or what is left of the last one, is judged on what there is.
      if (count > 8 && count < windowFrames) tell(summarise(frames, count));
    },
  };
}

/** The spectrum's bins of each band: 150 to 7000 Hz in even musical steps. */
const bandBins = Array.from({ length: shapeBands }, (_, band) => {
  const hz = listeningRate / frameSize;
  const edge = (step: number): number => (150 * (7000 / 150) ** (step / shapeBands)) / hz;
  const first = Math.floor(edge(band));
  return { first, last: Math.max(first, Math.ceil(edge(band + 1)) - 1) };
});

function measureFrame(
  buffer: Float32Array,
  offset: number,
  powers: Float32Array,
  spectrum: ReturnType<typeof createSpectrum>,
  frames: Frames,
  at: number,
): void {
  let power = 0;
  let crossings = 0;
  for (let i = 0; i < frameSize; i++) {
    const sample = buffer[offset + i]!;
    power += sample * sample;
    if (i > 0 && sample >= 0 !== buffer[offset + i - 1]! >= 0) crossings++;
  }
  spectrum(buffer, offset, powers);
  const hz = listeningRate / frameSize;
  let logs = 0;
  let sum = 0;
  const from = Math.round(200 / hz);
  const to = Math.round(6000 / hz);
  for (let bin = from; bin < to; bin++) {
    const value = powers[bin]! + 1e-9;
    logs += Math.log(value);
    sum += value;
  }
  frames.power[at] = power / frameSize;
  frames.crossings[at] = crossings / frameSize;
  frames.flatness[at] = Math.exp(logs / (to - from)) / (sum / (to - from));
  // Pitch holds for longer than two frames, so every other one is measured.
  if (at % 2 === 0) frames.harmonicity[at] = power / frameSize > 1e-6 ? pitchPeak(buffer, offset) : 0;
  else frames.harmonicity[at] = frames.harmonicity[at - 1]!;
  for (let band = 0; band < shapeBands; band++) {
    const { first, last } = bandBins[band]!;
    let energy = 0;
    for (let bin = first; bin <= last; bin++) energy += powers[bin]!;
    frames.shapes[at * shapeBands + band] = Math.log(energy / (last - first + 1) + 1e-6);
  }
}

/** Normalised autocorrelation's highest value for lags of 70 to 400 Hz, on every second sample: pitch is low. */
function pitchPeak(buffer: Float32Array, offset: number): number {
  const half = frameSize / 2;
  let best = 0;
  for (let lag = Math.floor(listeningRate / 400); lag <= Math.min(half, Math.floor(listeningRate / 70)); lag += 2) {
    let cross = 0;
    let a = 1e-9;
    let b = 1e-9;
    for (let i = 0; i < half; i += 4) {
      const x = buffer[offset + i]!;
      const y = buffer[offset + i + lag]!;
      cross += x * y;
      a += x * x;
      b += y * y;
    }
    const value = cross / Math.sqrt(a * b);
    if (value > best) best = value;
  }
  return best;
}

function summarise(frames: Frames, count: number): WindowFeatures {
  let power = 0;
  let flat = 0;
  for (let i = 0; i < count; i++) {
    power += frames.power[i]!;
    flat += frames.flatness[i]! * frames.power[i]!;
  }
  const mean = power / count;
  const levels = Float64Array.from({ length: count }, (_, i) => 10 * Math.log10(Math.max(frames.power[i]!, mean * 1e-4) + 1e-12));
  const loud = (i: number): boolean => frames.power[i]! > mean * 0.25;
  let low = 0;
  let harmonic = 0;
  let louder = 0;
  for (let i = 0; i < count; i++) {
    if (frames.power[i]! < mean / 2) low++;
    if (!loud(i)) continue;
    harmonic += frames.harmonicity[i]!;
    louder++;
  }
  return {
    levelDb: 10 * Math.log10(mean + 1e-12),
    syllables: syllableShare(levels),
    depthDb: deviation(levels),
    lowFrames: low / count,
    flatness: flat / (power + 1e-12),
    steadiness: steadiness(frames, count, loud),
    crossings: deviation(frames.crossings.subarray(0, count)),
    harmonicity: louder > 0 ? harmonic / louder : 0,
    dips: countDips(frames.power, count, mean / 2),
    quarterDb: [0, 1, 2, 3].map((quarter) =>
      decibels(frames.power.subarray(quarter * windowHop, Math.min(count, (quarter + 1) * windowHop))),
    ),
  };
}

function countDips(power: Float32Array, count: number, limit: number): number {
  let dips = 0;
  let low = 0;
  let sawLoud = false;
  for (let i = 0; i < count; i++) {
    if (power[i]! < limit) {
      low++;
      continue;
    }
    if (sawLoud && low >= 2) dips++;
    sawLoud = true;
    low = 0;
  }
  return dips;
}

function decibels(power: Float32Array): number {
  let sum = 0;
  for (const value of power) sum += value;
  return 10 * Math.log10(sum / Math.max(1, power.length) + 1e-12);
}

function deviation(values: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    squares += values[i]! * values[i]!;
  }
  return Math.sqrt(Math.max(0, squares / values.length - (sum / values.length) ** 2));
}

/** Energy of the level curve between 2.5 and 7 Hz over that between 1 and 20 Hz (Scheirer and Slaney's 4 Hz modulation). */
function syllableShare(levels: Float64Array): number {
  const rate = listeningRate / frameHop;
  const mean = levels.reduce((a, b) => a + b, 0) / levels.length;
  let inside = 0;
  let all = 1e-9;
  for (let hz = 1; hz <= 20; hz += 0.5) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < levels.length; i++) {
      const angle = (2 * Math.PI * hz * i) / rate;
      re += (levels[i]! - mean) * Math.cos(angle);
      im += (levels[i]! - mean) * Math.sin(angle);
    }
    const energy = re * re + im * im;
    all += energy;
    if (hz >= 2.5 && hz <= 7) inside += energy;
  }
  return inside / all;
}

/** Mean correlation of spectral shapes 6 frames (96 ms) apart, over frames that are both loud. */
function steadiness(frames: Frames, count: number, loud: (index: number) => boolean): number {
  const apart = 6;
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i + apart < count; i += 2) {
    if (!loud(i) || !loud(i + apart)) continue;
    const a = frames.shapes.subarray(i * shapeBands, (i + 1) * shapeBands);
    const b = frames.shapes.subarray((i + apart) * shapeBands, (i + apart + 1) * shapeBands);
    sum += correlation(a, b);
    pairs++;
  }
  return pairs > 0 ? sum / pairs : 0;
}

function correlation(a: Float32Array, b: Float32Array): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    sa += a[i]!;
    sb += b[i]!;
    saa += a[i]! * a[i]!;
    sbb += b[i]! * b[i]!;
    sab += a[i]! * b[i]!;
  }
  const n = a.length;
  return (sab - (sa * sb) / n) / Math.sqrt(Math.max(1e-9, (saa - (sa * sa) / n) * (sbb - (sb * sb) / n)));
}
