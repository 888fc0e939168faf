/** SMPTE timecode, ST 12-1. */
import type { Rational } from '../../../platform/media/types.ts';

/** The whole rate that timecode counts at: 24 for 24000/1001, 30 for 30000/1001. */
function nominalRate(rate: Rational): number {
  return Math.round(rate.num / rate.den);
}

/** Whether labels must be dropped to keep in step with the clock: at 29.97 and 59.94. At 23.976 there is no drop-frame form. */
export function isDropFrame(rate: Rational): boolean {
  return rate.den === 1001 && (rate.num === 30_000 || rate.num === 60_000);
}

/**
 * A frame as hh:mm:ss:ff, with `;` before the frames when labels are dropped (two a minute at 29.97, four at 59.94, none
 * in each tenth minute). Wraps at 24 hours.
 */
export function timecode(frame: number, rate: Rational): string {
  const fps = nominalRate(rate);
  const drop = isDropFrame(rate);
  let label = frame;
  if (drop) {
    const dropped = fps / 15;
    const perMinute = fps * 60 - dropped;
    const perTen = perMinute * 10 + dropped;
    const tens = Math.floor(frame / perTen);
    const rest = frame % perTen;
    label += dropped * 9 * tens + (rest >= fps * 60 ? dropped * (Math.floor((rest - fps * 60) / perMinute) + 1) : 0);
  }
  const two = (n: number): string => String(n).padStart(2, '0');
  const seconds = Math.floor(label / fps);
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${drop ? ';' : ':'}${two(label % fps)}`;
}

/** The frame that a timecode names. Null for what is not one, and for labels that are dropped. */
export function parseTimecode(text: string, rate: Rational): number | null {
  const match = /^(\d{2}):(\d{2}):(\d{2})[:;](\d{2})$/.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds, frames] = match.slice(1).map(Number) as [number, number, number, number];
  const fps = nominalRate(rate);
  if (minutes > 59 || seconds > 59 || frames >= fps) return null;
  const all = hours * 60 + minutes;
  const label = (all * 60 + seconds) * fps + frames;
  if (!isDropFrame(rate)) return label;
  const dropped = fps / 15;
  if (seconds === 0 && frames < dropped && minutes % 10 !== 0) return null;
  return label - dropped * (all - Math.floor(all / 10));
}
