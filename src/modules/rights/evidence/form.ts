/** The files of an evidence bundle, as they are written and as they are believed: every text and number in them is bounded. */
import { z } from 'zod';
import { rightKinds } from '../rules/words.ts';

export const bundleFormat = 'hookline-evidence/1';
export const bundleFiles = {
  readme: 'README.md',
  readmeZh: 'README.zh-CN.md',
  script: 'verify.sh',
  manifest: 'manifest.json',
  leaves: 'tree/leaves.sha256',
  root: 'tree/root.txt',
} as const;
export const mostStamps = 10;
/** The files of one time-stamp, counted from 1: what was asked, what was answered, what the authority's certificates lead to. */
export const stampFiles = (number: number) => ({
  query: `stamps/${number}.tsq`,
  reply: `stamps/${number}.tsr`,
  anchors: `stamps/${number}.ca.pem`,
});

/** The zip's directory of so many entries with the longest names is below a megabyte, which is as much as is read of one. */
export const mostIncluded = 2000;
const longestPathBytes = 400;
export const mostAssets = 100_000;

/** Under `files/`, and nothing that a shell, `sha256sum` or a file system would read as more than a name. */
const path = z
  .string()
  .max(longestPathBytes)
  .regex(/^files(\/(?!\.{1,2}(\/|$))[^/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+)+$/u)
  .refine((name) => Buffer.byteLength(name) <= longestPathBytes, `at most ${longestPathBytes} bytes`);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(300);
const day = z.iso.date();

export const bundleManifest = z.strictObject({
  format: z.literal(bundleFormat),
  madeAt: z.iso.datetime({ precision: 3 }),
  registration: z.strictObject({
    id: z.string().min(1).max(100),
    title: name,
    kind: z.enum(['drama', 'novel', 'script', 'film']),
    /** Days of this zone. */
    zone: z.string().min(1).max(64),
    /** Who owns what; the shares of one right and period sum to one. */
    owners: z
      .array(
        z.strictObject({
          name,
          right: z.enum(rightKinds),
          share: z.string().regex(/^[1-9]\d{0,17}\/[1-9]\d{0,17}$/),
          from: day,
          until: day.nullable(),
        }),
      )
      .max(200),
  }),
  assets: z
    .array(
      z.strictObject({
        path,
        bytes: z.int().min(0),
        sha256: hash,
        mediaType: z.string().max(100),
        role: z.enum(['work', 'document', 'capture']),
        /** Whether every bundle has its bytes; what is large or confidential is carried only where it was asked for. */
        included: z.boolean(),
      }),
    )
    .max(mostAssets),
});
export type BundleManifest = z.output<typeof bundleManifest>;
export type BundleAsset = BundleManifest['assets'][number];

/** What the tree's leaves are: the manifest first, then its assets in their order, each as a line of `sha256sum`. */
export function leavesOf(manifestHash: string, assets: readonly Pick<BundleAsset, 'sha256' | 'path'>[]): string[] {
  return [`${manifestHash}  ${bundleFiles.manifest}`, ...assets.map(({ sha256, path }) => `${sha256}  ${path}`)];
}

/** What is stamped: the format, how many leaves, and the root, a line each. */
export const rootText = (leaves: number, root: string): string => `${bundleFormat}\n${leaves}\n${root}\n`;
