/** What was found where a copy was shown, as it is kept and as a bundle carries it: the answer, the way to it, and its pictures. */
import { z } from 'zod';

export const captureFormat = 'hookline-capture/1';
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const url = z.string().min(1).max(2048);
const kept = z.strictObject({ sha256: hash, bytes: z.int().min(0), mediaType: z.string().max(100) });

export const captureForm = z.strictObject({
  format: z.literal(captureFormat),
  id: z.string().min(1).max(100),
  /** When the answer was whole, by the clock of the house. */
  at: z.iso.datetime({ precision: 3 }),
  /** What was asked for; null of a file that somebody handed over. */
  askedUrl: url.nullable(),
  /** Each answer that sent the request on. */
  redirects: z.array(z.strictObject({ url, status: z.int() })).max(20),
  finalUrl: url.nullable(),
  /** The network address that answered; null where a program of the operator fetched it. */
  address: z.string().max(100).nullable(),
  status: z.int().nullable(),
  /** In the order in which they came. */
  headers: z.array(z.tuple([z.string().max(200), z.string().max(8192)])).max(200),
  /** The certificate that the server showed. */
  certificate: z
    .strictObject({
      subject: z.string().max(1000),
      issuer: z.string().max(1000),
      validFrom: z.string().max(100),
      validTo: z.string().max(100),
      fingerprint256: z.string().max(200),
    })
    .nullable(),
  /** How it was fetched: by the house, by a program of the operator, or handed over. */
  means: z.enum(['http', 'command', 'upload']),
  body: kept,
  /** Pictures out of the body, each at a time of it. */
  pictures: z.array(kept.extend({ atMs: z.int().min(0) })).max(200),
});
export type Capture = z.output<typeof captureForm>;

/** The text that is sealed; the same capture gives the same bytes. Throws ZodError for what is none. */
export const captureText = (capture: Capture): string => `${JSON.stringify(captureForm.parse(capture), null, 1)}\n`;
