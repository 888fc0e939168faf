import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { fitCues, parseSubtitles, subtitleLimits, writeSrt, writeVtt, type SubtitleCue } from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const warningsOf = (text: string): Record<string, number> =>
  Object.fromEntries(parseSubtitles(utf8(text)).warnings.map(({ code, count }) => [code, count]));

const chinese = '1\n00:00:01,000 --> 00:00:02,500\n你怎么敢打我？\n\n2\n00:00:03,000 --> 00:00:04,000\n我才是真正的董事长\n';
// 你怎么敢 / 我才是真正的董事长 as GB18030 writes them.
const gbWords: Record<string, number[]> = { 你怎么敢打我: [0xc4, 0xe3, 0xd4, 0xf5, 0xc3, 0xb4, 0xb8, 0xd2, 0xb4, 0xf2, 0xce, 0xd2] };

describe('encodings', () => {
  it.each([
    ['utf-8', utf8(chinese)],
    ['utf-8', utf8(`\ufeff${chinese}`)],
    ['utf-16le', utf16(chinese, false, true)],
    ['utf-16le', utf16(chinese, false, false)],
    ['utf-16be', utf16(chinese, true, true)],
    ['utf-16be', utf16(chinese, true, false)],
  ])('reads %s with and without a mark', (encoding, bytes) => {
    const read = parseSubtitles(bytes);
    expect(read.encoding).toBe(encoding);
    expect(read.cues.map((cue) => cue.text)).toEqual(['你怎么敢打我？', '我才是真正的董事长']);
    expect(read.warnings).toEqual([]);
  });

  it('reads GB18030', () => {
    const [word, bytes] = Object.entries(gbWords)[0]!;
    const read = parseSubtitles(Buffer.concat([utf8('1\n00:00:01,000 --> 00:00:02,500\n'), Buffer.from(bytes), utf8('\n')]));
    expect(read).toMatchObject({ encoding: 'gb18030', cues: [{ text: word }] });
  });

  it('reads Big5 and Windows-1252, which only their letters tell apart', () => {
    // 我是你的 in Big5; "Ça été" in Windows-1252.
    const big5 = Buffer.from([0xa7, 0xda, 0xac, 0x4f, 0xa7, 0x41, 0xaa, 0xba]);
    expect(parseSubtitles(Buffer.concat([utf8('1\n00:00:01,000 --> 00:00:02,500\n'), big5])).cues[0]!.text).toBe('我是你的');
    const western = Buffer.from([0xc7, 0x61, 0x20, 0xe9, 0x74, 0xe9]);
    expect(parseSubtitles(Buffer.concat([utf8('1\n00:00:01,000 --> 00:00:02,500\n'), western])).cues[0]!.text).toBe('Ça été');
  });

  it('keeps UTF-8 that lost a byte, and says so', () => {
    const bytes = utf8(chinese + chinese.repeat(4));
    const cut = bytes.subarray(0, bytes.length - 2);
    const read = parseSubtitles(cut);
    expect(read.encoding).toBe('utf-8');
    expect(read.warnings).toContainEqual({ code: 'media.characters_lost', count: 1 });
  });
});

describe('SRT as found', () => {
  it('does without indices, hours, commas and blank lines', () => {
    const read = parseSubtitles(utf8('00:01.5 --> 00:02.25\none\n00:00:03.000 --> 00:00:04.000\ntwo\n3\n0:0:5,1 -> 0:0:6\nthree'));
    expect(read.cues).toEqual([
      { id: 'c1', startMs: 1500, endMs: 2250, text: 'one' },
      { id: 'c2', startMs: 3000, endMs: 4000, text: 'two' },
      { id: 'c3', startMs: 5100, endMs: 6000, text: 'three' },
    ]);
  });

  it('keeps numbers that are spoken', () => {
    const read = parseSubtitles(utf8('1\n00:00:01,000 --> 00:00:02,000\n100\n\n2\n00:00:03,000 --> 00:00:04,000\nyes\n7\n'));
    expect(read.cues.map((cue) => cue.text)).toEqual(['100', 'yes\n7']);
  });

  it('takes tags and overrides out and leaves text that only looks like them', () => {
    const read = parseSubtitles(utf8('1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff"><i>I <3 you</i></font><br>a < b\n'));
    expect(read.cues[0]!.text).toBe('I <3 you\na < b');
  });

  it('puts times right and counts what it did', () => {
    expect(
      warningsOf(
        '1\n-00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:09,000 --> 00:00:08,000\nb\n\n3\n00:00:05,000 --> 00:00:06,000\nc\n\n4\n00:00:05,500 --> 00:00:07,000\nd\n\n5\n00:00:07,000 --> 00:00:08,000\n\n',
      ),
    ).toEqual({
      'media.times_negative': 1,
      'media.cues_out_of_order': 1,
      'media.times_backward': 1,
      'media.cues_overlapping': 1,
      'media.cues_empty': 1,
    });
    const read = parseSubtitles(utf8('1\n00:00:09,000 --> 00:00:08,000\nb\n\n2\n00:00:10,000 --> 00:00:11,000\nc\n'));
    expect(read.cues[0]).toMatchObject({ startMs: 9000, endMs: 10_000 });
  });
});

it('reads WebVTT with notes, settings, identifiers, voices and entities', () => {
  const read = parseSubtitles(
    utf8(
      'WEBVTT - title\n\nNOTE a\nb --> c\n\nSTYLE\n::cue{}\n\nintro\n00:01.000 --> 00:02.000 align:start line:0%\n<v.loud Lin Wan>Tom &amp; <c.red>Jerry</c>\n\n00:03.000 --> 00:04.000\n<v A>x\n<v B>y\n',
    ),
  );
  expect(read.format).toBe('vtt');
  expect(read.cues).toEqual([
    { id: 'c1', startMs: 1000, endMs: 2000, text: 'Tom & Jerry', speaker: 'Lin Wan' },
    { id: 'c2', startMs: 3000, endMs: 4000, text: 'x\ny' },
  ]);
});

it('reads ASS by its Format line: commas in the text, names, breaks, drawings and comments', () => {
  const read = parseSubtitles(
    utf8(
      '[Script Info]\nTitle: x\n[V4+ Styles]\nFormat: Name, Fontname\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nComment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,no\nDialogue: 0,0:00:03.50,0:00:04.00,Default,林婉,0,0,0,,{\\i1}你好, 世界\\N再见\\h了\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,first\n',
    ),
  );
  expect(read.format).toBe('ass');
  expect(read.cues).toEqual([
    { id: 'c1', startMs: 1000, endMs: 2000, text: 'first' },
    { id: 'c2', startMs: 3500, endMs: 4000, text: '你好, 世界\n再见 了', speaker: '林婉' },
  ]);
});

it('refuses what has no cues, is empty, too large or has too many, naming the file', () => {
  for (const [bytes, reason] of [
    [new Uint8Array(), 'empty'],
    [new Uint8Array(subtitleLimits.bytes + 1), 'too_large'],
    [utf8('just a letter'), 'no_cues'],
    [utf8('00:01 --> 00:02\na\n'.repeat(subtitleLimits.cues + 2)), 'too_many_cues'],
  ] as const) {
    try {
      parseSubtitles(bytes, '第1集.srt');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'media.subtitles_unreadable', params: { file: '第1集.srt', reason } });
    }
  }
});

it('fits cues to a video', () => {
  const { cues } = parseSubtitles(utf8('00:01 --> 00:03\na\n\n00:04 --> 00:05\nb'));
  expect(fitCues(cues, 2000)).toEqual({ cues: [{ ...cues[0], endMs: 2000 }], warnings: [{ code: 'media.cues_past_end', count: 1 }] });
});

describe('properties', () => {
  const line = fc
    .string({ unit: fc.constantFrom(...'你好世界真的，。！ abcXYZ019\'"-…'), minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const text = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
  const cuesOf = (words: fc.Arbitrary<string>, speaker: boolean): fc.Arbitrary<SubtitleCue[]> =>
    fc
      .array(
        fc.record({
          startMs: fc.nat(7_200_000),
          lengthMs: fc.integer({ min: 1, max: 9000 }),
          text: words,
          ...(speaker ? { speaker: fc.option(line, { nil: undefined }) } : {}),
        }),
        { minLength: 1, maxLength: 40 },
      )
      .map((raw) => {
        const seen = new Set<number>();
        const unique = raw.filter((cue) => !seen.has(cue.startMs) && seen.add(cue.startMs)).sort((a, b) => a.startMs - b.startMs);
        return unique.map(({ lengthMs, ...cue }, at) => {
          const { startMs, text: words } = cue;
          const who = (cue as { speaker?: string }).speaker;
          return { id: `c${at + 1}`, startMs, endMs: startMs + lengthMs, text: words, ...(who ? { speaker: who } : {}) };
        });
      });

  it('reads what it wrote, as SRT', () => {
    fc.assert(fc.property(cuesOf(text, false), (cues) => void expect(parseSubtitles(utf8(writeSrt(cues))).cues).toEqual(cues)));
  });
  it('reads what it wrote, as WebVTT, markup and speakers too', () => {
    const hostile = fc
      .string({ unit: fc.constantFrom(...'你a<>&/bv -;'), minLength: 1, maxLength: 12 })
      .map((words) => words.trim())
      .filter((words) => words !== '');
    fc.assert(
      fc.property(cuesOf(fc.oneof(text, hostile), true), (cues) => void expect(parseSubtitles(utf8(writeVtt(cues))).cues).toEqual(cues)),
    );
  });
  it('reads what it wrote in any encoding', () => {
    fc.assert(
      fc.property(
        cuesOf(text, false),
        fc.boolean(),
        (cues, big) => void expect(parseSubtitles(utf16(writeSrt(cues), big, true)).cues).toEqual(cues),
      ),
      { numRuns: 30 },
    );
  });
  it('throws only its own error, and orders and numbers whatever it reads', () => {
    const grammar = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '\n',
            '\r\n',
            '1\n',
            '00:00:01,000 --> 00:00:02,000\n',
            '-->',
            'WEBVTT\n',
            '[Events]\n',
            'Dialogue: 0,0:00:01.00,',
            '{\\an',
            '<v ',
            '99:99:99,999 --> -1:00\n',
            '\u0000',
          ),
          fc.string(),
        ),
        { maxLength: 60 },
      )
      .map((parts) => utf8(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), grammar), (bytes) => {
        try {
          const { cues } = parseSubtitles(bytes);
          cues.forEach((cue, at) => {
            expect(cue.id).toBe(`c${at + 1}`);
            expect(cue.startMs).toBeGreaterThanOrEqual(at === 0 ? 0 : cues[at - 1]!.startMs);
            expect(cue.endMs).toBeGreaterThan(cue.startMs);
            expect(cue.text).not.toBe('');
          });
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
