import type { Trx } from '../../../platform/db/index.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { SuspectRow } from '../edge-tables.ts';
import { unique } from './present.ts';

/** Tells creators and staff, once for each campaign and creator however many orders it is about. */
export async function tellOfMoney(
  parts: EdgeParts,
  trx: Trx,
  suspects: readonly SuspectRow[],
  kind: 'money_held' | 'money_released',
): Promise<void> {
  if (suspects.length === 0) return;
  const organisationId = suspects[0]!.organisation_id;
  const campaigns = await parts.campaigns.campaignNames(trx, organisationId, unique(suspects.map(({ campaign_id }) => campaign_id)));
  const users = await parts.usersOfCreators(trx, organisationId, unique(suspects.map(({ creator_id }) => creator_id)));
  const groups = new Map<string, SuspectRow[]>();
  for (const suspect of suspects) {
    const key = `${suspect.campaign_id} ${suspect.creator_id}`;
    groups.set(key, [...(groups.get(key) ?? []), suspect]);
  }
  for (const group of groups.values()) {
    const { campaign_id, creator_id } = group[0]!;
    const params = { campaign: campaigns.get(campaign_id ?? '') ?? '', count: group.length };
    await parts.notify.notify(trx, {
      organisationId,
      userIds: users.get(creator_id ?? '') ?? [],
      kind,
      params,
      link: '/creator/earnings',
    });
    if (kind === 'money_held') await parts.notify.notifyStaff(trx, { organisationId, kind, params, link: `/signals/${group[0]!.id}` });
  }
}
