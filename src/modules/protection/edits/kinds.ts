/** What a changed region seems to be. */
import type { Box } from '../match/geometry.ts';

export type EditKind = 'face' | 'logo' | 'caption' | 'blur' | 'region';

/** What is known of a region over its time. */
export type Seen = {
  readonly box: Box;
  /** Of the suspect's picture, width by height. */
  readonly aspect: number;
  /** How far its middle wanders, in parts of its own size. */
  readonly wandering: number;
  /** Of its points: those that lost their fine structure, and those whose original has the colour of skin. */
  readonly soft: number;
  readonly skin: number;
  /** How much of its box is changed. */
  readonly filled: number;
};

/**
 * Lines of text are wide, low and in the middle, and a bar under them goes from edge to edge. A logo stands still in a corner. A face
 * is about as wide as high and has the colour of skin below it.
 */
export function kindOf({ box, aspect, wandering, soft, skin, filled }: Seen): EditKind {
  const ratio = (box.width * aspect) / box.height;
  const central = Math.abs(box.x + box.width / 2 - 0.5) < 0.08;
  const low = box.y > 0.5 || box.y + box.height < 0.3;
  if (box.width > 0.88 && box.height < 0.4) return 'caption';
  if (central && low && wandering < 0.5 && (ratio > 5 || (ratio > 2.5 && filled < 0.72))) return 'caption';
  if (box.y > 0.7 && wandering < 0.5 && ratio > 4) return 'caption';
  if (soft > 0.5) return 'blur';
  const corner = (box.x < 0.12 || box.x + box.width > 0.88) && (box.y < 0.15 || box.y + box.height > 0.85);
  if (corner && wandering < 0.2 && box.width * box.height < 0.12) return 'logo';
  if (skin > 0.35 && ratio > 0.45 && ratio < 1.8 && box.width * box.height < 0.4) return 'face';
  return 'region';
}

/** Whether a colour is that of skin of any people, in limited-range Cb and Cr (Chai and Ngan 1999). */
export const isSkin = (u: number, v: number): boolean => u >= 77 && u <= 127 && v >= 133 && v <= 173;
