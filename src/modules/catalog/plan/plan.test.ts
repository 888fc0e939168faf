import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planImport } from './index.ts';
import { readChineseNumber, writeChineseNumber } from './numbers.ts';

const plan = (...paths: string[]) => planImport(paths.map((path, at) => ({ path, sizeBytes: 1000 + at })));
const one = (path: string): [string, number | null, string | null] => {
  const { files } = plan(path);
  return [files[0]!.role, files[0]!.number, files[0]!.language];
};

describe('one name', () => {
  it.each([
    ['第12集.mp4', 12],
    ['第十二集.mp4', 12],
    ['第 ０１２ 集.mp4', 12],
    ['第一百零三集 真相.mp4', 103],
    ['第8话.mkv', 8],
    ['EP12.mp4', 12],
    ['ep.12.mp4', 12],
    ['E12.mp4', 12],
    ['S01E12.mp4', 12],
    ['s2e07 - the end.mp4', 7],
    ['Episode 12.mov', 12],
    ['12.mp4', 12],
    ['012 标题.mp4', 12],
    ['１２.mp4', 12],
    ['剧名_12_1080p.mp4', 12],
    ['[Group] Title - 12 [1080p][A1B2C3D4].mkv', 12],
    ['Title.2024.E12.1080p.WEB.x264.mp4', 12],
    ['12集.mp4', 12],
    ['剧名(全80集)第3集.mp4', 3],
    ['2046_12.mp4', 12],
    ['剧名 12 (1).mp4', 12],
    ['她从火中归来-07-H264-1080x1920-30fps.mp4', 7],
    ['EP12v2.mp4', 12],
    ['第二季 05.mp4', 5],
    ['2024-05-12 剧名 9.mp4', 9],
    ['剧名 全100集 33.mp4', 33],
    ['第12集 大结局.mp4', 12],
    ['drama_e05_final.mp4', 5],
    ['20240512_08.mp4', 8],
    ['4K_12.mp4', 12],
    ['25岁的老婆_03.mp4', 3],
  ])('%s is episode %i', (path, number) => expect(one(path)).toEqual(['episode', number, null]));

  it.each([
    ['12.zh.srt', 12, 'zh-CN'],
    ['12.en.vtt', 12, 'en'],
    ['EP12.chs.ass', 12, 'zh-CN'],
    ['第12集.zh-Hant.srt', 12, 'zh-TW'],
    ['12_eng.srt', 12, 'en'],
    ['12.chs&eng.ass', 12, 'zh-CN'],
    ['12 [英文].srt', 12, 'en'],
    ['12.srt', 12, null],
    ['英文/12.srt', 12, 'en'],
    ['subs/pt-BR/EP3.vtt', 3, 'pt-BR'],
    ['第3集.简体中文.ass', 3, 'zh-CN'],
    ['剧名.第3集.th.srt', 3, 'th'],
  ])('%s are subtitles of %i in %s', (path, number, language) => expect(one(path)).toEqual(['subtitle', number, language]));

  it.each(['cover.jpg', '封面.png', 'poster.webp', 'Folder.JPG', '剧名-竖版封面.jpeg'])('%s is the cover', (path) =>
    expect(plan('1.mp4', path, 'still_01.jpg').files[0]).toMatchObject({ path, role: 'cover' }),
  );

  it.each(['.DS_Store', '._12.mp4', 'Thumbs.db', '__MACOSX/12.mp4', '12.mp4.part', '~$notes.docx'])(
    '%s is junk, passed over in silence',
    (path) => {
      expect(plan(path).files).toEqual([{ path, sizeBytes: 1000, role: 'ignored', number: null, language: null, error: null }]);
    },
  );

  it.each(['../12.mp4', '/etc/12.mp4', 'C:\\12.mp4', 'a/../../12.mp4', '12\u0000.mp4', `${'a'.repeat(1000)}/12.mp4`, '12\ud800.mp4'])(
    '%j is refused as a path',
    (path) => {
      expect(plan(path).files[0]).toMatchObject({ role: 'ignored', error: { code: 'catalog.path_refused' } });
    },
  );
});

describe('a folder', () => {
  it('finds the number that counts where several stand in each name', () => {
    const { files } = plan('我的25岁老婆03.mp4', '我的25岁老婆04.mp4', '我的25岁老婆12.mp4');
    expect(files.map((file) => file.number)).toEqual([3, 4, 12]);
    expect(plan('7天爱上你 1.mp4', '7天爱上你 2.mp4').files.map((file) => file.number)).toEqual([1, 2]);
  });

  it('stores the cover first, then subtitles before their video, in natural order', () => {
    expect(plan('10.mp4', '2.mp4', '2.zh.srt', '10.zh.srt', 'cover.jpg', 'notes.txt').files.map((file) => file.path)).toEqual([
      'cover.jpg',
      '2.zh.srt',
      '2.mp4',
      '10.zh.srt',
      '10.mp4',
      'notes.txt',
    ]);
  });

  it('reads numbers from sub-folders, and a lone film as its first episode', () => {
    expect(plan('第3集/正片.mp4', '第4集/正片.mp4').files.map((file) => file.number)).toEqual([3, 4]);
    expect(plan('07/video.mp4', '08/video.mp4', '07/en.srt').files.map((file) => [file.role, file.number])).toEqual([
      ['subtitle', 7],
      ['episode', 7],
      ['episode', 8],
    ]);
    expect(plan('成片.mp4', '成片.zh.srt').files.map((file) => file.number)).toEqual([1, 1]);
  });

  it('reports gaps, repeats, unknown numbers and compilations', () => {
    const { files, notes } = planImport([
      { path: '1.mp4', sizeBytes: 5 },
      { path: '2_720p.mp4', sizeBytes: 5 },
      { path: '2_1080p.mp4', sizeBytes: 9 },
      { path: '5.mp4', sizeBytes: 5 },
      { path: '预告.mp4', sizeBytes: 5 },
      { path: '第1-3集.mp4', sizeBytes: 5 },
      { path: 'notes.txt', sizeBytes: 5 },
    ]);
    expect(files.filter((file) => file.role === 'episode').map((file) => [file.path, file.number])).toEqual([
      ['1.mp4', 1],
      ['2_1080p.mp4', 2],
      ['5.mp4', 5],
    ]);
    expect(files.flatMap((file) => file.error?.code ?? []).toSorted()).toEqual([
      'catalog.kind_unknown',
      'catalog.number_is_range',
      'catalog.number_repeated',
      'catalog.number_unknown',
    ]);
    expect(notes).toEqual([
      { code: 'catalog.numbers_missing', params: { count: 2, numbers: '3–4' } },
      { code: 'catalog.numbers_repeated', params: { count: 1, numbers: '2' } },
      { code: 'catalog.files_ignored', params: { count: 3 } },
    ]);
  });

  it('takes the title from the folder that all files share', () => {
    expect(plan('她从火中归来/1.mp4', '她从火中归来/subs/1.srt').title).toBe('她从火中归来');
    expect(plan('a/1.mp4', 'b/2.mp4').title).toBeNull();
    expect(plan('1.mp4').title).toBeNull();
  });
});

describe('properties', () => {
  const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
  const shapes: ((number: number) => string)[] = [
    (n) => `第${n}集`,
    (n) => `第${writeChineseNumber(n)}集`,
    (n) => `EP${n}`,
    (n) => `E${String(n).padStart(3, '0')}`,
    (n) => `S01E${String(n).padStart(2, '0')}`,
    (n) => String(n),
    (n) => String(n).padStart(3, '0'),
    (n) => wide(`第${n}集`),
    (n) => `剧名_${n}_1080p`,
    (n) => `[组] 剧名 - ${n} [1080p][A1B2C3D4]`,
    (n) => `Drama.2024.E${n}.WEB.h264`,
    (n) => `总裁的7天新娘 ${n}`,
    (n) => `${n} 标题`,
  ];
  it('numbers a folder in any of the usual shapes', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...shapes), numbers, (shape, all) => {
        const { files } = plan(...all.map((number) => `${shape(number)}.mp4`));
        expect(files.map((file) => [file.path, file.number])).toEqual(
          all.toSorted((a, b) => a - b).map((number) => [`${shape(number)}.mp4`, number]),
        );
      }),
    );
  });
  it('gives every path back once, whatever the order, and never throws', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(
          fc.constantFrom(
            '第',
            '1',
            '十',
            '集',
            'EP',
            '-',
            '.',
            '/',
            '\\',
            '..',
            ' ',
            '[',
            ']',
            '1080p',
            '.mp4',
            '.srt',
            '.jpg',
            'zh',
            '&',
            '年',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 25 }), fc.nat(), (paths, seed) => {
        const inputs = paths.map((path, at) => ({ path, sizeBytes: (at * 7) % 5 }));
        const first = planImport(inputs);
        expect(first.files.map((file) => file.path).toSorted()).toEqual([...paths].toSorted());
        const numbers = first.files.filter((file) => file.role === 'episode').map((file) => file.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        const turned = inputs.map((_, at) => inputs[(at + seed) % inputs.length]!);
        expect(planImport(turned).files).toEqual(first.files);
      }),
      { numRuns: 300 },
    );
  });
  it('reads the Chinese numerals that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (number) => void expect(readChineseNumber(writeChineseNumber(number))).toBe(number)),
    );
    expect(['一二', '一百二', '廿三', '两百', '十', '一千零五', '〇八'].map(readChineseNumber)).toEqual([12, 120, 23, 200, 10, 1005, 8]);
  });
});
