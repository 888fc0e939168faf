import { defineErrors, isAppError } from '../errors.ts';
import type { AppError } from '../errors.ts';

/** What can be wrong with a file or with working on it. Every one carries `file`: the name that its reader knows it by. */
export const mediaErrors = defineErrors('media', {
  file_not_found: 'not_found',
  not_readable: 'invalid',
  empty_file: 'invalid',
  not_media: 'invalid',
  no_streams: 'invalid',
  truncated: 'invalid',
  undecodable: 'invalid',
  unsupported_codec: 'invalid',
  too_large_picture: 'limit',
  too_long: 'limit',
  too_heavy: 'limit',
  crashed: 'unavailable',
  stalled: 'unavailable',
  cancelled: 'conflict',
  disk_full: 'unavailable',
});

/** A failed write as what its reader can act on: a full disk is named, anything else stays what it was. */
export function writeError(error: unknown, file: string): unknown {
  if (isAppError(error)) return error;
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? mediaErrors.disk_full({ file }, error) : error;
}

export type { AppError };
