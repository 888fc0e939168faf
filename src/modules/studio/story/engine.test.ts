import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDrama, makeEpisode } from '../../../../test/bench/hooks/generate.ts';
import { analysis, type Cue, type Recipe, recipe, type Shot, type Suggestion } from '../contract.ts';
import { applySuggestions, paywallWindow, rankHooks, snapEdge, snapPoints, suggestPaywall, tellStory, type StoryInput } from './index.ts';
import { findArcs } from './beats.ts';
import { lineKinds, matchLine } from './lexicon.ts';
import { insideLines, snapOutward } from './snap.ts';

const spans = (most: number, lowMs: number, highMs: number) =>
  fc
    .array(fc.record({ gap: fc.integer({ min: 0, max: 4000 }), length: fc.integer({ min: lowMs, max: highMs }) }), { maxLength: most })
    .map((list) => {
      let at = 0;
      return list.map(({ gap, length }) => {
        const startMs = at + gap;
        at = startMs + length;
        return { startMs, endMs: at };
      });
    });

const texts = [
  '你吃饭了吗?',
  '跪下!',
  '我才是真正的董事长',
  '怎么可能?!',
  '不是我做的',
  'You are nothing but trash.',
  'I own this company.',
  'Okay.',
  '滚出去!',
  '……',
];

const input: fc.Arbitrary<StoryInput> = fc
  .record({
    durationMs: fc.integer({ min: 0, max: 90_000 }),
    shots: spans(40, 200, 5000),
    cues: fc.array(
      fc.record({
        startMs: fc.integer({ min: 0, max: 95_000 }),
        length: fc.integer({ min: 1, max: 5000 }),
        text: fc.constantFrom(...texts),
      }),
      { maxLength: 30 },
    ),
    silences: spans(20, 300, 3000),
    levels: fc.array(fc.option(fc.integer({ min: -60, max: -5 }), { nil: null }), { maxLength: 900 }),
    has: fc.record({ sound: fc.boolean(), picture: fc.boolean(), words: fc.boolean() }),
  })
  .map(({ durationMs, shots, cues, silences, levels, has }) => {
    const starts = [0, ...shots.map((span) => span.endMs).filter((at) => at < durationMs)];
    const asShots: Shot[] = [...new Set(starts)].map((startMs, i, all) => ({
      startMs,
      endMs: all[i + 1] ?? durationMs,
      startFrame: i,
      endFrame: i + 1,
      transitionIn: { kind: i === 0 ? 'start' : 'cut', startFrame: i, endFrame: i },
    }));
    return {
      durationMs,
      shots: has.picture && durationMs > 0 ? asShots : [],
      cues: has.words ? cues.map(({ startMs, length, text }, i): Cue => ({ id: `c${i}`, startMs, endMs: startMs + length, text })) : [],
      audio: has.sound
        ? {
            integratedLufs: -23,
            truePeakDbtp: -1,
            curve: { hopMs: 100, momentaryLufs: levels },
            silences: silences.filter((span) => span.endMs <= durationMs),
            classes: [],
          }
        : null,
    };
  });

describe('the built-in engine', () => {
  it('never leaves the file, never overlaps, snaps, gives reasons and fits the contract, whatever is missing', () => {
    fc.assert(
      fc.property(input, (given) => {
        const story = tellStory(given);
        analysis.pick({ beats: true, hooks: true, cliffhanger: true, suggestions: true }).parse(story);
        const points = snapPoints({ ...given, words: { cues: given.cues } });
        const ordered = [...story.hooks].sort((a, b) => a.startMs - b.startMs);
        for (const [i, hook] of ordered.entries()) {
          expect(hook.startMs).toBeGreaterThanOrEqual(ordered[i - 1]?.endMs ?? 0);
          expect(hook.endMs).toBeGreaterThan(hook.startMs);
          expect(hook.endMs).toBeLessThanOrEqual(given.durationMs);
          expect(hook.endMs - hook.startMs).toBeLessThanOrEqual(15_000);
          expect(hook.endMs - hook.startMs).toBeGreaterThanOrEqual(Math.min(3000, given.durationMs));
          for (const edge of [hook.startMs, hook.endMs]) {
            const far = !points.some((point) => Math.abs(point - edge) <= 2500);
            expect(points.includes(edge) || (far && given.cues.some((cue) => cue.startMs === edge || cue.endMs === edge))).toBe(true);
          }
          for (const value of Object.values(hook.parts)) expect(value >= 0 && value <= 1).toBe(true);
        }
        expect(story.hooks.map((hook) => hook.rank)).toEqual(story.hooks.map((_, i) => i + 1));
        for (const [i, hook] of story.hooks.entries()) if (i > 0) expect(hook.score).toBeLessThanOrEqual(story.hooks[i - 1]!.score);
        for (const [i, beat] of story.beats.entries()) {
          expect(beat.endMs).toBeLessThanOrEqual(given.durationMs);
          expect(beat.startMs).toBeGreaterThanOrEqual(story.beats[i - 1]?.endMs ?? 0);
        }
        expect(new Set(story.suggestions.map((item) => item.id)).size).toBe(story.suggestions.length);
        for (const item of story.suggestions) expect(item.endMs).toBeLessThanOrEqual(given.durationMs);
      }),
      { numRuns: 250 },
    );
  });

  it('says the same of the same', () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(tellStory(given)).toEqual(tellStory(structuredClone(given)));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['words, sound and picture', { words: true, sound: true, picture: true }],
    ['sound and picture alone', { words: false, sound: true, picture: true }],
  ])('finds a planted turn by %s', (_name, marks) => {
    const episode = makeEpisode({ seed: 4242, language: 'zh', heldOut: false, marks });
    const hook = tellStory(episode.input).hooks[0]!;
    expect(hook.startMs).toBeLessThan(episode.plant.endMs);
    expect(hook.endMs).toBeGreaterThan(episode.plant.startMs);
    expect(hook.evidence.length).toBeGreaterThan(0);
  });

  it('finds the arc from misunderstanding through reversal to triumph and names its steps', () => {
    const says = [
      '早上好',
      '路上堵车吗',
      '是你偷了我的项链!',
      '我没偷,你听我解释',
      '住手!你们都错了',
      '我才是这家公司的董事长',
      '从今天起,你被开除了',
      '这一巴掌是还给你的',
    ];
    const cues: Cue[] = says.map((text, i) => ({ id: `c${i}`, startMs: i * 3000 + 500, endMs: i * 3000 + 2800, text }));
    const { beats } = tellStory({ durationMs: 30_000, shots: [], audio: null, cues });
    expect(beats[0]!.kind).toBe('setup');
    const arc = findArcs(beats)[0]!;
    expect(arc.steps.map((step) => step.kind)).toEqual(['misunderstanding', 'reversal', 'triumph']);
    expect(beats.filter((beat) => beat.evidence.some((item) => item.code === 'arc_step'))).toHaveLength(3);
  });

  it('hears an end that stays open, and an end that is resolved', () => {
    const end = (text: string) =>
      tellStory({ durationMs: 20_000, shots: [], audio: null, cues: [{ id: 'a', startMs: 16_000, endMs: 19_500, text }] }).cliffhanger;
    expect(end('害死你母亲的人,就站在你身后……').score).toBeGreaterThan(60);
    expect(end('谢谢你,我们回家吧。').score).toBeLessThan(15);
    expect(end('恭喜你,你赢了,大仇得报!').score).toBeLessThan(end('你到底是谁?!').score);
  });
});

describe('the lexicon', () => {
  const top = (text: string): string | undefined => matchLine(text)[0]?.kind;
  it.each([
    ['给我跪下!', 'humiliation'],
    ['其实我才是真正的董事长', 'reveal'],
    ['DNA鉴定结果出来了', 'reveal'],
    ['怎么可能?!', 'reversal'],
    ['不是我偷的,你听我解释', 'misunderstanding'],
    ['信不信我要你的命', 'threat'],
    ['这一巴掌是还给你的', 'triumph'],
    ['Get out, you worthless beggar!', 'humiliation'],
    ["I am the chairman's daughter.", 'reveal'],
    ["That's impossible!", 'reversal'],
  ])('reads %s as %s', (text, kind) => expect(top(text)).toBe(kind));

  it.each([
    ['他不是废物', '他是废物'],
    ['如果我是董事长,我就放假', '我就是董事长'],
    ["He's not the chairman", "He's the chairman"],
    ['I pretend to be the heir in the play', 'I am the heir'],
  ])('weighs %s less than %s', (near, real) => {
    const most = (text: string): number => Math.max(0, ...lineKinds(text).values());
    expect(most(near)).toBeLessThan(most(real) * 0.5);
  });

  it.each(['累死了', '今天天气不错', 'I could kill for a coffee', 'The bus stops here.'])('passes over %s', (text) => {
    const turning = [...lineKinds(text)].filter(([kind]) => kind !== 'setup').map(([, score]) => score);
    expect(Math.max(0, ...turning)).toBeLessThan(0.25);
  });
});

describe('snapping', () => {
  const shots: Shot[] = [0, 5000, 9000].map((startMs, i, all) => ({
    startMs,
    endMs: all[i + 1] ?? 12_000,
    startFrame: 0,
    endFrame: 1,
    transitionIn: { kind: i === 0 ? 'start' : 'cut', startFrame: 0, endFrame: 0 },
  }));
  const given = {
    durationMs: 12_000,
    shots,
    audio: {
      silences: [
        { startMs: 2000, endMs: 2600 },
        { startMs: 7000, endMs: 7500 },
      ],
    },
    words: { cues: [{ startMs: 6000, endMs: 8000 }] },
  };

  it('knows cuts, edges of silences outside speech, and the ends', () =>
    expect(snapPoints(given)).toEqual([0, 2000, 2600, 5000, 9000, 12_000]));

  it('goes to the nearest cut, to a silence only within 300 ms, and never out of the file', () => {
    expect(snapEdge(4700, given)).toBe(5000);
    expect(snapEdge(2250, given)).toBe(2000);
    expect(snapEdge(3000, given)).toBe(3000);
    expect(snapEdge(7100, given)).toBe(7100);
    expect(snapEdge(99_000, given)).toBe(12_000);
    expect(snapEdge(-5, given)).toBe(0);
  });

  it('widens lines to edges within the limits of length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11_000 }), fc.integer({ min: 1, max: 12_000 }), (startMs, length) => {
        const span = snapOutward({ startMs, endMs: Math.min(12_000, startMs + length) }, given, { minMs: 3000, maxMs: 8000 });
        expect(span).not.toBeNull();
        expect(span!.endMs - span!.startMs).toBeGreaterThanOrEqual(3000);
        expect(span!.endMs - span!.startMs).toBeLessThanOrEqual(8000);
        expect(span!.endMs).toBeLessThanOrEqual(12_000);
      }),
    );
    const inside = insideLines([...given.words.cues, { startMs: 0, endMs: 9000 }, { startMs: 10_000, endMs: 11_000 }]);
    expect([50, 7000, 8950, 9500, 10_500].map(inside)).toEqual([false, true, false, false, true]);
  });
});

const base = (durationMs: number): Recipe => recipe.parse({ pieces: [{ source: 'ep', startMs: 0, endMs: durationMs }] });
const suggestion = (kind: Suggestion['kind'], startMs: number, endMs: number, params: Suggestion['params'] = {}): Suggestion => ({
  id: `${kind}_${startMs}`,
  kind,
  startMs,
  endMs,
  params,
  evidence: [{ code: 'x', params: {} }],
});
const length = (of: Recipe): number => of.pieces.reduce((sum, item) => sum + item.endMs - item.startMs, 0);

describe('suggestions', () => {
  const quietThenLoud = (from: number, to: number): (number | null)[] =>
    Array.from({ length: 300 }, (_, i) => (i * 100 >= from && i * 100 < to ? null : -23));
  const given: StoryInput = {
    durationMs: 30_000,
    shots: [0, 14_000].map((startMs, i) => ({
      startMs,
      endMs: i === 0 ? 14_000 : 30_000,
      startFrame: 0,
      endFrame: 1,
      transitionIn: { kind: i === 0 ? 'start' : 'cut', startFrame: 0, endFrame: 0 },
    })),
    audio: {
      integratedLufs: -23,
      truePeakDbtp: -2,
      curve: { hopMs: 100, momentaryLufs: quietThenLoud(5000, 8400).map((value, i) => (i >= 200 && i < 220 ? -36 : value)) },
      silences: [{ startMs: 5000, endMs: 8400 }],
      classes: [{ kind: 'speech', startMs: 23_000, endMs: 26_000 }],
    },
    cues: [
      { id: 'a', startMs: 1000, endMs: 3000, text: '早上好' },
      { id: 'b', startMs: 9000, endMs: 11_000, text: '你来了' },
      { id: 'c', startMs: 15_000, endMs: 17_000, text: '跪下!给我滚出去!' },
      { id: 'd', startMs: 20_000, endMs: 22_000, text: '你说什么' },
    ],
    quality: [
      { kind: 'black', startMs: 0, endMs: 800, params: {} },
      { kind: 'frozen', startMs: 27_000, endMs: 29_500, params: {} },
      { kind: 'letterbox', startMs: 0, endMs: 30_000, params: { x: 0, y: 0.2, width: 1, height: 0.6 } },
    ],
  };
  const of = (kind: Suggestion['kind']) => tellStory(given).suggestions.filter((item) => item.kind === kind);

  it('says what an editor would', () => {
    expect(of('trim_dead')[0]).toMatchObject({ startMs: 5250, endMs: 8150, params: { seconds: 2.9 } });
    expect(of('lift_quiet')[0]).toMatchObject({ startMs: 20_000, endMs: 22_000, params: { cueId: 'd', gainDb: 13 } });
    expect(of('caption_missing')[0]).toMatchObject({ startMs: 23_000, endMs: 26_000 });
    expect(of('remove_black')[0]).toMatchObject({ startMs: 0, endMs: 800 });
    expect(of('remove_frozen')[0]).toMatchObject({ startMs: 27_000, endMs: 29_500 });
    expect(of('crop_letterbox')).toHaveLength(1);
    expect(of('normalise_loudness')[0]).toMatchObject({ params: { fromLufs: -23, toLufs: -16 } });
    expect(of('open_on_hook')[0]!.startMs).toBeGreaterThan(3000);
  });

  it('can take all of them up at once', () => {
    const { suggestions } = tellStory(given);
    const edited = recipe.parse(
      applySuggestions(
        base(30_000),
        suggestions,
        suggestions.map((item) => item.id),
      ),
    );
    expect(edited.loudness.targetLufs).toBe(-16);
    expect(edited.reframe.mode).toBe('centre');
    expect(edited.pieces[0]!.startMs).toBe(of('open_on_hook')[0]!.startMs);
    expect(edited.pieces.some((piece) => piece.gainDb === 13)).toBe(true);
  });

  it('cuts exactly what is removed, keeps order, and changes nothing for no ids', () => {
    const removable = fc.record({
      kind: fc.constantFrom('trim_dead' as const, 'remove_black' as const, 'remove_frozen' as const, 'lift_quiet' as const),
      startMs: fc.integer({ min: 0, max: 30_000 }),
      length: fc.integer({ min: 1, max: 6000 }),
    });
    fc.assert(
      fc.property(fc.array(removable, { maxLength: 8 }), (list) => {
        const all = list
          .map(({ kind, startMs, length: ms }, i) => ({
            ...suggestion(kind, startMs, Math.min(30_000, startMs + ms), { gainDb: 4 }),
            id: `s${i}`,
          }))
          .filter((item) => item.endMs > item.startMs);
        const edited = applySuggestions(
          base(30_000),
          all,
          all.map((item) => item.id),
        );
        recipe.parse(edited);
        const gone = new Uint8Array(30_000);
        for (const item of all) if (item.kind !== 'lift_quiet') gone.fill(1, item.startMs, item.endMs);
        const kept = gone.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
        if (kept > 2000) {
          expect(length(edited)).toBeLessThanOrEqual(kept);
          expect(length(edited)).toBeGreaterThanOrEqual(kept - 80 * (all.length + 1));
        }
        for (const [i, piece] of edited.pieces.entries()) {
          expect(piece.endMs).toBeGreaterThan(piece.startMs);
          if (i > 0) expect(piece.startMs).toBeGreaterThanOrEqual(edited.pieces[i - 1]!.endMs);
        }
        expect(applySuggestions(base(30_000), all, [])).toEqual(base(30_000));
      }),
    );
  });

  it('sets the hook before the opening and leaves other sources alone', () => {
    const two = recipe.parse({
      pieces: [
        { source: 'ep', startMs: 0, endMs: 10_000 },
        { source: 'other', startMs: 0, endMs: 10_000 },
      ],
    });
    const edited = applySuggestions(
      two,
      [suggestion('open_on_hook', 6000, 9000), suggestion('trim_dead', 1000, 3000)],
      ['open_on_hook_6000', 'trim_dead_1000'],
      'ep',
    );
    expect(edited.pieces.map(({ source, startMs, endMs }) => [source, startMs, endMs])).toEqual([
      ['ep', 6000, 9000],
      ['ep', 0, 1000],
      ['ep', 3000, 10_000],
      ['other', 0, 10_000],
    ]);
  });
});

describe('a whole drama', () => {
  it('ranks hooks across episodes, best first', () => {
    const hook = (score: number, startMs = 0) => ({ score, startMs, rank: 1 });
    const ranked = rankHooks([
      { episodeId: 'b', number: 2, hooks: [hook(50), hook(80)] },
      { episodeId: 'a', number: 1, hooks: [hook(50)] },
    ]);
    expect(ranked.map((item) => [item.dramaRank, item.number, item.hook.score])).toEqual([
      [1, 2, 80],
      [2, 1, 50],
      [3, 2, 50],
    ]);
  });

  it('suggests the episode that ends on an open wound inside the usual stretch, never the last one', () => {
    const drama = makeDrama(7, 'zh');
    const told = drama.episodes.map(({ episodeId, number, input: given }) => ({
      episodeId,
      number,
      durationMs: given.durationMs,
      ...tellStory(given),
    }));
    const suggested = suggestPaywall(told);
    expect(suggested.slice(0, 3).map((item) => item.number)).toContain(drama.planted);
    expect(suggested.every((item) => item.number < drama.episodes.length && item.evidence.length > 0)).toBe(true);
    expect(suggestPaywall([])).toEqual([]);
    expect(suggestPaywall(told.slice(0, 1))).toEqual([]);
  });

  it('sets the stretch by length', () => {
    expect(paywallWindow(80)).toEqual({ from: 6, to: 12 });
    expect(paywallWindow(200)).toEqual({ from: 12, to: 24 });
    expect(paywallWindow(12)).toEqual({ from: 3, to: 7 });
  });
});
