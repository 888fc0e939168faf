import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder } from './FileList.tsx';
import { rooted } from './folder.ts';
import { makePace } from './pace.ts';

const file = {} as File;
const paths = (selection: ReturnType<typeof rooted>) => selection.files.map((one) => one.path);

describe('the files of a folder', () => {
  test("the folder's own name is taken off and kept as the title", () => {
    const selection = rooted([
      { path: '她从火中归来/第1集.mp4', file },
      { path: '她从火中归来/字幕/第1集.srt', file },
    ]);
    expect(selection.name).toBe('她从火中归来');
    expect(paths(selection)).toEqual(['第1集.mp4', '字幕/第1集.srt']);
  });
  test('loose files and several folders stay as they are', () => {
    expect(
      paths(
        rooted([
          { path: '1.mp4', file },
          { path: 'a/2.mp4', file },
        ]),
      ),
    ).toEqual(['1.mp4', 'a/2.mp4']);
    expect(
      rooted([
        { path: 'a/1.mp4', file },
        { path: 'b/2.mp4', file },
      ]).name,
    ).toBe('');
  });
  test('what systems leave behind is left out', () => {
    expect(
      paths(
        rooted([
          { path: 'd/.DS_Store', file },
          { path: 'd/._1.mp4', file },
          { path: 'd/Thumbs.db', file },
          { path: 'd/1.mp4', file },
        ]),
      ),
    ).toEqual(['1.mp4']);
  });
});

describe('the plan as shown', () => {
  test('each episode is followed by its subtitles, then come the cover and what is left out', () => {
    const planned = (path: string, role: 'episode' | 'subtitle' | 'cover' | 'ignored', number: number | null) => ({
      path,
      role,
      number,
      sizeBytes: 1,
      language: null,
      state: 'waiting' as const,
      error: null,
    });
    const files = [
      planned('cover.jpg', 'cover', null),
      planned('notes.txt', 'ignored', null),
      planned('sub/10.srt', 'subtitle', 10),
      planned('10.mp4', 'episode', 10),
      planned('sub/2.srt', 'subtitle', 2),
      planned('2.mp4', 'episode', 2),
    ];
    expect(inOrder(files).map((one) => one.path)).toEqual(['2.mp4', 'sub/2.srt', '10.mp4', 'sub/10.srt', 'cover.jpg', 'notes.txt']);
  });
});

describe('the pace of an upload', () => {
  test('says nothing before two seconds are seen', () => {
    const pace = makePace();
    pace.add(1000, 0);
    expect(pace.bytesPerSecond(1999)).toBeNull();
  });
  test('an even flow is measured within a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3000, max: 60_000 }), (bytes, endMs) => {
        const pace = makePace();
        for (let at = 0; at <= endMs; at += 100) pace.add(bytes, at);
        const measured = pace.bytesPerSecond(endMs)!;
        return Math.abs(measured / (bytes * 10) - 1) < 0.2;
      }),
    );
  });
  test('a line that has gone silent falls to nothing', () => {
    const pace = makePace();
    pace.add(1e6, 0);
    expect(pace.bytesPerSecond(9000)).toBe(0);
  });
});
