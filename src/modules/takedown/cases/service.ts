import type { Actor } from '../../../platform/http/actor.ts';
import type { TakedownParts } from '../service/parts.ts';
import { createActUses } from './acts.ts';
import { createBatchUses } from './batch.ts';
import { createBundlingUses } from './bundling.ts';
import type { CaseAct, CaseDetail } from './contract.ts';
import { createCaseCore } from './core.ts';
import { createHostUses } from './hosts.ts';
import { createNoticeUses } from './notices.ts';
import { createReadingUses } from './reading.ts';
import { createRecheckUses } from './recheck.ts';
import { createSendingUses } from './sending.ts';

/** The use-cases of hosts, cases and notices: each that begins with an actor is a whole act with its line in the audit trail. */
export function createCasesUses(parts: TakedownParts) {
  const core = createCaseCore(parts);
  const hosts = createHostUses(parts);
  const bundling = createBundlingUses(parts, core, hosts);
  const notices = createNoticeUses(parts, core);
  const sending = createSendingUses(parts, core, notices);
  const batch = createBatchUses(parts, notices, sending);
  const acts = createActUses(parts, core);
  const recheck = createRecheckUses(parts, core);
  const reading = createReadingUses(parts, core);
  const { hostsOf: _hostsOf, ...hostUses } = hosts;
  const { load: _load, present: _present, lockDraft: _lockDraft, ...noticeUses } = notices;
  const after = async (actor: Actor, caseId: string, done: Promise<void>): Promise<CaseDetail> => {
    await done;
    return reading.getCase(actor, caseId);
  };
  return {
    ...hostUses,
    ...bundling,
    ...noticeUses,
    ...sending,
    ...batch,
    ...recheck,
    ...reading,
    actOnCase: (actor: Actor, caseId: string, given: CaseAct) => after(actor, caseId, acts.actOnCase(actor, caseId, given)),
    takeCounterNotice: (actor: Actor, caseId: string, given: Parameters<typeof acts.takeCounterNotice>[2]) =>
      after(actor, caseId, acts.takeCounterNotice(actor, caseId, given)),
    updateCase: (actor: Actor, caseId: string, change: Parameters<typeof acts.updateCase>[2]) =>
      after(actor, caseId, acts.updateCase(actor, caseId, change)),
  };
}
export type CasesUses = ReturnType<typeof createCasesUses>;
