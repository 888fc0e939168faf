import type { Trx } from '../../platform/db/index.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../platform/time.ts';
import { insertAuditEvent } from './repo-audit.ts';

/** What an act was done to; the title is kept as it was then, because the thing may be renamed or deleted. */
type AuditSubject = { readonly id: string; readonly title: string };
type AuditParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type AuditTrail = {
  /**
   * Writes who did what, in the transaction that does it: both are kept or neither.
   * `action` is `module.verb_noun`, as the route's id; never put a secret into `params`.
   */
  record(trx: Trx, actor: Actor, action: `${string}.${string}`, subject: AuditSubject | null, params?: AuditParams): Promise<void>;
};

const longestTitle = 300;

export function createAudit(clock: Clock): AuditTrail {
  return {
    record: async (trx, actor, action, subject, params = {}) => {
      await insertAuditEvent(trx, {
        id: newId('auditEvent', clock.nowMs()),
        organisation_id: actor.organisationId,
        at: clock.now(),
        actor_kind: actor.kind,
        actor_id: actor.id,
        actor_name: actor.name,
        action,
        subject_id: subject?.id ?? null,
        subject_title: subject?.title.slice(0, longestTitle) ?? null,
        params: JSON.stringify(params),
        request_id: actor.requestId,
      });
    },
  };
}
