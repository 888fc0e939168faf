import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, decimalOf, numberOf, shift, stepOf } from './decimal.ts';
import type { Quantity } from './quantity.ts';
import { readQuantities } from './read.ts';

/** A quantity as `words: low..high bound unit currency`, which reads at a glance. */
function told(text: string): string[] {
  return readQuantities(text).map(
    ({ start, end, low, high, bound, unit, currency }) =>
      `${text.slice(start, end)}: ${low === high ? low : `${low ?? ''}..${high ?? ''}`} ${bound} ${unit}${currency === null ? '' : ` ${currency}`}`,
  );
}

const cases: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  'money in both languages and their mixtures': [
    ['expanded from 3.68 billion yuan in 2021', ['3.68 billion yuan: 3680000000 exact money CNY']],
    ['市场规模为504.4亿元', ['504.4亿元: 50440000000 exact money CNY']],
    ['人民币36.8亿元、36.8亿美元', ['人民币36.8亿元: 3680000000 exact money CNY', '36.8亿美元: 3680000000 exact money USD']],
    ['US$1.2bn and HK$5m', ['US$1.2bn: 1200000000 exact money USD', 'HK$5m: 5000000 exact money HKD']],
    ['RMB 3.68 billion, ¥500,000', ['RMB 3.68 billion: 3680000000 exact money CNY', '¥500,000: 500000 exact money CNY']],
    ['投资100万 元', ['100万 元: 1000000 exact money CNY']],
    ['a 100-million-yuan fund', ['100-million-yuan: 100000000 exact money CNY']],
    ['规模达1.2万亿元', ['1.2万亿元: 1200000000000 exact money CNY']],
    ['exceeded the RMB 50 billion mark', ['exceeded the RMB 50 billion: 50000000000.. over money CNY']],
    [
      '规模为５０４．４亿元，补贴３，０００万元',
      ['５０４．４亿元: 50440000000 exact money CNY', '３，０００万元: 30000000 exact money CNY'],
    ],
    ['壹佰万元整', ['壹佰万元: 1000000 exact money CNY']],
    ['3亿5000万元、一亿三千万元', ['3亿5000万元: 350000000 exact money CNY', '一亿三千万元: 130000000 exact money CNY']],
    ['億元級市場規模達五億元', ['億元級: 100000000.. over money CNY', '五億元: 500000000 exact money CNY']],
  ],
  'numbers in words': [
    ['三千六百万元，两亿元', ['三千六百万元: 36000000 exact money CNY', '两亿元: 200000000 exact money CNY']],
    ['two hundred million yuan', ['two hundred million yuan: 200000000 exact money CNY']],
    [
      'a dozen companies and half a billion dollars',
      ['a dozen companies: 12 exact companies', 'half a billion dollars: 500000000 exact money USD'],
    ],
    [
      '十几亿元，数千家企业，上百部，几十亿元',
      [
        '十几亿元: 1000000000.. over money CNY',
        '数千家: 1000.. over companies',
        '上百部: 100.. at_least titles',
        '几十亿元: 1000000000.. over money CNY',
      ],
    ],
    [
      'several thousand titles, tens of millions of users',
      ['several thousand titles: 1000.. over titles', 'tens of millions of users: 10000000.. over people'],
    ],
    ['reaching investment levels in the millions', ['in the millions: 1000000.. over count']],
    ['百亿级市场，近百家', ['百亿级: 10000000000.. over count', '近百家: ..100 nearly companies']],
    [
      '三四百万元，两三百部，七八成',
      ['三四百万元: 3000000..4000000 range money CNY', '两三百部: 200..300 range titles', '七八成: 0.7..0.8 range share'],
    ],
  ],
  'bounds before and behind': [
    [
      '超50亿元，50多亿元，50亿元以上',
      ['超50亿元: 5000000000.. over money CNY', '50多亿元: 5000000000.. over money CNY', '50亿元以上: 5000000000.. at_least money CNY'],
    ],
    ['不低于200万元，最高不超过500万元', ['不低于200万元: 2000000.. at_least money CNY', '最高不超过500万元: ..5000000 at_most money CNY']],
    ['单部最高给予500万元', ['最高给予500万元: ..5000000 at_most money CNY']],
    ['不超过总成本的30%', ['不超过总成本的30%: ..0.3 at_most share']],
    [
      'nearly 70%, at least 200 apps, up to 5 million yuan',
      ['nearly 70%: ..0.7 nearly share', 'at least 200 apps: 200.. at_least apps', 'up to 5 million yuan: ..5000000 at_most money CNY'],
    ],
    ['not more than 500,000 yuan, about 60%', ['not more than 500,000 yuan: ..500000 at_most money CNY', 'about 60%: 0.6 about share']],
    ['合约30万元，最近3部', ['30万元: 300000 exact money CNY', '3部: 3 exact titles']],
    ['500万+。10,000+ titles', ['500万+: 5000000.. over count', '10,000+ titles: 10000.. over titles']],
  ],
  'ranges that share a scale, a unit or nothing': [
    [
      'overtook cinema in 2024, by 45.7 billion yuan to RMB 37.7 billion',
      ['45.7 billion yuan: 45700000000 exact money CNY', 'RMB 37.7 billion: 37700000000 exact money CNY'],
    ],
    ['grew by 10 to 15 percent', ['10 to 15 percent: 0.1..0.15 range share']],
    [
      'from 200,000-300,000 yuan to 400,000-700,000 yuan',
      ['200,000-300,000 yuan: 200000..300000 range money CNY', '400,000-700,000 yuan: 400000..700000 range money CNY'],
    ],
    [
      '3亿至5亿元，2亿-3亿，5至8亿元',
      [
        '3亿至5亿元: 300000000..500000000 range money CNY',
        '2亿-3亿: 200000000..300000000 range count',
        '5至8亿元: 500000000..800000000 range money CNY',
      ],
    ],
    ['200-300 million', ['200-300 million: 200000000..300000000 range count']],
    ['between 200 million and 300 million dollars', ['between 200 million and 300 million dollars: 200000000..300000000 range money USD']],
    ['$5-10 million', ['$5-10 million: 5000000..10000000 range money USD']],
    ['20-30%，百分之十到二十', ['20-30%: 0.2..0.3 range share', '百分之十到二十: 0.1..0.2 range share']],
    ['from 20% to 30%', ['20%: 0.2 exact share', '30%: 0.3 exact share']],
    ['ranging from 3 to 5 million yuan', ['3 to 5 million yuan: 3000000..5000000 range money CNY']],
    ['从20万元到50万元', ['20万元: 200000 exact money CNY', '50万元: 500000 exact money CNY']],
    ['tripled to 300 million', ['tripled: 3 exact times', '300 million: 300000000 exact count']],
    [
      'were 3.68, 10.17 and 37.39 billion yuan',
      ['3.68: 3680000000 exact money CNY', '10.17: 10170000000 exact money CNY', '37.39 billion yuan: 37390000000 exact money CNY'],
    ],
  ],
  'shares, points, multiples and ranks': [
    [
      '近七成，不足三成，逾六成，七成五',
      ['近七成: ..0.7 nearly share', '不足三成: ..0.3 under share', '逾六成: 0.6.. over share', '七成五: 0.75 exact share'],
    ],
    ['占比过半，more than half of users', ['过半: 0.5.. over share', 'more than half: 0.5.. over share']],
    ['two-thirds of viewers', ['two-thirds: 0.6666666666666666 exact share']],
    ['上升3.5个百分点，50 bps', ['3.5个百分点: 0.035 exact points', '50 bps: 0.005 exact points']],
    [
      '增长3倍，翻两番，tenfold, over 13 times, 13-fold',
      [
        '3倍: 3 exact times',
        '翻两番: 4 exact times',
        'tenfold: 10 exact times',
        'over 13 times: 13.. over times',
        '13-fold: 13 exact times',
      ],
    ],
    ['位列第二，跻身前三，ranks second', ['第二: 2 exact rank', '三: ..3 at_most rank', 'second: 2 exact rank']],
    ['增长率为-2.1%', ['-2.1%: -0.021 exact share']],
  ],
  'what is counted': [
    ['over 30,000 industry professionals', ['over 30,000 industry professionals: 30000.. over people']],
    ['eight spots in the Top 100 audiovisual apps', ['eight spots: 8 exact apps']],
    ['132 of 200 titles', ['132: 132 exact titles', '200 titles: 200 exact titles']],
    ['6.96亿人，3.6万部、120万集', ['6.96亿人: 696000000 exact people', '3.6万部: 36000 exact titles', '120万集: 1200000 exact episodes']],
    ['播放量达100亿次；下载量1亿次', ['100亿次: 10000000000 exact views', '1亿次: 100000000 exact downloads']],
    ['120小时、101分钟、30 seconds', ['120小时: 7200 exact minutes', '101分钟: 101 exact minutes', '30 seconds: 0.5 exact minutes']],
    ['单日投放素材15.6万组，3款应用，12个拍摄基地', ['15.6万组: 156000 exact materials', '3款: 3 exact apps', '12个: 12 exact places']],
    ['20单、30笔、15天', ['20单: 20 exact orders', '30笔: 30 exact orders', '15天: 15 exact days']],
  ],
  'what is no quantity': [
    ['growth [3][5], Group 1: Quality; Table 2; (1) first', []],
    ['〔2025〕12号、第12号公告，电话010-12345678，2025年8月13日10:01', []],
    ['in 2021, 2022 and 2023; by 2027; the past three years; 近三年；三季度', []],
    ['v2.3.1 of GPT-4 on 5G in 4K, 16:9 and 1080p', []],
    ['一部微短剧，一个城市，十分重要，一线城市，第三部分，二次元，百度', []],
    ['1. 市场规模', []],
    ['a three-part structure for the first time among the Top 100, aged 18岁', []],
  ],
};

describe('quantities of sentences', () => {
  for (const [what, rows] of Object.entries(cases)) {
    test.each(rows)(`${what}: %s`, (text, expected) => {
      expect(told(text)).toEqual(expected);
    });
  }

  test('says how fine a number is: one unit of its last digit', () => {
    const steps = (text: string) => readQuantities(text).map(({ step, scale }) => [step, scale]);
    expect(steps('50.44 billion yuan')).toEqual([[1e7, 1e9]]);
    expect(steps('36.8亿元')).toEqual([[1e7, 1e8]]);
    expect(steps('68.4%')).toEqual([[0.001, 1]]);
    expect(steps('三千六百万元')).toEqual([[1e6, 1e4]]);
  });
});

describe('values written in many ways', () => {
  const scales = [
    ['亿', 8],
    ['万', 4],
    ['万亿', 12],
    ['千万', 7],
    [' billion', 9],
    [' million', 6],
    ['bn', 9],
    ['', 0],
  ] as const;
  const written = fc.record({
    units: fc.integer({ min: 1, max: 99_999 }),
    decimals: fc.integer({ min: 0, max: 3 }),
    scale: fc.constantFrom(...scales),
    currency: fc.constantFrom(
      ['', '元', 'CNY'],
      ['', '美元', 'USD'],
      ['RMB ', '', 'CNY'],
      ['US$', '', 'USD'],
      ['', ' yuan', 'CNY'],
      ['¥', '', 'CNY'],
    ),
    full: fc.boolean(),
    bound: fc.constantFrom(
      ['超', 'over'],
      ['近', 'nearly'],
      ['不足', 'under'],
      ['至少', 'at_least'],
      ['over ', 'over'],
      ['nearly ', 'nearly'],
      ['', 'exact'],
      ['约', 'about'],
    ),
  });
  type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;
  const render = ({ units, decimals, scale, currency, full, bound }: Written) => {
    const digits = String(units).padStart(decimals + 1, '0');
    const number = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
    const shown = full ? number.replaceAll(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)) : number;
    return {
      text: `${bound[0]}${currency[0]}${shown}${scale[0]}${currency[1]}`,
      value: Number(`${number}e${scale[1]}`),
      step: Number(`1e${scale[1] - decimals}`),
    };
  };

  test('are read back exactly: value, bound, currency, step and place', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('，市场规模为', 'the market, worth '), (given, lead) => {
        const { text, value, step } = render(given);
        const whole = `${lead}${text}。`;
        const [one, ...more] = readQuantities(whole) as [Quantity, ...Quantity[]];
        expect(more).toEqual([]);
        expect(whole.slice(one.start, one.end)).toBe(text);
        const [low, high] = ['nearly', 'under'].includes(given.bound[1])
          ? [null, value]
          : ['over', 'at_least'].includes(given.bound[1])
            ? [value, null]
            : [value, value];
        expect(one).toMatchObject({ low, high, bound: given.bound[1], unit: 'money', currency: given.currency[2], step });
      }),
      { numRuns: 600 },
    );
  });

  test('a value whose digits could be a month of a year is a value', () => {
    expect(readQuantities('市场规模为超2000.1亿。')[0]).toMatchObject({ low: 200_010_000_000, bound: 'over' });
    expect(readQuantities('2025.1')).toEqual([]);
  });

  test('as Chinese numerals are read as the same numbers in digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9_999 }), (value) => {
        expect(readQuantities(`共${chinese(value)}万元`)[0]).toMatchObject({ low: value * 10_000, high: value * 10_000, currency: 'CNY' });
      }),
      { numRuns: 400 },
    );
  });

  test('scales are exact: no float is ever multiplied', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: -6, max: 0 }),
        fc.integer({ min: 0, max: 12 }),
        (units, exponent, power) => {
          const decimal = { units: BigInt(units), exponent };
          expect(numberOf(shift(decimal, power))).toBe(Number(`${units}e${exponent + power}`));
          expect(stepOf(shift(decimal, power))).toBe(Number(`1e${exponent + power}`));
          expect(numberOf(add(decimal, decimal))).toBe(Number(`${units * 2}e${exponent}`));
        },
      ),
    );
    expect(numberOf(shift(decimalOf('1,234.50'), 8))).toBe(123_450_000_000);
  });
});

test('reads any text without throwing; places slice, values are finite', () => {
  const pieces = fc.constantFrom(
    '3',
    '.',
    ',',
    '亿',
    '万',
    '元',
    '%',
    '成',
    '倍',
    '-',
    '至',
    '第',
    '百',
    '千',
    '一',
    '两',
    '点',
    'billion',
    ' to ',
    'RMB ',
    '〔',
    '年',
    '月',
    'half',
    ' of ',
    '多',
    '超',
    '近',
    '分之',
    '翻',
    '前',
    '５',
    '，',
    ' ',
    '数',
    '几',
    '上',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const { start, end, low, high, step } of readQuantities(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect([low ?? 0, high ?? 0, step].every((value) => Number.isFinite(value))).toBe(true);
          expect(low !== null || high !== null).toBe(true);
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('a number of a thousand digits says nothing', () => {
  expect(readQuantities(`${'9'.repeat(1000)}亿元`)).toEqual([]);
});

/** 1 to 9,999 as people write it. */
function chinese(value: number): string {
  const digits = '零一二三四五六七八九';
  let text = '';
  let zero = false;
  for (const [place, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / place) % 10;
    if (digit === 0) {
      zero = text !== '';
      continue;
    }
    text += `${zero ? '零' : ''}${place === 10 && digit === 1 && text === '' ? '' : digits[digit]}${sign}`;
    zero = false;
  }
  return text;
}
