/** Synthesised sounds of known kind, mono 16 kHz, for telling speech from music. Deterministic by seed. */
export const soundRate = 16_000;

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Syllables: a pitch pulse through three formants that glide, hissed or silent consonants between, now and then a pause. */
export function makeSpeech(seconds: number, seed: number, pitchHz: number): Float32Array {
  const next = random(seed);
  const out = new Float32Array(seconds * soundRate);
  let phase = 0;
  for (let at = 0; at < out.length;) {
    const vowel = Math.round((0.12 + next() * 0.12) * soundRate);
    const consonant = Math.round((0.03 + next() * 0.06) * soundRate);
    const formants = [300 + next() * 500, 900 + next() * 1300, 2400 + next() * 500];
    const base = pitchHz * (0.85 + next() * 0.4);
    const glide = (next() - 0.5) * 0.3;
    const hiss = next() < 0.5 ? 0.12 : 0.01;
    for (let i = 0; i < consonant && at < out.length; i++) out[at++] = (next() - 0.5) * hiss;
    const states = formants.map(() => [0, 0] as [number, number]);
    for (let i = 0; i < vowel && at < out.length; i++) {
      const part = i / vowel;
      phase += (base * (1 + glide * part)) / soundRate;
      const pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      let sample = 0;
      formants.forEach((formant, k) => {
        const radius = Math.exp((-Math.PI * (80 + 40 * k)) / soundRate);
        const state = states[k]!;
        const value =
          pulse +
          2 * radius * Math.cos((2 * Math.PI * formant * (1 + 0.15 * (part - 0.5))) / soundRate) * state[0] -
          radius * radius * state[1];
        states[k] = [value, state[0]];
        sample += value * [1, 0.5, 0.25][k]!;
      });
      out[at++] = sample * 0.05 * Math.sin(Math.PI * Math.min(1, part * 1.1)) ** 0.7;
    }
    if (next() < 0.15) at += Math.round(next() * 0.4 * soundRate);
  }
  return out;
}

/** Four chords in turn with harmonics; with a beat they decay and a drum marks time, without they are held. */
export function makeChords(seconds: number, seed: number, withBeat: boolean, beatsPerMinute = 120): Float32Array {
  const next = random(seed);
  const roots = [220, 174.6, 261.6, 196];
  return Float32Array.from({ length: seconds * soundRate }, (_, i) => {
    const t = i / soundRate;
    const beat = (t * beatsPerMinute) / 60;
    const root = roots[Math.floor(beat / 4) % 4]!;
    let sample = 0;
    for (const interval of [1, 1.25, 1.5, 2])
      for (const harmonic of [1, 2, 3]) sample += Math.sin(2 * Math.PI * root * interval * harmonic * t) / harmonic;
    if (!withBeat) return sample * 0.05;
    const into = beat % 1;
    const drum = into < 0.1 ? (Math.floor(beat) % 2 ? next() - 0.5 : Math.sin(2 * Math.PI * 60 * t)) * 0.3 * (1 - into * 10) : 0;
    return sample * 0.05 * Math.exp(-into * 1.2) + drum;
  });
}

/** White noise, or brown-pink noise as of wind and traffic. */
export function makeNoise(seconds: number, seed: number, soft: boolean): Float32Array {
  const next = random(seed);
  let low = 0;
  return Float32Array.from({ length: seconds * soundRate }, () => {
    const white = next() - 0.5;
    low = 0.97 * low + 0.03 * white;
    return soft ? low * 1.5 : white * 0.2;
  });
}

export function joinSounds(...parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const mixSounds = (a: Float32Array, b: Float32Array, gain: number): Float32Array =>
  a.map((sample, i) => sample + gain * (b[i] ?? 0));
