/** A case of typed addresses: one for each host that they name. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { mostNoticeLinks } from '../../../../src/modules/takedown/law/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { WorkPicker } from '../campaigns/form/WorkPicker.tsx';
import { linksIn } from '../copies/words.ts';
import { Made } from './CaseDialog.tsx';
import { refreshCases } from './queries.ts';
import '../campaigns/form/form.css';

const { routes } = takedownContract;

export function NewCaseDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('takedown.new.title')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={600}
      closable={{ 'aria-label': t('action.close') }}
    >
      <NewCaseForm onClose={onClose} />
    </Modal>
  );
}

function NewCaseForm({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [account, setAccount] = useState('');
  const [workId, setWorkId] = useState('');
  const [note, setNote] = useState('');
  const links = linksIn(text);
  const make = useMutation({
    mutationFn: () =>
      call(routes.createCase, {
        body: { links: links.map((url) => ({ url, workId: workId || null, account: account.trim() || null })), note },
      }),
    onSuccess: () => refreshCases(client),
  });
  if (make.data) return <Made result={make.data} onClose={onClose} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (links.length > 0 && links.length <= mostNoticeLinks) make.mutate();
      }}
    >
      <p className="dialog-lead">{t('takedown.new.text')}</p>
      {make.error && <Notice tone="bad">{sentence(t, make.error)}</Notice>}
      <Field
        id="case-links"
        label={t('protection.links.field')}
        hint={text.trim() === '' ? t('protection.links.hint') : t('protection.links.found', { count: links.length })}
        error={links.length > mostNoticeLinks ? t('protection.links.too_many', { most: mostNoticeLinks }) : undefined}
      >
        <Input.TextArea
          id="case-links"
          rows={5}
          value={text}
          aria-describedby="case-links-hint"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="field" role="group" aria-label={t('takedown.new.work')}>
        <span className="field-label">{t('takedown.new.work')}</span>
        <WorkPicker workId={workId} fixed={false} onChange={setWorkId} />
      </div>
      <div className="fields">
        <Field id="case-account" label={t('protection.links.account')}>
          <Input id="case-account" maxLength={200} value={account} onChange={(event) => setAccount(event.target.value)} />
        </Field>
        <Field id="case-new-note" label={t('takedown.make.note')}>
          <Input id="case-new-note" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={make.isPending} disabled={links.length === 0 || links.length > mostNoticeLinks}>
          {t('takedown.make.do')}
        </Button>
      </div>
    </form>
  );
}
