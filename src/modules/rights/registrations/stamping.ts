/**
 * Time-stamps of registrations: each authority is asked until it answers, later and later, for two days. A try is claimed in the
 * database before it is made and written with what it brought, so that a process may die at any point: another tries again, and one
 * answer is kept.
 */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { systemActor } from '../../../platform/http/actor.ts';
import { defineJob, type JobContext, type JobHandler } from '../../../platform/jobs/index.ts';
import { rightsErrors } from '../errors.ts';
import { stampData, type Authority } from '../evidence/authority.ts';
import { rootText } from '../evidence/form.ts';
import { subjectOf } from '../evidence/token.ts';
import type { RightsParts } from '../service/parts.ts';
import * as repo from './repo.ts';
import type { RegistrationRow, StampRow } from './tables.ts';

export const stampJob = defineJob({
  name: 'rights.stamp_registration',
  input: z.object({ registrationId: z.string() }),
  retryLimit: 3,
  heartbeatSeconds: 60,
  concurrency: 1,
});

/** Longer than an authority has to answer. */
const claimMs = 2 * 60_000;
const minute = 60_000;
const pauses = [0.5, 1, 2, 5, 10, 30].map((minutes) => minutes * minute);
const longestPauseMs = 60 * minute;
/** The last of these is some two days after the first. */
const mostAttempts = 52;
const perRound = 50;
/** What trying again cannot heal: the setting has to change. */
const hopeless = new Set(['outgoing.url_invalid', 'outgoing.address_refused', 'outgoing.https_needed', 'rights.authority_gone']);

export function createStamping(parts: RightsParts) {
  const { db, clock, log, audit, notifications } = parts;

  async function fail(claimed: StampRow, row: RegistrationRow, thrown: unknown): Promise<void> {
    const { code, params } = thrown instanceof AppError ? thrown : { code: 'rights.authority_failed', params: {} };
    if (!(thrown instanceof AppError)) log.error('rights.stamp_failed', { error: thrown, stamp: claimed.id });
    const over = hopeless.has(code) || claimed.attempts >= mostAttempts;
    const pauseMs = pauses[claimed.attempts - 1] ?? longestPauseMs;
    await db.transaction(async (trx) => {
      const settled = await repo.settleStamp(trx, claimed, {
        error: JSON.stringify({ code, params }),
        ...(over ? { state: 'failed', next_try_at: null } : { next_try_at: new Date(clock.nowMs() + pauseMs) }),
      });
      if (!settled || !over) return;
      const subject = { id: row.id, title: row.title };
      await audit.record(trx, systemActor(row.organisation_id), 'rights.stamp_failed', subject, {
        authority: claimed.authority,
        reason: code,
      });
      await notifications.notifyStaff(trx, {
        organisationId: row.organisation_id,
        kind: 'registration_not_stamped',
        params: { work: row.title, authority: claimed.authority },
        link: `/rights/registrations/${row.id}`,
      });
    });
  }

  async function keep(claimed: StampRow, row: RegistrationRow, authority: Authority, signal: AbortSignal | undefined): Promise<void> {
    const { query, reply, stamp } = await stampData(Buffer.from(rootText(row.leaves, row.root)), authority, clock, signal);
    const at = new Date(stamp.atMs);
    await db.transaction(async (trx) => {
      const settled = await repo.settleStamp(trx, claimed, {
        state: 'stamped',
        next_try_at: null,
        error: null,
        query: query.toString('base64'),
        reply: Buffer.from(reply).toString('base64'),
        anchors: stamp.anchor === null ? '' : wayToRoot(stamp.anchor, authority.anchors).map(String).join(''),
        stamped_at: at,
        accuracy_ms: stamp.accuracyMs,
        policy: stamp.policy,
        serial: stamp.serial,
        signer: subjectOf(stamp.signer).slice(0, 1000),
        anchor: stamp.anchor && subjectOf(stamp.anchor).slice(0, 1000),
        fingerprint: stamp.anchor && stamp.anchor.fingerprint256,
      });
      if (!settled) return;
      const subject = { id: row.id, title: row.title };
      const said = { authority: claimed.authority, at: at.toISOString() };
      await audit.record(trx, systemActor(row.organisation_id), 'rights.stamped', subject, said);
      const { organisation_id: organisationId, id: registrationId, work_id: workId, number, basis, root } = row;
      const data = { registrationId, workId, number, basis, root, authority: claimed.authority, stampedAt: said.at };
      await parts.webhooks.emit(trx, [{ organisationId, type: 'registration.sealed', data }]);
    });
  }

  /** Asks the authority of one stamp, where it is due and nobody else is asking. */
  async function tryStamp(stampId: string, signal?: AbortSignal): Promise<void> {
    const now = clock.now();
    const claimed = await db.transaction((trx) => repo.claimStamp(trx, stampId, now, new Date(now.getTime() + claimMs)));
    if (!claimed) return;
    const row = await db.read((trx) => repo.findRegistration(trx, claimed.organisation_id, claimed.registration_id));
    const authority = parts.authorities.find(({ name }) => name === claimed.authority);
    try {
      if (!authority) throw rightsErrors.authority_gone({ authority: claimed.authority });
      await keep(claimed, row!, authority, signal);
    } catch (thrown) {
      // A process that ends is no failure of the authority's: the try does not count.
      if (signal?.aborted) await db.transaction((trx) => repo.settleStamp(trx, claimed, { attempts: claimed.attempts - 1 }));
      else await fail(claimed, row!, thrown);
    }
  }

  async function tryDue(of: { registrationId: string | null; limit: number }, signal?: AbortSignal): Promise<number> {
    const due = await db.read((trx) => repo.listDueStamps(trx, clock.now(), of));
    for (const id of due) {
      if (signal?.aborted) break;
      await tryStamp(id, signal);
    }
    return due.length;
  }

  return {
    /** Asks all authorities that a registration waits for and whose time has come. */
    stampNow: (registrationId: string, context?: Pick<JobContext, 'signal'>): Promise<number> =>
      tryDue({ registrationId, limit: perRound }, context?.signal),
    /** Comes round: whatever is due, of any organisation; answers with how many were. */
    stampDue: (signal?: AbortSignal): Promise<number> => tryDue({ registrationId: null, limit: perRound }, signal),
  };
}

/** An anchor, and what it was issued by as far as the operator has it: openssl wants the way to a certificate that signed itself. */
function wayToRoot(anchor: X509Certificate, given: readonly X509Certificate[]): X509Certificate[] {
  const way = [anchor];
  while (way.length < 8) {
    const last = way.at(-1)!;
    const issuer = given.find((each) => each.ca && !way.includes(each) && last.checkIssued(each) && last.verify(each.publicKey));
    if (!issuer || last.fingerprint256 === issuer.fingerprint256) break;
    way.push(issuer);
  }
  return way;
}

export function registrationJobs(uses: { stampNow(id: string, context: JobContext): Promise<number> }): JobHandler[] {
  return [
    {
      job: stampJob,
      run: async (input, context) => {
        await uses.stampNow(stampJob.input.parse(input).registrationId, context);
      },
    },
  ];
}
