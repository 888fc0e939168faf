import type { SubtitleCue } from './parse.ts';
import { tidyText } from './markup.ts';

type WritableCue = Omit<SubtitleCue, 'id'>;

function clock(ms: number, mark: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3_600_000))}:${two(Math.floor(whole / 60_000) % 60)}:${two(Math.floor(whole / 1000) % 60)}${mark}${String(whole % 1000).padStart(3, '0')}`;
}

/** SubRip in UTF-8 with CRLF, as its oldest players want it; speakers have no place in it. SRT cannot escape an arrow, so `-->` in a text becomes `→`. */
export function writeSrt(cues: readonly WritableCue[]): string {
  return cues
    .map((cue, at) => {
      const text = tidyText(cue.text)
        .replaceAll(/-{1,3}\s?>/g, '→')
        .replaceAll('\n', '\r\n');
      return `${at + 1}\r\n${clock(cue.startMs, ',')} --> ${clock(cue.endMs, ',')}\r\n${text}\r\n`;
    })
    .join('\r\n');
}

/** WebVTT, with speakers as voice tags and the three special characters escaped. */
export function writeVtt(cues: readonly WritableCue[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const blocks = cues.map((cue, at) => {
    const voice = cue.speaker ? `<v ${escape(tidyText(cue.speaker).replaceAll('\n', ' '))}>` : '';
    return `${at + 1}\n${clock(cue.startMs, '.')} --> ${clock(cue.endMs, '.')}\n${voice}${escape(tidyText(cue.text))}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}
