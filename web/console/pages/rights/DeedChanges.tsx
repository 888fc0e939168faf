/** What was registered wrongly is taken out of force or put right; both stay on record with their reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { Deed, WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { DocumentChoice } from './DocumentChoice.tsx';
import { PartyPicker } from './PartyPicker.tsx';
import { refreshRights } from './queries.ts';
import { rightWords } from './scope-words.ts';
import { readShare } from './shares.ts';

export function VoidDialog({ deed, onClose }: { deed: Deed; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: () => call(rightsContract.routes.voidDeed, { params: { deedId: deed.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.deed.voided_done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.deed.void_title', { right: rightWords(i18n, deed.right), to: deed.to.name })}
      confirm={t('rights.deed.void')}
      busy={act.isPending}
      disabled={reason.trim() === ''}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('rights.deed.void_text')}</p>
      <Field id="void-why" label={t('rights.reason_label')}>
        <Input id="void-why" autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {act.error && <Notice tone="bad">{sentence(t, act.error)}</Notice>}
    </ConfirmDialog>
  );
}

export function CorrectDialog({ deed, register, onClose }: { deed: Deed; register: WorkRegister; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(deed.from?.id ?? '');
  const [to, setTo] = useState(deed.to.id);
  const [share, setShare] = useState(deed.share);
  const [on, setOn] = useState(deed.on);
  const [note, setNote] = useState(deed.note);
  const [documentIds, setDocuments] = useState<readonly string[]>(deed.documentIds);
  const exact = readShare(share);
  const act = useMutation({
    mutationFn: () =>
      call(rightsContract.routes.correctDeed, {
        params: { deedId: deed.id },
        body: {
          reason: reason.trim(),
          from: from || null,
          to: { partyId: to, share: exact! },
          on,
          zone: deed.zone,
          note: note.trim(),
          documentIds: [...documentIds],
        },
      }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.deed.corrected_done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      title={t('rights.deed.correct_title', { right: rightWords(i18n, deed.right) })}
      confirm={t('rights.deed.correct')}
      busy={act.isPending}
      disabled={reason.trim() === '' || !exact || to === '' || from === to}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <Field id="correct-from" label={t('rights.deed.from')}>
        <PartyPicker id="correct-from" value={from} empty={t('rights.deed.from_nobody')} without={[to]} onChange={setFrom} />
      </Field>
      <div className="fields">
        <Field id="correct-to" label={t('rights.deed.to')}>
          <PartyPicker id="correct-to" value={to} empty={t('rights.choose')} without={[from]} onChange={setTo} />
        </Field>
        <Field id="correct-share" label={t('rights.deed.share')} error={exact ? undefined : t('rights.deed.share_wrong')}>
          <Input id="correct-share" maxLength={40} value={share} onChange={(event) => setShare(event.target.value)} />
        </Field>
        <Field id="correct-on" label={t('rights.deed.on')}>
          <Input id="correct-on" type="date" value={on} onChange={(event) => event.target.value && setOn(event.target.value)} />
        </Field>
      </div>
      <Field id="correct-note" label={t('rights.note')}>
        <Input id="correct-note" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <DocumentChoice documents={register.documents} workId={register.work.id} chosen={documentIds} onChange={setDocuments} />
      <Field id="correct-why" label={t('rights.reason_label')} hint={t('rights.deed.correct_hint')}>
        <Input id="correct-why" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {act.error && <Notice tone="bad">{sentence(t, act.error)}</Notice>}
    </ConfirmDialog>
  );
}
