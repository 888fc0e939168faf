/** Words from a speech endpoint. */
import { open, rm } from 'node:fs/promises';
import type { SpeechToText } from '../../../platform/ai/index.ts';
import type { RawCue } from './clean.ts';
import { wavHeader } from './speech-listener.ts';
import { mostWavBytes, planParts, rebase, spreadText, wavBytesPerMs, wavHeaderBytes } from './speech-parts.ts';

type Span = { startMs: number; endMs: number };
export type HeardSpeech = { cues: RawCue[]; parts: number; timed: boolean };

async function readPart(path: string, part: Span): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = Math.max(0, (part.endMs - part.startMs) * wavBytesPerMs);
    const data = Buffer.alloc(wavHeaderBytes + bytes);
    const { bytesRead } = await file.read(data, wavHeaderBytes, bytes, wavHeaderBytes + part.startMs * wavBytesPerMs);
    wavHeader(bytesRead).copy(data);
    return data.subarray(0, wavHeaderBytes + bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Sends a WAV to the endpoint, in parts when it is too large for one, and answers with cues in the file's own time. The WAV
 * is removed whatever happens. Throws `ai.*` errors.
 */
export async function hearSpeech(
  sound: { path: string; durationMs: number },
  speechToText: SpeechToText,
  hints: { silences: readonly Span[]; speech: readonly Span[]; signal?: AbortSignal; maxBytes?: number },
): Promise<HeardSpeech> {
  try {
    const parts = planParts(sound.durationMs, hints.silences, hints.maxBytes ?? mostWavBytes);
    const heard: HeardSpeech = { cues: [], parts: parts.length, timed: true };
    for (const part of parts) {
      const spoken = await speechToText.transcribe(await readPart(sound.path, part), { signal: hints.signal });
      heard.timed &&= spoken.timed || spoken.segments.length === 0;
      const text = spoken.segments.map((segment) => segment.text).join('\n');
      heard.cues.push(...(spoken.timed ? rebase(spoken.segments, part) : spreadText(text, hints.speech, part)));
    }
    return heard;
  } finally {
    await rm(sound.path, { force: true });
  }
}
