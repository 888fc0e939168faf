/** Makes the pictures of suspect and original side by side; runs on the media host. */
import { AV_NOPTS_VALUE, AVDISCARD_ALL, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Packet, type Frame } from 'node-av/lib';
import { openDecoder } from '../../../platform/media/decode.ts';
import type { MediaTools } from '../../../platform/media/index.ts';
import { openInput } from '../../../platform/media/input.ts';
import { writeSheet, type Planes, type SheetFacts } from '../../../platform/media/jpeg.ts';
import { createPictureLine } from '../../../platform/media/pictures.ts';
import type { MatchStrip } from './contract.ts';

export type StripInput = {
  suspect: { path: string; label: string };
  original: { path: string; label: string };
  pairs: MatchStrip['pairs'];
  /** Where the JPEG goes. */
  out: string;
};

/** Of a tile: a phone shows three pairs side by side, a desk twelve. */
const tileSide = 240;
/** Further ahead than this a seek is quicker than decoding on. */
const seekAheadMs = 4000;

/** Writes tiles in the order of MatchStrip. A moment that cannot be decoded stays black. Throws media errors for files that cannot be opened. */
export async function makeStrip({ suspect, original, pairs, out }: StripInput, tools: MediaTools): Promise<SheetFacts> {
  const originals = await picturesAt(
    original,
    pairs.map((pair) => pair.referenceMs),
    tools,
    (part) => tools.onProgress(part / 2),
  );
  const suspects = await picturesAt(
    suspect,
    pairs.map((pair) => pair.suspectMs),
    tools,
    (part) => tools.onProgress(0.5 + part / 2),
  );
  const shape = originals.find((planes) => planes !== null) ?? suspects.find((planes) => planes !== null);
  const tile = { tileWidth: shape?.width ?? 2, tileHeight: shape?.height ?? 2 };
  return writeSheet(out, tile, pairs.length * 2, (index) => {
    const planes = (index % 2 === 0 ? suspects : originals)[index >> 1] ?? null;
    return planes && fitted(planes, tile.tileWidth, tile.tileHeight);
  });
}

/** The picture that is shown at each time; null where none could be decoded. */
async function picturesAt(
  file: { path: string; label: string },
  timesMs: readonly number[],
  tools: MediaTools,
  onProgress: (part: number) => void,
): Promise<(Planes | null)[]> {
  const input = await openInput(file.path, file.label);
  const found: (Planes | null)[] = timesMs.map(() => null);
  try {
    const { video, format, facts } = input;
    if (!video || !facts.video) return found;
    for (const stream of format.streams) if (stream.index !== video.index) stream.discard = AVDISCARD_ALL;
    const { num, den } = video.timeBase;
    const origin = video.startTime === AV_NOPTS_VALUE ? 0n : video.startTime;
    const msOf = (tick: bigint): number => (Number(tick - origin) * num * 1000) / den;
    const packet = new Packet();
    packet.alloc();
    const order = timesMs.map((_, index) => index).toSorted((a, b) => timesMs[a]! - timesMs[b]!);
    for (let at = 0; at < order.length;) {
      // A decoder for each stretch: what it held of another place must not come out here.
      const stretch = await openDecoder(video, tools.decoderThreads, { decodeMs: 0 });
      if (!stretch) break;
      let shown: Planes | null = null;
      const line = createPictureLine(
        [{ picture: { longestSide: tileSide }, onPicture: (picture) => void (shown = copyOf(picture)), finish: () => null }],
        facts.video,
      );
      const fromMs = timesMs[order[at]!]!;
      const tick = origin + BigInt(Math.max(0, Math.floor((fromMs * den) / (1000 * num))));
      if (format.seekFrameSync(video.index, tick, AVSEEK_FLAG_BACKWARD) < 0)
        format.seekFrameSync(video.index, origin, AVSEEK_FLAG_BACKWARD);
      let lastMs = -Infinity;
      const take = (frame: Frame): void => {
        const stamp = frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
        if (stamp === AV_NOPTS_VALUE || at >= order.length) return;
        lastMs = msOf(stamp);
        const wantedMs = timesMs[order[at]!]!;
        // The first at or after the time, or the last that there is.
        if (lastMs + 20 < wantedMs - 500) return;
        line.show(frame, 0, lastMs);
        while (at < order.length && timesMs[order[at]!]! <= lastMs + 20) found[order[at++]!] = shown;
      };
      const before = at;
      let count = 0;
      while (at < order.length && timesMs[order[at]!]! - Math.max(lastMs, fromMs) < seekAheadMs) {
        packet.unref();
        if (format.readFrameSync(packet) < 0) {
          stretch.feed(null, take);
          break;
        }
        if (packet.streamIndex === video.index) stretch.feed(packet, take);
        if (++count % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
        tools.signal.throwIfAborted();
      }
      packet.unref();
      // The file ended before this moment: what was last seen stands for it.
      if (at === before) found[order[at++]!] = shown;
      line.close();
      stretch.close();
      onProgress(at / order.length);
    }
    packet.free();
    return found;
  } finally {
    await input.close();
  }
}

const copyOf = ({ width, height, y, u, v }: Planes): Planes => ({ width, height, y: y.slice(), u: u.slice(), v: v.slice() });

/** A picture in the middle of a tile, larger ones cut to its size by leaving out pixels evenly. */
function fitted(planes: Planes, width: number, height: number): Planes {
  if (planes.width === width && planes.height === height) return planes;
  const factor = Math.min(width / planes.width, height / planes.height);
  const even = (value: number): number => Math.max(2, Math.floor(value / 2) * 2);
  const [w, h] = [even(planes.width * factor), even(planes.height * factor)];
  const [left, top] = [even((width - w) / 2 + 1) - 2, even((height - h) / 2 + 1) - 2];
  const place = (from: Uint8Array, fromWidth: number, fromHeight: number, by: number, ground: number): Uint8Array => {
    const to = new Uint8Array((width / by) * (height / by)).fill(ground);
    for (let row = 0; row < h / by; row++)
      for (let column = 0; column < w / by; column++) {
        const x = Math.min(fromWidth - 1, Math.floor(((column + 0.5) * fromWidth * by) / w));
        const y = Math.min(fromHeight - 1, Math.floor(((row + 0.5) * fromHeight * by) / h));
        to[(Math.max(0, top) / by + row) * (width / by) + Math.max(0, left) / by + column] = from[y * fromWidth + x]!;
      }
    return to;
  };
  return {
    width,
    height,
    y: place(planes.y, planes.width, planes.height, 1, 16),
    u: place(planes.u, planes.width / 2, planes.height / 2, 2, 128),
    v: place(planes.v, planes.width / 2, planes.height / 2, 2, 128),
  };
}
