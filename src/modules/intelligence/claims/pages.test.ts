import { expect, test } from 'vitest';
import { labelledPages } from '../../../../test/support/labelled-pages.ts';
import { readFile } from '../reading/read.ts';
import type { Claim } from './claim.ts';
import { readClaims } from './read.ts';

type Label = { quote: string; start: number; end: number; low: string; high: string; unit: string; period: string; status: string };

/** The page without its labels, and the labels with their places in code points. */
function unlabel(page: string): { text: string; labels: Label[] } {
  let text = '';
  let at = 0;
  const labels: Label[] = [];
  for (const found of page.matchAll(/⟦([^⟧]+)⟧/g)) {
    const [quote, low, high, unit, period, status] = found[1]!.split('|') as [string, string, string, string, string, string];
    text += page.slice(at, found.index);
    const start = [...text].length;
    text += quote;
    labels.push({ quote, start, end: [...text].length, low, high: high === '=' ? low : high, unit, period, status });
    at = found.index + found[0].length;
  }
  return { text: text + page.slice(at), labels };
}

/** What of a claim is not as labelled; nothing where all is. */
function faults(label: Label, claim: Claim | undefined): string[] {
  if (!claim) return ['not found'];
  const value = (wanted: string, got: number | null): boolean =>
    wanted === '?' || (wanted === '-' ? got === null : got !== null && Math.abs(got - Number(wanted)) <= 1e-6 * Math.abs(Number(wanted)));
  const unit = claim.unit === 'money' ? (claim.currency ?? 'money') : claim.unit;
  const plain = (wanted: string, got: string | null): boolean => wanted === '?' || (wanted === '-' ? got === null : got === wanted);
  return [
    ...(value(label.low, claim.low) && value(label.high, claim.high) ? [] : [`value ${claim.low}..${claim.high}`]),
    ...(plain(label.unit, unit) ? [] : [`unit ${unit}`]),
    ...(plain(label.period, claim.period) ? [] : [`period ${claim.period} for ${label.period}`]),
    ...(plain(label.status, claim.status) ? [] : [`status ${claim.status} for ${label.status}`]),
  ];
}

test('pages labelled by hand are read as their labels say but for three figures of a hundred, and little else is made up', async () => {
  const wrong: string[] = [];
  let [all, extra] = [0, 0];
  for (const page of labelledPages) {
    const { text, labels } = unlabel(page);
    const file = await readFile(new TextEncoder().encode(text), { name: 'page.txt' });
    const claims = file.documents.flatMap((document) => readClaims(document));
    all += labels.length;
    extra += claims.filter((claim) => !labels.some((label) => claim.start < label.end && claim.end > label.start)).length;
    for (const label of labels) {
      const near = claims.filter((claim) => claim.start < label.end && claim.end > label.start);
      const best = near.map((claim) => faults(label, claim)).toSorted((a, b) => a.length - b.length)[0] ?? ['not found'];
      if (best.length > 0) wrong.push(`${label.quote}: ${best.join(', ')}`);
    }
  }
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(all * 0.03);
  expect(extra).toBeLessThanOrEqual(all * 0.015);
});
