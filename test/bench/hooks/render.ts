/** Makes a real file of a generated episode: pictures that cut where it cuts, sound that is as loud as it says. */
import { makeVideo, type DrawFrame } from '../../support/media.ts';
import { between, seeded, type Episode, type Stretch } from './generate.ts';

const fps = 25;
const sampleRate = 16_000;

/** A scene of its own: a gradient, a few blocks in other places and colours, and a slow drift. */
function drawShot({ y, u, v, width, height }: DrawFrame, seed: number, age: number): void {
  const random = seeded(seed);
  const base = between(random, 50, 190);
  const slopeX = between(random, -60, 60) / width;
  const slopeY = between(random, -60, 60) / height;
  const drift = between(random, -0.4, 0.4) * age;
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) y[row * width + x] = Math.max(16, Math.min(235, base + slopeX * (x + drift) + slopeY * row));
  }
  u.fill(between(random, 90, 166));
  v.fill(between(random, 90, 166));
  for (let block = 0; block < 6; block += 1) {
    const left = Math.floor(between(random, 0, width * 0.8) + drift);
    const top = Math.floor(between(random, 0, height * 0.8));
    const luma = between(random, 20, 230);
    const right = Math.min(width, left + Math.floor(between(random, 10, width * 0.4)));
    for (let row = top; row < Math.min(height, top + between(random, 10, height * 0.3)); row += 1)
      y.fill(luma, row * width + Math.max(0, left), row * width + Math.max(0, right));
  }
}

/** Voice: a buzz with formants, four syllables a second; music: three held tones. Both at the loudness that is asked for. */
function soundAt(stretch: Stretch, sample: number, noise: number): number {
  if (stretch.lufs === null) return 0;
  const t = sample / sampleRate;
  const level = 10 ** ((stretch.lufs + 3) / 20);
  if (stretch.kind === 'music')
    return level * 0.7 * (Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277.2 * t) + Math.sin(2 * Math.PI * 329.6 * t));
  if (stretch.kind === 'none') return level * noise;
  const syllable = Math.max(0, Math.sin(2 * Math.PI * 4.1 * t)) ** 0.7;
  const pitch = 130 + 18 * Math.sin(2 * Math.PI * 0.7 * t);
  let voice = 0;
  for (let harmonic = 1; harmonic <= 12; harmonic += 1)
    voice += (Math.sin(2 * Math.PI * pitch * harmonic * t) / harmonic) * (harmonic > 3 && harmonic < 7 ? 1.6 : 1);
  return level * 1.2 * syllable * (0.85 * voice + 0.15 * noise);
}

/** Writes the episode as H.264 and AAC, 144 × 256. Its cues are not in it: they go beside it, as a subtitle file would. */
export async function renderEpisode(episode: Episode, path: string): Promise<void> {
  const { shots, durationMs } = episode.input;
  const frames = Math.floor((durationMs / 1000) * fps);
  let shot = 0;
  let stretch = 0;
  const random = seeded(episode.seed);
  await makeVideo({
    path,
    width: 144,
    height: 256,
    fps,
    frames,
    draw(frame, index) {
      const atMs = (index * 1000) / fps;
      while (shot + 1 < shots.length && atMs >= shots[shot + 1]!.startMs) shot += 1;
      drawShot(frame, episode.seed * 7919 + shot, index - Math.round((shots[shot]!.startMs * fps) / 1000));
    },
    sound: {
      sampleRate,
      channels: 1,
      fill([buffer], start) {
        for (let i = 0; i < buffer!.length; i += 1) {
          const atMs = ((start + i) * 1000) / sampleRate;
          while (stretch + 1 < episode.stretches.length && atMs >= episode.stretches[stretch]!.endMs) stretch += 1;
          buffer![i] = Math.max(-1, Math.min(1, soundAt(episode.stretches[stretch]!, start + i, random() * 2 - 1)));
        }
      },
    },
  });
}
