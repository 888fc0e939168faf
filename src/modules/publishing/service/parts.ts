import type { Database, Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Jobs } from '../../../platform/jobs/index.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Clock } from '../../../platform/time.ts';
import type { AuditTrail } from '../../identity/index.ts';
import type { Creators } from '../../creators/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { PublishingChannel } from '../channels/types.ts';
import type { ConnectedChannel, Publication } from '../contract.ts';
import type { Whose } from '../repo.ts';

/** What a post is about, as the campaigns know it. */
export type PlacementMaterial = {
  placementId: string;
  creatorId: string;
  channel: Publication['channel'];
  /** The drama's title in its own language. */
  title: string;
  codeShown: string;
  url: string;
};
export type ClipMaterial = { id: string; placementId: string; name: string; sha256: string; sizeBytes: number; durationMs: number };
export type CaptionMaterial = { language: string; text: string };

/** What publishing works with. */
export type PublishingParts = {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: Pick<Jobs, 'enqueue'>;
  audit: AuditTrail;
  objects: ObjectStore;
  creators: Pick<Creators, 'partyOf' | 'listCreatorIdsOfAgency' | 'userIdsOf'>;
  notifications: Pick<Notifications, 'notify'>;
  /** The campaigns' side of a post; null where there is no such thing in the organisation. */
  material: {
    placement(trx: Trx, organisationId: string, placementId: string): Promise<PlacementMaterial | null>;
    /** Null also while the clip is not finished. */
    clip(trx: Trx, organisationId: string, creatorClipId: string): Promise<ClipMaterial | null>;
    captions(actor: Actor, placementId: string): Promise<readonly CaptionMaterial[]>;
    qr(url: string): Promise<Uint8Array>;
  };
  /** Whether rights allow the placement's post at an instant, and the clause that refuses it. Absent where nobody keeps rights. */
  mayPublish?: (
    trx: Trx,
    organisationId: string,
    of: { placementId: string; at: Date },
  ) => Promise<{ answer: 'yes' | 'no' | 'unknown'; reason: string | null; clause: string | null }>;
  /** For texts that only this module reads back; throws where they were tampered with. */
  seal: { seal(text: string): string; open(text: string): string };
  /** The channels whose application is set up here. */
  channels: ReadonlyMap<ConnectedChannel, PublishingChannel>;
  baseUrl: string;
};

/** Whose posts and connections an actor may see: staff all, an agency its creators', a creator their own. */
export async function whoseOf(parts: PublishingParts, trx: Trx, actor: Actor): Promise<Whose> {
  const party = await parts.creators.partyOf(trx, actor);
  if (party.kind === 'staff') return 'staff';
  if (party.kind === 'creator') return [party.creatorId];
  return parts.creators.listCreatorIdsOfAgency(trx, actor.organisationId, party.agencyId);
}

/** Why rights refuse a post then, as parameters of `publishing.rights_refused`; null where they do not. The clause is for staff alone. */
export async function refusedByRights(
  parts: PublishingParts,
  trx: Trx,
  organisationId: string,
  of: { placementId: string; at: Date },
): Promise<{ reason: string; clause: string } | null> {
  const found = await parts.mayPublish?.(trx, organisationId, of);
  return found?.answer === 'no' ? { reason: found.reason ?? '', clause: found.clause ?? '' } : null;
}

/** The creator that an actor is; null for staff, whose connections are the organisation's. */
export async function creatorOf(parts: PublishingParts, trx: Trx, actor: Actor): Promise<string | null> {
  const party = await parts.creators.partyOf(trx, actor);
  return party.kind === 'creator' ? party.creatorId : null;
}

export const maySee = (whose: Whose, creatorId: string): boolean => whose === 'staff' || whose.includes(creatorId);
