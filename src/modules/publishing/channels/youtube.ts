import type { Clock } from '../../../platform/time.ts';
import { call, form, retryAfterMs, type Answer, type ChannelParts } from './call.ts';
import { ChannelError, type Outcome, type Privacy, type PublishingChannel, type Tokens, type Transfer } from './types.ts';

export type YoutubeSettings = { clientId: string; clientSecret: string; authorize: string; token: string; revoke: string; api: string };
export const youtubeAddresses = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revoke: 'https://oauth2.googleapis.com/revoke',
  api: 'https://www.googleapis.com',
} as const;

const scopes = ['https://www.googleapis.com/auth/youtube.upload', 'https://www.googleapis.com/auth/youtube.readonly'];
/** A multiple of 256 KB, as the protocol asks of every stretch but the last. */
const stretchBytes = 8 * 1024 * 1024;
const privacyThere: Partial<Record<Privacy, string>> = { public: 'public', unlisted: 'unlisted', private: 'private' };

type Failure = { error?: { errors?: { reason?: string }[]; message?: string } | string };

/**
 * YouTube by its Data API v3: OAuth 2.0 for web servers, and the resumable upload protocol (start a session, send stretches
 * with Content-Range, 308 with Range until all is there, `bytes *\/N` to ask after an interruption).
 * Source: developers.google.com/youtube/v3/guides/using_resumable_upload_protocol and /docs/errors.
 */
export function createYoutube(settings: YoutubeSettings, parts: ChannelParts): PublishingChannel {
  const { clock } = parts;
  const bearer = (tokens: Tokens): Record<string, string> => ({ authorization: `Bearer ${tokens.access}` });

  async function askTokens(fields: Record<string, string>, before: Tokens | null): Promise<Tokens> {
    const answer = await call(
      parts,
      settings.token,
      form({ ...fields, client_id: settings.clientId, client_secret: settings.clientSecret }),
    );
    const body = (answer.body ?? {}) as { access_token?: string; refresh_token?: string; expires_in?: number; error?: string };
    if (answer.status >= 500 || answer.status === 429)
      throw new ChannelError('again', `token_${answer.status}`, retryAfterMs(answer.headers));
    if (answer.status !== 200 || !body.access_token) throw new ChannelError('reconnect', body.error ?? `token_${answer.status}`);
    return {
      access: body.access_token,
      // Google gives a refresh token with the first agreement only.
      refresh: body.refresh_token ?? before?.refresh ?? null,
      accessExpiresAt: new Date(clock.nowMs() + (body.expires_in ?? 3600) * 1000),
    };
  }

  function outcomeOf(answer: Answer): Outcome {
    const id = (answer.body as { id?: string } | null)?.id;
    if (!id) throw new ChannelError('again', 'answer_without_id');
    return { state: 'processing', remoteId: id };
  }

  /** 308 says what arrived; 200 and 201 carry the video. */
  function transferOrOutcome(answer: Answer, transfer: Transfer): Transfer | Outcome {
    if (answer.status === 200 || answer.status === 201) return outcomeOf(answer);
    if (answer.status === 308) {
      const range = /bytes=0-(\d+)/.exec(answer.headers.get('range') ?? '');
      return { ...transfer, sentBytes: range ? Number(range[1]) + 1 : 0 };
    }
    throw failureOf(answer, clock);
  }

  return {
    channel: 'youtube',
    limits: { title: 100, caption: 5000, privacies: ['public', 'unlisted', 'private'] },
    authorizeUrl: ({ state, challenge, redirectUri }) => {
      const url = new URL(settings.authorize);
      url.search = new URLSearchParams({
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopes.join(' '),
        access_type: 'offline',
        // Without it a second agreement brings no refresh token.
        prompt: 'consent',
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).toString();
      return url.href;
    },
    exchange: async ({ code, verifier, redirectUri }) => {
      const tokens = await askTokens({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }, null);
      const answer = await call(parts, `${settings.api}/youtube/v3/channels?part=snippet&mine=true`, { headers: bearer(tokens) });
      if (answer.status !== 200) throw failureOf(answer, clock);
      const channel = (answer.body as { items?: { id: string; snippet?: { title?: string } }[] } | null)?.items?.[0];
      if (!channel) throw new ChannelError('refused', 'account_without_channel');
      return {
        tokens,
        account: {
          externalId: channel.id,
          name: channel.snippet?.title ?? channel.id,
          url: `https://www.youtube.com/channel/${channel.id}`,
        },
      };
    },
    refresh: async (tokens) => {
      if (!tokens.refresh) throw new ChannelError('reconnect', 'no_refresh_token');
      return askTokens({ grant_type: 'refresh_token', refresh_token: tokens.refresh }, tokens);
    },
    revoke: async (tokens) => {
      await call(parts, settings.revoke, form({ token: tokens.refresh ?? tokens.access }));
    },
    begin: async (tokens, post) => {
      const answer = await call(parts, `${settings.api}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status`, {
        method: 'POST',
        headers: {
          ...bearer(tokens),
          'content-type': 'application/json; charset=UTF-8',
          'x-upload-content-length': String(post.sizeBytes),
          'x-upload-content-type': 'video/mp4',
        },
        body: JSON.stringify({
          snippet: { title: post.title, description: post.caption },
          status: { privacyStatus: privacyThere[post.privacy] ?? 'private', selfDeclaredMadeForKids: false },
        }),
      });
      if (answer.status !== 200) throw failureOf(answer, clock);
      const url = answer.headers.get('location');
      if (!url) throw new ChannelError('again', 'answer_without_location');
      return { url, remoteId: null, sentBytes: 0 };
    },
    resume: async (tokens, transfer, post) => {
      const answer = await call(parts, transfer.url, {
        method: 'PUT',
        headers: { ...bearer(tokens), 'content-range': `bytes */${post.sizeBytes}` },
      });
      return transferOrOutcome(answer, transfer);
    },
    send: async (tokens, transfer, post, signal) => {
      const end = Math.min(post.sizeBytes, transfer.sentBytes + stretchBytes);
      const answer = await call(parts, transfer.url, {
        method: 'PUT',
        headers: {
          ...bearer(tokens),
          'content-type': 'video/mp4',
          'content-range': `bytes ${transfer.sentBytes}-${end - 1}/${post.sizeBytes}`,
        },
        body: await post.read(transfer.sentBytes, end),
        timeoutMs: 5 * 60_000,
        signal,
      });
      return transferOrOutcome(answer, transfer);
    },
    check: async (tokens, remoteId) => {
      const answer = await call(parts, `${settings.api}/youtube/v3/videos?part=status&id=${encodeURIComponent(remoteId)}`, {
        headers: bearer(tokens),
      });
      if (answer.status !== 200) throw failureOf(answer, clock);
      const items = (
        answer.body as { items?: { status?: { uploadStatus?: string; failureReason?: string; rejectionReason?: string } }[] } | null
      )?.items;
      const status = items?.[0]?.status;
      if (!status) return { state: 'failed', code: 'removed_there', reason: 'deleted' };
      switch (status.uploadStatus) {
        case 'processed':
          return { state: 'published', remoteId, url: `https://www.youtube.com/watch?v=${remoteId}` };
        case 'failed':
        case 'rejected':
        case 'deleted':
          return { state: 'failed', code: 'refused_there', reason: status.failureReason ?? status.rejectionReason ?? status.uploadStatus };
        default:
          return { state: 'processing', remoteId };
      }
    },
  };
}

const quotaReasons = new Set(['quotaExceeded', 'dailyLimitExceeded', 'uploadLimitExceeded']);
const paceReasons = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);

function failureOf(answer: Answer, clock: Clock): ChannelError {
  const error = (answer.body as Failure | null)?.error;
  const reason = (typeof error === 'object' ? error.errors?.[0]?.reason : error) ?? `status_${answer.status}`;
  if (quotaReasons.has(reason)) return new ChannelError('quota', reason, untilPacificMidnightMs(clock));
  if (paceReasons.has(reason) || answer.status === 429) return new ChannelError('quota', reason, retryAfterMs(answer.headers) ?? 60_000);
  if (answer.status === 401) return new ChannelError('reconnect', reason);
  if (answer.status === 404 || answer.status === 410) return new ChannelError('expired', reason);
  if (answer.status >= 500 || answer.status === 408) return new ChannelError('again', reason, retryAfterMs(answer.headers));
  return new ChannelError('refused', reason);
}

/** The Data API's daily quota begins anew at midnight Pacific Time (developers.google.com/youtube/v3/getting-started). */
export function untilPacificMidnightMs(clock: Clock): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Los_Angeles',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(clock.now());
  const of = (type: string): number => Number(parts.find((part) => part.type === type)!.value);
  const passed = (of('hour') * 3600 + of('minute') * 60 + of('second')) * 1000;
  // A minute of grace: their clock and ours are not the same.
  return 86_400_000 - passed + 60_000;
}
