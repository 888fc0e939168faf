/**
 * Visitors without their addresses: keyed hashes whose key changes every day. Who has the database cannot go from a hash back to
 * an address by trying all of them, and once a day's key is swept nobody can say any more whether two days saw the same person.
 * Keys are random, made days ahead so that a process whose database is away goes on, and kept sealed.
 */
export { visitorsMigrations } from './migrations/index.ts';
export { createVisitors, networkOf, type VisitorKind, type Visitors } from './visitors.ts';
