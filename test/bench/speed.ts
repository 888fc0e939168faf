/**
 * Speed of the decoding pass on a generated 1080 × 1920 file of 60 s, about 4 Mb/s: the whole analysis against a bare
 * decode in the same process with the same threads, two workers against one, and the peak memory of one analysis.
 * Repetitions are interleaved and the best of each is taken, so that a neighbour's load falls on both sides.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Codec, CodecContext, FormatContext, Frame, Packet } from 'node-av/lib';
import { createMediaHost, loadListeners, runPass } from '../../src/platform/media/index.ts';
import type { ListenerSpec, MediaTools } from '../../src/platform/media/index.ts';
import { makeVideo } from '../support/media.ts';

const width = 1080;
const height = 1920;
const seconds = 60;
const repetitions = 5;

type Cost = { wallMs: number; cpuMs: number };

/** Measures and prints; the ratios are `analysisOverBareDecode` (1.3 at most) and `twoWorkersOverOne` (1.6 at least). */
export async function run(): Promise<Record<string, unknown>> {
  const file = await material();
  const folder = await mkdtemp(join(tmpdir(), 'hookline-speed-'));
  try {
    const results: Record<string, unknown> = {};
    for (const threads of [1, 2]) results[`threads${threads}`] = await compareWithBare(file, folder, threads);
    const workers = await compareWorkers(file);
    const peakRssMb = await peakMemory(file, folder);
    const summary = { seconds, size: `${width}×${height}`, ...results, ...workers, peakRssMb };
    console.log(JSON.stringify(summary, null, 2));
    return summary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that an analysis hears and sees; the studio's shot listener joins where it is there. */
function listenersOf(folder: string): ListenerSpec[] {
  const of = (name: string, options?: unknown): ListenerSpec => ({
    name,
    url: new URL(`../../src/platform/media/listeners/${name}.ts`, import.meta.url).href,
    options,
  });
  const shots = new URL('../../src/modules/studio/shots/listener.ts', import.meta.url);
  return [
    ...(existsSync(shots) ? [{ name: 'shots', url: shots.href }] : []),
    ...['loudness', 'silences', 'speech', 'black', 'frozen', 'letterbox'].map((name) => of(name)),
    of('filmstrip', { path: join(folder, 'filmstrip.jpg') }),
    of('key-pictures', { path: join(folder, 'key-pictures.jpg'), spansFrom: 'shots' }),
  ];
}

async function cost(work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const used = process.cpuUsage(cpu);
  return { wallMs: performance.now() - started, cpuMs: (used.user + used.system) / 1000 };
}

const least = (costs: Cost[]): Cost => ({
  wallMs: Math.round(Math.min(...costs.map((c) => c.wallMs))),
  cpuMs: Math.round(Math.min(...costs.map((c) => c.cpuMs))),
});
const ratio = (a: number, b: number): number => Math.round((a / b) * 1000) / 1000;

async function compareWithBare(file: string, folder: string, threads: number) {
  const listeners = await loadListeners(listenersOf(folder));
  const analyse = (): Promise<unknown> => runPass(file, listeners, { decoderThreads: threads });
  const bare: Cost[] = [];
  const analysis: Cost[] = [];
  for (let round = 0; round < repetitions; round++) {
    bare.push(await cost(() => bareDecode(file, threads)));
    analysis.push(await cost(analyse));
  }
  const [b, a] = [least(bare), least(analysis)];
  const median = analysis.map((one, round) => one.wallMs / bare[round]!.wallMs).sort((x, y) => x - y)[repetitions >> 1]!;
  return {
    bare: b,
    analysis: a,
    analysisOverBareDecode: ratio(a.wallMs, b.wallMs),
    medianOfPairs: Math.round(median * 1000) / 1000,
    cpuRatio: ratio(a.cpuMs, b.cpuMs),
    timesRealTime: ratio(seconds * 1000, a.wallMs),
  };
}

/** Both streams demuxed and decoded with the decoders' defaults, frames thrown away. */
export async function bareDecode(file: string, threads: number): Promise<number> {
  const format = new FormatContext();
  await format.openInput(file, null, null);
  await format.findStreamInfo(null);
  const decoders = new Map<number, CodecContext>();
  for (const type of [AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO]) {
    const stream = format.streams.find((one) => one.codecpar.codecType === type);
    if (!stream) continue;
    const context = new CodecContext();
    const codec = Codec.findDecoder(stream.codecpar.codecId)!;
    context.allocContext3(codec);
    context.parametersToContext(stream.codecpar);
    context.threadCount = type === AVMEDIA_TYPE_VIDEO ? threads : 1;
    await context.open2(codec, null);
    decoders.set(stream.index, context);
  }
  const packet = new Packet();
  const frame = new Frame();
  packet.alloc();
  frame.alloc();
  let frames = 0;
  const feed = (context: CodecContext, data: Packet | null): void => {
    context.sendPacketSync(data);
    for (; context.receiveFrameSync(frame) >= 0; frames++) frame.unref();
  };
  for (; format.readFrameSync(packet) >= 0; packet.unref()) {
    const context = decoders.get(packet.streamIndex);
    if (context) feed(context, packet);
  }
  for (const context of decoders.values()) {
    feed(context, null);
    context.freeContext();
  }
  packet.free();
  frame.free();
  await format.closeInput();
  return frames;
}

async function compareWorkers(file: string) {
  const host = createMediaHost({ isolation: 'thread', concurrency: 2, decoderThreads: 1 });
  const folders = [join(tmpdir(), 'hookline-speed-a'), join(tmpdir(), 'hookline-speed-b')];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const one = (index: number): Promise<unknown> => host.pass({ file, listeners: listenersOf(folders[index]!) });
  await Promise.all([one(0), one(1)]);
  const single: Cost[] = [];
  const pair: Cost[] = [];
  for (let round = 0; round < 3; round++) {
    single.push(await cost(() => one(0)));
    pair.push(await cost(() => Promise.all([one(0), one(1)])));
  }
  await host.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  return { oneWorker: least(single), twoWorkers: least(pair), twoWorkersOverOne: ratio(least(single).wallMs * 2, least(pair).wallMs) };
}

/** Runs in a child of its own, whose peak is then the analysis's. */
export async function passAndPeak(input: { file: string; folder: string }, tools: MediaTools): Promise<number> {
  await runPass(input.file, await loadListeners(listenersOf(input.folder)), { decoderThreads: 2, signal: tools.signal });
  return process.resourceUsage().maxRSS / 1024;
}

async function peakMemory(file: string, folder: string): Promise<number> {
  const host = createMediaHost({ isolation: 'process' });
  const peak = await host.call<number>({ url: import.meta.url, export: 'passAndPeak', input: { file, folder }, label: 'bench' });
  await host.close();
  return Math.round(peak);
}

/** The file is kept in the temporary directory: making it takes longer than measuring. */
async function material(): Promise<string> {
  const path = join(tmpdir(), `hookline-speed-${width}x${height}-${seconds}s-v2.mp4`);
  if (existsSync(path)) return path;
  const part = path.replace(/\.mp4$/, '.part.mp4');
  await makeVideo({
    path: part,
    width,
    height,
    fps: 30,
    frames: seconds * 30,
    preset: 'veryfast',
    bitrate: 4_000_000,
    draw: drawScene(),
    sound: { sampleRate: 48_000, channels: 2, fill: fillSound() },
  });
  await rename(part, path);
  return path;
}

/** A textured backdrop that pans, two textured blocks that move over it, cuts every 2.5 s: detail and motion as in drama. */
function drawScene(): (frame: { y: Uint8Array; u: Uint8Array; v: Uint8Array }, index: number) => void {
  const side = 2304;
  const texture = smoothNoise(side);
  return ({ y, u, v }, index) => {
    const shot = Math.floor(index / 75);
    const pan = (index * 3 + shot * 311) % (side - width);
    const tilt = (index + shot * 97) % (side - height);
    for (let row = 0; row < height; row++)
      y.set(texture.subarray((row + tilt) * side + pan, (row + tilt) * side + pan + width), row * width);
    for (const [n, size] of [
      [0, 420],
      [1, 260],
    ] as const) {
      const left = Math.round((width - size) * (0.5 + 0.5 * Math.sin(index / (17 + 9 * n) + shot)));
      const top = Math.round((height - size) * (0.5 + 0.5 * Math.cos(index / (23 + 5 * n) + shot)));
      for (let row = 0; row < size; row++)
        y.set(texture.subarray((row + 200 * n) * side + shot * 29, (row + 200 * n) * side + shot * 29 + size), (top + row) * width + left);
    }
    u.fill(100 + ((shot * 37) % 60));
    v.fill(110 + ((shot * 53) % 50));
  };
}

/** Noise at three scales, so that there are both edges and plain surfaces to code. */
function smoothNoise(side: number): Uint8Array {
  const out = new Float32Array(side * side);
  let seed = 7;
  const next = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (const [cell, strength] of [
    [96, 90],
    [24, 45],
    [6, 18],
  ] as const) {
    const cells = Math.ceil(side / cell) + 1;
    const grid = Float32Array.from({ length: cells * cells }, () => (next() - 0.5) * strength);
    for (let row = 0; row < side; row++) {
      const gy = Math.floor(row / cell);
      const fy = row / cell - gy;
      for (let x = 0; x < side; x++) {
        const gx = Math.floor(x / cell);
        const fx = x / cell - gx;
        const at = gy * cells + gx;
        out[row * side + x]! +=
          (grid[at]! * (1 - fx) + grid[at + 1]! * fx) * (1 - fy) + (grid[at + cells]! * (1 - fx) + grid[at + cells + 1]! * fx) * fy;
      }
    }
  }
  return Uint8Array.from(out, (value) => Math.max(16, Math.min(235, 120 + value)));
}

function fillSound(): (buffers: Float32Array[], start: number) => void {
  return (buffers, start) => {
    for (const buffer of buffers) {
      for (let i = 0; i < buffer.length; i++) {
        const t = (start + i) / 48_000;
        buffer[i] =
          0.25 * Math.sin(2 * Math.PI * 180 * t) * Math.max(0, Math.sin(2 * Math.PI * 2 * t)) + 0.05 * Math.sin(2 * Math.PI * 1300 * t);
      }
    }
  };
}

if (import.meta.main) await run();
