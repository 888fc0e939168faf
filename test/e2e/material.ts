/** The films of all browser tests, made once a run: two episodes of the sample drama, and small episodes to send and cut. */
import { appendFile, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { TestProject } from 'vitest/node';
import { createPainter } from '../../src/app/demo/pictures.ts';
import { scene } from '../../src/app/demo/scenes.ts';
import { compose, sampleRate } from '../../src/app/demo/sound.ts';
import { fps, layOut, subtitles } from '../../src/app/demo/timeline.ts';
import { makeSmallDrama } from '../support/episodes.ts';
import { makeVideo } from '../support/media.ts';

export type Material = {
  /** `她从火中归来`: two told episodes with Chinese and English subtitles and a cover. */
  drama: string;
  /** `闪婚老公是首富`: episodes 1, 2 and 10 with subtitles and a cover; the tenth is some megabytes long. */
  upload: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    material: Material;
  }
}

/** A quarter of the sample drama's size: it is looked at in a browser, not on a cinema's wall. */
const size = { width: 270, height: 480 };
/** What makes the tenth episode long enough for its upload to be broken in the middle. */
const ballastBytes = 6 * 1024 * 1024;

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'hookline-e2e-'));
  const material = { drama: join(home, '她从火中归来'), upload: join(home, '闪婚老公是首富') };
  await mkdir(material.drama, { recursive: true });
  for (const index of [0, 1]) await makeEpisode(material.drama, index);
  await writeFile(join(material.drama, '封面.jpg'), await cover());
  await makeUpload(material.upload, join(material.drama, '封面.jpg'));
  project.provide('material', material);
  return () => rm(home, { recursive: true, force: true });
}

async function makeEpisode(folder: string, index: number): Promise<void> {
  const timeline = layOut(index);
  const name = join(folder, `第${index + 1}集`);
  const [left, right] = compose(timeline);
  await writeFile(`${name}.zh-CN.srt`, subtitles(timeline, 'zh'));
  await writeFile(`${name}.en.srt`, subtitles(timeline, 'en'));
  await makeVideo({
    path: `${name}.mp4`,
    ...size,
    fps,
    frames: timeline.frames,
    draw: await createPainter(timeline, size.width, size.height).prepare(),
    preset: 'superfast',
    gop: 50,
    sound: {
      sampleRate,
      channels: 2,
      fill: (buffers, start) => {
        for (const [channel, samples] of [left, right].entries())
          buffers[channel]!.set(samples.subarray(start, Math.min(samples.length, start + buffers[channel]!.length)));
      },
    },
  });
}

async function makeUpload(folder: string, coverFile: string): Promise<void> {
  await makeSmallDrama(folder, { episodes: 3, seconds: 6 });
  for (const kind of ['mp4', 'srt']) await rename(join(folder, `第3集.${kind}`), join(folder, `第10集.${kind}`));
  await copyFile(coverFile, join(folder, 'cover.jpg'));
  // A box of the kind `free` (ISO/IEC 14496-12, 8.1.2) may stand anywhere and is skipped by every reader.
  const ballast = Buffer.alloc(ballastBytes);
  ballast.writeUInt32BE(ballastBytes, 0);
  ballast.write('free', 4, 'latin1');
  await appendFile(join(folder, '第10集.mp4'), ballast);
}

const cover = (): Promise<Buffer> =>
  sharp(Buffer.from(scene({ place: 'banquet', who: ['wan'], mood: 'cold', seed: 1 })))
    .resize(540, 720, { fit: 'cover' })
    .jpeg()
    .toBuffer();
