/**
 * The same few devices install and register again and again, each time as somebody else. A family's tablet has two or three
 * people, a mended phone installs twice; a farm has dozens on each.
 */
import { onPlacement, percent, type Rule } from './facts.ts';
import { ramp } from './statistics.ts';

const usualPerDevice = 3;
const leastRepeats = 8;
const leastShare = 0.08;

export const repeatedDevices: Rule = {
  kind: 'repeated_devices',
  weight: 0.95,
  find: (picture) => {
    const news = picture.conversions.filter(({ kind, deviceId }) => (kind === 'install' || kind === 'register') && deviceId !== null);
    const counts = new Map<string, number>();
    for (const { deviceId, kind } of news) counts.set(`${kind} ${deviceId}`, (counts.get(`${kind} ${deviceId}`) ?? 0) + 1);
    const repeats = [...counts.values()].reduce((sum, count) => sum + Math.max(0, count - usualPerDevice), 0);
    const share = repeats / Math.max(1, news.length);
    if (repeats < leastRepeats || share < leastShare) return [];
    return [
      {
        kind: 'repeated_devices',
        subject: onPlacement(picture),
        strength: ramp(share, 0, 0.2),
        evidence: {
          installs: news.length,
          devices: counts.size,
          repeats,
          repeatsPercent: percent(repeats, news.length),
          most: Math.max(0, ...counts.values()),
        },
      },
    ];
  },
};
