import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionParts } from './parts.ts';

export type Names = { campaigns: ReadonlyMap<string, string>; creators: ReadonlyMap<string, string> };

/** Names for people of the campaigns and creators that are told of; an id stands for what has no name any more. */
export async function loadNames(
  parts: AttributionParts,
  trx: Trx,
  organisationId: string,
  ids: { campaigns: Iterable<string | null>; creators: Iterable<string | null> },
): Promise<Names> {
  const [campaigns, creators] = [present(ids.campaigns), present(ids.creators)];
  return {
    campaigns: campaigns.length === 0 ? new Map() : await parts.campaigns.campaignNames(trx, organisationId, campaigns),
    creators: creators.length === 0 ? new Map() : await parts.creators.creatorNames(trx, organisationId, creators),
  };
}

function present(ids: Iterable<string | null>): string[] {
  return [...new Set([...ids].filter((id) => id !== null && id !== ''))] as string[];
}
