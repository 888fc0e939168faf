import type { z } from 'zod';
import { Differs } from './difference.ts';

/** A text as JSON of a form. Throws Differs that names the place where it has another. */
export function parseJson<S extends z.ZodType>(text: string, schema: S, file: string, line: number | null): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Differs('not_json', file, line, 'JSON', (error as Error).message);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Differs('wrong_form', file, line, issue?.message ?? '', issue?.path.join('.') || '.');
}
