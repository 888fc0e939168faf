import { call, form, retryAfterMs, type Answer, type ChannelParts } from './call.ts';
import { ChannelError, type Outcome, type Privacy, type PublishingChannel, type Tokens } from './types.ts';

export type TiktokSettings = { clientKey: string; clientSecret: string; authorize: string; api: string };
export const tiktokAddresses = { authorize: 'https://www.tiktok.com/v2/auth/authorize/', api: 'https://open.tiktokapis.com' } as const;

const scopes = ['user.info.basic', 'video.publish'];
const megabyte = 1024 * 1024;
// Media transfer guide: under 5 MB as a whole; chunks of 5 to 64 MB in order, the last takes what is left over (up to 128 MB).
const wholeBelowBytes = 5 * megabyte;
const chunkBytes = 10 * megabyte;
const privacyThere: Partial<Record<Privacy, string>> = {
  public: 'PUBLIC_TO_EVERYONE',
  followers: 'FOLLOWER_OF_CREATOR',
  friends: 'MUTUAL_FOLLOW_FRIENDS',
  private: 'SELF_ONLY',
};

type Envelope<T> = { data?: T; error?: { code?: string; message?: string } | string; error_description?: string };

/** How a file is cut: the count is the size over the chunk, rounded down. */
export function cutFor(sizeBytes: number): { chunkBytes: number; count: number } {
  if (sizeBytes < wholeBelowBytes || sizeBytes < 2 * chunkBytes) return { chunkBytes: sizeBytes, count: 1 };
  return { chunkBytes, count: Math.floor(sizeBytes / chunkBytes) };
}

/** The end of the chunk that begins at `start`; the last one takes the rest. */
export function chunkEnd(sizeBytes: number, start: number): number {
  const cut = cutFor(sizeBytes);
  return Math.floor(start / cut.chunkBytes) >= cut.count - 1 ? sizeBytes : start + cut.chunkBytes;
}

/**
 * TikTok by its Content Posting API, Direct Post from a file: creator_info, init, PUT of chunks in order, status/fetch.
 * An application that TikTok has not audited may post for its owner's eyes only.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-direct-post, -media-transfer-guide, -get-video-status,
 * oauth-user-access-token-management.
 */
export function createTiktok(settings: TiktokSettings, parts: ChannelParts): PublishingChannel {
  const { clock } = parts;
  async function askTokens(fields: Record<string, string>): Promise<{ tokens: Tokens; openId: string }> {
    const answer = await call(
      parts,
      `${settings.api}/v2/oauth/token/`,
      form({ ...fields, client_key: settings.clientKey, client_secret: settings.clientSecret }),
    );
    const body = (answer.body ?? {}) as {
      access_token?: string;
      refresh_token?: string;
      expires_in?: number;
      open_id?: string;
      error?: string;
    };
    if (answer.status >= 500 || answer.status === 429)
      throw new ChannelError('again', `token_${answer.status}`, retryAfterMs(answer.headers));
    // It answers 200 with an error in the body.
    if (body.error || !body.access_token) throw new ChannelError('reconnect', body.error ?? `token_${answer.status}`);
    return {
      tokens: {
        access: body.access_token,
        // Rotated with each use: the one before is worth nothing from now on.
        refresh: body.refresh_token ?? null,
        accessExpiresAt: new Date(clock.nowMs() + (body.expires_in ?? 7200) * 1000),
      },
      openId: body.open_id ?? '',
    };
  }

  async function ask<T>(tokens: Tokens, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const answer = await call(parts, `${settings.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.access}`,
        ...(method === 'POST' && { 'content-type': 'application/json; charset=UTF-8' }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const envelope = (answer.body ?? {}) as Envelope<T>;
    const code = typeof envelope.error === 'object' ? (envelope.error.code ?? '') : (envelope.error ?? '');
    if (answer.status === 200 && (code === 'ok' || code === '') && envelope.data !== undefined) return envelope.data;
    throw failureOf(answer, code);
  }

  const check = async (tokens: Tokens, remoteId: string): Promise<Outcome & { sentBytes?: number }> => {
    const data = await ask<{
      status?: string;
      fail_reason?: string;
      publicaly_available_post_id?: (string | number)[];
      uploaded_bytes?: number;
    }>(tokens, 'POST', '/v2/post/publish/status/fetch/', { publish_id: remoteId });
    if (data.status === 'FAILED') return { state: 'failed', code: 'refused_there', reason: data.fail_reason ?? 'unknown' };
    if (data.status !== 'PUBLISH_COMPLETE') return { state: 'processing', remoteId, sentBytes: data.uploaded_bytes ?? 0 };
    // The post's id comes only for a public post, after its moderation.
    const postId = data.publicaly_available_post_id?.[0];
    return { state: 'published', remoteId, url: postId === undefined ? null : `https://www.tiktok.com/@/video/${postId}` };
  };

  return {
    channel: 'tiktok',
    limits: { title: 2200, caption: 2200, privacies: ['public', 'followers', 'friends', 'private'] },
    authorizeUrl: ({ state, challenge, redirectUri }) => {
      const url = new URL(settings.authorize);
      url.search = new URLSearchParams({
        client_key: settings.clientKey,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopes.join(','),
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).toString();
      return url.href;
    },
    exchange: async ({ code, verifier, redirectUri }) => {
      const { tokens, openId } = await askTokens({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      });
      const { user } = await ask<{ user?: { open_id?: string; display_name?: string } }>(
        tokens,
        'GET',
        '/v2/user/info/?fields=open_id,display_name',
      );
      const externalId = user?.open_id ?? openId;
      if (!externalId) throw new ChannelError('refused', 'account_unknown');
      return { tokens, account: { externalId, name: user?.display_name ?? externalId, url: null } };
    },
    refresh: async (tokens) => {
      if (!tokens.refresh) throw new ChannelError('reconnect', 'no_refresh_token');
      return (await askTokens({ grant_type: 'refresh_token', refresh_token: tokens.refresh })).tokens;
    },
    revoke: async (tokens) => {
      await call(
        parts,
        `${settings.api}/v2/oauth/revoke/`,
        form({ client_key: settings.clientKey, client_secret: settings.clientSecret, token: tokens.access }),
      );
    },
    begin: async (tokens, post) => {
      const info = await ask<{ privacy_level_options?: string[]; max_video_post_duration_sec?: number }>(
        tokens,
        'POST',
        '/v2/post/publish/creator_info/query/',
      );
      const privacy = privacyThere[post.privacy] ?? 'SELF_ONLY';
      if (info.privacy_level_options && !info.privacy_level_options.includes(privacy))
        throw new ChannelError('refused', 'privacy_level_option_mismatch');
      if (info.max_video_post_duration_sec !== undefined && post.durationMs > info.max_video_post_duration_sec * 1000)
        throw new ChannelError('refused', 'video_too_long');
      const cut = cutFor(post.sizeBytes);
      const data = await ask<{ publish_id?: string; upload_url?: string }>(tokens, 'POST', '/v2/post/publish/video/init/', {
        // Its title is what the post says, hashtags and all.
        post_info: { title: post.caption || post.title, privacy_level: privacy },
        source_info: { source: 'FILE_UPLOAD', video_size: post.sizeBytes, chunk_size: cut.chunkBytes, total_chunk_count: cut.count },
      });
      if (!data.publish_id || !data.upload_url) throw new ChannelError('again', 'answer_without_url');
      return { url: data.upload_url, remoteId: data.publish_id, sentBytes: 0 };
    },
    resume: async (tokens, transfer, post) => {
      const found = await check(tokens, transfer.remoteId!);
      if (found.state !== 'processing') return found;
      const arrived = found.sentBytes ?? 0;
      return arrived >= post.sizeBytes ? found : { ...transfer, sentBytes: arrived };
    },
    send: async (_tokens, transfer, post, signal) => {
      const end = chunkEnd(post.sizeBytes, transfer.sentBytes);
      const answer = await call(parts, transfer.url, {
        method: 'PUT',
        headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${transfer.sentBytes}-${end - 1}/${post.sizeBytes}` },
        body: await post.read(transfer.sentBytes, end),
        timeoutMs: 5 * 60_000,
        signal,
      });
      if (answer.status === 201) return { state: 'processing', remoteId: transfer.remoteId! };
      if (answer.status === 206) return { ...transfer, sentBytes: end };
      // 403: the address is over after an hour; 404: it is not known (any longer).
      if (answer.status === 403 || answer.status === 404) throw new ChannelError('expired', `upload_${answer.status}`);
      if (answer.status === 416 || answer.status >= 500) throw new ChannelError('again', `upload_${answer.status}`);
      throw new ChannelError('refused', `upload_${answer.status}`);
    },
    check: async (tokens, remoteId) => {
      const { sentBytes: _sentBytes, ...outcome } = (await check(tokens, remoteId)) as Outcome & { sentBytes?: number };
      return outcome as Outcome;
    },
  };
}

function failureOf(answer: Answer, code: string): ChannelError {
  const reason = code || `status_${answer.status}`;
  if (code === 'rate_limit_exceeded' || answer.status === 429)
    return new ChannelError('quota', reason, retryAfterMs(answer.headers) ?? 60_000);
  // At most so many posts by interface a day and account.
  if (code === 'spam_risk_too_many_posts' || code === 'reached_active_user_cap') return new ChannelError('quota', reason, 24 * 3_600_000);
  if (code === 'access_token_invalid' || code === 'scope_not_authorized' || answer.status === 401)
    return new ChannelError('reconnect', reason);
  if (answer.status >= 500) return new ChannelError('again', reason, retryAfterMs(answer.headers));
  return new ChannelError('refused', reason);
}
