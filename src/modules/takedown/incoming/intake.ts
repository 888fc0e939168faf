/** Notices of others taken in: by the public door, or typed in by staff. */
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { tidyUrl } from '../cases/urls.ts';
import { takedownErrors } from '../errors.ts';
import { checkNotice, isMailAddress } from '../law/check.ts';
import type { Jurisdiction, NoticeContent, NoticeLanguage } from '../law/contract.ts';
import type { OurLink, TakedownParts } from '../service/parts.ts';
import * as trail from '../trail/repo.ts';
import type { IncomingDetail, incomingRoutes } from './contract.ts';
import type { IncomingPresenter } from './present.ts';
import * as repo from './repo.ts';

type Given = { jurisdiction: Jurisdiction; language: NoticeLanguage; content: NoticeContent };

export const subjectOf = (row: Pick<repo.IncomingRow, 'id' | 'number' | 'notifier_name'>): { id: string; title: string } => ({
  id: row.id,
  title: `N-${row.number} ${row.notifier_name}`,
});

export function createIntakeUses(parts: TakedownParts, present: Pick<IncomingPresenter, 'detail'>) {
  const { db, clock, audit, notifications, ours, webhooks } = parts;

  /** Keeps a notice with what it names of ours, starts its clock, and tells staff. */
  async function take(
    trx: Trx,
    actor: Actor,
    given: Given,
    way: 'public' | 'entered',
    found: ReadonlyMap<string, OurLink | null>,
    receivedAt: Date,
  ): Promise<repo.IncomingRow> {
    const { organisationId } = actor;
    const { sender } = given.content;
    const now = clock.now();
    const id = newId('incomingNotice', now.getTime());
    const email = sender.email.toLowerCase();
    await repo.insertIncoming(trx, {
      id,
      organisation_id: organisationId,
      number: await trail.drawNumber(trx, organisationId, 'incoming'),
      state: 'received',
      jurisdiction: given.jurisdiction,
      language: given.language,
      way,
      notifier_name: sender.name,
      notifier_organisation: sender.organisation,
      notifier_email: email,
      content: JSON.stringify(given.content),
      statement: null,
      counter: null,
      counter_at: null,
      next_due_at: null,
      received_at: receivedAt,
      decided_at: null,
      updated_at: now,
    });
    await repo.insertTargets(
      trx,
      [...found].map(([url, link]) => {
        // Another organisation's link is as unknown here as anybody's.
        const own = link?.organisationId === organisationId ? link : null;
        return {
          organisation_id: organisationId,
          incoming_id: id,
          url,
          link_id: own?.linkId ?? null,
          placement_id: own?.placementId ?? null,
          creator_id: own?.creatorId ?? null,
          title: own?.title ?? '',
          state: own === null ? ('unknown' as const) : own.ended ? ('ended' as const) : ('live' as const),
        };
      }),
    );
    const row = (await repo.findIncoming(trx, organisationId, id))!;
    await trail.recordAct(trx, actor, { subjectId: id, at: receivedAt, act: 'receive', to: 'received' });
    await trail.startClocks(trx, {
      organisationId,
      subjectId: id,
      jurisdiction: given.jurisdiction,
      startsWith: 'notice_received',
      at: receivedAt,
      zone: null,
    });
    await repo.refreshDue(trx, id);
    await audit.record(trx, actor, way === 'public' ? 'takedown.submit_notice' : 'takedown.enter_incoming', subjectOf(row), {
      links: found.size,
    });
    const { suspended } = (await repo.countsOf(trx, organisationId, [email])).get(email)!;
    if (!suspended) {
      const to = { organisationId, link: `/cases/incoming/${id}` };
      await notifications.notifyStaff(trx, {
        ...to,
        kind: 'incoming_notice',
        params: { notifier: sender.organisation || sender.name, count: found.size },
      });
      const data = {
        incomingId: id,
        number: Number(row.number),
        jurisdiction: given.jurisdiction,
        links: found.size,
        at: receivedAt.toISOString(),
      };
      await webhooks.emit(trx, [{ organisationId, type: 'takedown.incoming_notice', data }]);
    }
    return row;
  }

  async function findAll(trx: Trx, content: NoticeContent): Promise<Map<string, OurLink | null>> {
    const found = new Map<string, OurLink | null>();
    for (const { url: given } of content.links) {
      const url = tidyUrl(given);
      if (url !== null && !found.has(url)) found.set(url, await ours.find(trx, url));
    }
    return found;
  }

  function requireNotifier({ content: { sender } }: Given): void {
    if (sender.name === '' || !isMailAddress(sender.email)) throw takedownErrors.notifier_needed({});
  }

  return {
    /** From anybody. One notice for each organisation whose links it names. Throws not_ours, notifier_needed. */
    submitNotice: (given: Given): Promise<z.output<typeof incomingRoutes.submitNotice.response>> =>
      db.transaction(async (trx) => {
        requireNotifier(given);
        const found = await findAll(trx, given.content);
        const organisations = [...new Set([...found.values()].flatMap((link) => link?.organisationId ?? []))];
        if (organisations.length === 0) throw takedownErrors.not_ours({});
        const now = clock.now();
        const receipts: string[] = [];
        for (const organisationId of organisations) {
          const own = new Map([...found].filter(([, link]) => link?.organisationId === organisationId));
          const actor = { ...systemActor(organisationId), name: given.content.sender.name };
          receipts.push((await take(trx, actor, given, 'public', own, now)).id);
        }
        return { receipt: receipts.join(','), missing: checkNotice(given.jurisdiction, given.content), receivedAt: now.toISOString() };
      }),

    /** Throws act_in_future, notifier_needed. */
    enterIncoming: (actor: Actor, given: Given & { receivedAt?: string | undefined }): Promise<IncomingDetail> =>
      db.transaction(async (trx) => {
        if (given.content.sender.name === '') throw takedownErrors.notifier_needed({});
        const now = clock.now();
        const receivedAt = given.receivedAt === undefined ? now : instantFromIso(given.receivedAt);
        if (receivedAt.getTime() > now.getTime() + 60_000) throw takedownErrors.act_in_future({ at: given.receivedAt! });
        const { receivedAt: _at, ...notice } = given;
        const row = await take(trx, actor, notice, 'entered', await findAll(trx, given.content), receivedAt);
        return present.detail(trx, actor.organisationId, row.id);
      }),
  };
}
