/** A share plan: its terms as a contract reads, who signed them, what they would pay, what was spent, and how its versions differ. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { revenueContract, type PlanVersionView, type SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge, Field, LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { ComparePanel } from './ComparePanel.tsx';
import { CostsPanel } from './CostsPanel.tsx';
import { PlanPaper } from './PlanPaper.tsx';
import { keepPlan, planQuery } from './queries.ts';
import { SignPanel } from './SignPanel.tsx';
import { TryMonth } from './TryMonth.tsx';
import { TryPanel } from './TryPanel.tsx';
import { namesOf, scopeWords, stateTones } from './words.ts';
import '../campaigns/campaigns.css';
import './plans.css';

const tabs = ['terms', 'sign', 'try', 'month', 'costs', 'versions'] as const;
type Tab = (typeof tabs)[number];

export function Component() {
  const { t } = useI18n();
  const planId = useParams()['planId']!;
  const query = useQuery(planQuery(planId));
  if (query.data) return <Plan plan={query.data} />;
  return (
    <PageFrame title={t('nav.share_plans')} back={{ to: '/share-plans', label: t('nav.share_plans') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function Plan({ plan }: { plan: SharePlanDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const [asked, setAsked] = useUrlState<string>('version', '');
  const wanted = search.get('tab') as Tab | null;
  const tab: Tab = wanted && tabs.includes(wanted) ? wanted : 'terms';
  const effective = plan.versions.find(({ version }) => version === plan.effectiveVersion);
  const newest = plan.versions[0]!;
  const version = plan.versions.find((one) => String(one.version) === asked) ?? newest;
  const names = namesOf(...plan.versions.map(({ payees }) => payees));
  const href = (to: Tab) => {
    const params = new URLSearchParams({ ...(to !== 'terms' && { tab: to }), ...(asked && { version: asked }) }).toString();
    return `/share-plans/${plan.id}${params && `?${params}`}`;
  };
  return (
    <PageFrame
      title={plan.name}
      back={{ to: '/share-plans', label: t('nav.share_plans') }}
      lead={
        <span className="plan-lead">
          {scopeWords(i18n, plan.scope)}
          {effective ? (
            <Badge tone="good">{t('share_plan.in_force', { version: effective.version })}</Badge>
          ) : (
            <Badge tone="warn">{t('share_plan.none_effective')}</Badge>
          )}
          {newest.version !== effective?.version && (
            <Badge tone={stateTones[newest.state]}>
              {t('share_plan.version_state', { version: newest.version, state: t(`share_plan.state.${newest.state}`) })}
            </Badge>
          )}
        </span>
      }
      actions={<PlanActions plan={plan} />}
    >
      <LinkTabs
        label={plan.name}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: href(key),
          label: t(`share_plan.tab.${key}`),
          ...(key === 'versions' && { count: plan.versions.length }),
        }))}
      />
      {['terms', 'sign', 'try', 'month'].includes(tab) && plan.versions.length > 1 && (
        <div className="filters-row">
          <Choice
            label={t('share_plan.version_shown')}
            value={String(version.version)}
            options={plan.versions.map((one) => ({
              value: String(one.version),
              label: t('share_plan.version_state', { version: one.version, state: t(`share_plan.state.${one.state}`) }),
            }))}
            onChange={setAsked}
          />
        </div>
      )}
      {tab === 'terms' && <PlanPaper plan={plan} version={version} names={names} />}
      {tab === 'sign' && <SignPanel plan={plan} version={version} />}
      {tab === 'try' && <TryPanel key={version.version} planId={plan.id} version={version} names={names} />}
      {tab === 'month' && <TryMonth key={version.version} planId={plan.id} version={version} names={names} />}
      {tab === 'costs' && <CostsPanel plan={plan} />}
      {tab === 'versions' && <ComparePanel plan={plan} names={names} />}
    </PageFrame>
  );
}

function PlanActions({ plan }: { plan: SharePlanDetail }) {
  const { t } = useI18n();
  const denied = useDenied('revenue.manage');
  const [asking, setAsking] = useState<'rename' | 'discard' | 'version' | null>(null);
  const newest = plan.versions[0]!;
  return (
    <>
      {newest.state === 'draft' ? (
        <LinkButton type="primary" to={`/share-plans/${plan.id}/edit`} icon={<Icon name="edit" size={16} />}>
          {t('share_plan.write_on')}
        </LinkButton>
      ) : newest.state === 'proposed' ? (
        <LinkButton type="primary" to={`/share-plans/${plan.id}?tab=sign`} icon={<Icon name="badge" size={16} />}>
          {t('share_plan.to_sign')}
        </LinkButton>
      ) : (
        <PermissionGate permission="revenue.manage">
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAsking('version')}>
            {t('share_plan.new_version')}
          </Button>
        </PermissionGate>
      )}
      <Menu
        button={<Icon name="more" />}
        label={t('action.more')}
        items={[
          {
            kind: 'action',
            key: 'rename',
            label: t('share_plan.rename'),
            icon: 'edit',
            because: denied,
            onPick: () => setAsking('rename'),
          },
          {
            kind: 'action',
            key: 'discard',
            label: t('share_plan.discard'),
            icon: 'trash',
            danger: true,
            because: denied ?? (newest.state === 'draft' ? undefined : t('share_plan.discard_none')),
            onPick: () => setAsking('discard'),
          },
        ]}
      />
      {asking === 'rename' && <RenameDialog plan={plan} onClose={() => setAsking(null)} />}
      {asking === 'version' && <VersionDialog plan={plan} newest={newest} onClose={() => setAsking(null)} />}
      {asking === 'discard' && <DiscardDialog plan={plan} newest={newest} onClose={() => setAsking(null)} />}
    </>
  );
}

function RenameDialog({ plan, onClose }: { plan: SharePlanDetail; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(plan.name);
  const rename = useMutation({
    mutationFn: () => call(revenueContract.routes.updatePlan, { params: { planId: plan.id }, body: { name: name.trim() } }),
    onSuccess: (after) => {
      keepPlan(client, after);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      title={t('share_plan.rename')}
      confirm={t('action.save')}
      busy={rename.isPending}
      disabled={name.trim() === ''}
      onConfirm={() => rename.mutate()}
      onClose={onClose}
    >
      <Field id="plan-rename" label={t('share_plan.field.name')}>
        <Input id="plan-rename" autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      {rename.error && <Notice tone="bad">{sentence(t, rename.error)}</Notice>}
    </ConfirmDialog>
  );
}

/** The next version begins as a copy of one that is there. */
function VersionDialog({ plan, newest, onClose }: { plan: SharePlanDetail; newest: PlanVersionView; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [from, setFrom] = useState(String(plan.effectiveVersion ?? newest.version));
  const [day, setDay] = useState(() => dayIn('Asia/Shanghai', -1));
  const create = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.createVersion, { params: { planId: plan.id }, body: { from: Number(from), effectiveFrom: day } }),
    onSuccess: async (after) => {
      keepPlan(client, after);
      await navigate(`/share-plans/${plan.id}/edit`);
    },
  });
  return (
    <Modal
      open
      title={t('share_plan.new_version')}
      onCancel={onClose}
      footer={null}
      width={480}
      closable={{ 'aria-label': t('action.close') }}
    >
      <p className="dialog-lead">{t('share_plan.new_version_text')}</p>
      <Field id="version-from" label={t('share_plan.field.copy_of')}>
        <Choice
          id="version-from"
          value={from}
          options={plan.versions.map((one) => ({
            value: String(one.version),
            label: t('share_plan.version_state', { version: one.version, state: t(`share_plan.state.${one.state}`) }),
          }))}
          onChange={setFrom}
        />
      </Field>
      <Field id="version-day" label={t('share_plan.field.effective_from')} hint={t('share_plan.field.effective_from_hint')}>
        <Input id="version-day" type="date" value={day} onChange={(event) => event.target.value && setDay(event.target.value)} />
      </Field>
      {create.error && <Notice tone="bad">{sentence(t, create.error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" loading={create.isPending} onClick={() => create.mutate()}>
          {t('share_plan.begin')}
        </Button>
      </div>
    </Modal>
  );
}

function DiscardDialog({ plan, newest, onClose }: { plan: SharePlanDetail; newest: PlanVersionView; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const only = plan.versions.length === 1;
  const discard = useMutation({
    mutationFn: () => call(revenueContract.routes.discardVersion, { params: { planId: plan.id, version: newest.version } }),
    onSuccess: async () => {
      toast.done(t('share_plan.discarded'));
      onClose();
      if (only) await navigate('/share-plans', { replace: true });
      else await client.invalidateQueries({ queryKey: ['share-plan', plan.id] });
      void client.invalidateQueries({ queryKey: ['share-plans'] });
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('share_plan.discard_title', { version: newest.version })}
      confirm={t('share_plan.discard')}
      busy={discard.isPending}
      onConfirm={() => discard.mutate()}
      onClose={onClose}
    >
      <p>{t(only ? 'share_plan.discard_plan' : 'share_plan.discard_text')}</p>
      {discard.error && <Notice tone="bad">{sentence(t, discard.error)}</Notice>}
    </ConfirmDialog>
  );
}
