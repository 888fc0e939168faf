/** The end card: title, the code to type and the QR picture to scan, drawn as vectors over the blurred last picture. */
import QRCode from 'qrcode';
import type { Recipe } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import type { AssEvent, AssStyle } from './ass.ts';
import { assDocument, drawing, escapeAss, roundedRectangle, wrapText } from './ass.ts';
import type { Font } from './fonts.ts';

type Card = NonNullable<Recipe['endCard']>;
type Fonts = { regular: Font; bold: Font };
const wordsOf = {
  zh: { code: '搜索码', scan: '扫码看全集', search: '打开 App 搜索即可观看' },
  en: { code: 'Search code', scan: 'Scan to watch', search: 'Search it in the app to watch' },
};
/** Milliseconds until everything on the card stands still: after it one picture serves for all frames. */
export const cardSettlesMs = 320;

const ink = '#15151b';
const grey = '#6d6d78';
const accent = '#ff3b5c';

type Item = { height: number; draw(x: number, y: number): void };

/** The card's document for a picture of this size. Throws studio.clip_url_too_long when no QR picture holds the address. */
export function cardDocument(size: { width: number; height: number }, card: Card, language: 'zh' | 'en', fonts: Fonts): string {
  const upright = size.height >= size.width;
  // The panel is about 750 units wide and, with picture and code, 1070 high; a title of three lines takes 500 more.
  const unit = upright ? Math.min(size.width / 1080, size.height / 1740) : Math.min((size.width * 0.42) / 750, (size.height * 0.84) / 1070);
  const events: AssEvent[] = [];
  const endMs = card.durationMs + 60_000;
  const put = (layer: number, text: string): void =>
    void events.push({ layer, startMs: 0, endMs, style: 'text', text: text.replace('{', '{\\fad(240,0)') });
  const write = (text: string, x: number, y: number, em: number, bold: boolean, colour: string, spacing = 0): void =>
    put(
      3,
      `{\\an5\\pos(${Math.round(x)},${Math.round(y)})\\fs${round1((bold ? fonts.bold : fonts.regular).assSize(em))}\\b${bold ? 1 : 0}\\1c${webColour(colour)}\\fsp${round1(spacing)}}${escapeAss(text)}`,
    );

  const title =
    card.title.trim() === '' ? null : titleItem(card.title.trim(), upright ? 860 * unit : size.width * 0.46, unit, fonts.bold, write, put);
  const panel = card.code.trim() === '' && card.url.trim() === '' ? null : panelItem(card, wordsOf[language], unit, fonts, write, put);
  const gap = 84 * unit;
  if (upright || !title || !panel) {
    const items = [title, panel].filter((item) => item !== null);
    let y = (size.height - items.reduce((sum, item) => sum + item.height, gap * (items.length - 1))) * 0.47;
    for (const item of items) {
      item.draw(size.width / 2, y);
      y += item.height + gap;
    }
  } else {
    title.draw(size.width * 0.29, (size.height - title.height) / 2);
    panel.draw(size.width * 0.72, (size.height - panel.height) / 2);
  }
  const style: AssStyle = {
    name: 'text',
    bold: false,
    size: fonts.regular.assSize(40 * unit),
    colour: '#ffffff',
    outlineColour: '#000000',
    shadowColour: '#00000000',
    outline: 0,
    shadow: 0,
  };
  return assDocument(size.width, size.height, [style], events);
}

const round1 = (value: number): number => Math.round(value * 10) / 10;
const webColour = (hex: string): string => `&H${hex.slice(5, 7)}${hex.slice(3, 5)}${hex.slice(1, 3)}&`;
type Write = (text: string, x: number, y: number, em: number, bold: boolean, colour: string, spacing?: number) => void;

/** The largest size at which a text needs no more than so many lines of this width. */
function fit(
  font: Font,
  text: string,
  width: number,
  largest: number,
  smallest: number,
  maxLines: number,
): { em: number; lines: string[] } {
  let em = largest;
  let lines = wrapText(font, text, width / em);
  while (lines.length > maxLines && em > smallest) {
    em *= 0.94;
    lines = wrapText(font, text, width / em);
  }
  return { em, lines };
}

function titleItem(text: string, width: number, unit: number, font: Font, write: Write, put: (layer: number, text: string) => void): Item {
  const { em, lines } = fit(font, text, width, 96 * unit, 44 * unit, 3);
  const line = em * 1.32;
  const bar = { width: 96 * unit, height: 10 * unit, gap: 36 * unit };
  return {
    height: lines.length * line + bar.gap + bar.height,
    draw(x, y) {
      lines.forEach((words, i) => write(words, x, y + line * (i + 0.5), em, true, '#ffffff'));
      put(
        2,
        drawing(x - bar.width / 2, y + lines.length * line + bar.gap, accent, roundedRectangle(bar.width, bar.height, bar.height / 2)),
      );
    },
  };
}

function panelItem(
  card: Card,
  words: (typeof wordsOf)['zh'],
  unit: number,
  fonts: Fonts,
  write: Write,
  put: (layer: number, text: string) => void,
): Item {
  const pad = 64 * unit;
  const inner = 620 * unit;
  const parts: Item[] = [];
  if (card.url.trim() !== '') {
    const qr = qrDrawing(card.url.trim(), inner * 0.92);
    parts.push({ height: qr.size, draw: (x, y) => put(2, drawing(x - qr.size / 2, y, ink, qr.commands)) });
    parts.push(textPart(words.scan, 38 * unit, 30 * unit, false, grey, write));
  }
  if (card.code.trim() !== '') {
    const code = card.code.trim();
    const { em, lines } = fit(fonts.bold, code, inner * 0.96, 118 * unit, 40 * unit, 1);
    // Letters that are typed by hand stand a little apart; Han text is left as it is.
    const spacing =
      /^[\x20-\x7e]+$/.test(code) && lines.length === 1 ? Math.min(em * 0.06, (inner - fonts.bold.widthEm(code) * em) / code.length) : 0;
    if (parts.length > 0)
      parts.push({
        height: 62 * unit,
        draw: (x, y) => put(2, drawing(x - inner / 2, y + 42 * unit, '#e6e6ec', roundedRectangle(inner, 3 * unit, 1))),
      });
    parts.push(textPart(words.code, 38 * unit, parts.length > 0 ? 22 * unit : 0, false, grey, write));
    for (const [i, line] of lines.entries()) parts.push(textPart(line, em, i === 0 ? 6 * unit : 0, true, ink, write, Math.max(0, spacing)));
    if (card.url.trim() === '') parts.push(textPart(words.search, 34 * unit, 14 * unit, false, grey, write));
  }
  const height = parts.reduce((sum, part) => sum + part.height, 2 * pad);
  return {
    height,
    draw(x, y) {
      const width = inner + 2 * pad;
      put(0, drawing(x - width / 2, y + 14 * unit, '#0000004d', roundedRectangle(width, height, 52 * unit), `\\blur${round1(16 * unit)}`));
      put(1, drawing(x - width / 2, y, '#ffffff', roundedRectangle(width, height, 52 * unit)));
      let at = y + pad;
      for (const part of parts) {
        part.draw(x, at);
        at += part.height;
      }
    },
  };
}

function textPart(text: string, em: number, before: number, bold: boolean, colour: string, write: Write, spacing = 0): Item {
  return { height: before + em * 1.3, draw: (x, y) => write(text, x + spacing / 2, y + before + em * 0.65, em, bold, colour, spacing) };
}

/**
 * A QR picture (ISO/IEC 18004) as drawing commands: whole pixels a module so that edges stay sharp, level M, or L for
 * long addresses, whose modules would become too small. The white around it (four modules) is the panel's padding.
 */
export function qrDrawing(text: string, maxSize: number): { size: number; modules: number; commands: string } {
  let code: QRCode.QRCode;
  try {
    code = QRCode.create(text, { errorCorrectionLevel: text.length > 120 ? 'L' : 'M' });
  } catch (cause) {
    throw studioErrors.clip_url_too_long({ length: text.length }, cause);
  }
  const { size, data } = code.modules;
  const module = Math.max(2, Math.floor(maxSize / size));
  let commands = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!data[row * size + column]) continue;
      let end = column + 1;
      while (end < size && data[row * size + end]) end++;
      const [left, right, top, bottom] = [column * module, end * module, row * module, (row + 1) * module];
      commands += `m ${left} ${top} l ${right} ${top} l ${right} ${bottom} l ${left} ${bottom} `;
      column = end;
    }
  }
  return { size: size * module, modules: size, commands: commands.trim() };
}

/** The language of the card's own words: of its title, else of the captions, else Chinese. */
export function cardLanguage(card: Card, captionTexts: string[]): 'zh' | 'en' {
  for (const text of [card.title, captionTexts.slice(0, 20).join(' ')]) {
    if (/\p{Script=Han}/u.test(text)) return 'zh';
    if (/\p{Script=Latin}/u.test(text)) return 'en';
  }
  return 'zh';
}
