/** The pictures of an end card: the last picture of the body, blurred and darkened, and the card's words and QR over it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'node-av/lib';
import type { Recipe } from '../contract.ts';
import { withoutMissing } from './captions.ts';
import { cardDocument, cardSettlesMs } from './card.ts';
import { loadFont, makeFontsFolder, missingGlyphs } from './fonts.ts';
import { assGraph, describedGraph } from './graph.ts';
import { ticksPerFrame } from './timeline.ts';
import type { Timeline } from './timeline.ts';

export type CardScene = {
  timeline: Timeline;
  size: { width: number; height: number };
  folder: string;
  turn: () => Promise<void>;
  /** `darken` makes the ground of the picture that is given; `ready` takes it as the ground that it is already. */
  ground: 'darken' | 'ready';
};
export type CardWords = { card: NonNullable<Recipe['endCard']>; language: 'zh' | 'en' };
type Put = (frame: Frame, tick: number, duration: number, key?: boolean) => void;

/** Hands on every picture of the card at its tick, the first as a key picture. Without words the ground alone: a body that is stamped later. */
export async function renderCard(scene: CardScene, words: CardWords | null, last: Frame, put: Put): Promise<void> {
  const { timeline, size, folder } = scene;
  const shape = { ...size, format: 'yuv420p', timeBase: timeline.timeBase };
  const ground = scene.ground === 'darken' ? openGround(shape) : null;
  const letters = words ? await openLetters(size, shape, folder, words) : null;
  try {
    const back = ground ? ground.run(last, 0) : last;
    const perFrame = ticksPerFrame(timeline);
    const moving = Math.ceil((cardSettlesMs * timeline.frameRate.num) / (1000 * timeline.frameRate.den));
    let picture = back;
    for (let n = 0; n < timeline.cardFrames; n++) {
      if (letters && n <= moving) picture = letters.run(back, n * perFrame);
      put(picture, timeline.bodyEnd + n * perFrame, perFrame, n === 0);
      if (n % 8 === 0) await scene.turn();
    }
  } finally {
    ground?.free();
    letters?.free();
  }
}

type Shape = Parameters<typeof describedGraph>[0];

function openGround(shape: Shape) {
  const [w, h] = [Math.max(2, Math.round(shape.width / 32) * 2), Math.max(2, Math.round(shape.height / 32) * 2)];
  return describedGraph(
    shape,
    `scale=${w}:${h}:flags=area,gblur=sigma=${Math.max(1, w / 14)}:steps=3,lutyuv=y=(val-16)*0.42+20:u=(val-128)*0.8+128:v=(val-128)*0.8+128,scale=${shape.width}:${shape.height}:flags=bicubic,format=yuv420p`,
    2,
  );
}

async function openLetters(size: CardScene['size'], shape: Shape, folder: string, { card, language }: CardWords) {
  const fonts = { regular: loadFont('regular'), bold: loadFont('bold') };
  const drawn = (text: string): string => withoutMissing(text, new Set(missingGlyphs(fonts.bold, [text])));
  const file = join(folder, 'card.ass');
  await writeFile(file, cardDocument(size, { ...card, title: drawn(card.title), code: drawn(card.code) }, language, fonts));
  return assGraph(shape, file, makeFontsFolder(folder, 'card-fonts', ['regular', 'bold']));
}
