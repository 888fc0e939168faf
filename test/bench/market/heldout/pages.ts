/** Pages written by hand in the manner of real ones, with their claims beside them. */
import type { MarketFile } from '../truth.ts';

export function handWritten(): MarketFile[] {
  return [];
}
