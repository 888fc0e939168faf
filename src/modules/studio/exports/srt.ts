import type { Edit } from './edit.ts';

/** The clip's words as SubRip: times of the clip, texts as they are, blank lines inside a text closed up (they would end the cue). */
export function toSrt(edit: Edit): string {
  return edit.cues
    .map(
      (cue, index) =>
        `${index + 1}\r\n${srtTime(cue.startMs)} --> ${srtTime(cue.endMs)}\r\n${cue.text
          .replace(/\r\n?/g, '\n')
          .split('\n')
          .filter((line) => line.trim() !== '')
          .join('\r\n')}\r\n`,
    )
    .join('\r\n');
}

function srtTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  return `${pad(Math.floor(whole / 3_600_000), 2)}:${pad(Math.floor(whole / 60_000) % 60, 2)}:${pad(Math.floor(whole / 1000) % 60, 2)},${pad(whole % 1000, 3)}`;
}
