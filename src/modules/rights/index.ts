/**
 * Rights: who owns what of which work, who may use it where and when, and evidence that stands by itself.
 *
 * Owns the rules of ownership and licences (rules/, pure: shares as exact fractions, chain of title, availability with the clauses
 * that decide) and evidence (evidence/: a tree of SHA-256 over everything registered, RFC 3161 time-stamps by any authority, a bundle
 * that proves itself with sha256sum and openssl). Does not own works (catalog's) nor the search for copies. It has no tables yet.
 * Start reading at rules/availability.ts for who may do what, and evidence/bundle.ts, then verify.ts for evidence.
 */
export { verifyBundle } from './evidence/verify.ts';
