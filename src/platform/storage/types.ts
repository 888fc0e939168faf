import { defineErrors } from '../errors.ts';

export type StoredObject = { sha256: string; sizeBytes: number };

export type ObjectStore = {
  /** Takes a file's bytes in; with `move` the file may be renamed into place. Throws storage.disk_full, storage.unavailable. */
  putFile(path: string, options?: { move?: boolean; signal?: AbortSignal; onBytes?: (bytes: number) => void }): Promise<StoredObject>;
  putBytes(bytes: Uint8Array): Promise<StoredObject>;
  /** A path that this process may read, fetched first where objects live elsewhere. Throws storage.object_missing. */
  localPath(sha256: string): Promise<string>;
  /** `end` is exclusive. Throws storage.object_missing. */
  read(sha256: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Every object, in no order. */
  list(): AsyncIterable<StoredObject>;
  /** Throws where objects cannot be written; readiness asks it. */
  check(): Promise<void>;
};

export const storageErrors = defineErrors('storage', {
  object_missing: 'not_found',
  disk_full: 'unavailable',
  unavailable: 'unavailable',
  /** The file was written to while it was being stored. */
  file_changed: 'conflict',
});
