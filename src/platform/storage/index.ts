/**
 * Bytes by their SHA-256: in a folder by default, in an S3-compatible bucket by setting.
 * What a put has acknowledged is whole and on disk; the same bytes are kept once. Who may read them is not known here.
 */
export { storageErrors, type ObjectStore, type StoredObject } from './types.ts';
export { createLocalStore } from './local.ts';
export { createS3Store, type S3Settings } from './s3.ts';
export { hashFile } from './files.ts';
