/**
 * Reads a script's file into the text that positions count in. Plain text (UTF-8, UTF-16, GB18030, Big5, told apart by the bytes) and
 * Fountain stay as they are but for the byte order mark; Word documents become lines of paragraphs, subtitles lines of cues.
 */
import { decodeText } from '../../../platform/text-decoding.ts';
import { parseSubtitles } from '../../../platform/media/subtitles/index.ts';
import type { ScriptText } from './compare.ts';
import { readDocx } from './docx.ts';
import { scriptErrors } from './errors.ts';

/** Files of scripts may be this large; a hundred episodes have some 100,000 characters. Two of the longest take some ten seconds and 800 MB. */
export const scriptLimits = { bytes: 32 * 1024 * 1024, characters: 2_000_000 } as const;

const subtitleEnding = /\.(?:srt|vtt|ass|ssa)$/i;

/**
 * The text of a script; `name` tells formats that the bytes do not. Throws protection.script_unreadable {file, reason}, and
 * media.subtitles_unreadable for subtitles without cues.
 */
export function readScript(bytes: Uint8Array, name: string): ScriptText {
  const unreadable = (reason: string): Error => scriptErrors.script_unreadable({ file: name, reason });
  if (bytes.length === 0) throw unreadable('empty');
  if (bytes.length > scriptLimits.bytes) throw unreadable('too_large');
  const bounded = (script: ScriptText): ScriptText => {
    if (script.text.length > scriptLimits.characters) throw unreadable('too_large');
    if (!/[\p{L}\p{N}]/u.test(script.text)) throw unreadable('empty');
    return script;
  };
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) {
    const read = readDocx(bytes);
    if ('failure' in read) throw unreadable(read.failure);
    return bounded(read);
  }
  // Word's format of before 2007; a document with a password is one, too.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw unreadable('old_word');
  const { text: raw, replaced } = decodeText(bytes);
  const text = raw.replace(/^\ufeff/, '').replace(/\r(?!\n)/g, '\n');
  if (isBinary(text, replaced)) throw unreadable('not_text');
  if (subtitleEnding.test(name) || /^WEBVTT(?=[ \t\n]|$)/.test(text)) return bounded({ text: spoken(bytes, name) });
  return bounded({ text, fountain: /\.(?:fountain|spmd)$/i.test(name) || looksLikeFountain(text) });
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);

function isBinary(text: string, replaced: number): boolean {
  let controls = 0;
  const sample = text.slice(0, 65_536);
  // Form feeds divide the pages of some scripts; other signs of control are in none.
  for (const sign of sample) if (sign < ' ' && sign !== '\n' && sign !== '\r' && sign !== '\t' && sign !== '\f') controls++;
  return controls * 50 > sample.length || replaced * 5 > text.length;
}

// A cue is a line, its own line breaks spaces; who speaks stands before a colon as in a script.
function spoken(bytes: Uint8Array, name: string): string {
  return parseSubtitles(bytes, name)
    .cues.map(({ text, speaker }) => `${speaker ? `${speaker}: ` : ''}${text.replace(/\s*\n\s*/g, ' ')}`)
    .join('\n');
}

// Headings in Fountain's way and nothing before a colon on most lines: Chinese scripts with INT. are told by their colons.
function looksLikeFountain(text: string): boolean {
  const lines = text.slice(0, 20_000).split('\n');
  const headings = lines.filter((line) => /^\.?(?:int|ext|est|i\/e)[. ]/i.test(line)).length;
  const speakers = lines.filter((line) => /^\s*[^:：]{1,20}[:：]\s*\S/u.test(line)).length;
  return headings > 0 && speakers < headings * 2;
}
