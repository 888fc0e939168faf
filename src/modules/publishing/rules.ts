import type { Privacy, PublishingChannel } from './channels/types.ts';
import type { publicationStates } from './contract.ts';
import { publishingErrors } from './errors.ts';

export type PublicationState = (typeof publicationStates)[number];

const dayMs = 24 * 3_600_000;
/** YouTube's own scheduling ends after six months or so; a plan of half a year is no plan for a clip. */
const farthestMs = 180 * dayMs;
/** After so many failures in a row a person should look. */
export const mostAttempts = 8;

/** Milliseconds until the next try after `attempts` failures: 15 s, 30 s, 1 min … an hour. */
export function backOffMs(attempts: number): number {
  return Math.min(3_600_000, 15_000 * 2 ** Math.max(0, attempts - 1));
}

/** Milliseconds until a post that is being processed is looked at again, by how long it has been. */
export function nextLookMs(attempts: number): number {
  return Math.min(10 * 60_000, 5000 * 2 ** Math.min(attempts, 10));
}

/** Throws schedule_out_of_bounds for a time that is past or more than half a year ahead. */
export function checkSchedule(at: Date, now: Date): void {
  const ahead = at.getTime() - now.getTime();
  if (ahead < -60_000 || ahead > farthestMs) throw publishingErrors.schedule_out_of_bounds({ days: farthestMs / dayMs });
}

/** Throws caption_too_long or privacy_unknown_there where a channel would refuse the post. */
export function checkPost(limits: PublishingChannel['limits'], post: { title: string; caption: string; privacy: Privacy }): void {
  if (post.title.length > limits.title) throw publishingErrors.caption_too_long({ most: limits.title, length: post.title.length });
  if (post.caption.length > limits.caption) throw publishingErrors.caption_too_long({ most: limits.caption, length: post.caption.length });
  if (!limits.privacies.includes(post.privacy)) throw publishingErrors.privacy_unknown_there({ privacy: post.privacy });
}

/** Ten-thousandths of `part` in `whole`. */
export function bpsOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.max(0, Math.min(10_000, Math.floor((part * 10_000) / whole)));
}
