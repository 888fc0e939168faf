/**
 * Small servers that speak what YouTube (OAuth, Data API v3, resumable upload) and TikTok (OAuth v2, Content Posting API)
 * document, strictly: PKCE is checked, refresh tokens rotate where they do, ranges must fit. Ways to misbehave by `failNext`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Failure = { kind: string; status: number; body: unknown; headers: Record<string, string> };
export type ChannelServer = {
  readonly url: string;
  /** What was asked, as `POST token`, `PUT bytes` … */
  readonly log: string[];
  /** Posts that are whole, with what was said of them. */
  readonly posts: { id: string; bytes: Buffer; details: Record<string, unknown> }[];
  /** What the channel says that became of posts. */
  setProcessing(answer: Record<string, unknown>): void;
  /** Answers the next requests of a kind so. */
  failNext(kind: string, status: number, body?: unknown, headers?: Record<string, string>): void;
  /** Takes only so many bytes of the next stretch and drops the connection. */
  dropAfter(bytes: number): void;
  /** The account's owner agrees: what the browser brings back. */
  agree(authorizeUrl: string): { state: string; code: string };
  /** Ends every access token, as time does. */
  expireTokens(): void;
  close(): Promise<void>;
};

type Upload = { id: string; size: number; received: Buffer; details: Record<string, unknown>; publishId: string };
type State = {
  log: string[];
  posts: ChannelServer['posts'];
  failures: Failure[];
  codes: Map<string, { challenge: string; redirectUri: string }>;
  access: Set<string>;
  refresh: Set<string>;
  uploads: Map<string, Upload>;
  processing: Record<string, unknown>;
  drop: number | null;
  url: string;
};
type Asked = { request: IncomingMessage; response: ServerResponse; url: URL; state: State };

const token = (): string => randomBytes(16).toString('hex');

async function start(
  kindOf: (method: string, url: URL) => string,
  answer: (kind: string, asked: Asked) => Promise<void>,
): Promise<ChannelServer> {
  const state: State = {
    log: [],
    posts: [],
    failures: [],
    codes: new Map(),
    access: new Set(),
    refresh: new Set(),
    uploads: new Map(),
    processing: {},
    drop: null,
    url: '',
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://channel');
    const kind = kindOf(request.method ?? 'GET', url);
    state.log.push(kind);
    const at = state.failures.findIndex((failure) => failure.kind === kind);
    const failure = at < 0 ? undefined : state.failures.splice(at, 1)[0];
    if (failure) {
      request.resume();
      return void json(response, failure.status, failure.body, failure.headers);
    }
    answer(kind, { request, response, url, state }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: state.url,
    log: state.log,
    posts: state.posts,
    setProcessing: (processing) => void (state.processing = processing),
    failNext: (kind, status, body = {}, headers = {}) => void state.failures.push({ kind, status, body, headers }),
    dropAfter: (bytes) => void (state.drop = bytes),
    agree: (authorizeUrl) => {
      const query = new URL(authorizeUrl).searchParams;
      const code = token();
      state.codes.set(code, { challenge: query.get('code_challenge')!, redirectUri: query.get('redirect_uri')! });
      return { state: query.get('state')!, code };
    },
    expireTokens: () => state.access.clear(),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage, state?: State): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (state && state.drop !== null && size >= state.drop) break;
  }
  return Buffer.concat(chunks);
}

const bearerOf = (request: IncomingMessage): string => (request.headers.authorization ?? '').replace(/^Bearer /, '');

/** The token endpoint of both: a code with its PKCE verifier, or a refresh token. Null where it does not hold. */
function grant(
  state: State,
  fields: URLSearchParams,
  rotate: boolean,
): { access_token: string; refresh_token?: string; expires_in: number } | null {
  const issue = (): { access_token: string; refresh_token: string; expires_in: number } => {
    const issued = { access_token: token(), refresh_token: token(), expires_in: 3600 };
    state.access.add(issued.access_token);
    state.refresh.add(issued.refresh_token);
    return issued;
  };
  if (fields.get('grant_type') === 'refresh_token') {
    const refresh = fields.get('refresh_token')!;
    if (!state.refresh.has(refresh)) return null;
    if (rotate) {
      state.refresh.delete(refresh);
      return issue();
    }
    const access = token();
    state.access.add(access);
    return { access_token: access, expires_in: 3600 };
  }
  const code = state.codes.get(fields.get('code') ?? '');
  state.codes.delete(fields.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(fields.get('code_verifier') ?? '')
    .digest('base64url');
  return code && code.challenge === challenge && code.redirectUri === fields.get('redirect_uri') ? issue() : null;
}

/** Takes a stretch into an upload; false where its range does not fit what is there. */
async function take(asked: Asked, upload: Upload): Promise<{ start: number; end: number; total: number } | 'dropped' | 'unfit'> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(asked.request.headers['content-range'] ?? '');
  const body = await bodyOf(asked.request, asked.state);
  const { drop } = asked.state;
  if (drop !== null) {
    asked.state.drop = null;
    upload.received = Buffer.concat([upload.received, body.subarray(0, drop)]);
    asked.response.destroy();
    asked.request.destroy();
    return 'dropped';
  }
  if (!range) return 'unfit';
  const [start, last, total] = range.slice(1).map(Number) as [number, number, number];
  if (start !== upload.received.length || total !== upload.size || body.length !== last - start + 1) return 'unfit';
  upload.received = Buffer.concat([upload.received, body]);
  return { start, end: last + 1, total };
}

export function startYoutubeServer(): Promise<ChannelServer> {
  const kindOf = (method: string, url: URL): string => {
    if (url.pathname === '/token') return 'POST token';
    if (url.pathname === '/revoke') return 'POST revoke';
    if (url.pathname === '/youtube/v3/channels') return 'GET channels';
    if (url.pathname === '/youtube/v3/videos') return 'GET videos';
    if (url.pathname === '/upload/youtube/v3/videos') return 'POST session';
    return `${method} bytes`;
  };
  const error = (reason: string): unknown => ({ error: { errors: [{ reason }], message: reason } });
  return start(kindOf, async (kind, asked) => {
    const { request, response, url, state } = asked;
    if (kind === 'POST token') {
      const issued = grant(state, new URLSearchParams((await bodyOf(request)).toString()), false);
      return issued ? json(response, 200, issued) : json(response, 400, { error: 'invalid_grant' });
    }
    if (kind === 'POST revoke') return json(response, 200, {});
    if (!state.access.has(bearerOf(request))) return json(response, 401, error('authError'));
    if (kind === 'GET channels') return json(response, 200, { items: [{ id: 'UCfire', snippet: { title: '火焰剧场' } }] });
    if (kind === 'GET videos') {
      const found = state.posts.find(({ id }) => id === url.searchParams.get('id'));
      return json(response, 200, { items: found ? [{ id: found.id, status: { uploadStatus: 'uploaded', ...state.processing } }] : [] });
    }
    if (kind === 'POST session') {
      const details = JSON.parse((await bodyOf(request)).toString()) as Record<string, unknown>;
      const id = token();
      const size = Number(request.headers['x-upload-content-length']);
      state.uploads.set(id, { id, size, received: Buffer.alloc(0), details, publishId: '' });
      return json(response, 200, {}, { location: `${state.url}/session/${id}` });
    }
    const upload = state.uploads.get(url.pathname.split('/').at(-1)!);
    if (!upload) return json(response, 404, error('notFound'));
    const asks = request.headers['content-range'] === `bytes */${upload.size}`;
    if (!asks) {
      const taken = await take(asked, upload);
      if (taken === 'dropped') return undefined;
      if (taken === 'unfit') return json(response, 400, error('badRange'));
      if (taken.end < taken.total && (taken.end - taken.start) % (256 * 1024) !== 0) return json(response, 400, error('badStretch'));
    }
    if (upload.received.length < upload.size)
      return json(response, 308, {}, upload.received.length > 0 ? { range: `bytes=0-${upload.received.length - 1}` } : {});
    if (!state.posts.some(({ id }) => id === upload.id))
      state.posts.push({ id: upload.id, bytes: upload.received, details: upload.details });
    return json(response, 201, { id: upload.id });
  });
}

export function startTiktokServer(): Promise<ChannelServer> {
  const kinds: Record<string, string> = {
    '/v2/oauth/token/': 'POST token',
    '/v2/oauth/revoke/': 'POST revoke',
    '/v2/user/info/': 'GET user',
    '/v2/post/publish/creator_info/query/': 'POST creator_info',
    '/v2/post/publish/video/init/': 'POST init',
    '/v2/post/publish/status/fetch/': 'POST status',
  };
  const ok = { code: 'ok', message: '', log_id: 'log' };
  return start(
    (method, url) => kinds[url.pathname] ?? `${method} bytes`,
    async (kind, asked) => {
      const { request, response, url, state } = asked;
      if (kind === 'POST token') {
        const issued = grant(state, new URLSearchParams((await bodyOf(request)).toString()), true);
        return json(response, 200, issued ? { ...issued, open_id: 'open-fire' } : { error: 'invalid_grant', error_description: 'no' });
      }
      if (kind === 'POST revoke') return json(response, 200, {});
      if (kind === 'PUT bytes') {
        const upload = state.uploads.get(url.pathname.split('/').at(-1)!);
        if (!upload) return json(response, 404, {});
        const taken = await take(asked, upload);
        if (taken === 'dropped') return undefined;
        if (taken === 'unfit') return json(response, 416, {});
        if (taken.end < taken.total) return json(response, 206, {});
        state.posts.push({ id: upload.publishId, bytes: upload.received, details: upload.details });
        return json(response, 201, {});
      }
      if (!state.access.has(bearerOf(request))) return json(response, 401, { error: { code: 'access_token_invalid' } });
      if (kind === 'GET user')
        return json(response, 200, { data: { user: { open_id: 'open-fire', display_name: '火焰短剧' } }, error: ok });
      const body = JSON.parse((await bodyOf(request)).toString()) as Record<string, unknown>;
      if (kind === 'POST creator_info')
        return json(response, 200, {
          data: { privacy_level_options: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'], max_video_post_duration_sec: 600 },
          error: ok,
        });
      if (kind === 'POST init') {
        const source = body.source_info as { video_size: number; chunk_size: number; total_chunk_count: number };
        const fits =
          source.total_chunk_count === Math.max(1, Math.floor(source.video_size / source.chunk_size)) &&
          (source.chunk_size === source.video_size || source.chunk_size >= 5 * 1024 * 1024) &&
          source.chunk_size <= 64 * 1024 * 1024;
        if (!fits) return json(response, 400, { error: { code: 'invalid_params' } });
        const id = token();
        const publishId = `v_pub_file~${id}`;
        state.uploads.set(id, { id, size: source.video_size, received: Buffer.alloc(0), details: body.post_info as never, publishId });
        return json(response, 200, { data: { publish_id: publishId, upload_url: `${state.url}/upload/${id}` }, error: ok });
      }
      const upload = [...state.uploads.values()].find(({ publishId }) => publishId === body.publish_id);
      if (!upload) return json(response, 400, { error: { code: 'invalid_publish_id' } });
      const status = { status: 'PROCESSING_UPLOAD', uploaded_bytes: upload.received.length, ...state.processing };
      return json(response, 200, { data: status, error: ok });
    },
  );
}
