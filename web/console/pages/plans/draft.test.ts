import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentFaults } from '../../../../src/modules/revenue/plans/content.ts';
import { planContent, revenueKinds, type PlanContent } from '../../../../src/modules/revenue/words/contract.ts';
import {
  addStep,
  addWaterfall,
  freeKinds,
  moveStep,
  ratioOf,
  ratioText,
  redo,
  removeStep,
  startPast,
  stepKinds,
  templateNames,
  templates,
  toggleKind,
  undo,
  withRegistered,
  write,
} from './draft.ts';

const contentOf = (name: (typeof templateNames)[number]): PlanContent => ({
  currency: 'CNY',
  words: '',
  waterfalls: templates[name]((key) => key),
});
const idsOf = (content: PlanContent) => content.waterfalls.flatMap(({ steps }) => steps.map(({ id }) => id));

describe('templates', () => {
  test.each(templateNames.filter((name) => name !== 'blank'))('%s can be proposed as it is, and divides every kind', (name) => {
    const content = contentOf(name);
    expect(planContent.parse(content)).toEqual(content);
    expect(contentFaults(content, new Set())).toEqual([]);
    expect(freeKinds(content)).toEqual([]);
  });
  test('a blank one is kept, and says that nobody gets what is left', () => {
    const content = contentOf('blank');
    expect(planContent.safeParse(content).success).toBe(true);
    expect(contentFaults(content, new Set()).map(({ code }) => code)).toEqual(['no_split']);
  });
});

describe('steps', () => {
  test('whatever is done in the form is kept by the server, with a name of its own for every step and no kind twice', () => {
    const action = fc.record({
      what: fc.constantFrom('add', 'move', 'remove', 'toggle', 'apart'),
      kind: fc.constantFrom(...stepKinds),
      revenue: fc.constantFrom(...revenueKinds),
      from: fc.nat(6),
      to: fc.nat(6),
      part: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.constantFrom(...templateNames), fc.array(action, { maxLength: 25 }), (name, actions) => {
        let content = contentOf(name);
        for (const { what, kind, revenue, from, to, part } of actions) {
          const at = part % content.waterfalls.length;
          if (what === 'add') content = addStep(content, at, kind).content;
          if (what === 'move') content = moveStep(content, at, from, to);
          if (what === 'remove') content = removeStep(content, at, from);
          if (what === 'toggle') content = toggleKind(content, at, revenue);
          if (what === 'apart' && freeKinds(content).includes(revenue)) content = addWaterfall(content, revenue, at);
        }
        expect(planContent.safeParse(content).success).toBe(true);
        expect(new Set(idsOf(content)).size).toBe(idsOf(content).length);
        const kinds = content.waterfalls.flatMap((one) => one.kinds);
        expect(new Set(kinds).size).toBe(kinds.length);
      }),
    );
  });
  test('a new step stands where its kind belongs, so that it brings no fault', () => {
    for (const kind of ['fee', 'cost', 'advance', 'cap'] as const) {
      const { content, id } = addStep(contentOf('simple'), 0, kind);
      expect(idsOf(content)).toContain(id);
      expect(contentFaults(content, new Set()), kind).toEqual([]);
    }
  });
});

describe('ratios as they are typed', () => {
  test.each([
    ['12.5', { bps: 1250 }],
    ['１２．５％', { bps: 1250 }],
    ['100', { bps: 10_000 }],
    ['0.01', { bps: 1 }],
    ['1/3', { n: '1', d: '3' }],
    [' 2 / 7 ', { n: '2', d: '7' }],
    ['100.01', null],
    ['1.005', null],
    ['4/3', null],
    ['1/0', null],
    ['abc', null],
    ['', null],
  ])('%s', (typed, ratio) => expect(ratioOf(typed)).toEqual(ratio));
  test('what is shown is read back as what it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (bps) => {
        expect(ratioOf(ratioText({ bps }))).toEqual({ bps });
      }),
    );
  });
});

describe('what was before', () => {
  test('changes of one place within a moment are taken back together, others one by one, and come again', () => {
    let past = startPast('');
    past = write(past, 'a', 'label', 1000);
    past = write(past, 'ab', 'label', 1400);
    past = write(past, 'ab!', 'rate', 1500);
    expect(undo(past).present).toBe('ab');
    expect(undo(undo(past)).present).toBe('');
    expect(redo(undo(past)).present).toBe('ab!');
    expect(undo(undo(undo(past))).present).toBe('');
  });
  test('a new change ends the line of those that were taken back', () => {
    const past = write(undo(write(startPast(1), 2, '', 0)), 3, '', 0);
    expect(redo(past).present).toBe(3);
  });
});

describe('a division taken from the register', () => {
  const payee = (letter: string) => `payee:pye_${letter.repeat(26)}` as `payee:${string}`;
  const holders = [
    { party: payee('a'), share: { n: '2', d: '3' } },
    { party: payee('b'), share: { n: '1', d: '3' } },
  ];

  test('shares what the fixed parts of others leave, and can be proposed as it is', () => {
    const operator = { party: 'role:operator', share: { bps: 1000 } } as const;
    const parts = withRegistered([operator, { party: 'role:studio', share: 'rest' }, { party: payee('a'), share: { bps: 1 } }], holders);
    expect(parts).toEqual([operator, { party: payee('a'), share: { n: '3', d: '5' } }, { party: payee('b'), share: { n: '3', d: '10' } }]);
    const content = planContent.parse({
      currency: 'CNY',
      waterfalls: [{ kinds: ['order'], steps: [{ kind: 'split', id: 'split', tiers: [{ upToMinor: null, parts }] }] }],
    });
    expect(contentFaults(content, new Set(holders.map(({ party }) => party.slice('payee:'.length))))).toEqual([]);
    expect(withRegistered(parts as Exclude<typeof parts, string>, holders)).toEqual(parts);
  });

  test('is not written where it would be wrong', () => {
    expect(
      withRegistered(
        [
          { party: 'role:creator', share: 'terms' },
          { party: 'role:studio', share: 'rest' },
        ],
        holders,
      ),
    ).toBe('terms');
    expect(withRegistered([{ party: 'role:operator', share: { bps: 10_000 } }], holders)).toBe('nothing_left');
    const fine = [{ party: payee('a'), share: { n: '1', d: '999999999989' } }];
    expect(withRegistered([{ party: 'role:operator', share: { n: '1', d: '7' } }], fine)).toBe('too_long');
  });
});
