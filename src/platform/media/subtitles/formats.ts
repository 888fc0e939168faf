/** The three formats' own grammars, read forgivingly: what a player would show is kept, times are not yet judged. */
import { stripAss, stripSrt, stripVtt } from './markup.ts';

/** As written: times may be negative, backward or out of order. */
export type RawCue = { startMs: number; endMs: number; text: string; speaker?: string };
export type RawCues = { cues: RawCue[]; unreadableLines: number };

// Hours may be absent; the decimal mark may be a comma, a dot, a colon or full-width; milliseconds may be short or absent.
const time = String.raw`([-−]?)\s*(?:(\d{1,3})\s*[:：]\s*)?(\d{1,3})\s*[:：]\s*(\d{1,2})(?:\s*[,.，。．:：;]\s*(\d{1,6}))?`;
const timingLine = new RegExp(String.raw`^\s*${time}\s*(?:-{1,3}\s?>|[—–=]{1,2}>|→)\s*${time}(.*)$`, 'u');
const looksLikeTiming = /^\s*[-−\d].{0,60}(?:->|→)/;

function toMs(sign: string | undefined, hours: string | undefined, minutes: string, seconds: string, fraction: string | undefined): number {
  const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
  const ms = whole + Number((fraction ?? '0').padEnd(3, '0').slice(0, 3));
  return sign ? -ms : ms;
}

function readTiming(line: string): { startMs: number; endMs: number } | null {
  // Bounded, so that a hostile line cannot make the expression wander.
  const match = line.length > 400 ? null : timingLine.exec(line);
  if (!match) return null;
  return {
    startMs: toMs(match[1], match[2], match[3]!, match[4]!, match[5]),
    endMs: toMs(match[6], match[7], match[8]!, match[9]!, match[10]),
  };
}

export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r|\u2028|\u2029/);
}

/** SubRip. Indices may be missing or wrong, blank lines missing or inside a cue: a cue is what stands between two timing lines. */
export function readSrt(lines: readonly string[], limit: number): RawCues {
  const cues: RawCue[] = [];
  let unreadableLines = 0;
  let current: { startMs: number; endMs: number; lines: string[]; index: number | null } | null = null;
  let before: string[] = [];
  const close = (): void => {
    if (current) cues.push({ startMs: current.startMs, endMs: current.endMs, text: stripSrt(current.lines.join('\n')) });
  };
  for (const line of lines) {
    const timing = readTiming(line);
    if (!timing) {
      if (looksLikeTiming.test(line)) unreadableLines++;
      else (current?.lines ?? before).push(line);
      continue;
    }
    const index = takeIndex(current?.lines ?? before, current?.index ?? null);
    close();
    if (cues.length > limit) return { cues, unreadableLines };
    current = { ...timing, lines: [], index };
    before = [];
  }
  close();
  return { cues, unreadableLines };
}

// The number above a timing line is its index, unless it stands directly below other text and does not count on.
function takeIndex(lines: string[], previous: number | null): number | null {
  const last = lines.at(-1)?.trim() ?? '';
  if (!/^\d{1,6}$/.test(last)) return null;
  const above = lines.at(-2)?.trim() ?? '';
  if (above !== '' && previous !== null && Number(last) !== previous + 1) return null;
  lines.pop();
  return Number(last);
}

/** WebVTT: settings, notes, styles and regions are passed over; a cue's text ends at the first blank line. */
export function readVtt(lines: readonly string[], limit: number): RawCues {
  const cues: RawCue[] = [];
  let unreadableLines = 0;
  for (let at = 0; at < lines.length && cues.length <= limit; at++) {
    const line = lines[at]!;
    if (/^(NOTE|STYLE|REGION)(\s|$)/.test(line)) {
      while (at + 1 < lines.length && lines[at + 1]!.trim() !== '') at++;
      continue;
    }
    const timing = readTiming(line);
    if (!timing) {
      if (line.includes('-->')) unreadableLines++;
      continue;
    }
    const text: string[] = [];
    while (at + 1 < lines.length && lines[at + 1]!.trim() !== '' && !readTiming(lines[at + 1]!)) text.push(lines[++at]!);
    // Where blank lines are missing, what stands above the next timing line is its identifier.
    if (at + 1 < lines.length && readTiming(lines[at + 1]!) && text.length > 1 && /^\d{1,6}$/.test(text.at(-1)!.trim())) text.pop();
    cues.push({ ...timing, ...stripVtt(text.join('\n')) });
  }
  return { cues, unreadableLines };
}

const assDefaultFormat = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];

/** ASS and SSA: the dialogue lines of [Events], by the columns that its Format line names. */
export function readAss(lines: readonly string[], limit: number): RawCues {
  const cues: RawCue[] = [];
  let unreadableLines = 0;
  let columns = assDefaultFormat;
  let inEvents = false;
  for (const line of lines) {
    if (/^\s*\[/.test(line)) inEvents = /^\s*\[events\]/i.test(line);
    const format = inEvents ? /^\s*Format\s*:(.*)$/i.exec(line) : null;
    if (format) columns = format[1]!.split(',').map((name) => name.trim().toLowerCase());
    const dialogue = /^\s*Dialogue\s*:\s*(.*)$/i.exec(line);
    if (!dialogue) continue;
    const cue = readDialogue(dialogue[1]!, columns);
    if (cue) cues.push(cue);
    else unreadableLines++;
    if (cues.length > limit) break;
  }
  return { cues, unreadableLines };
}

const assTime = new RegExp(`^\\s*${time}\\s*$`, 'u');

function readDialogue(line: string, columns: readonly string[]): RawCue | null {
  const fields = line.split(',', columns.length - 1);
  // The text is the last column and may have commas of its own.
  fields.push(line.slice(fields.reduce((length, field) => length + field.length + 1, 0)));
  const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
  const start = assTime.exec(field('start').slice(0, 60));
  const end = assTime.exec(field('end').slice(0, 60));
  if (!start || !end) return null;
  const speaker = field(columns.includes('name') ? 'name' : 'actor').trim();
  return {
    startMs: toMs(start[1], start[2], start[3]!, start[4]!, start[5]),
    endMs: toMs(end[1], end[2], end[3]!, end[4]!, end[5]),
    text: stripAss(field('text')),
    ...(speaker ? { speaker: speaker.slice(0, 200) } : {}),
  };
}
