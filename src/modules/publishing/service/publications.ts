import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { z } from 'zod';
import type { NewPublication, Publication } from '../contract.ts';
import { publishingErrors } from '../errors.ts';
import { isPostOf } from '../hosts.ts';
import { sendPublicationJob } from '../jobs.ts';
import * as repo from '../repo.ts';
import { checkPost, checkSchedule, type PublicationState } from '../rules.ts';
import type { ConnectionUses } from './connections.ts';
import { maySee, refusedByRights, whoseOf, type ClipMaterial, type PlacementMaterial, type PublishingParts } from './parts.ts';

export function publicationOf(row: repo.PublicationRow): Publication {
  return {
    id: row.id,
    placementId: row.placement_id,
    creatorId: row.creator_id,
    creatorClipId: row.creator_clip_id,
    channel: row.channel,
    way: row.way,
    connectionId: row.connection_id,
    state: row.state,
    progressBps: row.progress_bps,
    title: row.title,
    caption: row.caption,
    privacy: row.privacy,
    scheduledAt: row.scheduled_at?.toISOString() ?? null,
    url: row.url,
    error: row.error,
    publishedAt: row.published_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

const place = z.tuple([z.string()]);

export function createPublicationUses(parts: PublishingParts, connections: ConnectionUses) {
  const { db, clock, jobs, audit } = parts;

  async function placementFor(trx: Trx, actor: Actor, placementId: string): Promise<PlacementMaterial> {
    const found = await parts.material.placement(trx, actor.organisationId, placementId);
    if (!found || !maySee(await whoseOf(parts, trx, actor), found.creatorId))
      throw publishingErrors.placement_not_found({ id: placementId });
    return found;
  }

  /** Throws rights_refused where the house may not show it there then. Partners are not told in which contract that stands. */
  async function refuseWithoutRights(trx: Trx, actor: Actor, placementId: string, at: Date): Promise<void> {
    const refused = await refusedByRights(parts, trx, actor.organisationId, { placementId, at });
    if (!refused) return;
    const staff = (await whoseOf(parts, trx, actor)) === 'staff';
    throw publishingErrors.rights_refused({ reason: refused.reason, clause: staff ? refused.clause : '' });
  }

  async function clipFor(trx: Trx, actor: Actor, placement: PlacementMaterial, creatorClipId: string): Promise<ClipMaterial> {
    const found = await parts.material.clip(trx, actor.organisationId, creatorClipId);
    const owner = found && (await parts.material.placement(trx, actor.organisationId, found.placementId));
    // Not there, not finished, or with another creator's code on its card: in all cases there is no clip to post here.
    if (!found || owner?.creatorId !== placement.creatorId || owner.channel !== placement.channel)
      throw publishingErrors.clip_not_ready({ id: creatorClipId });
    return found;
  }

  async function getOwn(trx: Trx, actor: Actor, id: string): Promise<repo.PublicationRow> {
    const row = await repo.lockPublication(trx, actor.organisationId, id);
    if (!row || !maySee(await whoseOf(parts, trx, actor), row.creator_id)) throw publishingErrors.publication_not_found({ id });
    return row;
  }

  /** Puts the sending in the queue with the transaction that wants it. */
  async function enqueue(trx: Trx, row: repo.PublicationRow): Promise<void> {
    await jobs.enqueue(
      trx,
      sendPublicationJob,
      { publicationId: row.id },
      { organisationId: row.organisation_id, subject: { id: row.id, title: row.title } },
    );
  }

  async function publishByHand(trx: Trx, actor: Actor, input: NewPublication & { way: 'by_hand' }): Promise<repo.PublicationRow> {
    const placement = await placementFor(trx, actor, input.placementId);
    if (input.creatorClipId !== null) await clipFor(trx, actor, placement, input.creatorClipId);
    if (input.url !== null && !isPostOf(placement.channel, input.url))
      throw publishingErrors.url_of_other_channel({ channel: placement.channel, url: input.url });
    const now = clock.now();
    await refuseWithoutRights(trx, actor, placement.placementId, now);
    return repo.insertPublication(trx, {
      id: newId('publication', now.getTime()),
      organisation_id: actor.organisationId,
      placement_id: placement.placementId,
      creator_id: placement.creatorId,
      creator_clip_id: input.creatorClipId,
      channel: placement.channel,
      way: 'by_hand',
      connection_id: null,
      state: input.url === null ? 'waiting' : 'published',
      title: placement.title,
      caption: input.caption,
      privacy: 'public',
      scheduled_at: null,
      due_at: null,
      transfer_sealed: null,
      remote_id: null,
      url: input.url,
      error: null,
      created_by: actor.id,
      created_at: now,
      published_at: input.url === null ? null : now,
    });
  }

  async function publishConnected(trx: Trx, actor: Actor, input: NewPublication & { way: 'connected' }): Promise<repo.PublicationRow> {
    const placement = await placementFor(trx, actor, input.placementId);
    const clip = await clipFor(trx, actor, placement, input.creatorClipId);
    const connection = await connections.findOwn(trx, actor, input.connectionId);
    if (connection.channel !== placement.channel)
      throw publishingErrors.connection_of_other_channel({ channel: placement.channel, connection: connection.channel });
    if (connection.state !== 'active') throw publishingErrors.reconnect_needed({ name: connection.name });
    checkPost(connections.channelOf(connection.channel).limits, input);
    const now = clock.now();
    const at = input.scheduledAt === null ? null : new Date(input.scheduledAt);
    if (at) checkSchedule(at, now);
    await refuseWithoutRights(trx, actor, placement.placementId, at ?? now);
    const row = await repo.insertPublication(trx, {
      id: newId('publication', now.getTime()),
      organisation_id: actor.organisationId,
      placement_id: placement.placementId,
      creator_id: placement.creatorId,
      creator_clip_id: clip.id,
      channel: placement.channel,
      way: 'connected',
      connection_id: connection.id,
      state: at ? 'scheduled' : 'uploading',
      title: input.title,
      caption: input.caption,
      privacy: input.privacy,
      scheduled_at: at,
      due_at: at,
      transfer_sealed: null,
      remote_id: null,
      url: null,
      error: null,
      created_by: actor.id,
      created_at: now,
      published_at: null,
    });
    if (!at) await enqueue(trx, row);
    return row;
  }

  return {
    enqueue,
    placementFor,
    clipFor,

    list: (
      actor: Actor,
      query: { placementId?: string | undefined; state?: PublicationState | undefined; cursor?: string | undefined; limit: number },
    ): Promise<{ items: Publication[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const before = query.cursor === undefined ? null : decodeCursor(place, query.cursor)[0];
        const whose = await whoseOf(parts, trx, actor);
        const rows = await repo.listPublications(trx, actor.organisationId, whose, { ...query, before, limit: query.limit + 1 });
        const shown = rows.slice(0, query.limit);
        return { items: shown.map(publicationOf), nextCursor: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null };
      }),

    get: (actor: Actor, id: string): Promise<Publication> =>
      db.read(async (trx) => {
        const row = await repo.findPublication(trx, actor.organisationId, id);
        if (!row || !maySee(await whoseOf(parts, trx, actor), row.creator_id)) throw publishingErrors.publication_not_found({ id });
        return publicationOf(row);
      }),

    publish: (actor: Actor, input: NewPublication): Promise<Publication> =>
      db.transaction(async (trx) => {
        const row = input.way === 'by_hand' ? await publishByHand(trx, actor, input) : await publishConnected(trx, actor, input);
        await audit.record(trx, actor, 'publishing.publish', { id: row.id, title: row.title }, { channel: row.channel, way: row.way });
        return publicationOf(row);
      }),

    change: (actor: Actor, id: string, change: { url?: string | undefined; scheduledAt?: string | undefined }): Promise<Publication> =>
      db.transaction(async (trx) => {
        const row = await getOwn(trx, actor, id);
        const now = clock.now();
        let after = row;
        if (change.url !== undefined) {
          if (!isPostOf(row.channel, change.url)) throw publishingErrors.url_of_other_channel({ channel: row.channel, url: change.url });
          // A post that a channel made for us has the address that the channel gave, once it has.
          if (row.way === 'connected' && row.state !== 'published') throw publishingErrors.already_begun({ id });
          after = (await repo.updatePublication(trx, id, { url: change.url, state: 'published', published_at: row.published_at ?? now }))!;
        }
        if (change.scheduledAt !== undefined) {
          if (row.state !== 'scheduled' || row.attempts > 0) throw publishingErrors.already_begun({ id });
          const at = new Date(change.scheduledAt);
          checkSchedule(at, now);
          await refuseWithoutRights(trx, actor, row.placement_id, at);
          after = (await repo.updatePublication(trx, id, { scheduled_at: at, due_at: at }))!;
        }
        await audit.record(trx, actor, 'publishing.change_publication', { id, title: row.title }, { url: change.url ?? null });
        return publicationOf(after);
      }),

    cancel: (actor: Actor, id: string): Promise<Publication> =>
      db.transaction(async (trx) => {
        const row = await getOwn(trx, actor, id);
        if (row.state === 'published' || row.state === 'processing') throw publishingErrors.already_published({ id });
        const after = (await repo.updatePublication(trx, id, { state: 'cancelled', due_at: null, transfer_sealed: null }))!;
        await audit.record(trx, actor, 'publishing.cancel_publication', { id, title: row.title });
        return publicationOf(after);
      }),

    retry: (actor: Actor, id: string): Promise<Publication> =>
      db.transaction(async (trx) => {
        const row = await getOwn(trx, actor, id);
        if (row.state !== 'failed' || row.connection_id === null) throw publishingErrors.not_failed({ id });
        const connection = await connections.findOwn(trx, actor, row.connection_id);
        if (connection.state !== 'active') throw publishingErrors.reconnect_needed({ name: connection.name });
        await refuseWithoutRights(trx, actor, row.placement_id, clock.now());
        const after = (await repo.updatePublication(trx, id, { state: 'uploading', attempts: 0, error: null, transfer_sealed: null }))!;
        await enqueue(trx, after);
        await audit.record(trx, actor, 'publishing.retry_publication', { id, title: row.title });
        return publicationOf(after);
      }),
  };
}
export type PublicationUses = ReturnType<typeof createPublicationUses>;
