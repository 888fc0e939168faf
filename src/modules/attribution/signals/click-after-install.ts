/**
 * The click came when the install had begun (Play's and Huawei's install referrer say when): a program on the phone saw the
 * install and threw a click in front of it. Such a click wins nothing anyway; many of them say what the placement is.
 */
import { onPlacement, percent, type Rule } from './facts.ts';
import { atLeast, ramp } from './statistics.ts';

// Clocks of stores and phones differ by seconds.
const clockSlackMs = 2_000;
const least = 4;
const honestShare = 0.02;

export const clickAfterInstall: Rule = {
  kind: 'click_after_install',
  weight: 0.95,
  find: (picture) => {
    const known = picture.conversions.filter(
      ({ kind, clickAt, installBeginAt }) => kind === 'install' && clickAt !== null && installBeginAt !== null,
    );
    const after = known.filter(({ clickAt, installBeginAt }) => clickAt! > installBeginAt! + clockSlackMs).length;
    if (after < least || atLeast(known.length, after, honestShare) > 1e-4) return [];
    return [
      {
        kind: 'click_after_install',
        subject: onPlacement(picture),
        strength: ramp(after / known.length, honestShare, 0.12),
        evidence: { installs: known.length, after, afterPercent: percent(after, known.length) },
      },
    ];
  },
};
