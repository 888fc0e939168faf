/** One creator: who they are, whose, what they filed, what they took; and the way to suspend them or to move them. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Suspense, lazy, useState } from 'react';
import { useParams } from 'react-router';
import { creatorsContract, type CreatorDetail } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { useDays } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field, LinkTabs, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { FunnelBoard } from '../data/funnel/FunnelBoard.tsx';
import { CreatorStateBadge } from './CreatorsTab.tsx';
import { FilingsList } from './FilingsList.tsx';
import { agenciesQuery, creatorQuery } from './queries.ts';
import './creators.css';
import '../campaigns/campaigns.css';
import '../../../shared/ui/rows.css';

const ClaimsTab = lazy(() => import('../campaigns/ClaimsTab.tsx'));
const PlacementsTab = lazy(() => import('../campaigns/PlacementsTab.tsx'));
const tabs = ['about', 'overview', 'accounts', 'claims', 'placements'] as const;
type Tab = (typeof tabs)[number];

export function Component() {
  const { t } = useI18n();
  const creatorId = useParams()['creatorId']!;
  const query = useQuery(creatorQuery(creatorId));
  const [asked] = useUrlState<Tab>('tab', 'about');
  const { from, to } = useDays();
  const tab = tabs.includes(asked) ? asked : 'about';
  const back = { to: '/creators', label: t('nav.creators') };
  const creator = query.data;
  if (!creator)
    return (
      <PageFrame title={t('nav.creators')} back={back}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={8} height={26} />}
      </PageFrame>
    );
  const base = `/creators/${creatorId}`;
  return (
    <PageFrame
      title={creator.name}
      back={back}
      lead={
        <>
          <CreatorStateBadge state={creator.state} /> {creator.agency?.name ?? t('promotion.alone')}
          {creator.email && ` · ${creator.email}`}
        </>
      }
      actions={<SuspendButton creator={creator} />}
    >
      {creator.suspension && (
        <div className="notices">
          <Notice tone="warn">{t('promotion.suspended_because', { reason: creator.suspension.reason || '–' })}</Notice>
        </div>
      )}
      <LinkTabs
        label={creator.name}
        current={tab}
        tabs={tabs.map((key) => ({ key, to: key === 'about' ? base : `${base}?tab=${key}`, label: t(`promotion.tab.${key}`) }))}
      />
      <Suspense fallback={<LoadingLines lines={6} />}>
        {tab === 'about' && <About creator={creator} />}
        {tab === 'overview' && (
          <FunnelBoard
            scope={{ creatorId, from, to }}
            dimensions={['campaign', 'channel', 'clip', 'hook', 'country', 'day']}
            hooks={false}
          />
        )}
        {tab === 'accounts' && <FilingsList creatorId={creatorId} />}
        {tab === 'claims' && <ClaimsTab filter={{ creatorId }} withCampaign />}
        {tab === 'placements' && <PlacementsTab filter={{ creatorId }} />}
      </Suspense>
    </PageFrame>
  );
}

function useChange(creatorId: string, onDone?: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; note?: string; state?: 'active' | 'suspended'; reason?: string; agencyId?: string | null }) =>
      call(creatorsContract.routes.updateCreator, { params: { creatorId }, body }),
    onSuccess: (saved) => {
      client.setQueryData(creatorQuery(creatorId).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['creators'] });
      toast.done(t('action.saved'));
      onDone?.();
    },
  });
}

function SuspendButton({ creator }: { creator: CreatorDetail }) {
  const { t } = useI18n();
  const me = useMe();
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const [reason, setReason] = useState('');
  const change = useChange(creator.id, () => setDialog(null));
  if (me.role === 'agency') return <LetGo creator={creator} />;
  const suspended = creator.state === 'suspended';
  const left = creator.state === 'left' ? t('promotion.creator_left') : undefined;
  return (
    <>
      <PermissionGate permission="creators.administer" because={left}>
        {suspended ? (
          <Button loading={change.isPending} onClick={() => change.mutate({ state: 'active' }, { onError: toast.failed })}>
            {t('promotion.reinstate')}
          </Button>
        ) : (
          <Button danger onClick={() => setDialog('suspend')}>
            {t('promotion.suspend')}
          </Button>
        )}
      </PermissionGate>
      <ConfirmDialog
        open={dialog === 'suspend' && !suspended}
        title={t('promotion.suspend_creator', { name: creator.name })}
        confirm={t('promotion.suspend')}
        busy={change.isPending}
        disabled={!reason.trim()}
        onConfirm={() => change.mutate({ state: 'suspended', reason: reason.trim() })}
        onClose={() => setDialog(null)}
      >
        {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
        <p>{t('promotion.suspend_creator_text')}</p>
        <Field id="suspend-reason" label={t('promotion.reason_they_read')}>
          <Input.TextArea
            id="suspend-reason"
            maxLength={1000}
            autoSize={{ minRows: 2 }}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </>
  );
}

/** An agency can let a creator go, and nothing else. */
function LetGo({ creator }: { creator: CreatorDetail }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const change = useChange(creator.id, () => setAsking(false));
  return (
    <>
      <PermissionGate permission="creators.manage" because={creator.agency ? undefined : t('promotion.alone')}>
        <Button danger onClick={() => setAsking(true)}>
          {t('promotion.let_go')}
        </Button>
      </PermissionGate>
      <ConfirmDialog
        open={asking}
        title={t('promotion.let_go_ask', { name: creator.name })}
        confirm={t('promotion.let_go')}
        busy={change.isPending}
        onConfirm={() => change.mutate({ agencyId: null })}
        onClose={() => setAsking(false)}
      >
        {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
        <p>{t('promotion.let_go_text')}</p>
      </ConfirmDialog>
    </>
  );
}

function About({ creator }: { creator: CreatorDetail }) {
  const { t, format } = useI18n();
  const me = useMe();
  const staff = me.role !== 'agency';
  return (
    <div className="terms-tab">
      <Panel title={t('promotion.tab.about')}>
        <dl className="facts">
          <div>
            <dt>{t('promotion.column.joined')}</dt>
            <dd>{format.dateTime(creator.joinedAt)}</dd>
          </div>
          <div>
            <dt>{t('promotion.column.terms')}</dt>
            <dd>
              {creator.acceptedTerms === null
                ? t('promotion.terms_not_accepted')
                : t('promotion.terms.version', { version: creator.acceptedTerms })}
            </dd>
          </div>
          <div>
            <dt>{t('promotion.column.accounts')}</dt>
            <dd>{t('promotion.accounts_counts', { approved: creator.accounts.approved, filed: creator.accounts.filed })}</dd>
          </div>
          {creator.bio && (
            <div>
              <dt>{t('promotion.bio')}</dt>
              <dd>{creator.bio}</dd>
            </div>
          )}
        </dl>
        <h3 className="sub-head">{t('promotion.belonging')}</h3>
        <ul className="plain-list">
          {creator.history.map((one) => (
            <li key={one.from}>
              {one.agency?.name ?? t('promotion.alone')} · {format.date(one.from)} –{' '}
              {one.until ? format.date(one.until) : t('promotion.now')}
            </li>
          ))}
        </ul>
      </Panel>
      {staff && <StaffSide creator={creator} />}
    </div>
  );
}

/** What only staff do: a note for themselves, another agency. */
function StaffSide({ creator }: { creator: CreatorDetail }) {
  const { t } = useI18n();
  const denied = useDenied('creators.administer');
  const agencies = itemsOf(useInfiniteQuery(agenciesQuery));
  const [note, setNote] = useState(creator.note);
  const [agencyId, setAgencyId] = useState(creator.agency?.id ?? '');
  const change = useChange(creator.id);
  const moved = agencyId !== (creator.agency?.id ?? '');
  return (
    <Panel title={t('promotion.staff_side')}>
      {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
      <Field id="creator-agency" label={t('attribution.by.agency')} hint={moved ? t('promotion.move_hint') : undefined}>
        <Choice
          id="creator-agency"
          value={agencyId}
          disabled={denied !== undefined || creator.state === 'left'}
          options={[{ value: '', label: t('promotion.alone') }, ...agencies.map((one) => ({ value: one.id, label: one.name }))]}
          onChange={setAgencyId}
        />
      </Field>
      <Field id="creator-note" label={t('promotion.staff_note')} hint={t('promotion.staff_note_hint')}>
        <Input.TextArea
          id="creator-note"
          maxLength={1000}
          disabled={denied !== undefined}
          autoSize={{ minRows: 2 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <PermissionGate permission="creators.administer">
        <Button
          type="primary"
          loading={change.isPending}
          disabled={!moved && note.trim() === creator.note}
          onClick={() =>
            change.mutate({ ...(moved && { agencyId: agencyId || null }), ...(note.trim() !== creator.note && { note: note.trim() }) })
          }
        >
          {t('action.save')}
        </Button>
      </PermissionGate>
    </Panel>
  );
}
