import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeVideo } from '../../platform/media/make-video.ts';
import { createPainter } from './pictures.ts';
import { scene } from './scenes.ts';
import { compose, sampleRate } from './sound.ts';
import { drama, episodes, fps, layOut, subtitles } from './timeline.ts';

const size = { width: 540, height: 960 };

/** Makes the sample drama as a folder of episodes, subtitles and a cover; what is there already stays. Answers with the folder. */
export async function makeDrama(folder: string, onProgress: (done: number, of: number) => void, signal: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < episodes.length; index++) {
    signal.throwIfAborted();
    onProgress(index, episodes.length);
    const timeline = layOut(index);
    const name = join(folder, `第${index + 1}集`);
    await writeFile(`${name}.zh-CN.srt`, subtitles(timeline, 'zh'));
    await writeFile(`${name}.en.srt`, subtitles(timeline, 'en'));
    if (await exists(`${name}.mp4`)) continue;
    const draw = await createPainter(timeline, size.width, size.height).prepare();
    const [left, right] = compose(timeline);
    const unfinished = `${name}.unfinished.mp4`;
    await makeVideo({
      path: unfinished,
      ...size,
      fps,
      frames: timeline.frames,
      draw,
      preset: 'superfast',
      crf: 23,
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
    await rename(unfinished, `${name}.mp4`);
  }
  if (!(await exists(join(folder, '封面.jpg')))) await writeFile(join(folder, '封面.jpg'), await cover());
  onProgress(episodes.length, episodes.length);
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A poster, 1080 × 1440. The title is set in a font that comes along, as a clean machine has no Chinese one. */
async function cover(): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  const fontfile = require.resolve('@expo-google-fonts/noto-sans-sc/900Black/NotoSansSC_900Black.ttf');
  // With both sides given, the letters are made as large as fits.
  const text = (words: string, width: number, height: number, colour: string): Promise<Buffer> =>
    sharp({
      text: { text: `<span foreground="${colour}">${words}</span>`, font: 'Noto Sans SC Black', fontfile, width, height, rgba: true },
    })
      .png()
      .toBuffer();
  const picture = await sharp(Buffer.from(scene({ place: 'banquet', who: ['wan'], mood: 'cold', seed: 1 })), { density: 160 })
    .resize(1080, 1440, { fit: 'cover', position: 'centre' })
    .toBuffer();
  const shade = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1440"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset=".5" stop-color="#12060b" stop-opacity="0"/><stop offset="1" stop-color="#12060b" stop-opacity=".94"/></linearGradient></defs><rect width="1080" height="1440" fill="url(#s)"/></svg>',
  );
  return sharp(picture)
    .composite([
      { input: shade },
      { input: await text(drama.title.zh, 900, 150, '#fff3dd'), left: 90, top: 1120 },
      { input: await text(drama.title.en, 620, 56, '#e9c88f'), left: 94, top: 1302 },
    ])
    .jpeg({ quality: 88 })
    .toBuffer();
}
