/** One decoder: packets in, frames out, damage counted. Every call after the opening is synchronous. */
import { AV_FRAME_FLAG_CORRUPT, AVERROR_EAGAIN, AVERROR_EOF, FF_THREAD_FRAME, FF_THREAD_SLICE } from 'node-av/constants';
import type { AVThreadType } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, Frame } from 'node-av/lib';
import type { Packet, Stream } from 'node-av/lib';

export type DecodeClock = { decodeMs: number };

export type Decoder = {
  /** Packets or frames that were lost or came out broken. */
  damaged(): number;
  /** Feeds one packet (null at the end) and calls `take` for each frame that is ready; the frame is emptied after the call. */
  feed(packet: Packet | null, take: (frame: Frame) => void): void;
  close(): void;
};

/**
 * In-loop deblocking is skipped (AVDISCARD_ALL) where pictures are only looked at: it is a twelfth of the decoding of a phone's
 * video. Pictures that refer to one another drift until the next key picture: on a phone's file the mean luma of picture 400 moved by
 * 0.0002 levels, but in a smooth sky of a file with a key picture every ten seconds by sixteen. Whoever compares pictures point by
 * point asks for them exact.
 */
const lookOnlyOptions = { skip_loop_filter: '48' };

/** Opens the decoder of a stream; null where the codec refuses. `threads` also bounds the memory: each holds pictures. */
export async function openDecoder(stream: Stream, threads: number, clock: DecodeClock, lookOnly = false): Promise<Decoder | null> {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) return null;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.parametersToContext(stream.codecpar);
  context.pktTimebase = stream.timeBase;
  context.threadCount = threads;
  context.threadType = (FF_THREAD_FRAME | FF_THREAD_SLICE) as AVThreadType;
  // Awaited on purpose: opening with options by the synchronous call corrupts the heap in node-av 6.1.
  if ((await context.open2(codec, lookOnly ? Dictionary.fromObject(lookOnlyOptions) : null)) < 0) {
    context.freeContext();
    return null;
  }
  const frame = new Frame();
  frame.alloc();
  let damaged = 0;

  const drain = (take: (frame: Frame) => void): void => {
    for (;;) {
      const before = performance.now();
      const received = context.receiveFrameSync(frame);
      clock.decodeMs += performance.now() - before;
      if (received === AVERROR_EAGAIN || received === AVERROR_EOF) return;
      if (received < 0) {
        damaged++;
        return;
      }
      if (frame.decodeErrorFlags !== 0 || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) damaged++;
      take(frame);
      frame.unref();
    }
  };

  return {
    damaged: () => damaged,
    feed(packet, take) {
      const before = performance.now();
      const sent = context.sendPacketSync(packet);
      clock.decodeMs += performance.now() - before;
      // EAGAIN cannot happen: the decoder is drained after every packet.
      if (sent < 0 && sent !== AVERROR_EOF) damaged++;
      drain(take);
    },
    close() {
      frame.free();
      context.freeContext();
    },
  };
}
