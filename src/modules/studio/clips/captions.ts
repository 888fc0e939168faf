/** The words on the picture: burned captions in their style and place, and the opening line. */
import type { Recipe } from '../contract.ts';
import type { AssEvent, AssStyle } from './ass.ts';
import { assDocument, drawing, escapeAss, roundedRectangle, wrapText } from './ass.ts';
import type { Font } from './fonts.ts';

export type TimedText = { startMs: number; endMs: number; text: string };
type Look = { em: number; colour: string; outline: number; shadow: number; box: string | null; lines: number };

/** Sizes are shares of the picture's shorter side, taken from what short dramas burn in themselves: 5 to 8 %. */
const looks: Record<'clean' | 'bold' | 'boxed' | 'opening', Look> = {
  clean: { em: 0.056, colour: '#ffffff', outline: 0.07, shadow: 0.03, box: null, lines: 3 },
  bold: { em: 0.072, colour: '#ffe14a', outline: 0.11, shadow: 0.05, box: null, lines: 3 },
  boxed: { em: 0.052, colour: '#ffffff', outline: 0, shadow: 0, box: '#101014c4', lines: 3 },
  opening: { em: 0.082, colour: '#ffffff', outline: 0.1, shadow: 0.06, box: null, lines: 4 },
};

/** Where a block of lines stands: upright pictures keep clear of what the platforms lay over them (the lower fifth, the top bar). */
function blockCentre(position: 'bottom' | 'middle' | 'top' | 'opening', height: number, block: number, upright: boolean): number {
  if (position === 'middle') return height / 2;
  if (position === 'bottom') return height * (upright ? 0.79 : 0.93) - block / 2;
  return height * (position === 'opening' ? (upright ? 0.19 : 0.1) : upright ? 0.12 : 0.06) + block / 2;
}

/**
 * The document that is burned into the body: captions (already placed in the clip and without overlaps) and the opening
 * line. `spans` are the times in which anything shows, so that other frames need not be drawn on. Null with nothing to show.
 */
export function captionDocument(
  size: { width: number; height: number },
  captions: TimedText[],
  style: Recipe['captions'],
  openingLine: Recipe['openingLine'],
  font: Font,
): { ass: string; spans: { startMs: number; endMs: number }[] } | null {
  const styles: AssStyle[] = [];
  const events: AssEvent[] = [];
  const shown: TimedText[] = [];
  if (style.preset !== 'none' && captions.length > 0) {
    styles.push(styleOf('caption', looks[style.preset], size, font));
    for (const caption of captions) events.push(...textEvents(caption, 'caption', looks[style.preset], style.position, size, font));
    shown.push(...captions);
  }
  if (openingLine && openingLine.text.trim() !== '' && openingLine.durationMs > 0) {
    const line = { startMs: 0, endMs: openingLine.durationMs, text: openingLine.text };
    // The opening line has the top; captions that were to stand there have it back when it is gone.
    styles.push(styleOf('opening', looks.opening, size, font));
    events.push(...textEvents(line, 'opening', looks.opening, 'opening', size, font, '\\fad(120,200)'));
    shown.push(line);
  }
  if (events.length === 0) return null;
  return { ass: assDocument(size.width, size.height, styles, events), spans: shown.map(({ startMs, endMs }) => ({ startMs, endMs })) };
}

function emOf(look: Look, size: { width: number; height: number }): number {
  return Math.max(8, Math.min(size.width, size.height) * look.em);
}

function styleOf(name: string, look: Look, size: { width: number; height: number }, font: Font): AssStyle {
  const em = emOf(look, size);
  return {
    name,
    bold: true,
    size: font.assSize(em),
    colour: look.colour,
    outlineColour: '#0b0b0f',
    shadowColour: '#00000080',
    outline: em * look.outline,
    shadow: em * look.shadow,
  };
}

function textEvents(
  text: TimedText,
  style: string,
  look: Look,
  position: 'bottom' | 'middle' | 'top' | 'opening',
  size: { width: number; height: number },
  font: Font,
  tags = '',
): AssEvent[] {
  const full = emOf(look, size);
  const room = size.width * 0.86;
  // A text that needs too many lines is set smaller rather than cut: captions are verbatim.
  let em = full;
  let lines = wrapText(font, text.text, room / em);
  while (lines.length > look.lines && em > full * 0.55) {
    em *= 0.92;
    lines = wrapText(font, text.text, room / em);
  }
  const lineHeight = em * 1.3;
  const block = lineHeight * lines.length;
  const upright = size.height > size.width;
  const top = Math.min(Math.max(0, blockCentre(position, size.height, block, upright) - block / 2), Math.max(0, size.height - block));
  const x = Math.round(size.width / 2);
  const events: AssEvent[] = [];
  const resize = em === full ? '' : `\\fs${Math.round(font.assSize(em) * 10) / 10}`;
  if (look.box) {
    const widest = Math.max(...lines.map((line) => font.widthEm(line))) * em;
    const [width, height] = [widest + em * 1.1, block + em * 0.35];
    events.push({
      layer: 0,
      startMs: text.startMs,
      endMs: text.endMs,
      style,
      text: drawing((size.width - width) / 2, top - em * 0.175, look.box, roundedRectangle(width, height, em * 0.3)),
    });
  }
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    events.push({
      layer: 1,
      startMs: text.startMs,
      endMs: text.endMs,
      style,
      text: `{\\an5\\pos(${x},${Math.round(top + lineHeight * (i + 0.5))})${resize}${tags}}${escapeAss(line)}`,
    });
  });
  return events;
}

/** A text without the characters that the font cannot draw: an empty box burned into a picture helps nobody, and the clip's warnings name them. */
export function withoutMissing(text: string, missing: ReadonlySet<string>): string {
  if (missing.size === 0) return text;
  return [...text]
    .filter((char) => !missing.has(char))
    .join('')
    .replace(/\u200d|\ufe0f/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
