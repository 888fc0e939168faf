/** What goes into one transfer: money from one origin, divided by one version of a plan, for one creator and their agency. */
import { originOf } from '../books.ts';
import type { ItemRow } from '../tables.ts';

type Grouped = Pick<ItemRow, 'kind' | 'source_id' | 'campaign_id' | 'creator_id' | 'agency_id' | 'currency' | 'plan_id' | 'plan_version'>;

/** The key of an item's group: plan, version, the origin's account code, creator, agency. Throws RangeError where no plan divides it. */
export function groupKeyOf(item: Grouped): string {
  if (item.plan_id === null) throw new RangeError('an item that no plan divides is in no group');
  return [item.plan_id, item.plan_version, originOf(item, item.currency).code, item.creator_id ?? '', item.agency_id ?? ''].join('|');
}
