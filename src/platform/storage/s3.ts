import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import { createFileCache } from './cache.ts';
import { assertSha, hashFile, isSha } from './files.ts';
import { storageErrors, type ObjectStore, type StoredObject } from './types.ts';

export type S3Settings = {
  bucket: string;
  region: string;
  /** Absent for AWS itself. */
  endpoint?: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Buckets in the path instead of the host name, as MinIO and most others need. */
  pathStyle?: boolean;
  /** Before every key, e.g. `hookline/`. */
  prefix?: string;
  /** Where objects are kept for processes that need a path, and how much of them. */
  cacheDirectory: string;
  cacheBytes?: number;
  /** 16 MiB by default; S3 wants at least 5 MiB for all but the last. */
  partBytes?: number;
};

/** Objects in a bucket of any S3-compatible service, as `ab/cd/abcd…` below the prefix. Throws storage.unavailable on any failure of the service. */
export async function createS3Store(settings: S3Settings): Promise<ObjectStore> {
  const client = new S3Client({
    region: settings.region,
    endpoint: settings.endpoint,
    forcePathStyle: settings.pathStyle ?? settings.endpoint !== undefined,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: 4,
    // Trailing checksums are AWS's own; compatible services refuse or ignore them. The key itself is the checksum.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const Bucket = settings.bucket;
  const prefix = settings.prefix ?? '';
  const partBytes = settings.partBytes ?? 16 * 1024 * 1024;
  const keyOf = (sha256: string): string => {
    assertSha(sha256);
    return `${prefix}${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
  };
  const cache = await createFileCache({ directory: settings.cacheDirectory, maxBytes: settings.cacheBytes ?? 20 * 1024 ** 3 });

  const sizeOf = async (sha256: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) }))).ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw serviceError(error);
    }
  };
  const fetch = async (sha256: string, range?: { start: number; end: number }): Promise<Readable> => {
    const Range = range && `bytes=${range.start}-${range.end - 1}`;
    try {
      return (await client.send(new GetObjectCommand({ Bucket, Key: keyOf(sha256), Range }))).Body as Readable;
    } catch (error) {
      throw isMissing(error) ? storageErrors.object_missing({ sha256 }) : serviceError(error);
    }
  };

  const upload = async (path: string, stored: StoredObject, signal?: AbortSignal): Promise<void> => {
    const Key = keyOf(stored.sha256);
    if (stored.sizeBytes > partBytes) return uploadParts(client, { Bucket, Key, path, partBytes, stored, signal });
    const bytes = await readFile(path, { signal });
    if (sha256Of(bytes) !== stored.sha256) throw storageErrors.file_changed({});
    await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes, ContentLength: bytes.length }), { abortSignal: signal });
  };

  return {
    async putFile(path, options = {}) {
      const stored = await hashFile(path, options);
      try {
        if ((await sizeOf(stored.sha256)) !== stored.sizeBytes) await upload(path, stored, options.signal);
        // A file that was just stored is analysed next: keeping it here spares fetching it back.
        if (options.move) await cache.adopt(stored, path);
      } catch (error) {
        throw serviceError(error);
      }
      if (options.move) await rm(path, { force: true });
      return stored;
    },
    async putBytes(bytes) {
      const stored = { sha256: sha256Of(bytes), sizeBytes: bytes.length };
      try {
        if ((await sizeOf(stored.sha256)) !== stored.sizeBytes) {
          await client.send(new PutObjectCommand({ Bucket, Key: keyOf(stored.sha256), Body: bytes, ContentLength: bytes.length }));
        }
      } catch (error) {
        throw serviceError(error);
      }
      return stored;
    },
    localPath: (sha256) => {
      assertSha(sha256);
      return cache.path(sha256, () => fetch(sha256));
    },
    async read(sha256, range) {
      if (range && range.end <= range.start) return new Blob([]).stream();
      return Readable.toWeb(await fetch(sha256, range)) as ReadableStream<Uint8Array>;
    },
    has: async (sha256) => isSha(sha256) && (await sizeOf(sha256)) !== null,
    async remove(sha256) {
      await cache.drop(sha256);
      await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(sha256) })).catch((error: unknown) => {
        throw serviceError(error);
      });
    },
    async *list() {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken })).catch((error: unknown) => {
          throw serviceError(error);
        });
        for (const { Key, Size } of page.Contents ?? []) {
          const name = Key?.split('/').at(-1) ?? '';
          if (isSha(name)) yield { sha256: name, sizeBytes: Number(Size ?? 0) };
        }
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken);
    },
    async check() {
      const Key = `${prefix}hookline-check`;
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: 'check' }));
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      } catch (error) {
        throw serviceError(error);
      }
    },
  };
}

type PartsJob = { Bucket: string; Key: string; path: string; partBytes: number; stored: StoredObject; signal?: AbortSignal };

// One part in memory at a time. The bytes are hashed again as they leave: a file that changed meanwhile must not be kept under a wrong name.
async function uploadParts(client: S3Client, job: PartsJob): Promise<void> {
  const { Bucket, Key, signal } = job;
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }), { abortSignal: signal });
  const hash = createHash('sha256');
  const Parts: CompletedPart[] = [];
  try {
    for await (const Body of readParts(job.path, job.partBytes)) {
      hash.update(Body);
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentLength: Body.length }), {
        abortSignal: signal,
      });
      Parts.push({ ETag, PartNumber });
    }
    if (hash.digest('hex') !== job.stored.sha256) throw storageErrors.file_changed({});
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }), { abortSignal: signal });
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
    throw error;
  }
}

async function* readParts(path: string, partBytes: number): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const part = Buffer.alloc(Math.min(partBytes, Math.max(1, (await file.stat()).size)));
      let filled = 0;
      while (filled < part.length) {
        const { bytesRead } = await file.read(part, filled, part.length - filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled > 0) yield part.subarray(0, filled);
      if (filled < part.length) return;
    }
  } finally {
    await file.close();
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

function serviceError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'AbortError' || code === 'ABORT_ERR') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return storageErrors.disk_full({}, error);
  return storageErrors.unavailable({ reason: name ?? 'unknown' }, error);
}
