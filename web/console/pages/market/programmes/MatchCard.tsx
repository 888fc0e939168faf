/** One programme for one work: the answer, until when, about how much, why, and what is still to be brought. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import type { ChecklistEntry, ItemMatch, ProgrammeMatch } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { identityContract } from '../../../../../src/modules/identity/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useMe } from '../../../../shared/api/me.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { AnswerBadge, AnswerIcon, citationsBy, DeadlineText, Passages, StateBadge } from './parts.tsx';
import { programmesKey, routes } from './queries.ts';
import { useProgrammeWords } from './words.ts';
import './match.css';

export function MatchCard({ match, workId, citations }: { match: ProgrammeMatch; workId: string; citations: readonly Citation[] }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const [all, setAll] = useState(false);
  const look = citationsBy(citations);
  const { programme } = match;
  const items = all ? match.items : match.items.slice(0, 1);
  return (
    <article className={`programme-card is-${match.answer}`}>
      <header>
        <AnswerBadge answer={match.answer} />
        <h2>
          <Link to={`/market/programmes/${programme.id}`}>{programme.name}</Link>
        </h2>
        <small>
          {[words.region(programme.region), programme.giver?.name].filter(Boolean).join(' · ')}{' '}
          {programme.state === 'suggested' && <StateBadge state="suggested" />}
        </small>
        <Follow match={match} workId={workId} />
      </header>
      <dl className="programme-facts">
        <div>
          <dt>{t('market.programmes.until_when')}</dt>
          <dd>
            <DeadlineText programme={{ ...programme, nextDeadline: match.until ?? programme.nextDeadline }} />
          </dd>
        </div>
        <div>
          <dt>{t('market.programmes.how_much')}</dt>
          <dd>
            {match.worth ? <strong>{words.worth(match.worth)}</strong> : <span className="programme-quiet">–</span>}
            {match.worth && match.worth.steps.length > 0 && (
              <ul className="programme-steps">
                {match.worth.steps.map((step, index) => (
                  <li key={index}>{words.step(step)}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        {(match.url || match.contact || match.howToApply) && (
          <div>
            <dt>{t('market.programmes.field.howToApply')}</dt>
            <dd>
              {match.howToApply}{' '}
              {match.url && (
                <a href={match.url} target="_blank" rel="noreferrer noopener">
                  {t('market.programmes.open_site')}
                </a>
              )}
              {match.contact && <span> {match.contact}</span>}
            </dd>
          </div>
        )}
      </dl>
      {items.map((item) => (
        <ItemAnswer key={item.itemId} item={item} look={look} />
      ))}
      {match.items.length > 1 && (
        <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'market.programmes.fewer_items' : 'market.programmes.more_items', { count: match.items.length - 1 })}
        </Button>
      )}
      {match.checklist.length > 0 && <Checklist match={match} workId={workId} />}
    </article>
  );
}

function ItemAnswer({ item, look }: { item: ItemMatch; look: ReturnType<typeof citationsBy> }) {
  const words = useProgrammeWords();
  return (
    <section className="programme-item-answer">
      <p>
        <AnswerIcon answer={item.answer} /> {item.text}
        <Passages keys={item.passages} look={look} />
      </p>
      <ul>
        {item.reasons.map((reason, index) => (
          <li key={index} className={`is-${reason.answer}`}>
            <AnswerIcon answer={reason.answer} />
            <span>
              {reason.condition && <b>{words.condition(reason.condition)}</b>}
              <Passages keys={reason.passages} look={look} />
              <small>{words.because(reason.because)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Follow({ match, workId }: { match: ProgrammeMatch; workId: string }) {
  const { t } = useProgrammeWords().i18n;
  const client = useQueryClient();
  const follow = useMutation({
    mutationFn: (following: boolean) =>
      call(routes.followProgramme, { params: { workId, programmeId: match.programme.id }, body: { following } }),
    onError: toast.failed,
    onSuccess: async ({ following }) => {
      toast.done(t(following ? 'market.programmes.following_done' : 'market.programmes.unfollowed_done'));
      await client.invalidateQueries({ queryKey: [programmesKey] });
    },
  });
  return (
    <PermissionGate permission={routes.followProgramme.access}>
      <Button
        className="programme-follow"
        size="small"
        aria-pressed={match.following}
        icon={<Icon name="bell" size={14} />}
        loading={follow.isPending}
        onClick={() => follow.mutate(!match.following)}
      >
        {t(match.following ? 'market.programmes.following' : 'market.programmes.follow')}
      </Button>
    </PermissionGate>
  );
}

function Checklist({ match, workId }: { match: ProgrammeMatch; workId: string }) {
  const { t } = useProgrammeWords().i18n;
  const done = match.checklist.filter((entry) => entry.done).length;
  return (
    <details className="programme-checklist" open={match.following}>
      <summary>
        {t('market.programmes.checklist')} <small>{t('market.programmes.checklist_done', { done, count: match.checklist.length })}</small>
      </summary>
      <ul>
        {match.checklist.map((entry) => (
          <Entry key={entry.key} entry={entry} programmeId={match.programme.id} workId={workId} />
        ))}
      </ul>
    </details>
  );
}

function Entry({ entry, programmeId, workId }: { entry: ChecklistEntry; programmeId: string; workId: string }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const client = useQueryClient();
  const me = useMe();
  const denied = useDenied(routes.tickChecklist.access);
  const [note, setNote] = useState(entry.note);
  const mayRead = me.permissions.includes(identityContract.routes.listMembers.access);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => call(identityContract.routes.listMembers, {}, { signal }),
    enabled: mayRead && denied === undefined,
  });
  const tick = useMutation({
    mutationFn: (change: { done?: boolean; assigneeId?: string | null; note?: string }) =>
      call(routes.tickChecklist, { params: { workId, programmeId }, body: { key: entry.key, ...change } }),
    onError: toast.failed,
    onSuccess: () => client.invalidateQueries({ queryKey: [programmesKey, 'work', workId] }),
  });
  const staff = members.data?.items.filter(({ role }) => role !== 'agency' && role !== 'creator') ?? [];
  return (
    <li className={entry.done ? 'is-done' : ''}>
      <label className="programme-tick">
        <input
          type="checkbox"
          checked={entry.done}
          disabled={denied !== undefined || tick.isPending}
          onChange={({ target }) => tick.mutate({ done: target.checked })}
        />
        <span>
          {words.task(entry.what)}
          <small>
            {t(`market.programmes.who.${entry.who}`)}
            {entry.doneBy && ` · ${t('market.programmes.done_by', { name: entry.doneBy })}`}
          </small>
        </span>
      </label>
      {denied === undefined && staff.length > 0 && (
        <Choice
          label={t('market.programmes.assignee')}
          value={entry.assignee?.id ?? ''}
          options={[
            { value: '', label: t('market.programmes.nobody') },
            ...staff.map((member) => ({ value: member.userId, label: member.name })),
          ]}
          onChange={(id) => tick.mutate({ assigneeId: id === '' ? null : id })}
        />
      )}
      <Input
        size="small"
        aria-label={t('market.programmes.note')}
        placeholder={t('market.programmes.note')}
        value={note}
        maxLength={1000}
        disabled={denied !== undefined}
        onChange={({ target }) => setNote(target.value)}
        onBlur={() => note !== entry.note && tick.mutate({ note })}
      />
    </li>
  );
}
