/** The campaign pays filed accounts (报备) only, and what is sold here comes through others, or the account's filing does not hold. */
import { onPlacement, percent, type Rule } from './facts.ts';
import { ramp } from './statistics.ts';

const least = 3;

export const unfiledAccount: Rule = {
  kind: 'unfiled_account',
  weight: 0.9,
  find: (picture) => {
    const { required, approvedExternalIds, accountApproved } = picture.filing;
    if (!required) return [];
    const orders = picture.conversions.filter(({ kind }) => kind === 'order' || kind === 'renewal');
    const foreign = orders.filter(({ accountExternalId }) =>
      accountExternalId === null ? !accountApproved : !approvedExternalIds.has(accountExternalId),
    ).length;
    const share = foreign / Math.max(1, orders.length);
    if (foreign < least || share < 0.1) return [];
    return [
      {
        kind: 'unfiled_account',
        subject: onPlacement(picture),
        strength: ramp(share, -0.1, 0.15),
        evidence: { orders: orders.length, unfiled: foreign, unfiledPercent: percent(foreign, orders.length) },
      },
    ];
  },
};
