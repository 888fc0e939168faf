/** Text tracks inside a file: packets of the four text formats become plain cues. */
import {
  AV_CODEC_ID_ASS,
  AV_CODEC_ID_MOV_TEXT,
  AV_CODEC_ID_SSA,
  AV_CODEC_ID_SUBRIP,
  AV_CODEC_ID_TEXT,
  AV_CODEC_ID_WEBVTT,
} from 'node-av/constants';
import type { AVCodecID } from 'node-av/constants';
import type { Packet, Stream } from 'node-av/lib';
import { toMs } from './facts.ts';
import type { EmbeddedSubtitles, SubtitleStreamFacts } from './types.ts';

/** More cues than any episode has; a hostile file could hold millions. */
const maxCues = 100_000;

const readers = new Map<AVCodecID, (data: Buffer) => string>([
  [AV_CODEC_ID_MOV_TEXT, readTimedText],
  [AV_CODEC_ID_SUBRIP, (data) => plainText(data.toString('utf8'))],
  [AV_CODEC_ID_TEXT, (data) => plainText(data.toString('utf8'))],
  [AV_CODEC_ID_WEBVTT, (data) => plainText(data.toString('utf8'))],
  [AV_CODEC_ID_ASS, readDialogue],
  [AV_CODEC_ID_SSA, readDialogue],
]);

export type SubtitleReader = { take(packet: Packet): void; finish(originMs: number, durationMs: number): EmbeddedSubtitles };

/** A reader for a text track; null for pictures (PGS, VobSub) and unknown formats. */
export function createSubtitleReader(stream: Stream, facts: SubtitleStreamFacts): SubtitleReader | null {
  const read = readers.get(stream.codecpar.codecId);
  if (!read) return null;
  const found: { startMs: number; endMs: number | null; text: string }[] = [];
  return {
    take(packet) {
      const startMs = toMs(packet.pts, stream.timeBase);
      const text = startMs === null || !packet.data || found.length >= maxCues ? '' : read(packet.data);
      const lengthMs = toMs(packet.duration, stream.timeBase) ?? 0;
      if (text !== '') found.push({ startMs: startMs!, endMs: lengthMs > 0 ? startMs! + lengthMs : null, text });
    },
    finish(originMs, durationMs) {
      found.sort((a, b) => a.startMs - b.startMs);
      // A cue without a length stands until the next one, as players show it.
      const cues = found.map(({ startMs, endMs, text }, index) => ({
        startMs: Math.max(0, startMs - originMs),
        endMs: (endMs ?? Math.min(found[index + 1]?.startMs ?? Infinity, startMs + 5000, originMs + durationMs)) - originMs,
        text,
      }));
      return { ...facts, cues: cues.filter((cue) => cue.endMs > cue.startMs) };
    },
  };
}

/** 3GPP timed text (TS 26.245): a 16-bit length, the text, then style boxes. UTF-16 where it begins with a byte order mark. */
function readTimedText(data: Buffer): string {
  if (data.length < 2) return '';
  const text = data.subarray(2, 2 + data.readUInt16BE(0));
  if (text[0] === 0xfe && text[1] === 0xff) return plainText(new TextDecoder('utf-16be').decode(text));
  return plainText(text.toString('utf8'));
}

/** Matroska's form of an ASS event: ReadOrder, Layer, Style, Name, three margins, Effect, then the text with its overrides. */
function readDialogue(data: Buffer): string {
  const text = data.toString('utf8').split(',').slice(8).join(',');
  // Drawings are shapes written as text.
  if (/\{[^}]*\\p[1-9]/.test(text)) return '';
  return plainText(
    text
      .replace(/\{[^}]*\}/g, '')
      .replace(/\\[Nn]/g, '\n')
      .replace(/\\h/g, ' '),
  );
}

function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/<\/?[a-z][^>\n]*>|<[\d:.]+>/gi, '')
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' })[name]!)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .trim();
}
