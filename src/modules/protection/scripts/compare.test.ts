import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareScripts } from './compare.ts';

const scene = `第1场 林家客厅 夜 内
林晚：你为什么要骗我？这五年来我一直相信你！
顾沉：我没有骗你，我只是不想让你难过。
△林晚把合同摔在桌上，转身跑出门去。
林晚：从今天起，我们再也没有关系！
顾沉：林晚，你听我把话说完。`;
const second = `第2场 城南码头 日 外
陈伯：二十年前那艘船，根本没有沉。
周野：你亲眼看见船靠了岸？
陈伯：看见了，船上下来一个抱着孩子的女人。
△周野捏紧手里的怀表，江风吹得他睁不开眼。
周野：那个孩子，就是我。`;
const own = `第3场 面馆 日 内
老板娘：今天的面卖完了，明天请早。
许念：我不是来吃面的，我来还十年前欠你的饭钱。
老板娘：十年前？你是那个在门口写作业的丫头？
△许念笑着点头，眼眶红了。
许念：当年那碗热汤面，我记到现在。`;
const english = `INT. COFFEE SHOP - DAY

ALICE
You signed the papers before the funeral was even over.

VICTOR
Somebody had to keep the company from falling apart.

Alice pushes the cold cup across the table and stands up.

ALICE
Then keep it. I only came for my mother's letters.
`;

const compare = (a: string, b: string) => compareScripts({ text: a }, { text: b });
const cut = (text: string, start: number, end: number): string => Array.from(text).slice(start, end).join('');

describe('kinds', () => {
  test('the same words are verbatim, whatever their width and case', () => {
    const found = compare(`${scene}\n${own}`, `${second}\n\n${scene.replaceAll('，', ',').replaceAll('！', '!')}`);
    expect(found.passages).toMatchObject([{ kind: 'verbatim', score: 1 }]);
    expect(compare(scene, scene)).toMatchObject({
      score: 1,
      passages: [{ aStart: 0, bStart: 0, aEnd: Array.from(scene).length, score: 1 }],
    });
  });

  test('new names do not hide a copy', () => {
    const copied = scene.replaceAll('林晚', '苏晴雪').replaceAll('顾沉', '陆野').replaceAll('林家客厅', '苏宅书房');
    const { score, passages } = compare(`${scene}\n${second}`, `${own}\n${copied}`);
    expect(passages).toHaveLength(1);
    expect(passages[0]!.kind).toBe('renamed');
    expect(score).toBeGreaterThan(0.4);
  });

  test('other words are a paraphrase, scored lower than the words themselves', () => {
    const copied = scene
      .replace('为什么', '为何')
      .replace('一直相信', '始终信任')
      .replace('不想让', '不愿意叫')
      .replace('再也没有关系', '一刀两断');
    const [passage] = compare(`${scene}\n${second}`, `${own}\n${copied}`).passages;
    expect(passage!.kind).toBe('paraphrased');
    expect(passage!.score).toBeGreaterThan(0.6);
    expect(passage!.score).toBeLessThan(0.95);
  });

  test('scenes that changed places are passages of their own, and one of them is said to be elsewhere', () => {
    const { passages } = compare(`${scene}\n${second}\n${own}`, `${second}\n${own}\n${scene}`);
    expect(passages.map(({ kind }) => kind).toSorted()).toEqual(['reordered', 'verbatim']);
    expect(passages[0]!.bStart).toBeGreaterThan(passages[1]!.bStart);
  });
});

test('positions are code points, so that what lies beyond the first plane counts once', () => {
  const text = `😀𠮷\n\n${own}\n😀\n${scene}`;
  const [passage] = compare(scene, text).passages;
  expect(cut(text, passage!.bStart, passage!.bEnd)).toBe(scene);
  expect(cut(scene, passage!.aStart, passage!.aEnd)).toBe(scene);
});

test('a renamed English scene is found in Fountain', () => {
  const copied = english.replaceAll('ALICE', 'NORAH').replaceAll('Alice', 'Norah').replaceAll('VICTOR', 'JULIAN');
  const before = `EXT. HARBOR - NIGHT\n\nCLARA\nThe ferry left an hour ago, and he was not on it.\n\n`;
  const found = compareScripts({ text: english, fountain: true }, { text: `${before}${copied}`, fountain: true });
  expect(found.passages).toMatchObject([{ kind: 'renamed' }]);
  expect(cut(`${before}${copied}`, found.passages[0]!.bStart, found.passages[0]!.bEnd)).toContain('NORAH\nYou signed');
});

test('scripts that have nothing to do with one another share nothing, and so does what has no words', () => {
  for (const [a, b] of [
    [scene, own],
    [scene, second],
    [own, english],
    ['', ''],
    ['…！？', '…！？'],
    [scene, ''],
  ] as const)
    expect(compare(a, b)).toEqual({ score: 0, passages: [] });
  // One common line is no copy.
  expect(compare(`${scene}\n甲：你怎么来了？`, `${own}\n乙：你怎么来了？`).passages).toEqual([]);
});

test('lines without speakers and in one paragraph are known again, as subtitles and novels have them', () => {
  const spoken = scene
    .replace(/^[^：\n]*：/gm, '')
    .split('\n')
    .slice(1);
  const novel = `${own.replaceAll('\n', '')}${spoken.join('')}${second.replaceAll('\n', '')}`;
  for (const text of [`${own}\n${spoken.join('\n')}`, novel]) {
    const { passages } = compare(scene, text);
    expect(passages).toHaveLength(1);
    expect(cut(text, passages[0]!.bStart, passages[0]!.bEnd)).toContain(spoken[1]);
  }
});

test('any texts give passages inside the texts and a score from 0 to 1', () => {
  const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...`${scene}\n${second}\n${english}`.split('\n')));
  const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const { score, passages } = compareScripts({ text: a, fountain: true }, { text: b });
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      for (const each of passages) {
        expect(each.aStart).toBeLessThan(each.aEnd);
        expect(each.bStart).toBeLessThan(each.bEnd);
        expect(each.aEnd).toBeLessThanOrEqual(Array.from(a).length);
        expect(each.bEnd).toBeLessThanOrEqual(Array.from(b).length);
        expect(each.score).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 200 },
  );
});

test('texts made to be slow end all the same', () => {
  for (const text of [
    '哈'.repeat(200_000),
    '我不同意。\n'.repeat(30_000),
    '甲：'.repeat(60_000),
    'A'.repeat(200_000),
    '（'.repeat(100_000),
    ' '.repeat(200_000),
    `${'甲'.repeat(7)} `.repeat(20_000),
  ])
    expect(compare(text, `${text}\n${own}`).score).toBeLessThanOrEqual(1);
}, 60_000);
