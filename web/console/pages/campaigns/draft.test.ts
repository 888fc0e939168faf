import fc from 'fast-check';
import { expect, test } from 'vitest';
import { campaignInput } from '../../../../src/modules/campaigns/contract.ts';
import { draftOf, inputOf, issuesOf, newDraft } from './draft.ts';
import { exampleOf } from './terms-words.ts';
import { instantIn, wallIn } from './zone.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const good = () => ({ ...newDraft('wrk_1', 'Asia/Shanghai', now), name: '她从火中归来 · 抖音' });

test('a new draft lacks only its name and drama, and the contract takes it', () => {
  expect(issuesOf(newDraft('', 'Asia/Shanghai', now))).toEqual({ workId: 'promotion.issue.work', name: 'promotion.issue.name' });
  expect(issuesOf(good())).toEqual({});
  const input = campaignInput.parse(inputOf(good()));
  expect(input.terms.orderShareBps).toBe(5000);
  expect(input.startsAt).toBe('2026-11-21T16:00:00.000Z');
});

test('half-typed figures are told apart from none', () => {
  const issues = issuesOf({
    ...good(),
    orderShare: '120',
    perOrder: '1.234',
    budget: '-5',
    holdDays: '',
    clickHours: '9999',
    channels: [],
  });
  expect(issues).toEqual({
    orderShare: 'promotion.issue.share',
    perOrder: 'promotion.issue.amount',
    budget: 'promotion.issue.amount',
    holdDays: 'promotion.issue.whole',
    clickHours: 'promotion.issue.whole',
    channels: 'promotion.issue.channels',
  });
});

test('an end before the beginning, and one language twice, are refused', () => {
  expect(issuesOf({ ...good(), endsAt: '2026-11-21T00:00' }).endsAt).toBe('promotion.issue.end');
  const texts = [
    { language: 'en', text: 'a' },
    { language: 'en', text: 'b' },
  ];
  expect(issuesOf({ ...good(), rules: texts }).rules).toBe('promotion.issue.languages');
});

test('a campaign is shown in the form as it was saved', () => {
  const draft = { ...good(), perInstall: '1.50', budget: '10000.00', endsAt: '2027-01-01T00:00', embargoUntil: '2026-12-01T20:00' };
  const input = campaignInput.parse(inputOf(draft));
  const shown = draftOf({ ...input, work: { id: input.workId } } as unknown as Parameters<typeof draftOf>[0]);
  expect(inputOf(shown)).toEqual(inputOf(draft));
});

test('times of a zone are read back as they were typed, on both sides of a change of the clocks', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'UTC', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: now - 2e10, max: now + 2e10 }), (zone, ms) => {
      const instant = new Date(Math.floor(ms / 60_000) * 60_000).toISOString();
      const wall = wallIn(zone, instant);
      // An hour that comes twice has two instants; the wall time is the same.
      expect(wallIn(zone, instantIn(zone, wall)!)).toBe(wall);
    }),
  );
  expect(instantIn('Asia/Shanghai', '2026-12-01')).toBe('2026-11-30T16:00:00.000Z');
  expect(instantIn('America/New_York', '2026-07-01T12:00')).toBe('2026-07-01T16:00:00.000Z');
  expect(instantIn('UTC', 'soon')).toBeNull();
});

test('the example order never earns more than its cap', () => {
  const terms = campaignInput.parse(inputOf({ ...good(), orderShare: '50', perOrder: '1', capOrder: '4.00' })).terms;
  expect(exampleOf(terms)).toEqual({ orderMinor: 990n, earnsMinor: 400n });
  expect(exampleOf({ ...terms, capPerOrderMinor: null }).earnsMinor).toBe(595n);
});
