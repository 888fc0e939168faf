/** Who must sign a version, who has, and the ways to say yes, to say no with a reason, or to take it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { revenueContract, type PlanVersionView, type SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ProposeDialog } from './ProposeDialog.tsx';
import { planQuery } from './queries.ts';
import { daysWords, stateTones } from './words.ts';
import '../../../shared/ui/rows.css';

type Asking = 'propose' | 'yes' | 'no' | 'withdraw';
const organisation = 'organisation';

export function SignPanel({ plan, version }: { plan: SharePlanDetail; version: PlanVersionView }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [asking, setAsking] = useState<Asking | null>(null);
  const own = version.parties.find(({ party }) => party === organisation);
  const waiting = version.parties.filter(({ signed }) => signed === null).length;
  const unaccounted = version.payees.filter(({ id }) => version.parties.length > 0 && !version.parties.some(({ party }) => party === id));
  if (version.state === 'draft')
    return (
      <>
        <EmptyState
          icon="badge"
          title={t('share_plan.sign.draft')}
          text={t('share_plan.sign.draft_text')}
          action={
            <span className="row-actions">
              <LinkButton to={`/share-plans/${plan.id}/edit`}>{t('share_plan.write_on')}</LinkButton>
              <PermissionGate permission="revenue.manage" because={version.faults.length > 0 ? t('share_plan.propose_faulty') : undefined}>
                <Button type="primary" onClick={() => setAsking('propose')}>
                  {t('share_plan.propose')}
                </Button>
              </PermissionGate>
            </span>
          }
        />
        <ProposeDialog
          open={asking === 'propose'}
          plan={plan}
          version={version}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      </>
    );
  return (
    <div className="terms-tab">
      <div className="stack">
        {version.ended && (
          <Notice tone={version.state === 'declined' ? 'bad' : 'info'}>
            {t(`share_plan.sign.${version.state === 'declined' ? 'declined' : 'withdrawn'}`, {
              by: version.ended.by,
              at: format.dateTime(version.ended.at),
            })}
            {version.ended.reason && ` ${t('share_plan.sign.reason', { reason: version.ended.reason })}`}
          </Notice>
        )}
        {version.agreedAt && <Notice tone="good">{t('share_plan.sign.agreed', { at: format.dateTime(version.agreedAt) })}</Notice>}
        <Panel
          flush
          title={t('share_plan.sign.parties')}
          actions={<Badge tone={stateTones[version.state]}>{t(`share_plan.state.${version.state}`)}</Badge>}
        >
          <ul className="rows">
            {version.parties.map((one) => (
              <li key={one.party} className="row">
                <span className="row-main">
                  <strong>
                    {one.party === organisation ? t('share_plan.sign.organisation') : (one.name ?? t('share_plan.party.unknown'))}
                  </strong>
                  {one.signed ? (
                    <small>
                      {t('share_plan.sign.by', { name: one.signed.by.name, at: format.dateTime(one.signed.at) })}
                      {one.signed.note && ` · ${one.signed.note}`}
                    </small>
                  ) : (
                    <small>{t(one.party === organisation ? 'share_plan.sign.organisation_hint' : 'share_plan.sign.payee_hint')}</small>
                  )}
                </span>
                <Badge tone={one.signed ? (one.signed.decision === 'yes' ? 'good' : 'bad') : 'warn'}>
                  {t(one.signed ? `share_plan.sign.said_${one.signed.decision}` : 'share_plan.sign.waits')}
                </Badge>
              </li>
            ))}
            {unaccounted.map((payee) => (
              <li key={payee.id} className="row">
                <span className="row-main">
                  <strong>{payee.name}</strong>
                  <small>{t('share_plan.sign.no_account')}</small>
                </span>
                <Badge>{t('share_plan.sign.not_asked')}</Badge>
              </li>
            ))}
          </ul>
        </Panel>
        {version.state === 'proposed' && (
          <div className="sign-actions">
            {own?.signed === null && (
              <>
                <PermissionGate permission="revenue.sign">
                  <Button type="primary" size="large" onClick={() => setAsking('yes')}>
                    {t('share_plan.sign.yes')}
                  </Button>
                </PermissionGate>
                <PermissionGate permission="revenue.sign">
                  <Button danger size="large" onClick={() => setAsking('no')}>
                    {t('share_plan.sign.no')}
                  </Button>
                </PermissionGate>
              </>
            )}
            {own?.signed && <p className="sign-waiting">{t('share_plan.sign.waiting', { count: waiting })}</p>}
            <PermissionGate permission="revenue.manage">
              <Button size="large" onClick={() => setAsking('withdraw')}>
                {t('share_plan.sign.withdraw')}
              </Button>
            </PermissionGate>
          </div>
        )}
      </div>
      <Panel title={t('share_plan.sign.what')}>
        <dl className="sums">
          <div>
            <dt>{t('share_plan.part.days')}</dt>
            <dd>{daysWords(i18n, version)}</dd>
          </div>
          {version.proposedAt && (
            <div>
              <dt>{t('share_plan.sign.proposed_at')}</dt>
              <dd>{format.dateTime(version.proposedAt)}</dd>
            </div>
          )}
        </dl>
        <p className="field-hint hash-hint">{t('share_plan.sign.hash_hint')}</p>
        <CopyText text={version.contentHash} />
      </Panel>
      {(asking === 'yes' || asking === 'no') && (
        <SayDialog plan={plan} version={version} decision={asking} onClose={() => setAsking(null)} />
      )}
      {asking === 'withdraw' && <WithdrawDialog plan={plan} version={version} onClose={() => setAsking(null)} />}
    </div>
  );
}

function SayDialog({
  plan,
  version,
  decision,
  onClose,
}: {
  plan: SharePlanDetail;
  version: PlanVersionView;
  decision: 'yes' | 'no';
  onClose: () => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const say = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.signVersion, {
        params: { planId: plan.id, version: version.version },
        body: { as: organisation, decision, contentHash: version.contentHash, note: note.trim() },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: planQuery(plan.id).queryKey });
      void client.invalidateQueries({ queryKey: ['share-plans'] });
      toast.done(t(`share_plan.sign.done_${decision}`));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={decision === 'no'}
      title={t(`share_plan.sign.title_${decision}`, { version: version.version })}
      confirm={t(`share_plan.sign.${decision}`)}
      busy={say.isPending}
      disabled={decision === 'no' && note.trim() === ''}
      onConfirm={() => say.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t(`share_plan.sign.text_${decision}`)}</p>
      <p className="dialog-lead">{daysWords(i18n, version)}</p>
      <Field id="sign-note" label={t(decision === 'no' ? 'share_plan.sign.why' : 'share_plan.sign.note')}>
        <Input.TextArea
          id="sign-note"
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <p className="field-hint hash-hint">{t('share_plan.sign.hash_signed')}</p>
      <code className="hash">{version.contentHash}</code>
      {say.error && <Notice tone="bad">{sentence(t, say.error)}</Notice>}
    </ConfirmDialog>
  );
}

function WithdrawDialog({ plan, version, onClose }: { plan: SharePlanDetail; version: PlanVersionView; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.withdrawVersion, {
        params: { planId: plan.id, version: version.version },
        body: { reason: reason.trim() },
      }),
    onSuccess: (after) => {
      client.setQueryData(planQuery(plan.id).queryKey, after);
      void client.invalidateQueries({ queryKey: ['share-plans'] });
      toast.done(t('share_plan.sign.done_withdraw'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('share_plan.sign.title_withdraw', { version: version.version })}
      confirm={t('share_plan.sign.withdraw')}
      busy={withdraw.isPending}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('share_plan.sign.text_withdraw')}</p>
      <Field id="withdraw-reason" label={t('share_plan.sign.why')} hint={t('share_plan.sign.why_hint')}>
        <Input.TextArea
          id="withdraw-reason"
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {withdraw.error && <Notice tone="bad">{sentence(t, withdraw.error)}</Notice>}
    </ConfirmDialog>
  );
}
