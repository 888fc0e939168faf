import type { Database, Trx } from '../../../platform/db/index.ts';
import type { ChatModel } from '../../../platform/ai/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { Log } from '../../../platform/log.ts';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Webhooks } from '../../webhooks/index.ts';
import type { Claim } from '../claims/claim.ts';
import type { MarketDependents } from '../library/contract.ts';
import type { ProgrammeFact } from '../programmes/words/contract.ts';
import type { ReadDocument } from '../reading/document.ts';

/** A document as it was stored, with what was found in it: handed to each area in the transaction that stores it. */
export type StoredDocument = {
  id: string;
  /** One of the documents of a family counts as its source; syndicated copies have the id of another here. */
  familyId: string;
  sourceId: string | null;
  document: ReadDocument;
  claims: readonly Claim[];
  /** The programmes that it tells of, where they were read with it; else whoever keeps them reads them. */
  programmes?: readonly ProgrammeFact[] | undefined;
};
/** An area that keeps something of every document. Both run inside the transaction that stores or removes it. */
export type Absorber = {
  absorb(trx: Trx, organisationId: string, documents: readonly StoredDocument[]): Promise<void>;
  forget(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void>;
  /** Documents that are kept are read otherwise: for areas to whose records people hang things. Where it is absent, they are forgotten and taken in again. */
  renew?(trx: Trx, organisationId: string, documents: readonly StoredDocument[]): Promise<void>;
  /** Documents count as sources otherwise than before: families were joined or split. For areas that keep a document's family. */
  moved?(trx: Trx, organisationId: string, moves: readonly { documentId: string; familyId: string }[]): Promise<void>;
  /** What of the area hangs on a document, with some titles, for whoever is about to delete it. */
  dependents?(trx: Trx, organisationId: string, documentId: string): Promise<readonly MarketDependents['items'][number][]>;
};

export type IntelligenceParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Pick<JobsService, 'enqueue' | 'publish' | 'every' | 'cancel' | 'find'>;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'usersOf'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly webhooks: Pick<Webhooks, 'emit'>;
  readonly outgoing: Outgoing;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  /** A folder from which documents are taken for the first organisation; null when none is set. */
  readonly watchFolder: { readonly folder: string; readonly actor: () => Promise<Actor> } | null;
  /** The optional model; null when none is set. What it says is checked. */
  readonly chat: ChatModel | null;
  /** Between two requests to one host of a source; a second unless told. */
  readonly fetchGapMs?: number;
  readonly tempDirectory: string;
  readonly baseUrl: string;
};
