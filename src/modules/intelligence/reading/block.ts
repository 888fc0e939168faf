import type { Mapped } from './mapped.ts';

/** A line of a text, an element of a page, a row of a table: what every format is taken apart into before documents are found in it. */
export type Block = {
  readonly kind: 'heading' | 'text' | 'item' | 'row' | 'separator';
  readonly mapped: Mapped;
  /** Of a heading, 1 to 6; 0 where the format has none. */
  readonly level: number;
  /** Empty lines above it; a separator is a line of its own. */
  readonly blanks: number;
  /** Of a row: its cells as stretches of the mapped text, with the head of their column. */
  readonly cells?: readonly { readonly start: number; readonly end: number; readonly head: string | null }[];
  readonly caption?: string | null;
  /** The format says that it is a title, an entry of its own, or nothing to be read. */
  readonly role?: 'title' | 'leftover';
};
