/** What is kept of a video so that its copies are found, and what a suspect is compared with. */

/** Raised when the same video would get other values: what was kept in another version is made anew. */
export const fingerprintVersion = 1;
/** A picture is taken this often; an index may take fewer of them. */
export const pictureEveryMs = 250;
/** The side of a small picture: the whole picture squeezed to a square, in luma. */
export const smallSide = 32;

/** Pictures in their order; each list has one entry a picture, `codes` 32 bytes, `small` smallSide × smallSide bytes. */
export type PicturePrints = {
  /** From the first frame, in milliseconds, rounded. */
  readonly atMs: Uint32Array;
  /** PDQ. */
  readonly codes: Uint8Array;
  /** 0 to 100; below 50 a code says too little to be searched for. */
  readonly quality: Uint8Array;
  /** Area averages of luma, row by row, so that a cropped or framed suspect can be laid over it. */
  readonly small: Uint8Array;
};

/** One value every `hopMs`; how many of 32 bits two values differ in says how unlike they sound. 0 is silence, which is like nothing. */
export type SoundPrint = { readonly kind: string; readonly hopMs: number; readonly values: Uint32Array };

export type ShotPrint = { readonly startMs: number; readonly endMs: number };

export type Fingerprint = {
  readonly version: number;
  readonly durationMs: number;
  /** As a viewer sees it; 0 × 0 where there is no picture. */
  readonly width: number;
  readonly height: number;
  readonly pictures: PicturePrints;
  readonly sound: SoundPrint | null;
  readonly shots: readonly ShotPrint[];
};
