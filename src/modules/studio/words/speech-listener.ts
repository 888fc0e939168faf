/** Writes the pass's sound to a WAV of 16 kHz, mono, 16 bits, for a speech endpoint to hear. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { ListenerFactory } from '../../../platform/media/types.ts';
import { wavHeaderBytes } from './speech-parts.ts';

export type SpeechListenerOptions = { path: string };
/** Null where the file has no sound, or has text tracks that will be read instead. */
export type SpeechSound = { path: string; durationMs: number } | null;

const sampleRate = 16_000;
/** A RIFF file cannot say more; at 16 kHz that is 18 hours. */
const mostBytes = 2_000_000_000;

/** The 44 bytes before the samples. */
export function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

export function toPcm(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  for (let i = 0; i < samples.length; i += 1) pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, samples[i]!)) * 32_767), i * 2);
  return pcm;
}

const listen: ListenerFactory<SpeechListenerOptions, SpeechSound> = ({ path }, facts) => {
  if (facts.audio === null || facts.subtitles.length > 0) return { finish: () => null };
  const file = openSync(path, 'wx', 0o600);
  let bytes = 0;
  writeSync(file, wavHeader(0));
  return {
    sound: true,
    onSound({ samples }) {
      if (bytes + samples.length * 2 > mostBytes) return;
      bytes += writeSync(file, toPcm(samples));
    },
    finish() {
      writeSync(file, wavHeader(bytes), 0, wavHeaderBytes, 0);
      closeSync(file);
      if (bytes === 0) {
        rmSync(path, { force: true });
        return null;
      }
      return { path, durationMs: (bytes / 2 / sampleRate) * 1000 };
    },
  };
};

export default listen;
