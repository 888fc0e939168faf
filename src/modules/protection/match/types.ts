import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import type { Box, Geometry } from './geometry.ts';

export const transformationKinds = [
  'mirror',
  'crop',
  'border',
  'speed',
  'rotate',
  'caption',
  'logo',
  'pip',
  'colour',
  'blur',
  'noise',
  'framerate',
  'revoiced',
] as const;
export type Transformation = (typeof transformationKinds)[number];

export type Reference = { readonly id: string; readonly fingerprint: Fingerprint };

/** A stretch of the suspect that shows a stretch of the reference, evenly in time. */
export type MatchSegment = {
  readonly suspectStartMs: number;
  readonly suspectEndMs: number;
  readonly referenceStartMs: number;
  readonly referenceEndMs: number;
  /** How fast the copy runs: 1.25 where it takes four fifths of the reference's time. */
  readonly speed: number;
  readonly mirrored: boolean;
  /** Where in the suspect's picture the copy is, in fractions of it. */
  readonly region: Box;
  /** Where each point of the reference's picture lies in the suspect's. */
  readonly geometry: Geometry;
};

/** A changed region: what it seems to be, when (of the suspect's time) and where (in fractions of the suspect's picture). */
export type MatchEdit = { readonly kind: string; readonly startMs: number; readonly endMs: number; readonly box: Box };

export type Match = {
  /** The id that the reference was given. */
  readonly reference: string;
  /** 0 to 1: how surely it is a copy. */
  readonly score: number;
  /** In the order of the suspect's time. */
  readonly segments: readonly MatchSegment[];
  readonly transformations: readonly Transformation[];
  readonly edits: readonly MatchEdit[];
};
