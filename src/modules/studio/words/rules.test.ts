import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCues, detectLanguage } from './clean.ts';
import { joinCaptions, linesOfText, sameness, tidyText } from './captions.ts';
import { planParts, rebase, spreadText, wavBytesPerMs, wavHeaderBytes } from './speech-parts.ts';
import { likeness, strokeMask, countBits, popcount } from './strokes.ts';
import { readTable } from './tesseract.ts';

const raw = fc.record({
  startMs: fc.integer({ min: -500, max: 70_000 }),
  endMs: fc.integer({ min: -500, max: 80_000 }),
  text: fc.constantFrom('你好', 'Hello', ' ', '第二句'),
});

describe('cleaning cues', () => {
  it('gives cues in order, inside the file, none empty, none running into the next', () => {
    fc.assert(
      fc.property(fc.array(raw, { maxLength: 40 }), fc.integer({ min: 0, max: 60_000 }), (cues, durationMs) => {
        const clean = cleanCues(cues, durationMs).cues;
        for (const [i, cue] of clean.entries()) {
          expect(cue.startMs).toBeGreaterThanOrEqual(0);
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(cue.endMs).toBeLessThanOrEqual(durationMs);
          expect(cue.text.trim()).not.toBe('');
          const next = clean[i + 1];
          if (next !== undefined) expect(next.startMs).toBeGreaterThanOrEqual(cue.startMs);
          if (next !== undefined && next.startMs - cue.startMs >= 40) expect(cue.endMs).toBeLessThanOrEqual(next.startMs);
        }
        expect(new Set(clean.map((cue) => cue.id)).size).toBe(clean.length);
      }),
    );
  });

  it('says what it put right, and changes nothing of what was right', () => {
    const right = [
      { id: 'a', startMs: 0, endMs: 1000, text: '一' },
      { id: 'b', startMs: 1000, endMs: 2000, text: '二' },
    ];
    expect(cleanCues(right, 5000)).toEqual({ cues: right, notes: [] });
    const wrong = [
      { startMs: 3000, endMs: 4000, text: 'late' },
      { startMs: 100, endMs: 2500, text: 'first' },
      { startMs: 2000, endMs: 2600, text: 'second' },
      { startMs: 4500, endMs: 9000, text: 'long' },
      { startMs: 6000, endMs: 7000, text: 'past' },
    ];
    const clean = cleanCues(wrong, 5000);
    expect(clean.cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [100, 2000],
      [2000, 2600],
      [3000, 4000],
      [4500, 5000],
    ]);
    expect(new Set(clean.notes.map((note) => note.code))).toEqual(
      new Set(['cues_out_of_order', 'cues_overlapping', 'cues_cut_at_end', 'cues_past_end']),
    );
  });

  it('tells Chinese from English, also when they are mixed', () => {
    const of = (...texts: string[]) => detectLanguage(texts.map((text) => ({ text })));
    expect(of('你好,我叫 Tom', '我才是董事长')).toBe('zh');
    expect(of('I am the chairman of 沈氏', 'Get out of here now')).toBe('en');
    expect(of('お前はもう死んでいる')).toBe('ja');
    expect(of('123 …')).toBeNull();
    expect(of()).toBeNull();
  });
});

const silence = fc
  .record({ startMs: fc.integer({ min: 0, max: 100_000 }), lengthMs: fc.integer({ min: 300, max: 3000 }) })
  .map(({ startMs, lengthMs }) => ({ startMs, endMs: startMs + lengthMs }));

describe('parts of long speech', () => {
  it('cover the whole without gaps, none larger than the limit, cut in silences where the second half has one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(silence, { maxLength: 30 }),
        fc.integer({ min: 2000, max: 40_000 }),
        (durationMs, silences, mostMs) => {
          const parts = planParts(durationMs, silences, mostMs * wavBytesPerMs + wavHeaderBytes);
          expect(parts[0]!.startMs).toBe(0);
          expect(parts.at(-1)!.endMs).toBe(durationMs);
          for (const [i, part] of parts.entries()) {
            expect(part.endMs).toBeGreaterThan(part.startMs);
            expect(part.endMs - part.startMs).toBeLessThanOrEqual(mostMs);
            if (i === 0) continue;
            expect(part.startMs).toBe(parts[i - 1]!.endMs);
            const from = parts[i - 1]!.startMs;
            const inSilence = silences.some((span) => part.startMs >= span.startMs && part.startMs <= span.endMs);
            const possible = silences.some(
              (span) => (span.startMs + span.endMs) / 2 > from + mostMs / 2 + 1 && (span.startMs + span.endMs) / 2 <= from + mostMs - 1,
            );
            if (possible) expect(inSilence).toBe(true);
          }
        },
      ),
    );
  });

  it('re-bases segments to the file and holds them inside their part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), fc.array(raw, { maxLength: 10 }), (startMs, segments) => {
        const part = { startMs, endMs: startMs + 20_000 };
        for (const cue of rebase(segments, part)) {
          expect(cue.startMs).toBeGreaterThanOrEqual(part.startMs);
          expect(cue.endMs).toBeLessThanOrEqual(part.endMs);
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
        }
      }),
    );
    expect(rebase([{ startMs: 500, endMs: 1500, text: 'x' }], { startMs: 10_000, endMs: 20_000 })).toEqual([
      { startMs: 10_500, endMs: 11_500, text: 'x' },
    ]);
  });

  it('lays text without times over the speech, in order', () => {
    const cues = spreadText(
      '你是谁?我是你爹。',
      [
        { startMs: 1000, endMs: 2000 },
        { startMs: 5000, endMs: 6000 },
      ],
      { startMs: 0, endMs: 10_000 },
    );
    expect(cues.map((cue) => cue.text)).toEqual(['你是谁?', '我是你爹。']);
    expect(cues[0]!.startMs).toBe(1000);
    expect(cues[1]!.endMs).toBe(6000);
    expect(spreadText('', [], { startMs: 0, endMs: 10 })).toEqual([]);
  });
});

describe('strokes of captions', () => {
  /** A picture of one luma with bright bars. */
  const picture = (paper: number, bars: { x: number; y: number; w: number; h: number }[], rim = 20): Uint8Array => {
    const y = new Uint8Array(64 * 40).fill(paper);
    const fill = (bar: { x: number; y: number; w: number; h: number }, luma: number, grow: number): void => {
      for (let row = bar.y - grow; row < bar.y + bar.h + grow; row += 1)
        for (let x = bar.x - grow; x < bar.x + bar.w + grow; x += 1) y[row * 64 + x] = luma;
    };
    for (const bar of bars) fill(bar, rim, 2);
    for (const bar of bars) fill(bar, 230, 0);
    return y;
  };

  it('keeps thin bright bars with dark on both sides and drops wide ones and those without an outline', () => {
    const thin = countBits(strokeMask(picture(120, [{ x: 10, y: 10, w: 4, h: 20 }]), 64, 0, 40, 8));
    expect(thin).toBe(80);
    expect(countBits(strokeMask(picture(120, [{ x: 10, y: 8, w: 24, h: 24 }]), 64, 0, 40, 8))).toBe(0);
    expect(countBits(strokeMask(picture(150, [{ x: 10, y: 10, w: 4, h: 20 }], 150), 64, 0, 40, 8))).toBe(0);
    expect(countBits(strokeMask(picture(120, [{ x: 5, y: 10, w: 40, h: 4 }]), 64, 0, 40, 8))).toBe(160);
  });

  it('counts bits and compares masks by what the smaller shares', () => {
    expect(popcount(0xffffffff)).toBe(32);
    expect(likeness(Uint32Array.of(0b1111), Uint32Array.of(0b0111))).toBe(1);
    expect(likeness(Uint32Array.of(0b1100), Uint32Array.of(0b0011))).toBe(0);
    expect(likeness(Uint32Array.of(0), Uint32Array.of(1))).toBe(0);
  });
});

describe('reading captions', () => {
  it('parts lines of text and leaves specks out', () => {
    expect(linesOfText([0, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0, 1, 0], 4)).toEqual([
      { top: 1, bottom: 7 },
      { top: 11, bottom: 17 },
    ]);
  });

  it('writes text as a person would', () => {
    expect(tidyText('我 才 是 真正 的 董事 长')).toBe('我才是真正的董事长');
    expect(tidyText("| 你 是 谁 ? '")).toBe('你是谁 ?'.replace(' ', ''));
    expect(tidyText('Get out of here!')).toBe('Get out of here!');
  });

  it('joins two readings of one caption and keeps the surer', () => {
    const joined = joinCaptions([
      { startMs: 0, endMs: 900, text: '我本是真正的董事长', confidence: 60 },
      { startMs: 1000, endMs: 2000, text: '我才是真正的董事长', confidence: 90 },
      { startMs: 2000, endMs: 3000, text: '不可能', confidence: 90 },
    ]);
    expect(joined).toEqual([
      { startMs: 0, endMs: 2000, text: '我才是真正的董事长' },
      { startMs: 2000, endMs: 3000, text: '不可能' },
    ]);
    expect(sameness('abc', 'abc')).toBe(1);
    expect(sameness('', 'abc')).toBe(0);
  });

  it("takes words and their sureness out of tesseract's table, page by page", () => {
    const table =
      'level\tpage_num\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t我\n5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t80\t是\n5\t3\t1\t1\t1\t1\t0\t0\t9\t9\t50\tx\ngarbage';
    expect(readTable(table, 3)).toEqual([
      { text: '我 是', confidence: 85 },
      { text: '', confidence: 0 },
      { text: 'x', confidence: 50 },
    ]);
  });
});
