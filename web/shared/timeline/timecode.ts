/** Frames, times and the labels that people read. Pure. */

/** The frame on screen at a time. The slack absorbs a player's time that falls a hair short of a frame's own. */
export const frameAt = (ms: number, fps: number): number => Math.max(0, Math.floor((ms * fps) / 1000 + 1e-3));

/** When a frame begins, in milliseconds (not rounded). */
export const frameStartMs = (frame: number, fps: number): number => (frame * 1000) / fps;

/** Where to seek, in seconds, so that a player surely shows this frame: the middle of it, as a seek to its very edge may show the one before. */
export const seekSecondsFor = (frame: number, fps: number): number => (frame + 0.5) / fps;

const two = (value: number): string => String(value).padStart(2, '0');

/** `HH:MM:SS:FF`, non-drop, counted at the nominal whole rate as editors do: 29.97 counts 30 frames a second. */
export function timecode(frame: number, fps: number): string {
  const rate = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / rate);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}:${two(frame % rate)}`;
}

/** `1:05`, `1:02:05`; with `decimals` 1 to 3 also `1:05.4`. Rounded down, as a clock does. */
export function clock(ms: number, decimals = 0): string {
  const unit = 10 ** (3 - decimals);
  const whole = Math.floor(Math.max(0, ms) / unit + 1e-9) * unit;
  const seconds = Math.floor(whole / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  const fraction =
    decimals > 0
      ? `.${String(Math.round(whole % 1000))
          .padStart(3, '0')
          .slice(0, decimals)}`
      : '';
  return `${head}:${two(seconds % 60)}${fraction}`;
}
