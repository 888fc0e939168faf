import type { Edit } from './edit.ts';
import { frameAt } from './edit.ts';
import { isDropFrame, timecode } from './timecode.ts';

/** The timeline begins at one hour, as tape did and editors expect. */
const recordStartSeconds = 3600;

/** Frames of the hour mark: a whole label, so that the first event reads 01:00:00:00 also with dropped labels. */
export function recordStart(edit: Edit): number {
  const { num, den } = edit.rate;
  const nominal = Math.round(num / den);
  const label = recordStartSeconds * nominal;
  return isDropFrame(edit.rate) ? label - (nominal / 15) * 54 : label;
}

/**
 * CMX 3600: one picture track with both sound tracks, straight cuts. A list counts in one rate, so source times are of
 * the timeline's rate. Reels are eight characters, made from the names, distinct; the full names are in comments.
 */
export function toEdl(edit: Edit): string {
  const reels = reelNames(edit.sources.map((source) => source.name));
  const reelOf = new Map(edit.sources.map((source, index) => [source.key, reels[index]!]));
  const start = recordStart(edit);
  const lines = [`TITLE: ${plain(edit.name).slice(0, 70)}`, `FCM: ${isDropFrame(edit.rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`, ''];
  edit.pieces.forEach((piece, index) => {
    const hasSound = piece.source.facts.audio !== null;
    const length = piece.end - piece.start;
    // Times of a source of another rate are counted anew: the list knows one rate only.
    const sourceIn = frameAt((piece.sourceIn * 1000 * piece.source.rate.den) / piece.source.rate.num, edit.rate);
    const times = [sourceIn, sourceIn + length, start + piece.start, start + piece.end]
      .map((frame) => timecode(frame, edit.rate))
      .join(' ');
    lines.push(
      `${String(index + 1).padStart(3, '0')}  ${reelOf.get(piece.source.key)!.padEnd(8)} ${hasSound ? 'B   ' : 'V   '}  C        ${times}`,
    );
    lines.push(`* FROM CLIP NAME: ${plain(piece.source.name)}`, `* SOURCE FILE: ${plain(piece.source.path)}`);
    if (piece.gainDb !== 0) lines.push(`* COMMENT: GAIN ${piece.gainDb > 0 ? '+' : ''}${piece.gainDb} DB`);
    lines.push('');
  });
  return lines.join('\r\n');
}

/** One line: a comment ends at the line's end. */
const plain = (text: string): string => text.replace(/[\r\n\t]+/g, ' ').trim();

/** Distinct reels of A–Z, 0–9 and _, at most eight characters; names without such letters are numbered. */
export function reelNames(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const stem = name
      .replace(/\.[^.]*$/, '')
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    let reel = /[A-Z0-9]/.test(stem) ? stem.slice(0, 8) : `REEL${String(index + 1).padStart(3, '0')}`;
    for (let n = 2; taken.has(reel) || reel === 'AX' || reel === 'BL'; n++) reel = `${(stem || 'REEL').slice(0, 8 - String(n).length)}${n}`;
    taken.add(reel);
    return reel;
  });
}
