/**
 * Real installs crowd into the first minutes after the click; where clicks were sprayed in the hope of catching installs that
 * come anyway, the times lie flat over the whole window. Kolmogorov–Smirnov against the campaign's own times, one-sided, with
 * as much effect as chance: numbers alone make any difference significant.
 */
import { onPlacement, percent, type Rule } from './facts.ts';
import { laterThan, quantile, ramp } from './statistics.ts';

const leastInstalls = 25;
const leastReference = 60;
const leastDistance = 0.3;
const hourMs = 3_600_000;

export const installTimesFlat: Rule = {
  kind: 'install_times_flat',
  weight: 0.9,
  find: (picture, baseline) => {
    const times = picture.conversions
      .filter(({ kind, clickAt, at }) => kind === 'install' && clickAt !== null && at >= clickAt)
      .map(({ at, clickAt }) => at - clickAt!)
      .sort((a, b) => a - b);
    if (times.length < leastInstalls || baseline.installTimesMs.length < leastReference) return [];
    const { d, p } = laterThan(times, baseline.installTimesMs);
    if (d < leastDistance || p > 1e-6) return [];
    const late = times.filter((ms) => ms > hourMs).length;
    return [
      {
        kind: 'install_times_flat',
        subject: onPlacement(picture),
        strength: ramp(d, leastDistance - 0.2, leastDistance + 0.15),
        evidence: {
          installs: times.length,
          medianMinutes: Math.round(quantile(times, 0.5) / 6_000) / 10,
          usualMinutes: Math.round(quantile(baseline.installTimesMs, 0.5) / 6_000) / 10,
          afterHourPercent: percent(late, times.length),
          usualAfterHourPercent: percent(baseline.installTimesMs.filter((ms) => ms > hourMs).length, baseline.installTimesMs.length),
          distance: Math.round(d * 100) / 100,
        },
      },
    ];
  },
};
