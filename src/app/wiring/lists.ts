/** What every module promises, and the tables it brings, in the order in which they are made. */
import { attributionContract } from '../../modules/attribution/contract.ts';
import { attributionMigrations } from '../../modules/attribution/index.ts';
import { campaignsContract } from '../../modules/campaigns/contract.ts';
import { campaignsMigrations } from '../../modules/campaigns/index.ts';
import { catalogContract } from '../../modules/catalog/contract.ts';
import { catalogMigrations } from '../../modules/catalog/index.ts';
import { codesContract } from '../../modules/codes/contract.ts';
import { codesMigrations } from '../../modules/codes/index.ts';
import { creatorsContract } from '../../modules/creators/contract.ts';
import { creatorsMigrations } from '../../modules/creators/index.ts';
import { identityMigrations } from '../../modules/identity/index.ts';
import { intelligenceContract } from '../../modules/intelligence/contract.ts';
import { intelligenceMigrations } from '../../modules/intelligence/index.ts';
import { ledgerMigrations } from '../../modules/ledger/index.ts';
import { linksContract } from '../../modules/links/contract.ts';
import { linksMigrations } from '../../modules/links/index.ts';
import { notificationsContract } from '../../modules/notifications/contract.ts';
import { notificationsMigrations } from '../../modules/notifications/index.ts';
import { protectionContract } from '../../modules/protection/contract.ts';
import { protectionMigrations } from '../../modules/protection/index.ts';
import { publishingContract } from '../../modules/publishing/contract.ts';
import { publishingMigrations } from '../../modules/publishing/index.ts';
import { revenueContract } from '../../modules/revenue/contract.ts';
import { revenueMigrations } from '../../modules/revenue/index.ts';
import { rightsContract } from '../../modules/rights/contract.ts';
import { rightsMigrations } from '../../modules/rights/index.ts';
import { studioContract } from '../../modules/studio/contract.ts';
import { studioMigrations } from '../../modules/studio/index.ts';
import { takedownContract } from '../../modules/takedown/contract.ts';
import { takedownMigrations } from '../../modules/takedown/index.ts';
import { webhooksContract } from '../../modules/webhooks/contract.ts';
import { webhooksMigrations } from '../../modules/webhooks/index.ts';
import { httpMigrations } from '../../platform/http/migrations/index.ts';
import { jobsContract } from '../../platform/jobs/contract.ts';
import { jobsMigrations } from '../../platform/jobs/index.ts';
import { visitorsMigrations } from '../../platform/visitors/index.ts';

export const contracts = [
  jobsContract,
  notificationsContract,
  webhooksContract,
  catalogContract,
  studioContract,
  creatorsContract,
  codesContract,
  linksContract,
  campaignsContract,
  publishingContract,
  attributionContract,
  revenueContract,
  rightsContract,
  protectionContract,
  takedownContract,
  intelligenceContract,
];
export const migrations = [
  httpMigrations,
  jobsMigrations,
  identityMigrations,
  notificationsMigrations,
  webhooksMigrations,
  catalogMigrations,
  studioMigrations,
  creatorsMigrations,
  codesMigrations,
  visitorsMigrations,
  linksMigrations,
  campaignsMigrations,
  publishingMigrations,
  attributionMigrations,
  ledgerMigrations,
  revenueMigrations,
  rightsMigrations,
  protectionMigrations,
  takedownMigrations,
  intelligenceMigrations,
];
