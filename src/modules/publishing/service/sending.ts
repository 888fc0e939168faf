import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { ChannelError, type Outcome, type Post, type Tokens, type Transfer } from '../channels/types.ts';
import * as repo from '../repo.ts';
import { backOffMs, bpsOf, mostAttempts, nextLookMs } from '../rules.ts';
import type { Note } from '../tables.ts';
import type { ConnectionUses } from './connections.ts';
import { refusedByRights, type ClipMaterial, type PublishingParts } from './parts.ts';
import type { PublicationUses } from './publications.ts';

const transferText = z.object({ url: z.string(), remoteId: z.string().nullable(), sentBytes: z.number() });
const dueAtOnce = 50;
const isOutcome = (found: Transfer | Outcome): found is Outcome => 'state' in found;

/** Publications that the machine works on: sending, looking what became of them, and taking what is due. */
export function createSendingUses(parts: PublishingParts, connections: ConnectionUses, publications: PublicationUses) {
  const { db, clock } = parts;
  const later = (ms: number): Date => new Date(clock.nowMs() + ms);

  async function tell(
    row: repo.PublicationRow,
    what: { kind: 'publication_published' } | { kind: 'publication_failed'; reason: string },
  ): Promise<void> {
    await db.transaction(async (trx) => {
      const of = await parts.creators.userIdsOf(trx, row.organisation_id, [row.creator_id]);
      const to = { organisationId: row.organisation_id, userIds: [...(of.get(row.creator_id) ?? [])], link: '/creator/publications' };
      if (what.kind === 'publication_published')
        await parts.notifications.notify(trx, { ...to, kind: what.kind, params: { campaign: row.title } });
      else await parts.notifications.notify(trx, { ...to, kind: what.kind, params: { campaign: row.title, reason: what.reason } });
    });
  }

  async function fail(row: repo.PublicationRow, error: Note): Promise<void> {
    await db.read((trx) =>
      repo.updatePublication(trx, row.id, { state: 'failed', due_at: null, transfer_sealed: null, error: JSON.stringify(error) }),
    );
    await tell(row, { kind: 'publication_failed', reason: String(error.params.reason ?? '') });
  }

  /** Writes an outcome down. A post that is being processed is looked at again in a while. */
  async function settle(row: repo.PublicationRow, outcome: Outcome): Promise<void> {
    if (outcome.state === 'failed') return fail(row, { code: `publishing.${outcome.code}`, params: { reason: outcome.reason } });
    if (outcome.state === 'processing') {
      const looks = row.state === 'processing' ? row.attempts + 1 : 0;
      await db.read((trx) =>
        repo.updatePublication(trx, row.id, {
          state: 'processing',
          remote_id: outcome.remoteId,
          progress_bps: 10_000,
          transfer_sealed: null,
          attempts: looks,
          due_at: later(nextLookMs(looks)),
          error: null,
        }),
      );
      return;
    }
    await db.read((trx) =>
      repo.updatePublication(trx, row.id, {
        state: 'published',
        remote_id: outcome.remoteId,
        url: outcome.url,
        progress_bps: 10_000,
        transfer_sealed: null,
        due_at: null,
        error: null,
        published_at: clock.now(),
      }),
    );
    await tell(row, { kind: 'publication_published' });
  }

  /** What a channel's refusal leads to: again in a while, when the quota is back, by the owner's hand, or never. */
  async function meet(row: repo.PublicationRow, error: ChannelError): Promise<void> {
    const attempts = row.attempts + 1;
    if (error.way === 'reconnect') {
      const note: Note = { code: 'publishing.reconnect_needed', params: { reason: error.reason } };
      await db.read((trx) =>
        repo.updateConnection(trx, row.connection_id!, {
          state: 'reconnect_needed',
          error: JSON.stringify(note),
          updated_at: clock.now(),
        }),
      );
      return fail(row, note);
    }
    if (error.way === 'refused') return fail(row, { code: 'publishing.refused_there', params: { reason: error.reason } });
    if (attempts >= mostAttempts && error.way !== 'quota')
      return fail(row, { code: 'publishing.channel_unavailable', params: { reason: error.reason } });
    const waitMs = error.afterMs ?? backOffMs(attempts);
    const dueAt = later(waitMs);
    const note: Note =
      error.way === 'quota'
        ? { code: 'publishing.quota_exceeded', params: { reason: error.reason, until: dueAt.toISOString() } }
        : { code: 'publishing.channel_unavailable', params: { reason: error.reason } };
    await db.read((trx) =>
      repo.updatePublication(trx, row.id, {
        // A look that failed stays a look: the bytes are there.
        state: row.state === 'processing' ? 'processing' : 'scheduled',
        attempts,
        due_at: dueAt,
        error: JSON.stringify(note),
        ...(error.way === 'expired' && row.state !== 'processing' && { transfer_sealed: null }),
      }),
    );
  }

  async function send(row: repo.PublicationRow, clip: ClipMaterial, context: JobContext): Promise<Outcome> {
    const connection = await db.read((trx) => connections.find(trx, row.organisation_id, row.connection_id!));
    const channel = connections.channelOf(connection.channel);
    const tokens = (): Promise<Tokens> => connections.freshTokens(row.organisation_id, connection.id);
    const file = await open(await parts.objects.localPath(clip.sha256), 'r');
    try {
      const post: Post = {
        title: row.title,
        caption: row.caption,
        privacy: row.privacy,
        sizeBytes: clip.sizeBytes,
        durationMs: clip.durationMs,
        read: async (start, end) => {
          const bytes = new Uint8Array(end - start);
          await file.read(bytes, 0, bytes.length, start);
          return bytes;
        },
      };
      const before = row.transfer_sealed === null ? null : transferText.parse(JSON.parse(parts.seal.open(row.transfer_sealed)));
      let now: Transfer | Outcome = before ? await channel.resume(await tokens(), before, post) : await channel.begin(await tokens(), post);
      while (!isOutcome(now)) {
        context.signal.throwIfAborted();
        await keep(row.id, now, clip.sizeBytes);
        context.progress('upload', now.sentBytes / clip.sizeBytes);
        now = await channel.send(await tokens(), now, post, context.signal);
      }
      return now;
    } finally {
      await file.close();
    }
  }

  async function keep(id: string, transfer: Transfer, sizeBytes: number): Promise<void> {
    const kept = await db.transaction(async (trx) => {
      const row = await repo.updatePublication(trx, id, {
        transfer_sealed: parts.seal.seal(JSON.stringify(transfer)),
        progress_bps: bpsOf(transfer.sentBytes, sizeBytes),
      });
      if (row?.state !== 'cancelled') return row !== undefined;
      // Cancelled while a stretch was on its way: the address of the transfer is not kept.
      await repo.updatePublication(trx, id, { transfer_sealed: null });
      return false;
    });
    if (!kept) throw new Stopped();
  }

  return {
    /** The job's work. Ends quietly for a publication that is gone, cancelled or already there. */
    runSend: async (input: { publicationId: string }, context: JobContext): Promise<void> => {
      const row = await db.read((trx) => repo.findPublication(trx, context.organisationId, input.publicationId));
      if (!row || row.state !== 'uploading') return;
      const clip = await db.read((trx) => parts.material.clip(trx, row.organisation_id, row.creator_clip_id!));
      if (!clip) return fail(row, { code: 'publishing.clip_not_ready', params: {} });
      // Rights may have ended since it was put on the schedule.
      const refused = await db.read((trx) =>
        refusedByRights(parts, trx, row.organisation_id, { placementId: row.placement_id, at: clock.now() }),
      );
      if (refused) return fail(row, { code: 'publishing.rights_refused', params: { reason: refused.reason, clause: '' } });
      try {
        await settle(row, await send(row, clip, context));
      } catch (error) {
        if (context.signal.aborted) throw error;
        if (error instanceof Stopped) return;
        if (!(error instanceof ChannelError)) throw error;
        // What was sent is in the row by now; the one read at the start does not know it.
        const latest = await db.read((trx) => repo.findPublication(trx, row.organisation_id, row.id));
        if (latest && latest.state === 'uploading') await meet(latest, error);
      }
    },

    /** Periodic: begins what is due, and looks at what the channels are processing. */
    runDue: async (signal: AbortSignal): Promise<void> => {
      const due = await db.transaction(async (trx) => {
        const rows = await repo.takeDue(trx, clock.now(), dueAtOnce);
        for (const row of rows.filter(({ state }) => state === 'scheduled')) {
          await repo.updatePublication(trx, row.id, { state: 'uploading' });
          await publications.enqueue(trx, row);
        }
        // Should this process die while it looks, somebody looks again.
        for (const row of rows.filter(({ state }) => state === 'processing'))
          await repo.updatePublication(trx, row.id, { due_at: later(nextLookMs(row.attempts + 1)) });
        return rows;
      });
      for (const row of due.filter(({ state }) => state === 'processing')) {
        if (signal.aborted) return;
        try {
          const connection = await db.read((trx) => connections.find(trx, row.organisation_id, row.connection_id!));
          const tokens = await connections.freshTokens(row.organisation_id, connection.id);
          await settle(row, await connections.channelOf(connection.channel).check(tokens, row.remote_id!));
        } catch (error) {
          if (error instanceof ChannelError) await meet(row, error);
          else parts.log.warn('publishing.look_failed', { publication: row.id, error });
        }
      }
    },
  };
}
export type SendingUses = ReturnType<typeof createSendingUses>;

/** The publication was cancelled under the sender's hands. */
class Stopped extends Error {}
