/** Which version of a plan holds on a business day. */
import type { ShownState } from '../contract.ts';
import type { VersionRow } from '../tables.ts';

type Dated = Pick<VersionRow, 'version' | 'state' | 'effective_from' | 'effective_until'>;

/**
 * The version that holds on a day (YYYY-MM-DD): the newest agreed one whose first day has come. A version that was agreed later
 * takes the place of earlier ones from its first day on, and where it ends nothing of the plan holds any more.
 */
export function versionOn<V extends Dated>(versions: readonly V[], day: string): V | null {
  const begun = versions.filter(({ state, effective_from }) => state === 'agreed' && effective_from <= day);
  const newest = begun.reduce<V | null>((best, each) => (best === null || each.version > best.version ? each : best), null);
  return newest && (newest.effective_until === null || day < newest.effective_until) ? newest : null;
}

/** What a version is called on a day, beside the others of its plan. */
export function shownState(version: Dated, versions: readonly Dated[], day: string): ShownState {
  if (version.state !== 'agreed') return version.state;
  const replaced = versions.some(
    (other) => other.state === 'agreed' && other.version > version.version && other.effective_from <= version.effective_from,
  );
  if (replaced) return 'superseded';
  if (version.effective_from > day) return 'upcoming';
  if (versionOn(versions, day)?.version === version.version) return 'effective';
  const followed = versions.some((other) => other.state === 'agreed' && other.version > version.version && other.effective_from <= day);
  return followed ? 'superseded' : 'ended';
}
