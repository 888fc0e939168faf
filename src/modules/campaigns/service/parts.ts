import type { Catalog } from '../../catalog/index.ts';
import type { Codes } from '../../codes/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Studio } from '../../studio/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { ChatModel } from '../../../platform/ai/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Jobs } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Destinations, LinkRules } from '../contract.ts';
import type { RightsAnswer } from '../rules/campaign.ts';

/** Who an actor is among the partners; staff see everything. */
export type Party =
  | { kind: 'staff' }
  | { kind: 'agency'; agencyId: string }
  | { kind: 'creator'; creatorId: string; agencyId: string | null };

/** What a landing page shows, as links keep it. */
export type LandingPage = {
  texts: { language: string; title: string; tagline: string }[];
  posterAssetId: string | null;
  teaser: { assetId: string } | null;
  code: string;
  codeShown: string;
  appUrl: string | null;
  iosUrl: string | null;
  androidUrl: string | null;
  webUrl: string | null;
  endsAt: string | null;
};

/** What campaigns work with; creators and links are named by what is used of them. */
export type CampaignsParts = {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: Pick<Jobs, 'every'>;
  audit: AuditTrail;
  members: Pick<People, 'listUserIds'>;
  objects: Pick<ObjectStore, 'read'>;
  catalog: Pick<Catalog, 'getWork' | 'findWorks' | 'getAsset' | 'registerDependents'>;
  studio: Pick<
    Studio['service'],
    'describeMoments' | 'findPresent' | 'orderBody' | 'orderStamp' | 'findBodies' | 'findStamped' | 'cancelStamp'
  >;
  notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  webhooks: Pick<Webhooks, 'emit'>;
  codes: Pick<Codes, 'issue' | 'retire'>;
  creators: {
    partyOf(trx: Trx, actor: Actor): Promise<Party>;
    /** The creator of the actor, active and with the newest terms accepted. Throws creators.suspended, creators.terms_not_accepted, creators.not_a_party. */
    requireActive(trx: Trx, actor: Actor): Promise<{ id: string; name: string; agencyId: string | null }>;
    getCreator(trx: Trx, organisationId: string, creatorId: string): Promise<{ id: string; name: string; state: string }>;
    userIdsOf(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string[]>>;
    userIdsOfAgency(trx: Trx, organisationId: string, agencyId: string): Promise<string[]>;
    listCreatorIdsOfAgency(trx: Trx, organisationId: string, agencyId: string): Promise<string[]>;
    /** Accounts whose filing is approved now, the oldest first. */
    listApprovedAccounts(trx: Trx, organisationId: string, creatorId: string): Promise<{ id: string; channel: string }[]>;
    creatorNames(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string>>;
    agencyNames(trx: Trx, organisationId: string, agencyIds: readonly string[]): Promise<Map<string, string>>;
  };
  links: {
    create(
      trx: Trx,
      order: { organisationId: string; links: { placementId: string; rules: LinkRules | null; page: LandingPage; endsAt: Date | null }[] },
    ): Promise<{ id: string; slug: string; url: string }[]>;
    /** The codes that pages show stay. */
    replacePages(
      trx: Trx,
      organisationId: string,
      placementIds: readonly string[],
      page: Omit<LandingPage, 'code' | 'codeShown'>,
    ): Promise<unknown>;
    moveEnd(trx: Trx, organisationId: string, placementIds: readonly string[], endsAt: Date | null): Promise<unknown>;
    end(trx: Trx, organisationId: string, linkIds: readonly string[], how: { at: Date; useful: string | null }): Promise<unknown>;
    /** Throws where links may not lead there. */
    checkDestinations(trx: Trx, organisationId: string, addresses: Destinations, rules: LinkRules | null): Promise<void>;
    /** Where the organisation sends viewers unless a campaign says otherwise. */
    settings(trx: Trx, organisationId: string): Promise<Destinations>;
  };
  /** Null where no language model is set. */
  chat: ChatModel | null;
  /** Clicks and searches of the last seven days by campaign, where somebody counts them. */
  trends?: (trx: Trx, organisationId: string, campaignIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Whether a work may be promoted in these territories. Absent while nobody registers rights: then the answer is that it is not known. */
  mayPromote?: (
    trx: Trx,
    organisationId: string,
    of: { workId: string; territories: readonly string[]; at: Date },
  ) => Promise<RightsAnswer>;
};

/** The one place where rights are asked. */
export async function askRights(
  parts: CampaignsParts,
  trx: Trx,
  organisationId: string,
  of: { workId: string; territories: readonly string[] },
): Promise<RightsAnswer> {
  if (!parts.mayPromote) return { answer: 'unknown', reason: null };
  return parts.mayPromote(trx, organisationId, { ...of, at: parts.clock.now() });
}

/** The name under which an act is shown in a history. */
export const nameOf = (actor: Actor): string => actor.name.slice(0, 200);
