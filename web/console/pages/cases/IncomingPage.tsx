/** A notice against what our own people put up: what it names, what it lacks, what was decided and why, and its clocks. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { IncomingDetail } from '../../../../src/modules/takedown/incoming/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { IncomingActDialog, incomingActs, type IncomingActName } from './IncomingActDialog.tsx';
import { Clocks, LawyerNote, NextClock, Timeline } from './parts.tsx';
import { incomingQuery, keepIncoming } from './queries.ts';
import { incomingTones, inWords, reasonWords } from './words.ts';
import '../campaigns/campaigns.css';
import '../copies/copies.css';
import './cases.css';
import '../../../shared/ui/rows.css';

const { routes } = takedownContract;
const targetTones: Record<IncomingDetail['targets'][number]['state'], Tone> = {
  unknown: 'plain',
  live: 'active',
  ended: 'bad',
  restored: 'good',
};

export function Component() {
  const { t } = useI18n();
  const incomingId = useParams()['incomingId']!;
  const query = useQuery(incomingQuery(incomingId));
  if (query.data) return <IncomingView key={incomingId} one={query.data} />;
  return (
    <PageFrame title={t('takedown.tab.incoming')} back={{ to: '/cases?tab=incoming', label: t('takedown.tab.incoming') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function IncomingView({ one }: { one: IncomingDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [act, setAct] = useState<IncomingActName | null>(null);
  return (
    <PageFrame
      title={t('takedown.incoming.title', { name: one.notifier.name || one.notifier.organisation || t('takedown.counter.unnamed') })}
      back={{ to: '/cases?tab=incoming', label: t('takedown.tab.incoming') }}
      lead={
        <span className="match-lead">
          <Badge tone={incomingTones[one.state]}>{t(`takedown.incoming_state.${one.state}`)}</Badge>
          <span>{t('takedown.incoming.number', { number: one.number })}</span>
          <span>{t(`takedown.jurisdiction.${one.jurisdiction}`)}</span>
          {one.nextClock && <NextClock clock={one.nextClock} />}
        </span>
      }
      actions={<Acts one={one} onAct={setAct} />}
    >
      <div className="notices">
        {one.missing.length > 0 && (
          <Notice tone="warn">
            {t('takedown.incoming.lacks', { what: format.list(one.missing.map(({ label }) => inWords(i18n, label))) })}
          </Notice>
        )}
        {one.notifier.counts.suspended && <Notice tone="warn">{t('takedown.incoming.suspended')}</Notice>}
      </div>
      <div className="case-grid">
        <div className="stack">
          <Targets one={one} />
          <Panel title={t('takedown.incoming.says')}>
            <dl className="facts">
              <div>
                <dt>{t('takedown.works')}</dt>
                <dd>{format.list(one.works) || '–'}</dd>
              </div>
              {(['reasons', 'evidence', 'demands', 'signature'] as const)
                .filter((key) => one.content[key])
                .map((key) => (
                  <div key={key}>
                    <dt>{t(`takedown.field.${key}`)}</dt>
                    <dd className="letter-words">{one.content[key]}</dd>
                  </div>
                ))}
            </dl>
          </Panel>
          {one.statement && <Statement one={one} />}
          {one.counter && (
            <Panel title={t('takedown.counter.title')}>
              <p>
                <strong>{one.counter.content.name}</strong> · {format.dateTime(one.counter.at)}
              </p>
              <p>{one.counter.content.explanation}</p>
              {one.counter.missing.length > 0 && (
                <Notice tone="warn">
                  {t('takedown.counter.lacks', { what: format.list(one.counter.missing.map(({ label }) => inWords(i18n, label))) })}
                </Notice>
              )}
            </Panel>
          )}
        </div>
        <div className="stack">
          <Notifier one={one} />
          <Panel title={t('takedown.clocks.title')}>
            <Clocks clocks={one.clocks} law={one.jurisdiction} />
            <LawyerNote />
          </Panel>
          <Panel title={t('takedown.timeline')}>
            <Timeline entries={one.timeline} prefix="takedown.incoming.act" />
          </Panel>
        </div>
      </div>
      <IncomingActDialog one={one} act={act} onClose={() => setAct(null)} />
    </PageFrame>
  );
}

function Acts({ one, onAct }: { one: IncomingDetail; onAct: (act: IncomingActName) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied(routes.actOnIncoming.access);
  const items = one.acts.flatMap(({ act, block }): MenuItem[] => {
    const known = incomingActs.find((name) => name === act);
    if (!known) return [];
    const because = denied ?? (block ? reasonWords(i18n, block) : undefined);
    return [{ kind: 'action', key: act, label: t(`takedown.incoming.do.${known}`), because, onPick: () => onAct(known) }];
  });
  if (items.length === 0) return null;
  const able = items.filter((item) => item.kind === 'action' && item.because === undefined);
  return (
    <Menu
      className="menu-button"
      button={<span>{t('takedown.incoming.decide')}</span>}
      items={[...able, ...items.filter((item) => !able.includes(item))]}
    />
  );
}

function Targets({ one }: { one: IncomingDetail }) {
  const { t } = useI18n();
  return (
    <Panel title={t('takedown.incoming.targets')} flush>
      <ul className="rows">
        {one.targets.map((target) => (
          <li key={target.url} className="row">
            <span className="row-main copies-url">
              <CopyText text={target.url} />
              <small>{[target.title, target.creator?.name].filter(Boolean).join(' · ') || t('takedown.incoming.not_ours')}</small>
            </span>
            <Badge tone={targetTones[target.state]}>{t(`takedown.target_state.${target.state}`)}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the user was told: facts, ground, and the ways to object. */
function Statement({ one }: { one: IncomingDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const statement = one.statement!;
  return (
    <Panel title={t('takedown.incoming.statement')}>
      <dl className="facts">
        <div>
          <dt>{t('takedown.incoming.measure')}</dt>
          <dd>{inWords(i18n, statement.measure)}</dd>
        </div>
        <div>
          <dt>{t('takedown.incoming.facts')}</dt>
          <dd className="letter-words">{statement.facts}</dd>
        </div>
        <div>
          <dt>{t('takedown.incoming.ground')}</dt>
          <dd>
            {statement.ground.reference} {statement.ground.explanation}
          </dd>
        </div>
        {statement.scope && (
          <div>
            <dt>{t('takedown.incoming.scope')}</dt>
            <dd>{statement.scope}</dd>
          </div>
        )}
        <div>
          <dt>{t('takedown.incoming.machine')}</dt>
          <dd>
            {t(statement.automatedDetection ? 'takedown.incoming.found_by_machine' : 'takedown.incoming.found_by_person')} ·{' '}
            {t(statement.automatedDecision ? 'takedown.incoming.decided_by_machine' : 'takedown.incoming.decided_by_person')}
          </dd>
        </div>
        <div>
          <dt>{t('takedown.incoming.redress')}</dt>
          <dd>
            {statement.redress.map((way) => (
              <p key={way.en}>{inWords(i18n, way)}</p>
            ))}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

/** Who sent it, and how much of theirs held. */
function Notifier({ one }: { one: IncomingDetail }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { notifier } = one;
  const set = useMutation({
    mutationFn: () => call(routes.setNotifier, { params: { incomingId: one.id }, body: { suspended: !notifier.counts.suspended } }),
    onSuccess: (after) => {
      keepIncoming(client, after);
      setAsking(false);
      toast.done(t('action.saved'));
    },
    onError: toast.failed,
  });
  return (
    <Panel title={t('takedown.incoming.notifier')}>
      <dl className="facts">
        <div>
          <dt>{t('takedown.field.sender.name')}</dt>
          <dd>{[notifier.name, notifier.organisation].filter(Boolean).join(' · ')}</dd>
        </div>
        <div>
          <dt>{t('takedown.field.sender.email')}</dt>
          <dd>{notifier.email || '–'}</dd>
        </div>
        <div>
          <dt>{t('takedown.incoming.so_far')}</dt>
          <dd>
            {t('takedown.incoming.counts', {
              notices: format.number(notifier.counts.notices),
              upheld: format.number(notifier.counts.upheld),
              rejected: format.number(notifier.counts.rejected),
              abusive: format.number(notifier.counts.abusive),
            })}
          </dd>
        </div>
      </dl>
      <div className="row-actions case-space">
        <PermissionGate permission={routes.setNotifier.access}>
          <Button size="small" onClick={() => setAsking(true)}>
            {t(notifier.counts.suspended ? 'takedown.incoming.lift' : 'takedown.incoming.suspend')}
          </Button>
        </PermissionGate>
      </div>
      <ConfirmDialog
        open={asking}
        title={t(notifier.counts.suspended ? 'takedown.incoming.lift' : 'takedown.incoming.suspend')}
        confirm={t(notifier.counts.suspended ? 'takedown.incoming.lift' : 'takedown.incoming.suspend')}
        danger={!notifier.counts.suspended}
        busy={set.isPending}
        onConfirm={() => set.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('takedown.incoming.suspend_text')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
