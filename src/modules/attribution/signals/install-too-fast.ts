/**
 * Installs follow clicks faster than a store opens, an app downloads and starts. A few honest ones do (the app was there
 * already), so the share is measured against the campaign's own, and needs a number of them.
 */
import { onPlacement, percent, type Rule } from './facts.ts';
import { atLeast, quantile, ramp } from './statistics.ts';

const fastMs = 8_000;
const leastFast = 6;
const floorShare = 0.03;
const ceilingShare = 0.4;

export const installTooFast: Rule = {
  kind: 'install_too_fast',
  weight: 0.95,
  find: (picture, baseline) => {
    const times = picture.conversions
      .filter(({ kind, clickAt, at }) => kind === 'install' && clickAt !== null && at >= clickAt)
      .map(({ at, clickAt }) => at - clickAt!)
      .sort((a, b) => a - b);
    const fast = times.filter((ms) => ms < fastMs).length;
    if (fast < leastFast) return [];
    const others = baseline.installTimesMs;
    const usual = others.length >= 20 ? others.filter((ms) => ms < fastMs).length / others.length : 0;
    const expected = Math.min(ceilingShare, Math.max(floorShare, usual * 1.5));
    const share = fast / times.length;
    if (share < expected + 0.15 || atLeast(times.length, fast, expected) > 1e-5) return [];
    return [
      {
        kind: 'install_too_fast',
        subject: onPlacement(picture),
        strength: ramp(share, expected, expected + 0.3),
        evidence: {
          installs: times.length,
          fast,
          fastPercent: percent(fast, times.length),
          usualPercent: percent(usual, 1),
          seconds: fastMs / 1000,
          medianSeconds: Math.round(quantile(times, 0.5) / 100) / 10,
        },
      },
    ];
  },
};
