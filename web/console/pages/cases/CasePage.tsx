/** A case: where it stands, what comes next and by when, its notice, its links, and everything that happened. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { CaseDetail } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ActDialog } from './ActDialog.tsx';
import { actNames, type ActName } from './acts.ts';
import { CounterDialog, CounterNotices } from './CounterNotices.tsx';
import { EditCaseDialogs, type CaseDialogName } from './EditCaseDialogs.tsx';
import { LinksPanel } from './LinksPanel.tsx';
import { NoticePanel } from './NoticePanel.tsx';
import { CaseStateBadge, Clocks, LawyerNote, NextClock, Timeline } from './parts.tsx';
import { caseQuery, refreshCases, taskQuery } from './queries.ts';
import { reasonWords } from './words.ts';
import '../campaigns/campaigns.css';
import '../copies/copies.css';
import './cases.css';

const { routes } = takedownContract;

export function Component() {
  const { t } = useI18n();
  const caseId = useParams()['caseId']!;
  const query = useQuery(caseQuery(caseId));
  if (query.data) return <CaseView key={caseId} one={query.data} />;
  return (
    <PageFrame title={t('nav.cases')} back={{ to: '/cases', label: t('nav.cases') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function CaseView({ one }: { one: CaseDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [act, setAct] = useState<ActName | null>(null);
  const [countering, setCountering] = useState(false);
  const [dialog, setDialog] = useState<CaseDialogName>(null);
  return (
    <PageFrame
      title={one.title}
      back={{ to: '/cases', label: t('nav.cases') }}
      lead={
        <span className="match-lead">
          <CaseStateBadge state={one.state} />
          <span>{t('takedown.number', { number: one.number })}</span>
          <Link to={`/cases?tab=hosts&host=${one.host.id}`}>{one.host.name}</Link>
          <Link to={`/cases?tab=laws&law=${one.jurisdiction}`}>{t(`takedown.jurisdiction.${one.jurisdiction}`)}</Link>
          {one.nextClock && <NextClock clock={one.nextClock} />}
          {one.outcome && <span>{t(`takedown.outcome.${one.outcome}`)}</span>}
        </span>
      }
      actions={
        <>
          <PermissionGate permission={routes.updateCase.access} because={one.state === 'closed' ? t('takedown.reason.state') : undefined}>
            <Button onClick={() => setDialog('edit')}>{t('action.edit')}</Button>
          </PermissionGate>
          <Acts one={one} onAct={setAct} onCounter={() => setCountering(true)} />
        </>
      }
    >
      <div className="notices">
        {one.attention && <Notice tone="warn">{reasonWords(i18n, one.attention)}</Notice>}
        {!one.host.ready && (
          <Notice tone="warn" action={<Link to={`/cases?tab=hosts&host=${one.host.id}`}>{t('takedown.hosts.complete')}</Link>}>
            {t('takedown.hosts.not_ready_text', { host: one.host.name })}
          </Notice>
        )}
      </div>
      <div className="case-grid">
        <div className="stack">
          <NoticePanel one={one} />
          <LinksPanel
            one={one}
            actions={
              <>
                <PermissionGate
                  permission={routes.addCaseLinks.access}
                  because={one.state === 'closed' ? t('takedown.reason.state') : undefined}
                >
                  <Button size="small" onClick={() => setDialog('links')}>
                    {t('takedown.add_links.do')}
                  </Button>
                </PermissionGate>
                <Recheck one={one} />
              </>
            }
          />
          {one.counterNotices.length > 0 && <CounterNotices one={one} />}
        </div>
        <div className="stack">
          <Panel title={t('takedown.clocks.title')}>
            <Clocks clocks={one.clocks} law={one.jurisdiction} />
            <LawyerNote />
          </Panel>
          <Panel title={t('takedown.facts')}>
            <dl className="facts">
              <div>
                <dt>{t('takedown.column.owner')}</dt>
                <dd>
                  {one.owner?.name ?? '–'}{' '}
                  <button type="button" className="link-button" onClick={() => setAct('assign')}>
                    {t('takedown.do.assign')}
                  </button>
                </dd>
              </div>
              <div>
                <dt>{t('takedown.works')}</dt>
                <dd>{one.works.length > 0 ? format.list(one.works.map(({ title }) => title)) : '–'}</dd>
              </div>
              <div>
                <dt>{t('takedown.money')}</dt>
                <dd>
                  {one.recovered.map((sum) => format.money(sum.amountMinor, sum.currency)).join(' + ') || '–'}{' '}
                  <button type="button" className="link-button" onClick={() => setAct('recover')}>
                    {t('takedown.do.recover')}
                  </button>
                </dd>
              </div>
              <div>
                <dt>{t('takedown.export')}</dt>
                <dd>
                  <a href={hrefOf(routes.exportCase, { params: { caseId: one.id } })} download={`case-${one.number}.json`}>
                    JSON
                  </a>
                </dd>
              </div>
            </dl>
          </Panel>
          <Panel
            title={t('takedown.timeline')}
            actions={
              <Button size="small" onClick={() => setAct('note')}>
                {t('takedown.do.note')}
              </Button>
            }
          >
            <Timeline entries={one.timeline} prefix="takedown.act" />
          </Panel>
        </div>
      </div>
      <ActDialog one={one} act={act} onClose={() => setAct(null)} />
      <EditCaseDialogs one={one} open={dialog} onClose={() => setDialog(null)} />
      <CounterDialog one={one} open={countering} onClose={() => setCountering(false)} />
    </PageFrame>
  );
}

/** What stands in the case's own places, not in the menu. */
const elsewhere = new Set<string>(['note', 'assign', 'recover']);

/** What can be written down now; what cannot, with its reason. */
function Acts({ one, onAct, onCounter }: { one: CaseDetail; onAct: (act: ActName) => void; onCounter: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied(routes.actOnCase.access);
  const items: MenuItem[] = one.acts.flatMap(({ act, block }): MenuItem[] => {
    const known = actNames.find((name) => name === act);
    const because = denied ?? (block ? reasonWords(i18n, block) : undefined);
    if (act === 'counter_notice' || act === 'counter')
      return [{ kind: 'action', key: act, label: t('takedown.counter.take'), because, onPick: onCounter }];
    if (!known || elsewhere.has(act)) return [];
    return [{ kind: 'action', key: act, label: t(`takedown.do.${known}`), because, onPick: () => onAct(known) }];
  });
  const open = items.filter((item) => item.kind === 'action' && item.because === undefined);
  const shut = items.filter((item) => item.kind === 'action' && item.because !== undefined);
  if (items.length === 0) return null;
  return (
    <Menu
      className="menu-button"
      button={<span>{t('takedown.write_down')}</span>}
      items={shut.length > 0 && open.length > 0 ? [...open, { kind: 'line', key: 'line' }, ...shut] : items}
    />
  );
}

/** Looks at every link now; the line shows how far it is. */
function Recheck({ one }: { one: CaseDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [taskId, setTaskId] = useState<string | null>(null);
  const task = useQuery({ ...taskQuery(taskId ?? ''), enabled: taskId !== null }).data;
  const running = taskId !== null && (task === undefined || task.state === 'queued' || task.state === 'running');
  const start = useMutation({
    mutationFn: () => call(routes.recheckCase, { params: { caseId: one.id } }),
    onSuccess: (made) => setTaskId(made.taskId),
    onError: toast.failed,
  });
  const ended = task && !running ? task.state : null;
  // What was seen is there when the task has ended.
  const [seen, setSeen] = useState<string | null>(null);
  if (ended && seen !== taskId) {
    setSeen(taskId);
    queueMicrotask(() => void refreshCases(client));
  }
  if (running && task) return <ProgressLine task={task} label={t('takedown.recheck')} />;
  const possible = one.acts.find(({ act }) => act === 'recheck');
  return (
    <PermissionGate permission={routes.recheckCase.access} because={possible?.block ? t('takedown.recheck_none') : undefined}>
      <Button size="small" loading={start.isPending || running} onClick={() => start.mutate()}>
        {t('takedown.recheck')}
      </Button>
    </PermissionGate>
  );
}
