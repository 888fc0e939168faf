/** A folder of small episodes with subtitles, for tests: moving pictures with cuts, and sound. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from './media.ts';

export type SmallDrama = { episodes: number; seconds: number; width?: number; height?: number; fps?: number };

const lines = [
  ['这个位子，是你一个保姆能坐的吗？滚出去！', '跪下，给我道歉！', '其实我才是林氏集团的董事长。', '这……这怎么可能？'],
  ['你宁愿相信她，也不肯听我解释？', '照片就在这里，你还想骗我！', '当年救你的人，是我。', '你说什么？'],
];

const stamp = (ms: number): string =>
  `00:${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')},${String(Math.floor(ms % 1000)).padStart(3, '0')}`;

/** Writes `第N集.mp4` and `第N集.srt` for each episode; each differs in its picture, so that their hashes do. */
export async function makeSmallDrama(
  folder: string,
  { episodes, seconds, width = 180, height = 320, fps = 25 }: SmallDrama,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let number = 1; number <= episodes; number++) {
    const frames = Math.round(seconds * fps);
    const shotFrames = Math.round(fps * 1.7);
    await makeVideo({
      path: join(folder, `第${number}集.mp4`),
      width,
      height,
      fps,
      frames,
      draw: (frame, index) => {
        const shot = Math.floor(index / shotFrames);
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++)
            frame.y[row * width + column] =
              30 +
              ((shot * 53 + number * 17 + Math.floor((row + index * 2) / (14 + (shot % 5) * 6)) * 37 + Math.floor(column / 20) * 23) % 190);
        }
        frame.u.fill(90 + ((shot * 41) % 80));
        frame.v.fill(100 + ((shot * 29 + number * 7) % 70));
      },
      sound: {
        sampleRate: 48_000,
        channels: 1,
        fill: ([samples], start) => {
          for (let i = 0; i < samples!.length; i++) {
            const t = (start + i) / 48_000;
            const loud = t > seconds * 0.55 ? 0.5 : 0.12;
            samples![i] =
              Math.sin(2 * Math.PI * (180 + 40 * Math.sin(2 * Math.PI * 4 * t)) * t) * loud * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4.5 * t));
          }
        },
      },
    });
    const told = lines[number % lines.length]!;
    const each = (seconds * 1000) / told.length;
    await writeFile(
      join(folder, `第${number}集.srt`),
      told.map((line, index) => `${index + 1}\n${stamp(index * each + 200)} --> ${stamp((index + 1) * each - 300)}\n${line}\n`).join('\n'),
    );
  }
  return folder;
}
