/** Who did what, newest first. Nothing here can be changed. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { AuditEvent } from '../../../../src/modules/identity/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { auditQuery, membersQuery } from './queries.ts';

const icons: Record<AuditEvent['actor']['kind'], IconName> = { person: 'person', api_key: 'key', system: 'settings', command_line: 'list' };

export default function AuditTab() {
  const { t } = useI18n();
  const [actorId, setActorId] = useUrlState<string>('actor', '');
  const members = useQuery(membersQuery);
  const events = useInfiniteQuery(auditQuery(actorId ? { actorId } : {}));
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={t('settings.tab.audit')}
      flush
      actions={
        <Choice
          label={t('audit.who')}
          value={actorId}
          onChange={setActorId}
          options={[
            { value: '', label: t('audit.anyone') },
            ...(members.data?.items.map((one) => ({ value: one.userId, label: one.name })) ?? []),
          ]}
        />
      }
    >
      {events.isPending && (
        <div className="panel-body">
          <LoadingLines lines={8} />
        </div>
      )}
      {events.error && <ErrorState compact error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && items.length === 0 && <EmptyState icon="list" title={t('audit.empty')} />}
      <ul className="rows audit">
        {items.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
      {events.hasNextPage && (
        <div className="files-more">
          <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('library.more')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** The parameters in a line: names and plain values, nothing nested. */
function paramsLine(params: AuditEvent['params'], { t, format }: I18n): string {
  return Object.entries(params)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${t.exists(`audit.param.${name}`) ? t(`audit.param.${name}`) : name} ${paramValue(value, { t, format })}`)
    .join(' · ');
}

/** A role is said in the reader's language; everything else as it was recorded. */
function paramValue(value: unknown, { t, format }: Pick<I18n, 't' | 'format'>): string {
  if (typeof value === 'number') return format.number(value, 2);
  const text = String(value);
  return t.exists(`role.${text}`) ? t(`role.${text}`) : text;
}

function EventRow({ event }: { event: AuditEvent }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const key = `audit.${event.action}`;
  const line = paramsLine(event.params, i18n);
  return (
    <li className="row">
      <span className="audit-icon">
        <Icon name={icons[event.actor.kind]} size={16} />
      </span>
      <span className="row-main">
        <span>
          <strong>{event.actor.name || t(`audit.actor.${event.actor.kind}`)}</strong>{' '}
          <span className="audit-what">{t.exists(key) ? t(key) : <code>{event.action}</code>}</span>
          {event.subject && event.subject.title !== event.actor.name && (
            <> {event.subject.title === event.subject.id ? <code>{event.subject.id}</code> : <strong>{event.subject.title}</strong>}</>
          )}
        </span>
        {line && <small>{line}</small>}
      </span>
      <time dateTime={event.at} title={event.requestId ?? undefined}>
        {format.dateTime(event.at)}
      </time>
    </li>
  );
}
