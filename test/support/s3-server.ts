/**
 * A small object server that speaks S3's own protocol over HTTP: objects, ranges, multipart uploads, listing with
 * continuation, and XML errors. Keeps everything in memory. Ways to misbehave are asked for with `failNext`.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Server = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** By key, below the bucket. */
  readonly objects: Map<string, Buffer>;
  /** Uploads that were begun and neither completed nor aborted. */
  readonly openUploads: Map<string, { key: string; parts: Map<number, Buffer> }>;
  /** Requests answered so far, as `PUT object`, `POST uploads`, `PUT part` … */
  readonly log: string[];
  /** Answers the next `count` requests of this kind with a status. */
  failNext(kind: string, status: number, count?: number): void;
  close(): Promise<void>;
};

type Failure = { kind: string; status: number; count: number };
type State = Pick<S3Server, 'objects' | 'openUploads' | 'log' | 'bucket' | 'accessKeyId'> & { failures: Failure[]; pageSize: number };

/** Starts the server on a free port of the loopback address. `pageSize` is the longest listing in one answer. */
export async function startS3Server(options: { pageSize?: number } = {}): Promise<S3Server> {
  const state: State = {
    objects: new Map(),
    openUploads: new Map(),
    log: [],
    failures: [],
    bucket: 'hookline-test',
    accessKeyId: 'test-key',
    pageSize: options.pageSize ?? 1000,
  };
  const server: Server = createServer((request, response) => {
    handle(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...state,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretAccessKey: 'test-secret',
    failNext: (kind, status, count = 1) => state.failures.push({ kind, status, count }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3');
  const body = await readBody(request);
  const kind = kindOf(request.method ?? 'GET', url);
  state.log.push(kind);
  const failure = state.failures.find((candidate) => candidate.kind === kind && candidate.count > 0);
  if (failure) {
    failure.count--;
    return answerError(response, failure.status, failure.status === 503 ? 'SlowDown' : 'InternalError');
  }
  if (!request.headers.authorization?.includes(`Credential=${state.accessKeyId}/`)) return answerError(response, 403, 'AccessDenied');
  const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
  if (bucket !== state.bucket) return answerError(response, 404, 'NoSuchBucket');
  const key = rest.join('/');
  if (key === '') return answerList(state, url, response);
  if (kind.includes('upload') || kind === 'PUT part') return answerUpload(state, { kind, key, url, body }, response);
  return answerObject(state, { method: request.method ?? 'GET', key, range: request.headers.range, body }, response);
}

function kindOf(method: string, url: URL): string {
  if (url.searchParams.has('uploads')) return 'POST uploads';
  if (url.searchParams.has('partNumber')) return 'PUT part';
  if (url.searchParams.has('uploadId')) return method === 'DELETE' ? 'DELETE upload' : 'POST upload';
  return url.searchParams.has('list-type') ? 'GET list' : `${method} object`;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type UploadCall = { kind: string; key: string; url: URL; body: Buffer };

function answerUpload(state: State, call: UploadCall, response: ServerResponse): void {
  if (call.kind === 'POST uploads') {
    const id = `upload-${state.openUploads.size + state.log.length}`;
    state.openUploads.set(id, { key: call.key, parts: new Map() });
    return answerXml(
      response,
      `<InitiateMultipartUploadResult><Bucket>${state.bucket}</Bucket><Key>${call.key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }
  const id = call.url.searchParams.get('uploadId') ?? '';
  const upload = state.openUploads.get(id);
  if (!upload || upload.key !== call.key) return answerError(response, 404, 'NoSuchUpload');
  if (call.kind === 'PUT part') {
    upload.parts.set(Number(call.url.searchParams.get('partNumber')), call.body);
    response.writeHead(200, { etag: etagOf(call.body) }).end();
    return;
  }
  if (call.kind === 'DELETE upload') {
    state.openUploads.delete(id);
    response.writeHead(204).end();
    return;
  }
  return completeUpload(state, { id, upload, body: call.body }, response);
}

function completeUpload(
  state: State,
  call: { id: string; upload: { key: string; parts: Map<number, Buffer> }; body: Buffer },
  response: ServerResponse,
): void {
  const named = [...call.body.toString('utf8').matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, part]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part!)?.[1]),
    etag: /<ETag>(.*?)<\/ETag>/.exec(part!)?.[1]?.replaceAll('&quot;', '"'),
  }));
  const parts = named.map(({ number }) => call.upload.parts.get(number));
  const sound =
    parts.length > 0 &&
    parts.every(
      (part, at) => part !== undefined && etagOf(part) === named[at]!.etag && (at === 0 || named[at]!.number > named[at - 1]!.number),
    );
  if (!sound) return answerError(response, 400, 'InvalidPart');
  // As S3 does: every part but the last has at least 5 MiB.
  if (parts.slice(0, -1).some((part) => part!.length < 5 * 1024 * 1024)) return answerError(response, 400, 'EntityTooSmall');
  state.objects.set(call.upload.key, Buffer.concat(parts as Buffer[]));
  state.openUploads.delete(call.id);
  answerXml(
    response,
    `<CompleteMultipartUploadResult><Key>${call.upload.key}</Key><ETag>"done-${parts.length}"</ETag></CompleteMultipartUploadResult>`,
  );
}

function answerObject(state: State, call: { method: string; key: string; range?: string; body: Buffer }, response: ServerResponse): void {
  if (call.method === 'PUT') {
    state.objects.set(call.key, call.body);
    response.writeHead(200, { etag: etagOf(call.body) }).end();
    return;
  }
  if (call.method === 'DELETE') {
    state.objects.delete(call.key);
    response.writeHead(204).end();
    return;
  }
  const bytes = state.objects.get(call.key);
  if (!bytes) return call.method === 'HEAD' ? void response.writeHead(404).end() : answerError(response, 404, 'NoSuchKey');
  const headers = { etag: etagOf(bytes), 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  if (call.method === 'HEAD') return void response.writeHead(200, { ...headers, 'content-length': bytes.length }).end();
  const range = /^bytes=(\d+)-(\d*)$/.exec(call.range ?? '');
  if (!range) return void response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
  const start = Number(range[1]);
  if (start >= bytes.length) return answerError(response, 416, 'InvalidRange');
  const end = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
  const part = bytes.subarray(start, end + 1);
  response
    .writeHead(206, { ...headers, 'content-length': part.length, 'content-range': `bytes ${start}-${end}/${bytes.length}` })
    .end(part);
}

function answerList(state: State, url: URL, response: ServerResponse): void {
  const prefix = url.searchParams.get('prefix') ?? '';
  const after = url.searchParams.get('continuation-token') ?? '';
  const keys = [...state.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, state.pageSize);
  const more = keys.length > page.length;
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>${state.objects.get(key)!.length}</Size></Contents>`).join('');
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  answerXml(
    response,
    `<ListBucketResult><Name>${state.bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`,
  );
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
function answerXml(response: ServerResponse, xml: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}
function answerError(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
