/** The words of rights, for rules, evidence and everyone who speaks of them. Safe in a browser. */

/** Rights as laws divide them (著作权法, article 10; comparable elsewhere), as far as dramas are sold by them. */
export const rightKinds = [
  'streaming',
  'broadcasting',
  'exhibition',
  'distribution',
  'promotion',
  'adaptation',
  'translation',
  'merchandising',
] as const;
export type RightKind = (typeof rightKinds)[number];
