/**
 * Protection: finding copies of what one owns.
 *
 * Owns fingerprints (fingerprints/: PDQ bit for bit the reference's, sound, shots), the exact search among them (search/), matching
 * in time and place (match/), remakes, the comparison of scripts (scripts/), suspects with what was captured of them, matches and
 * what was decided, and the list of who may show what. Does not own works or their files (the catalogue's), who owns them (rights'),
 * nor what is done about a copy (takedown's). What works on files alone is used by commands without a database.
 * Start reading at fingerprints/pdq.ts, match/engine.ts, then suspects/service.ts for how a suspect goes through.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler } from '../../platform/jobs/index.ts';
import { protectionEventHandlers, protectionJobHandlers } from './jobs.ts';
import { protectionRoutes } from './routes.ts';
import { createProtectionService, type ProtectionService } from './service/index.ts';
import type { ProtectionParts } from './service/parts.ts';

export { createPdqHasher, dihedrals, type Pdq } from './fingerprints/pdq.ts';
export { readPicture } from './fingerprints/pictures.ts';
export { fingerprintFile } from './fingerprints/make.ts';
export { fingerprintVersion, pictureEveryMs, type Fingerprint } from './fingerprints/fingerprint.ts';
export { readFingerprint, writeFingerprint } from './fingerprints/store.ts';
export { createMatcher, match, type Match, type Matcher } from './match/engine.ts';
export { prepareSuspect } from './match/suspect.ts';
export { withEdits } from './edits/find.ts';
export { compareRemake, type RemakeComparison } from './remakes/compare.ts';
export { readRemakeWork } from './remakes/read.ts';
export { compareScripts, type ScriptComparison } from './scripts/compare.ts';
export { readScript, scriptLimits } from './scripts/read.ts';
export type { AllowedNow, MatchForCase } from './matches/service.ts';
export { capturesForEvidence } from './suspects/evidence.ts';
export { protectionMigrations } from './migrations/index.ts';
export type { ProtectionParts } from './service/parts.ts';

export type Protection = ProtectionService & {
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};

/** Protection on its parts. */
export function createProtection(parts: ProtectionParts): Protection {
  const service = createProtectionService(parts);
  return {
    ...service,
    bound: protectionRoutes(service),
    jobs: protectionJobHandlers(service),
    events: protectionEventHandlers(service),
  };
}
