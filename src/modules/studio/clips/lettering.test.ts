import * as fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { assColour, assTime, escapeAss, wrapText } from './ass.ts';
import { captionDocument, withoutMissing } from './captions.ts';
import { cardDocument, cardLanguage, qrDrawing } from './card.ts';
import { loadFont, missingGlyphs } from './fonts.ts';

const bold = loadFont('bold');
const fonts = { regular: loadFont('regular'), bold };
const upright = { width: 1080, height: 1920 };
const style = { preset: 'clean', position: 'bottom', language: null } as const;
const texts = (ass: string): string[] =>
  ass
    .split('\n')
    .filter((line) => line.startsWith('Dialogue:'))
    .map((line) => line.split(',').slice(9).join(','));
/** What libass would show of an event's text. */
const shown = (text: string): string =>
  text
    .replace(/^\{[^}]*\}/, '')
    .replace(/\\N/g, '\n')
    .replace(/\\([{}])/g, '$1')
    .replace(/\\\u2060/g, '\\');

describe('the typeface', () => {
  it('has Chinese, Latin and their marks, and says what it lacks', () => {
    expect(missingGlyphs(bold, ['你骗了我三年！', 'Who are you? — “me”', '繁體：離婚後，我成了億萬總裁'])).toEqual([]);
    expect(missingGlyphs(bold, ['好😀 مرحبا', '😀'])).toEqual(['😀', ...new Set('مرحبا')]);
    expect(withoutMissing('好😀 了', new Set(['😀']))).toBe('好 了');
  });

  it('measures a Han character as one em, and lines as libass sets them', () => {
    expect(bold.widthEm('你骗了我')).toBeCloseTo(4, 6);
    expect(bold.widthEm('iii')).toBeLessThan(bold.widthEm('WWW'));
    expect(bold.lineEm).toBeGreaterThan(1.2);
  });
});

describe('escaping', () => {
  it('shows any text as it is: braces, backslashes, commands, line breaks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '\\', 'N', 'n', 'h', 'b', '1', '你', '\n', ' ', 'p', '&', ','), maxLength: 40 }),
        (text) => {
          const escaped = escapeAss(text);
          expect(shown(escaped)).toBe(text);
          expect(escaped).not.toMatch(/(?<!\\)\{/);
          expect(escaped).not.toContain('\n');
        },
      ),
    );
  });

  it('counts opacity and time as ASS does', () => {
    expect(assColour('#ff3b5c')).toBe('&H005C3BFF');
    expect(assColour('#10203080')).toBe('&H7F302010');
    expect(assTime(3_661_239)).toBe('1:01:01.23');
    expect(assTime(100 / 3)).toBe('0:00:00.03');
  });
});

describe('breaking lines', () => {
  it('loses nothing but spaces and keeps to the width', () => {
    const words = fc.string({
      unit: fc.constantFrom('你', '好', '，', '。', 'a', 'word', ' ', '！', '“', '”', '（', '）', '我们'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 20 }), (text, width) => {
        const lines = wrapText(bold, text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        // A mark that clings to a full line may hang over by its own width, as in print.
        for (const line of lines) expect(bold.widthEm(line)).toBeLessThanOrEqual(width + 1.01);
      }),
      { examples: [['你你你你  ', 4]] },
    );
  });

  it('breaks where a reader would pause', () => {
    expect(wrapText(bold, '离婚后，我成了亿万总裁', 9)).toEqual(['离婚后，', '我成了亿万总裁']);
    expect(wrapText(bold, '你骗了我三年，我再也不会相信你', 9).every((line) => !/^[，。！]/.test(line))).toBe(true);
  });
});

describe('captions', () => {
  it('are in the document verbatim, one event a line, and its spans say when anything shows', () => {
    const made = captionDocument(upright, [{ startMs: 1000, endMs: 2500, text: '他说：{\\b1}别走\nC:\\New' }], style, null, bold)!;
    expect(texts(made.ass).map(shown)).toEqual(['他说：{\\b1}别走', 'C:\\New']);
    expect(made.spans).toEqual([{ startMs: 1000, endMs: 2500 }]);
    expect(captionDocument(upright, [{ startMs: 0, endMs: 10, text: 'x' }], { ...style, preset: 'none' }, null, bold)).toBeNull();
  });

  it('stay on the picture whatever their length, position and the picture’s size', () => {
    const sizes = fc.constantFrom(upright, { width: 1920, height: 1080 }, { width: 64, height: 64 }, { width: 320, height: 568 });
    fc.assert(
      fc.property(
        sizes,
        fc.constantFrom('bottom', 'middle', 'top'),
        fc.constantFrom('clean', 'bold', 'boxed'),
        fc.integer({ min: 1, max: 120 }),
        (size, position, preset, length) => {
          const made = captionDocument(
            size,
            [{ startMs: 0, endMs: 100, text: '真'.repeat(length) }],
            { preset, position, language: null },
            { text: '开场', durationMs: 50 },
            bold,
          )!;
          for (const text of texts(made.ass)) {
            const [, x, y] = /\\pos\((-?\d+),(-?\d+)\)/.exec(text)!.map(Number);
            expect(x).toBeGreaterThanOrEqual(size.width < 100 ? -40 : 0);
            expect(y).toBeGreaterThanOrEqual(-12);
            if (size.width >= 320) expect(y).toBeLessThanOrEqual(size.height);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the end card', () => {
  const card = { durationMs: 3000, title: '离婚后，我成了亿万总裁', code: 'HK7-29QX', url: 'https://hookline.example.org/w/abc' };

  it('has the title, the code and its words, in the language of the drama', () => {
    const zh = texts(cardDocument(upright, card, 'zh', fonts))
      .map(shown)
      .join('');
    for (const word of ['我成了亿万总裁', 'HK7-29QX', '搜索码', '扫码看全集']) expect(zh).toContain(word);
    expect(texts(cardDocument(upright, card, 'en', fonts)).map(shown)).toContain('Search code');
    expect(cardLanguage(card, [])).toBe('zh');
    expect(cardLanguage({ ...card, title: 'The heiress returns' }, ['你'])).toBe('en');
    expect(cardLanguage({ ...card, title: '' }, ['Who are you?'])).toBe('en');
  });

  it('draws the very modules of the QR code, on whole pixels', () => {
    for (const url of [card.url, `https://example.org/${'x'.repeat(900)}`]) {
      const qr = qrDrawing(url, 570);
      const { modules } = QRCode.create(url, { errorCorrectionLevel: url.length > 120 ? 'L' : 'M' });
      const unit = qr.size / qr.modules;
      expect(Number.isInteger(unit)).toBe(true);
      const dark = new Set<number>();
      for (const [, left, top, right] of qr.commands.matchAll(/m (\d+) (\d+) l (\d+) \d+ l \d+ \d+ l \d+ \d+/g))
        for (let x = Number(left) / unit; x < Number(right) / unit; x++) dark.add((Number(top) / unit) * qr.modules + x);
      expect([...dark].sort((a, b) => a - b)).toEqual([...modules.data.keys()].filter((i) => modules.data[i]));
    }
    expect(() => qrDrawing('y'.repeat(4000), 570)).toThrowError(/clip_url_too_long/);
  });
});
