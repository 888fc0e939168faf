/** The versions of plans that a run divides by, read once each. */
import type { Item } from '../allocate/allocate.ts';
import { waterfallOf } from '../plans/content.ts';
import type { VersionRow } from '../tables.ts';
import type { PlanContent, RevenueKind } from '../words/contract.ts';
import type { PlanVersion } from './fold.ts';
import { planForItem, type PostingContent } from './posting.ts';

export type Ground = {
  readonly planId: string;
  readonly version: number;
  readonly hash: string;
  readonly content: PlanContent;
  /** What divides an item: its kind's waterfall, with its campaign's cap; null where the version does not divide such a thing. */
  planFor(item: Pick<PostingContent['item'], 'kind' | 'currency' | 'campaignId' | 'capMinor'> & Pick<Item, 'creator'>): PlanVersion | null;
};

export function createGround(row: Pick<VersionRow, 'plan_id' | 'version' | 'content' | 'content_hash'>): Ground {
  const { plan_id: planId, version, content } = row;
  const kinds = new Map<RevenueKind, PlanVersion | null>();
  const capped = new Map<string, PlanVersion>();
  return {
    planId,
    version,
    hash: row.content_hash,
    content,
    planFor: (item) => {
      if (item.currency !== content.currency) return null;
      let plain = kinds.get(item.kind);
      if (plain === undefined) {
        const plan = waterfallOf(content, item.kind);
        kinds.set(item.kind, (plain = plan && { planId, version, plan }));
      }
      if (plain === null || item.capMinor === null) return plain;
      const key = `${item.kind} ${item.campaignId} ${item.capMinor} ${item.creator === null}`;
      let own = capped.get(key);
      if (!own) capped.set(key, (own = { ...plain, plan: planForItem(plain.plan, item) }));
      return own;
    },
  };
}
