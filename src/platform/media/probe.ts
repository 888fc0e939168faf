import { AVDISCARD_ALL } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import { rateFromTimes, toMs } from './facts.ts';
import { openInput } from './input.ts';
import type { OpenInput } from './input.ts';
import type { MediaFacts } from './types.ts';

/** Enough steps for a nominal rate that holds, few enough that a big file answers at once. */
const packetsLookedAt = 300;

/**
 * The facts of a file from its headers and the times of its first packets; nothing is decoded beyond what the headers
 * need. Times in milliseconds. Throws mediaErrors as openInput does.
 */
export async function probe(file: string, label: string = file): Promise<MediaFacts> {
  const input = await openInput(file, label);
  try {
    const { facts } = input;
    const measured = input.video ? rateFromTimes(firstTimes(input)) : null;
    return facts.video && measured
      ? {
          ...facts,
          video: {
            ...facts.video,
            frameRate: measured.frameRate,
            variableFrameRate: facts.video.variableFrameRate || measured.variableFrameRate,
          },
        }
      : facts;
  } finally {
    await input.close();
  }
}

function firstTimes({ format, video, audio, subtitles }: OpenInput): number[] {
  for (const stream of [audio, ...subtitles]) if (stream) stream.discard = AVDISCARD_ALL;
  const times: number[] = [];
  const packet = new Packet();
  packet.alloc();
  for (let count = 0; count < packetsLookedAt && format.readFrameSync(packet) >= 0; count++) {
    const at = packet.streamIndex === video!.index ? toMs(packet.pts, video!.timeBase) : null;
    if (at !== null) times.push(at);
    packet.unref();
  }
  packet.free();
  // Packets come in decoding order, and the last few may still miss a neighbour that is shown before them.
  return times.sort((a, b) => a - b).slice(0, times.length < packetsLookedAt ? undefined : -16);
}
