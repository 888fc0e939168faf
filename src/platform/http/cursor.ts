import type { z } from 'zod';
import { invalidRequest } from './input.ts';

/** The place in a listing where the next page begins, as a text that clients hand back without looking into it. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor that encodeCursor made. Throws invalid_request when it is not one of this listing. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    place = undefined;
  }
  const parsed = schema.safeParse(place);
  if (parsed.success) return parsed.data;
  throw invalidRequest([{ path: 'query.cursor', code: 'invalid_cursor', message: 'This is not a cursor of this listing.' }]);
}
