/**
 * Protection: finding copies of what one owns.
 *
 * Owns fingerprints of pictures (fingerprints/pdq.ts: PDQ, bit for bit the reference's; fingerprints/pictures.ts: which files, and how
 * they are brought to size), the exact search among them (search/: every code within a distance, none missed) and the comparison of
 * scripts (scripts/: passages in the same or other words, with other names, in another order). Does not own works or their files, which
 * are the catalogue's, nor who may show what where.
 * It has no tables and no routes: everything here works on what it is given, and commands use it without a database.
 * Start reading at fingerprints/pdq.ts, then search/code-index.ts; for scripts at scripts/compare.ts.
 */
export { createPdqHasher, dihedrals, type Pdq } from './fingerprints/pdq.ts';
export { readPicture } from './fingerprints/pictures.ts';
export { compareScripts, type ScriptComparison } from './scripts/compare.ts';
export { readScript, scriptLimits } from './scripts/read.ts';
