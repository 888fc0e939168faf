import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import { systemActor, type Actor, type SignedIn } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { ChannelError, type PublishingChannel, type Tokens } from '../channels/types.ts';
import type { ConnectedChannel, Connection } from '../contract.ts';
import { publishingErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import { creatorOf, type PublishingParts } from './parts.ts';

const attemptMs = 15 * 60_000;
const mostConnections = 20;
/** Tokens that end within a minute are renewed first: a call may take as long. */
const graceMs = 60_000;
/** How often, and how far apart, one looks for tokens that another process was given. */
const otherLooks = 10;
const otherLookMs = 100;

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

function onWire(row: repo.ConnectionRow): Connection {
  return {
    id: row.id,
    channel: row.channel,
    creatorId: row.creator_id,
    name: row.name,
    url: row.url,
    state: row.state,
    error: row.error,
    createdAt: row.created_at.toISOString(),
  };
}

export type Callback = { state: string; code?: string | undefined; error?: string | undefined };

export function createConnectionUses(parts: PublishingParts) {
  const { db, clock, audit } = parts;
  const renewals = new Map<string, Promise<Tokens>>();
  const redirectUri = (channel: ConnectedChannel): string => `${parts.baseUrl}/api/v1/connections/callback/${channel}`;

  function channelOf(channel: ConnectedChannel): PublishingChannel {
    const found = parts.channels.get(channel);
    if (!found) throw publishingErrors.channel_not_set_up({ channel });
    return found;
  }

  const sealTokens = (tokens: Tokens): string => parts.seal.seal(JSON.stringify({ access: tokens.access, refresh: tokens.refresh }));
  const openTokens = (row: repo.ConnectionRow): Tokens => ({
    ...(JSON.parse(parts.seal.open(row.tokens_sealed)) as { access: string; refresh: string | null }),
    accessExpiresAt: row.access_expires_at,
  });

  async function find(trx: Trx, organisationId: string, connectionId: string): Promise<repo.ConnectionRow> {
    const row = await repo.findConnection(trx, organisationId, connectionId);
    if (!row) throw publishingErrors.connection_not_found({ id: connectionId });
    return row;
  }

  /** A connection that the actor may use: a creator their own, staff the organisation's. Anything else is not found. */
  async function findOwn(trx: Trx, actor: Actor, connectionId: string): Promise<repo.ConnectionRow> {
    const row = await find(trx, actor.organisationId, connectionId);
    if (row.creator_id !== (await creatorOf(parts, trx, actor))) throw publishingErrors.connection_not_found({ id: connectionId });
    return row;
  }

  /**
   * Tokens that are good for a while, renewed where they are not, once for all of this process that ask meanwhile. Throws ChannelError.
   */
  async function freshTokens(organisationId: string, connectionId: string): Promise<Tokens> {
    const row = await db.read((trx) => find(trx, organisationId, connectionId));
    const tokens = openTokens(row);
    if (row.access_expires_at.getTime() - clock.nowMs() > graceMs) return tokens;
    const running = renewals.get(connectionId) ?? renew(row, tokens).finally(() => renewals.delete(connectionId));
    renewals.set(connectionId, running);
    return running;
  }

  /** Another process may renew at the same time, and a channel that rotates refuses the second: it then takes what the first keeps. */
  async function renew(row: repo.ConnectionRow, tokens: Tokens): Promise<Tokens> {
    try {
      const renewed = await channelOf(row.channel).refresh(tokens);
      await db.read((trx) =>
        repo.updateConnection(trx, row.id, {
          tokens_sealed: sealTokens(renewed),
          access_expires_at: renewed.accessExpiresAt,
          state: 'active',
          error: null,
          updated_at: clock.now(),
        }),
      );
      return renewed;
    } catch (error) {
      if (!(error instanceof ChannelError) || error.way !== 'reconnect') throw error;
      // The channel may answer the first a moment before its answer is written down.
      for (let looks = 0; looks < otherLooks; looks++) {
        const now = await db.read((trx) => find(trx, row.organisation_id, row.id));
        if (now.tokens_sealed !== row.tokens_sealed) return openTokens(now);
        await sleep(otherLookMs);
      }
      throw error;
    }
  }

  async function finish(channel: ConnectedChannel, callback: Callback, who: SignedIn | null): Promise<string> {
    const attempt = await db.transaction((trx) => repo.takeAttempt(trx, hash(callback.state)));
    // Somebody else's browser, an old page, or a state that nobody gave out: nothing is said, nothing is done.
    if (
      !attempt ||
      attempt.expires_at <= clock.now() ||
      attempt.channel !== channel ||
      who?.kind !== 'person' ||
      who.id !== attempt.user_id
    )
      return back('/', 'connection_error', 'attempt_over');
    if (callback.error !== undefined || !callback.code) return back(attempt.return_to, 'connection_error', 'refused_by_owner');
    try {
      const verifier = parts.seal.open(attempt.verifier_sealed);
      const { tokens, account } = await channelOf(channel).exchange({ code: callback.code, verifier, redirectUri: redirectUri(channel) });
      await db.transaction(async (trx) => {
        const now = clock.now();
        const saved = await repo.saveConnection(trx, {
          id: newId('connection', now.getTime()),
          organisation_id: attempt.organisation_id,
          creator_id: attempt.creator_id,
          user_id: attempt.user_id,
          channel,
          external_id: account.externalId,
          name: account.name.slice(0, 200),
          url: account.url,
          tokens_sealed: sealTokens(tokens),
          access_expires_at: tokens.accessExpiresAt,
          state: 'active',
          error: null,
          created_at: now,
          updated_at: now,
        });
        const actor: Actor = { ...who, organisationId: attempt.organisation_id, role: who.role ?? 'viewer' };
        await audit.record(trx, actor, 'publishing.connect', { id: saved.id, title: saved.name }, { channel });
      });
      return back(attempt.return_to, 'connected', channel);
    } catch (error) {
      if (!(error instanceof ChannelError) && !isAppError(error)) throw error;
      parts.log.warn('publishing.connection_failed', { channel, reason: error instanceof ChannelError ? error.reason : error.code });
      return back(
        attempt.return_to,
        'connection_error',
        error instanceof ChannelError && error.way === 'again' ? 'channel_unavailable' : 'refused_there',
      );
    }
  }

  return {
    find,
    findOwn,
    freshTokens,
    channelOf,
    finish,

    list: (actor: Actor): Promise<{ items: Connection[] }> =>
      db.read(async (trx) => ({
        items: (await repo.listConnections(trx, actor.organisationId, await creatorOf(parts, trx, actor))).map(onWire),
      })),

    /** Throws channel_not_set_up, person_needed, too_many_connections. */
    begin: async (actor: Actor, input: { channel: ConnectedChannel; returnTo: string }): Promise<{ authorizeUrl: string }> => {
      const channel = channelOf(input.channel);
      if (actor.kind !== 'person' || actor.id === null) throw publishingErrors.person_needed({});
      const userId = actor.id;
      const state = randomBytes(32).toString('base64url');
      const verifier = randomBytes(48).toString('base64url');
      await db.transaction(async (trx) => {
        const creatorId = await creatorOf(parts, trx, actor);
        if ((await repo.listConnections(trx, actor.organisationId, creatorId)).length >= mostConnections)
          throw publishingErrors.too_many_connections({ most: mostConnections });
        await repo.sweepAttempts(trx, clock.now());
        await repo.insertAttempt(trx, {
          state_hash: hash(state),
          organisation_id: actor.organisationId,
          user_id: userId,
          creator_id: creatorId,
          channel: input.channel,
          verifier_sealed: parts.seal.seal(verifier),
          return_to: input.returnTo,
          expires_at: new Date(clock.nowMs() + attemptMs),
        });
        await audit.record(trx, actor, 'publishing.begin_connection', null, { channel: input.channel });
      });
      return { authorizeUrl: channel.authorizeUrl({ state, challenge: hash(verifier), redirectUri: redirectUri(input.channel) }) };
    },

    /**
     * Forgets the connections of a creator who leaves, in the transaction of the leaving: nothing more is posted in their name. The
     * channels are not told, as that cannot be taken back; the tokens are gone here.
     */
    async releaseCreator(trx: Trx, organisationId: string, creatorId: string): Promise<void> {
      const actor = systemActor(organisationId);
      await repo.deleteAttemptsOf(trx, organisationId, creatorId);
      for (const row of await repo.listConnections(trx, organisationId, creatorId)) {
        for (const open of await repo.listOpenOf(trx, organisationId, row.id))
          await repo.updatePublication(trx, open.id, { state: 'cancelled', due_at: null, transfer_sealed: null });
        await repo.deleteConnection(trx, organisationId, row.id);
        await audit.record(trx, actor, 'publishing.remove_connection', { id: row.id, title: row.channel }, { channel: row.channel });
      }
    },

    /** Forgets the tokens, there too where the channel hears us, and cancels what was to be sent. */
    remove: async (actor: Actor, connectionId: string): Promise<void> => {
      const row = await db.transaction(async (trx) => {
        const found = await findOwn(trx, actor, connectionId);
        for (const open of await repo.listOpenOf(trx, actor.organisationId, connectionId))
          await repo.updatePublication(trx, open.id, { state: 'cancelled', due_at: null, transfer_sealed: null });
        await repo.deleteConnection(trx, actor.organisationId, connectionId);
        await audit.record(trx, actor, 'publishing.remove_connection', { id: found.id, title: found.name }, { channel: found.channel });
        return found;
      });
      await parts.channels
        .get(row.channel)
        ?.revoke(openTokens(row))
        .catch((error: unknown) => parts.log.warn('publishing.revoke_failed', { channel: row.channel, error }));
    },
  };
}
export type ConnectionUses = ReturnType<typeof createConnectionUses>;

/** A path of this server with one more query parameter. */
function back(path: string, name: string, value: string): string {
  const url = new URL(path, 'http://here');
  url.searchParams.set(name, value);
  // `/..//other.example` is a path of this server to the eye, and another server to a browser once its dots are resolved.
  return `${url.pathname.replace(/^\/{2,}/, '/')}${url.search}`;
}
