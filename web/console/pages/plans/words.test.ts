import { expect, test } from 'vitest';
import type { PlanContent } from '../../../../src/modules/revenue/words/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { makeFormat } from '../../../shared/i18n/format.ts';
import { moveStep, removeStep, templates } from './draft.ts';
import { differencesOf } from './words.ts';

const t = Object.assign((key: string, params?: Record<string, unknown>) => `${key} ${Object.values(params ?? {}).join(' ')}`.trim(), {
  exists: () => true,
});
const i18n: I18n = { t, language: 'en', format: makeFormat('en', t) };
const content: PlanContent = { currency: 'CNY', words: '', waterfalls: templates.guarantee((key) => key) };
const written = (of: PlanContent) => ({ content: of, effectiveFrom: '2026-01-01', effectiveUntil: null });
const changes = (before: PlanContent, now: PlanContent) =>
  Object.fromEntries(
    differencesOf(i18n, written(before), written(now), new Map())
      .filter(({ change }) => change !== 'same')
      .map(({ key, change }) => [key, change]),
  );

test('a version beside itself says nothing', () => expect(changes(content, content)).toEqual({}));

test('a step that is taken out, or comes in, is said as such and moves no other', () => {
  const shorter = removeStep(content, 0, 0);
  expect(changes(content, shorter)).toEqual({ channel: 'removed' });
  expect(changes(shorter, content)).toEqual({ channel: 'added' });
});

test('of steps that change places only the one that was moved is said to be', () => {
  expect(changes(content, moveStep(content, 0, 0, 2))).toEqual({ channel: 'moved' });
});

test('a figure that differs is a change of its step, with both sentences', () => {
  const [waterfall] = content.waterfalls;
  const cheaper: PlanContent = {
    ...content,
    waterfalls: [{ ...waterfall!, steps: waterfall!.steps.map((step) => (step.kind === 'fee' ? { ...step, rate: { bps: 800 } } : step)) }],
  };
  const [found] = differencesOf(i18n, written(content), written(cheaper), new Map()).filter(({ change }) => change === 'changed');
  expect(found?.key).toBe('channel');
  expect([found?.before?.join(), found?.now?.join()].map((text) => /\b(10|8)%/.exec(text!)?.[1])).toEqual(['10', '8']);
});
