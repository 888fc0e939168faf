/**
 * What fingerprints of video cost: beside the studio's own pass over the same file in the same run, alone on one core, and in bytes; with
 * FFmpeg's MPEG-7 signature and Chromaprint's fpcalc beside them where they are installed. Processor time is compared, so that a
 * neighbour's load falls on no side.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintFile } from '../../../src/modules/protection/index.ts';
import { fingerprintListener } from '../../../src/modules/protection/fingerprints/make.ts';
import { writeFingerprint } from '../../../src/modules/protection/fingerprints/store.ts';
import { analyseEpisode } from '../../../src/modules/studio/analyse.ts';
import { createMediaHost } from '../../../src/platform/media/index.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { makeVideo } from '../../support/media.ts';
import { makeSpeech, soundRate } from '../../support/sounds.ts';
import { makeScene, sceneKinds } from '../shots/scenes.ts';

const [width, height, seconds, fps] = [720, 1280, 24, 30];
const repetitions = 3;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** `addedToStudioPass` is to be 0.15 at most, `alone.timesRealTimeOnOneCore` 5 at least. */
export async function measureVideo(): Promise<Record<string, unknown>> {
  const file = await material();
  const folder = await mkdtemp(join(tmpdir(), 'hookline-fingerprints-'));
  const host = createMediaHost({ isolation: 'thread', decoderThreads: 1 });
  try {
    const analyse = (name: string, listeners: (typeof fingerprintListener)[]) =>
      analyseEpisode(host, { path: file, file: name, sheetsDirectory: folder, listeners }, { signal: new AbortController().signal });
    const [plain, watched, alone]: [number[], number[], number[]] = [[], [], []];
    await analyse('warm.mp4', [fingerprintListener]);
    for (let i = 0; i < repetitions; i++) {
      plain.push(await processorMs(() => analyse('plain.mp4', [])));
      watched.push(await processorMs(() => analyse('watched.mp4', [fingerprintListener])));
      alone.push(await processorMs(() => fingerprintFile(host, file)));
    }
    const [a, b, c] = [Math.min(...plain), Math.min(...watched), Math.min(...alone)];
    return {
      video: `${width}×${height}, ${seconds} s`,
      addedToStudioPass: round(b / a - 1, 3),
      addedMillisecondsASecond: round((b - a) / seconds),
      alone: { processorMsASecond: round(c / seconds, 1), timesRealTimeOnOneCore: round((seconds * 1000) / c, 1) },
      peers: { ...signature(file, folder), ...chromaprint(file) },
      bytes: await bytesOf(file, host),
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Megabytes an hour as they are stored: of the generated file, and of each video of HOOKLINE_MATERIAL. */
async function bytesOf(file: string, host: ReturnType<typeof createMediaHost>): Promise<Record<string, number>> {
  const folder = process.env['HOOKLINE_MATERIAL'];
  const own = folder && existsSync(folder) ? readdirSync(folder).filter((name) => /\.(mp4|mkv|mov|webm|m4v)$/i.test(name)) : [];
  const found: Record<string, number> = {};
  for (const [name, path] of [['generated', file], ...own.map((each) => [each, join(folder!, each)])] as [string, string][]) {
    const fingerprint = await fingerprintFile(host, path);
    found[name] = round(writeFingerprint(fingerprint).length / 1e6 / (fingerprint.durationMs / 3_600_000), 1);
  }
  return { ...found };
}

/** FFmpeg's own count of processor seconds, with one thread to decode; null where there is no ffmpeg. */
function signature(file: string, folder: string): Record<string, number | null> {
  const filter = `signature=filename=${join(folder, 'signature.bin')}`;
  const { stderr, status } = spawnSync(
    'ffmpeg',
    ['-v', 'info', '-benchmark', '-threads', '1', '-i', file, '-an', '-vf', filter, '-f', 'null', '-'],
    { encoding: 'utf8' },
  );
  const times = status === 0 ? /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) : null;
  return { ffmpegSignatureTimesRealTime: times && round(seconds / (Number(times[1]) + Number(times[2])), 1) };
}

/** By the clock, for the program says nothing of what it took; it reads the sound alone. */
function chromaprint(file: string): Record<string, number | null> {
  const from = systemClock.monotonicMs();
  const { status } = spawnSync('fpcalc', ['-raw', '-length', '0', file], { stdio: 'ignore' });
  return { fpcalcTimesRealTime: status === 0 ? round((seconds * 1000) / (systemClock.monotonicMs() - from)) : null };
}

/** Scenes drawn small and made large, cut every two seconds, with speech; kept in the temporary directory. */
async function material(): Promise<string> {
  const path = join(tmpdir(), `hookline-fingerprints-${width}x${height}-${seconds}s-v1.mp4`);
  if (existsSync(path)) return path;
  const part = path.replace(/\.mp4$/, '.part.mp4');
  const frames = 2 * fps;
  const scenes = Array.from({ length: seconds / 2 }, (_, i) => makeScene(sceneKinds[i % sceneKinds.length]!, 40 + i, frames, fps));
  const speech = makeSpeech(seconds, 9, 190);
  await makeVideo({
    path: part,
    width,
    height,
    fps,
    frames: seconds * fps,
    preset: 'veryfast',
    crf: 23,
    draw: (frame, index) => scenes[Math.floor(index / frames)]!.draw(frame, index % frames),
    sound: { sampleRate: soundRate, channels: 1, fill: ([buffer], start) => buffer!.set(speech.subarray(start, start + buffer!.length)) },
  });
  await rename(part, path);
  return path;
}
