/** One licence: its clauses, what happened to it, and what can be done: written on, signed, ended, thrown away, taken as a model. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { Licence, WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Field, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { instantIn } from '../campaigns/zone.ts';
import { LicencePaper, paperOf } from './LicencePaper.tsx';
import { LicenceBadges } from './parts.tsx';
import { licenceQuery, refreshRights, registerQuery } from './queries.ts';
import '../campaigns/campaigns.css';
import './rights.css';

const { routes } = rightsContract;
const zone = 'Asia/Shanghai';

export function Component() {
  const { t } = useI18n();
  const licenceId = useParams()['licenceId']!;
  const licence = useQuery(licenceQuery(licenceId));
  const register = useQuery({ ...registerQuery(licence.data?.workId ?? ''), enabled: licence.data !== undefined });
  if (licence.data && register.data) return <LicenceView licence={licence.data} register={register.data} />;
  const failed = licence.error ? licence : register;
  return (
    <PageFrame title={t('rights.tab.licences')} back={{ to: '/rights?tab=licences', label: t('rights.tab.licences') }}>
      {failed.error ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

type Open = 'sign' | 'end' | 'discard' | null;

function LicenceView({ licence, register }: { licence: Licence; register: WorkRegister }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const denied = useDenied('rights.manage');
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>(null);
  const { work } = register;
  const name = t(`rights.licence.line_${licence.direction}`, {
    grantors: format.list(licence.grantors.map((one) => one.name)),
    grantee: licence.grantee.name,
  });
  const edit = `/rights/licences/${licence.id}/edit`;
  const items: MenuItem[] = [
    {
      kind: 'action',
      key: 'copy',
      label: t('rights.licence.copy'),
      icon: 'copy',
      because: denied,
      onPick: () => void navigate(`/rights/works/${licence.workId}/licences/new?from=${licence.id}`),
    },
    {
      kind: 'action',
      key: 'notes',
      label: t('rights.licence.edit_notes'),
      icon: 'edit',
      because: denied ?? (licence.state === 'draft' ? t('rights.licence.is_draft') : undefined),
      onPick: () => void navigate(edit),
    },
    licence.state === 'draft'
      ? {
          kind: 'action',
          key: 'discard',
          label: t('rights.licence.discard'),
          icon: 'trash',
          danger: true,
          because: denied,
          onPick: () => setOpen('discard'),
        }
      : {
          kind: 'action',
          key: 'end',
          label: t('rights.licence.end'),
          icon: 'close',
          danger: true,
          because: denied ?? (licence.state === 'ended' ? t('rights.licence.has_ended') : undefined),
          onPick: () => setOpen('end'),
        },
  ];
  return (
    <PageFrame
      title={name}
      back={{ to: `/rights/works/${work.id}?tab=licences`, label: t('rights.of_work', { title: work.title }) }}
      lead={<LicenceBadges licence={licence} today={dayIn(zone)} />}
      actions={
        <>
          {licence.state === 'draft' && (
            <>
              <LinkButton to={edit} icon={<Icon name="edit" size={16} />}>
                {t('rights.licence.write_on')}
              </LinkButton>
              <PermissionGate permission="rights.manage">
                <Button type="primary" icon={<Icon name="badge" size={16} />} onClick={() => setOpen('sign')}>
                  {t('rights.licence.sign')}
                </Button>
              </PermissionGate>
            </>
          )}
          <Menu button={<Icon name="more" />} label={t('action.more')} items={items} />
        </>
      }
    >
      <div className="licence-page">
        {licence.state === 'draft' && <Notice tone="warn">{t('rights.licence.draft_notice')}</Notice>}
        <LicencePaper paper={paperOf(licence)} title={work.title} lead={t(`work.kind.${work.kind}`)} documents={register.documents} />
        <Life licence={licence} />
      </div>
      {open === 'sign' && <SignDialog licence={licence} onClose={() => setOpen(null)} />}
      {open === 'end' && <EndDialog licence={licence} onClose={() => setOpen(null)} />}
      {open === 'discard' && <DiscardDialog licence={licence} onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

/** When it was drafted, signed and ended, by whom and why. */
function Life({ licence }: { licence: Licence }) {
  const { t, format } = useI18n();
  return (
    <Panel title={t('rights.licence.life')}>
      <dl className="facts">
        <div>
          <dt>{t('rights.licence.drafted')}</dt>
          <dd>{format.dateTime(licence.createdAt)}</dd>
        </div>
        {licence.signedAt && (
          <div>
            <dt>{t('rights.licence.signed')}</dt>
            <dd>{format.dateTime(licence.signedAt)}</dd>
          </div>
        )}
        {licence.ended && (
          <div>
            <dt>{t('rights.licence.ended')}</dt>
            <dd>
              {t('rights.licence.ended_text', {
                at: format.dateTime(licence.ended.at),
                by: licence.ended.by,
                reason: licence.ended.reason,
              })}
            </dd>
          </div>
        )}
      </dl>
      <p>
        <Link to={`/rights/works/${licence.workId}?tab=free`}>{t('rights.licence.to_free')}</Link>
      </p>
    </Panel>
  );
}

/** Signing is told with its moment: of two promises that exclude one another the earlier is kept. */
function SignDialog({ licence, onClose }: { licence: Licence; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [moment, setMoment] = useState('');
  const sign = useMutation({
    mutationFn: () =>
      call(routes.signLicence, {
        params: { licenceId: licence.id },
        body: { version: licence.version, signedAt: moment === '' ? null : instantIn(zone, moment) },
      }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.licence.signed_done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      title={t('rights.licence.sign_title')}
      confirm={t('rights.licence.sign')}
      busy={sign.isPending}
      onConfirm={() => sign.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('rights.licence.sign_text')}</p>
      <Field id="signed-at" label={t('rights.licence.signed_at')} hint={t('rights.licence.signed_at_hint')}>
        <Input id="signed-at" type="datetime-local" value={moment} onChange={(event) => setMoment(event.target.value)} />
      </Field>
      {sign.error && <Notice tone="bad">{sentence(t, sign.error)}</Notice>}
    </ConfirmDialog>
  );
}

function EndDialog({ licence, onClose }: { licence: Licence; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [moment, setMoment] = useState('');
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () =>
      call(routes.endLicence, {
        params: { licenceId: licence.id },
        body: { version: licence.version, reason: reason.trim(), at: moment === '' ? null : instantIn(zone, moment) },
      }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.licence.ended_done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.licence.end_title')}
      confirm={t('rights.licence.end')}
      busy={end.isPending}
      disabled={reason.trim() === ''}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('rights.licence.end_text')}</p>
      <Field id="end-at" label={t('rights.licence.end_at')} hint={t('rights.licence.end_at_hint')}>
        <Input id="end-at" type="datetime-local" value={moment} onChange={(event) => setMoment(event.target.value)} />
      </Field>
      <Field id="end-why" label={t('rights.reason_label')}>
        <Input id="end-why" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {end.error && <Notice tone="bad">{sentence(t, end.error)}</Notice>}
    </ConfirmDialog>
  );
}

function DiscardDialog({ licence, onClose }: { licence: Licence; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const discard = useMutation({
    mutationFn: () => call(routes.discardLicence, { params: { licenceId: licence.id } }),
    onSuccess: async () => {
      await navigate(`/rights/works/${licence.workId}?tab=licences`, { replace: true });
      await refreshRights(client);
      toast.done(t('rights.licence.discarded'));
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.licence.discard_title')}
      confirm={t('rights.licence.discard')}
      busy={discard.isPending}
      onConfirm={() => discard.mutate()}
      onClose={onClose}
    >
      <p>{t('rights.licence.discard_text')}</p>
      {discard.error && <Notice tone="bad">{sentence(t, discard.error)}</Notice>}
    </ConfirmDialog>
  );
}
