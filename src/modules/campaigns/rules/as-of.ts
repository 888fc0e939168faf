/** What held when: histories are lists of instants, oldest first, and each entry holds until the next. */

/** The entry that held at an instant, of a list that rises by `from`; undefined before the first. Of equal instants the last counts. */
export function asOf<Entry extends { readonly from: Date }>(list: readonly Entry[], at: Date): Entry | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.from.getTime() <= at.getTime()) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

export type ShareFact = { readonly from: Date; readonly agencyId: string | null; readonly shareBps: number };

/**
 * What an agency keeps, as a history: its own share, else the default, else nothing, and never more than the terms of that
 * time allow. `shares` rise by `from`; a null agency is the default. Entries that change nothing are left out.
 */
export function agencyShareHistory(
  agencyId: string | null,
  shares: readonly ShareFact[],
  terms: readonly { readonly from: Date; readonly mostBps: number }[],
): { from: Date; shareBps: number }[] {
  if (agencyId === null) return [];
  const own = shares.filter((share) => share.agencyId === agencyId);
  const common = shares.filter((share) => share.agencyId === null);
  const instants = [...new Set([...own, ...common, ...terms].map(({ from }) => from.getTime()))].sort((a, b) => a - b);
  const history: { from: Date; shareBps: number }[] = [];
  for (const instant of instants) {
    const at = new Date(instant);
    const wanted = asOf(own, at)?.shareBps ?? asOf(common, at)?.shareBps ?? 0;
    const shareBps = Math.min(wanted, asOf(terms, at)?.mostBps ?? 0);
    if (history.at(-1)?.shareBps !== shareBps) history.push({ from: at, shareBps });
  }
  return history;
}
