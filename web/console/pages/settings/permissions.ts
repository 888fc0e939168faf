/** The permissions of each role, as the contracts say them: what a key can be narrowed to. */
import { attributionContract } from '../../../../src/modules/attribution/contract.ts';
import { campaignsContract } from '../../../../src/modules/campaigns/contract.ts';
import { catalogContract } from '../../../../src/modules/catalog/contract.ts';
import { codesContract } from '../../../../src/modules/codes/contract.ts';
import { creatorsContract } from '../../../../src/modules/creators/contract.ts';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { linksContract } from '../../../../src/modules/links/contract.ts';
import { publishingContract } from '../../../../src/modules/publishing/contract.ts';
import { studioContract } from '../../../../src/modules/studio/contract.ts';
import { webhooksContract } from '../../../../src/modules/webhooks/contract.ts';
import type { Contract, Role } from '../../../../src/platform/http/contract.ts';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';

const contracts: readonly Contract[] = [
  codesContract,
  attributionContract,
  campaignsContract,
  creatorsContract,
  linksContract,
  publishingContract,
  webhooksContract,
  catalogContract,
  studioContract,
  jobsContract,
  identityContract,
];

/** Grouped by module, those of promotion first, as keys are mostly made for them. */
export function permissionsOf(role: Role): string[] {
  return contracts.flatMap((contract) =>
    Object.entries(contract.permissions).flatMap(([name, roles]) => (roles.includes(role) ? [name] : [])),
  );
}
