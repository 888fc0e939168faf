import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Rational } from '../../../platform/media/types.ts';
import { recipe as recipeSchema, type Analysis, type ExportFormat, type RecipeInput } from '../contract.ts';
import { baseName, escapeXml, exactRate, frameAt, mediaUrl, planEdit } from './edit.ts';
import type { EditMedia, ExportInput } from './edit.ts';
import { recordStart, reelNames } from './edl.ts';
import { rationalTime } from './fcpxml.ts';
import { exportClip, exportRecipe } from './index.ts';
import { draftPathPlaceholder } from './jianying.ts';
import { isDropFrame, parseTimecode, timecode } from './timecode.ts';

const rates: Rational[] = [24, 25, 30, 50, 60]
  .map((fps) => ({ num: fps, den: 1 }))
  .concat([24, 30, 60].map((fps) => ({ num: fps * 1000, den: 1001 })));
const rate = fc.constantFrom(...rates);
const nasty = '第1集 "A&B" <终> \'x\'.mp4';

const media = (name: string, frameRate: Rational, frames = 4000, audio = true): EditMedia => ({
  path: `/剧 集/${name}`,
  facts: {
    durationMs: (frames * 1000 * frameRate.den) / frameRate.num,
    frames,
    frameRate,
    width: 1080,
    height: 1920,
    audio: audio ? { sampleRate: 48_000, channels: 2 } : null,
  },
});
const input = (recipe: RecipeInput, sources: Record<string, EditMedia>, name = '钩子 <1> & "2"'): ExportInput => ({
  name,
  recipe: recipeSchema.parse(recipe),
  sources,
});
const text = (format: ExportFormat, of: ExportInput): string => {
  const made = exportClip(format, of, 0);
  if (made.kind !== 'file') throw new Error('a folder');
  return made.text;
};

/** Any edit: pieces of two sources of the same or another rate, with cues. */
const anyEdit = fc
  .tuple(
    rate,
    rate,
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 200, max: 9000 })), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([first, second, list]) =>
    input(
      {
        pieces: [
          { source: 'a', startMs: 100, endMs: 1000 },
          ...list.map(([other, startMs, length]) => ({ source: other ? 'b' : 'a', startMs, endMs: startMs + length })),
        ],
        cues: {
          a: [
            { id: 'c1', startMs: 300, endMs: 2500, text: '你 <是> 谁 & "我"?' },
            { id: 'c2', startMs: 2400, endMs: 9000, text: 'line\nbreak' },
          ],
        },
      },
      { a: media(nasty, first), b: media('EP02.mp4', second, 4000, false) },
    ),
  );

/** A small strict reader of XML: throws on anything not well formed. */
type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string };
function parseXml(xml: string): Node {
  const decode = (value: string): string =>
    value.replace(/&(#\d+|[a-z]+);/g, (_, entity: string) =>
      entity.startsWith('#')
        ? String.fromCodePoint(Number(entity.slice(1)))
        : ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as Record<string, string>)[entity]!,
    );
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const body = xml.replace(/^<\?xml [^>]*\?>\s*<!DOCTYPE fcpxml>\s*/, '');
  let end = 0;
  for (const match of body.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<>]+)/g)) {
    if (match.index !== end) throw new Error(`not well formed at ${body.slice(end, end + 60)}`);
    end = match.index + match[0].length;
    const [, close, name, attributes, empty, words] = match;
    const top = stack.at(-1)!;
    if (words !== undefined) top.text += decode(words);
    else if (close) {
      if (stack.pop()!.name !== name) throw new Error(`</${name}>`);
    } else {
      const node: Node = {
        name: name!,
        attributes: Object.fromEntries([...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map((a) => [a[1]!, decode(a[2]!)])),
        children: [],
        text: '',
      };
      top.children.push(node);
      if (!empty) stack.push(node);
    }
  }
  if (end !== body.length || stack.length !== 1) throw new Error('unfinished');
  return root.children[0]!;
}
const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => all(child, name)),
];
const seconds = (time: string): { num: bigint; den: bigint } => {
  const match = /^(\d+)(?:\/(\d+))?s$/.exec(time)!;
  return { num: BigInt(match[1]!), den: BigInt(match[2] ?? '1') };
};
const onGrid = (time: string, { num, den }: Rational): boolean =>
  (seconds(time).num * BigInt(num)) % (seconds(time).den * BigInt(den)) === 0n;

describe('the edit behind every format', () => {
  it('lays pieces end to end on whole frames, and takes the frames that rendering takes', () => {
    fc.assert(
      fc.property(anyEdit, (of) => {
        const edit = planEdit(of);
        let at = 0;
        for (const piece of edit.pieces) {
          expect(piece.start).toBe(at);
          expect(piece.end).toBeGreaterThan(piece.start);
          expect(piece.sourceOut).toBeLessThanOrEqual(piece.source.frames);
          if (piece.source.rate.num * edit.rate.den === edit.rate.num * piece.source.rate.den)
            expect(piece.end - piece.start).toBe(piece.sourceOut - piece.sourceIn);
          at = piece.end;
        }
        expect(edit.frames).toBe(at);
      }),
    );
    fc.assert(
      fc.property(rate, fc.integer({ min: 0, max: 90_000 }), (frameRate, ms) => {
        const frame = frameAt(ms, frameRate);
        expect(frame * 1000 * frameRate.den).toBeGreaterThanOrEqual(ms * frameRate.num);
        expect((frame - 1) * 1000 * frameRate.den).toBeLessThan(ms * frameRate.num);
      }),
    );
  });

  it('makes rounded rates exact again and names paths of any system', () => {
    expect([23.976, 29.97, 59.94, 25, 12.5].map(exactRate)).toEqual([
      { num: 24_000, den: 1001 },
      { num: 30_000, den: 1001 },
      { num: 60_000, den: 1001 },
      { num: 25, den: 1 },
      { num: 25, den: 2 },
    ]);
    expect(mediaUrl('/a b/第1集#.mp4')).toBe('file:///a%20b/%E7%AC%AC1%E9%9B%86%23.mp4');
    expect(mediaUrl('C:\\剧\\1.mp4')).toBe('file:///C:/%E5%89%A7/1.mp4');
    expect(mediaUrl('x/1.mp4')).toBe('x/1.mp4');
    expect(baseName('C:\\a\\b.mp4')).toBe('b.mp4');
    expect(escapeXml('a\u0000b\ud800<&>"\'')).toBe('ab&lt;&amp;&gt;&quot;&apos;');
  });

  it('refuses an edit without a frame', () => {
    expect(() =>
      exportClip('otio', input({ pieces: [{ source: 'a', startMs: 9_000_000, endMs: 9_001_000 }] }, { a: media('1.mp4', rates[0]!) }), 0),
    ).toThrowError(/clip_piece_empty/);
  });
});

describe('timecode', () => {
  it('reads back to the frame it names, for a whole day', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 0, max: 24 * 3600 * 24 - 1 }), (frameRate, frame) => {
        expect(parseTimecode(timecode(frame, frameRate), frameRate)).toBe(frame);
      }),
      { numRuns: 500 },
    );
  });

  it('drops labels as SMPTE ST 12-1 does, at 29.97 and 59.94 only', () => {
    const ntsc = { num: 30_000, den: 1001 };
    expect(timecode(1799, ntsc)).toBe('00:00:59;29');
    expect(timecode(1800, ntsc)).toBe('00:01:00;02');
    expect(timecode(17_982, ntsc)).toBe('00:10:00;00');
    expect(timecode(107_892, ntsc)).toBe('01:00:00;00');
    expect(parseTimecode('00:01:00;00', ntsc)).toBeNull();
    expect(timecode(3600, { num: 60_000, den: 1001 })).toBe('00:01:00;04');
    expect(isDropFrame({ num: 24_000, den: 1001 })).toBe(false);
    expect(timecode(86_400, { num: 24_000, den: 1001 })).toBe('01:00:00:00');
  });
});

describe('EDL', () => {
  it('has one event a piece, source and record equally long, records end to end from one hour', () => {
    fc.assert(
      fc.property(anyEdit, (of) => {
        const edit = planEdit(of);
        const lines = text('edl', of).split('\r\n');
        expect(lines[1]).toBe(`FCM: ${isDropFrame(edit.rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`);
        let at = recordStart(edit);
        const events = lines.filter((line) => /^\d{3}  /.test(line));
        expect(events.length).toBe(edit.pieces.length);
        events.forEach((event, i) => {
          const match = /^(\d{3})  ([A-Z0-9_]{1,8}) +(V|B) +C {8}(\S{11}) (\S{11}) (\S{11}) (\S{11})$/.exec(event)!;
          expect(match).not.toBeNull();
          const [sourceIn, sourceOut, recordIn, recordOut] = match.slice(4).map((tc) => parseTimecode(tc, edit.rate)!) as [
            number,
            number,
            number,
            number,
          ];
          expect(sourceOut - sourceIn).toBe(recordOut - recordIn);
          expect(recordIn).toBe(at);
          expect(recordOut - recordIn).toBe(edit.pieces[i]!.end - edit.pieces[i]!.start);
          at = recordOut;
        });
        expect(lines.filter((line) => line === `* FROM CLIP NAME: ${nasty}`).length).toBe(
          edit.pieces.filter((p) => p.source.key === 'a').length,
        );
      }),
    );
  });

  it('begins at a whole hour also with dropped labels', () => {
    for (const frameRate of rates)
      expect(
        timecode(
          recordStart(planEdit(input({ pieces: [{ source: 'a', startMs: 0, endMs: 1000 }] }, { a: media('1.mp4', frameRate) }))),
          frameRate,
        ),
      ).toMatch(/^01:00:00[:;]00$/);
  });

  it('makes distinct reels of eight safe characters', () => {
    expect(reelNames(['episode-one-long.mp4', 'episode_one_other.mp4', '第1集.mp4', '第2集.mp4', 'ax.mov'])).toEqual([
      'EPISODE_',
      'EPISODE2',
      '1',
      '2',
      'AX2',
    ]);
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 14 }), { maxLength: 30 }), (names) => {
        const reels = reelNames(names);
        expect(new Set(reels).size).toBe(names.length);
        for (const reel of reels) expect(reel).toMatch(/^[A-Z0-9_]{1,8}$/);
      }),
    );
  });
});

describe('FCPXML', () => {
  it('is well formed, in the DTD’s order, every time on its frame grid', () => {
    fc.assert(
      fc.property(anyEdit, (of) => {
        const edit = planEdit(of);
        const xml = text('fcpxml', of);
        expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>')).toBe(true);
        const root = parseXml(xml);
        expect(root.attributes.version).toBe('1.9');
        expect(root.children.map((child) => child.name)).toEqual(['resources', 'library']);
        const ids = all(root, 'format')
          .concat(all(root, 'asset'))
          .map((node) => node.attributes.id!);
        expect(new Set(ids).size).toBe(ids.length);
        for (const node of all(root, 'asset'))
          expect([node.children.map((c) => c.name), ids.includes(node.attributes.format!)]).toEqual([['media-rep'], true]);
        const sequence = all(root, 'sequence')[0]!;
        expect(onGrid(sequence.attributes.duration!, edit.rate)).toBe(true);
        const clips = all(root, 'asset-clip');
        expect(clips.length).toBe(edit.pieces.length);
        clips.forEach((clip, i) => {
          const piece = edit.pieces[i]!;
          expect(clip.attributes).toMatchObject({
            offset: rationalTime(piece.start, edit.rate),
            duration: rationalTime(piece.end - piece.start, edit.rate),
            name: piece.source.name,
          });
          expect(onGrid(clip.attributes.start!, piece.source.rate)).toBe(true);
          const order = ['adjust-conform', 'adjust-volume', 'caption'];
          const found = clip.children.map((child) => order.indexOf(child.name));
          expect(found).toEqual(found.toSorted((x, y) => x - y));
        });
        const styles = all(root, 'text-style-def').map((node) => node.attributes.id!);
        expect(new Set(styles).size).toBe(styles.length);
      }),
      { numRuns: 60 },
    );
  });

  it('has rational times, an upright format, names and words as they are', () => {
    const of = input(
      {
        pieces: [{ source: 'a', startMs: 1000, endMs: 3000, gainDb: -3 }],
        reframe: { mode: 'follow' },
        cues: { a: [{ id: 'c1', startMs: 1500, endMs: 2000, text: '你 <是> 谁 & "我"?' }] },
      },
      {
        a: {
          path: `/x/${nasty}`,
          facts: {
            durationMs: 60_000,
            frames: 1798,
            frameRate: { num: 30_000, den: 1001 },
            width: 1920,
            height: 1080,
            audio: { sampleRate: 44_100, channels: 2 },
          },
        },
      },
    );
    const root = parseXml(text('fcpxml', of));
    expect(all(root, 'format').map((node) => node.attributes)).toMatchObject([
      { frameDuration: '1001/30000s', width: '1080', height: '1920' },
      { width: '1920', height: '1080' },
    ]);
    expect(all(root, 'asset-clip')[0]!.attributes).toMatchObject({ start: '30030/30000s', duration: '60060/30000s', name: nasty });
    expect(all(root, 'project')[0]!.attributes.name).toBe('钩子 <1> & "2"');
    expect(all(root, 'caption').map((node) => node.children[0]!.children[0]!.text)).toEqual(['你 <是> 谁 & "我"?']);
    expect(all(root, 'adjust-volume')[0]!.attributes.amount).toBe('-3dB');
    expect(all(root, 'adjust-conform')[0]!.attributes.type).toBe('fill');
    expect(decodeURIComponent(all(root, 'media-rep')[0]!.attributes.src!)).toBe(`file:///x/${nasty}`);
    expect([rationalTime(0, { num: 25, den: 1 }), rationalTime(50, { num: 25, den: 1 }), rationalTime(7, { num: 25, den: 1 })]).toEqual([
      '0s',
      '2s',
      '7/25s',
    ]);
  });
});

describe('OpenTimelineIO', () => {
  type Otio = { OTIO_SCHEMA: string; [key: string]: unknown };
  it('has the schemas that readers know, ranges inside their media, tracks equally long', () => {
    fc.assert(
      fc.property(anyEdit, (of) => {
        const edit = planEdit(of);
        const timeline = JSON.parse(text('otio', of)) as Otio & { tracks: Otio & { children: (Otio & { children: Otio[] })[] } };
        const schemas = new Set([...JSON.stringify(timeline).matchAll(/"OTIO_SCHEMA":"([^"]+)"/g)].map((match) => match[1]!));
        for (const schema of schemas)
          expect([
            'Timeline.1',
            'Stack.1',
            'Track.1',
            'Clip.2',
            'Gap.1',
            'ExternalReference.1',
            'RationalTime.1',
            'TimeRange.1',
            'Marker.2',
          ]).toContain(schema);
        expect(timeline.tracks.children.map((track) => track['kind'])).toEqual(['Video', 'Audio']);
        for (const track of timeline.tracks.children) {
          expect(track.children.length).toBe(edit.pieces.length);
          track.children.forEach((item, i) => {
            const range = item['source_range'] as {
              start_time: { value: number; rate: number };
              duration: { value: number; rate: number };
            };
            if (item.OTIO_SCHEMA === 'Gap.1') return expect(range.duration.value).toBe(edit.pieces[i]!.end - edit.pieces[i]!.start);
            const piece = edit.pieces[i]!;
            expect([range.start_time.value, range.duration.value]).toEqual([piece.sourceIn, piece.sourceOut - piece.sourceIn]);
            expect(range.start_time.rate).toBe(piece.source.rate.num / piece.source.rate.den);
            const reference = (item['media_references'] as Record<string, { available_range: { duration: { value: number } } }>)[
              item['active_media_reference_key'] as string
            ]!;
            expect(reference.available_range.duration.value).toBeGreaterThanOrEqual(piece.sourceOut);
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the JianYing draft', () => {
  type Draft = {
    duration: number;
    fps: number;
    canvas_config: { width: number };
    materials: Record<string, { id: string; path?: string; content?: string }[]>;
    tracks: {
      type: string;
      segments: {
        id: string;
        material_id: string;
        source_timerange: { start: number; duration: number } | null;
        target_timerange: { start: number; duration: number };
        extra_material_refs: string[];
      }[];
    }[];
  };

  it('counts microseconds without gaps or overlaps, and every reference is there', () => {
    fc.assert(
      fc.property(anyEdit, (of) => {
        const made = exportClip('jianying', of, 1_700_000_000_000);
        if (made.kind !== 'folder') throw new Error('a file');
        expect(made.files.map((file) => file.path)).toEqual(['draft_content.json', 'draft_meta_info.json']);
        const draft = JSON.parse(made.files[0]!.text) as Draft;
        const ids = new Set(
          Object.values(draft.materials)
            .flat()
            .map((material) => material.id),
        );
        for (const track of draft.tracks) {
          let end = 0;
          for (const [i, segment] of track.segments.entries()) {
            expect(segment.target_timerange.start).toBeGreaterThanOrEqual(end);
            if (track.type === 'video') {
              expect(segment.target_timerange.start).toBe(end);
              expect(segment.source_timerange!.duration).toBe(segment.target_timerange.duration);
            }
            end = segment.target_timerange.start + segment.target_timerange.duration;
            expect(ids.has(segment.material_id)).toBe(true);
            for (const reference of segment.extra_material_refs) expect(ids.has(reference)).toBe(true);
            expect(Number.isInteger(end) && i >= 0).toBe(true);
          }
          expect(end).toBeLessThanOrEqual(draft.duration);
          if (track.type === 'video') expect(end).toBe(draft.duration);
        }
        for (const video of draft.materials['videos']!) {
          expect(video.path!.startsWith(`${draftPathPlaceholder}/materials/video/`)).toBe(true);
          expect(video.path!.slice(draftPathPlaceholder.length)).not.toMatch(/[<>:"\\|?*]/);
          expect(made.media.map((each) => `${draftPathPlaceholder}/${each.to}`)).toContain(video.path);
        }
        expect(exportClip('jianying', of, 1_700_000_000_000)).toEqual(made);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps words verbatim and media of equal names apart', () => {
    const of = input(
      {
        pieces: [
          { source: 'a', startMs: 0, endMs: 1000 },
          { source: 'b', startMs: 0, endMs: 1000 },
        ],
        cues: { a: [{ id: 'c', startMs: 0, endMs: 500, text: '他说："走" \\ {x} 😀' }] },
        openingLine: { text: '开场' },
      },
      { a: media('1.mp4', rates[1]!), b: { ...media('1.mp4', rates[1]!), path: '/other/1.mp4' } },
    );
    const made = exportClip('jianying', of, 0);
    if (made.kind !== 'folder') throw new Error('a file');
    expect(made.media).toEqual([
      { from: '/剧 集/1.mp4', to: 'materials/video/1.mp4' },
      { from: '/other/1.mp4', to: 'materials/video/1-2.mp4' },
    ]);
    const draft = JSON.parse(made.files[0]!.text) as Draft;
    expect(draft.materials['texts']!.map((each) => (JSON.parse(each.content!) as { text: string }).text)).toEqual([
      '他说："走" \\ {x} 😀',
      '开场',
    ]);
    expect(draft.tracks.map((track) => track.type)).toEqual(['video', 'text', 'text']);
  });
});

describe('SRT and downloads', () => {
  it('re-bases the words over joins', () => {
    const of = input(
      {
        pieces: [
          { source: 'a', startMs: 2000, endMs: 3000 },
          { source: 'a', startMs: 0, endMs: 1000 },
        ],
        cues: {
          a: [
            { id: 'c1', startMs: 2500, endMs: 4000, text: '一\n\n二' },
            { id: 'c0', startMs: 200, endMs: 700, text: 'three' },
          ],
        },
      },
      { a: media('1.mp4', rates[1]!) },
    );
    expect(text('srt', of)).toBe('1\r\n00:00:00,500 --> 00:00:01,000\r\n一\r\n二\r\n\r\n2\r\n00:00:01,200 --> 00:00:01,700\r\nthree\r\n');
  });

  it('is a file with a safe name, or a zip of the draft', () => {
    const document = {
      durationMs: 60_000,
      video: { width: 1080, height: 1920, fps: 29.97, frames: 1798, durationMs: 59_993, variableFrameRate: false },
      audio: null,
    } as unknown as Analysis;
    const recipe = recipeSchema.parse({ pieces: [{ source: 'ep_1', startMs: 0, endMs: 2000 }] });
    const edl = exportRecipe(recipe, { ep_1: { filename: '第1集.mp4', document } }, { name: 'EP01: hook/1', format: 'edl', savedAtMs: 0 });
    expect(edl.filename).toBe('EP01  hook 1.edl');
    expect(new TextDecoder().decode(edl.bytes)).toContain('FCM: DROP FRAME');
    const zip = unzipSync(
      exportRecipe(recipe, { ep_1: { filename: '第1集.mp4', document } }, { name: '钩子', format: 'jianying', savedAtMs: 0 }).bytes,
    );
    expect(Object.keys(zip)).toEqual(expect.arrayContaining(['钩子/draft_content.json', '钩子/draft_meta_info.json']));
  });
});
