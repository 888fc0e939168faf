/** What of a case can be changed: its title, while it is a draft its law and language, and more links of the same host. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { jurisdictions, mostNoticeLinks, noticeLanguages } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { linksIn } from '../copies/words.ts';
import { Made } from './CaseDialog.tsx';
import { keepCase, lawsQuery, refreshCases } from './queries.ts';
import { inWords } from './words.ts';

const { routes } = takedownContract;

export type CaseDialogName = 'edit' | 'links' | null;

export function EditCaseDialogs({ one, open, onClose }: { one: CaseDetail; open: CaseDialogName; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open !== null}
      title={open === 'links' ? t('takedown.add_links.title', { host: one.host.name }) : t('takedown.edit')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      {open === 'links' && <AddLinks one={one} onClose={onClose} />}
      {open === 'edit' && <EditForm one={one} onClose={onClose} />}
    </Modal>
  );
}

function EditForm({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const laws = useQuery(lawsQuery).data?.items;
  const [title, setTitle] = useState(one.title);
  const [law, setLaw] = useState(one.jurisdiction);
  const [language, setLanguage] = useState(one.language);
  const draft = one.state === 'draft';
  const save = useMutation({
    mutationFn: () =>
      call(routes.updateCase, {
        params: { caseId: one.id },
        body: {
          ...(title.trim() !== one.title && { title }),
          ...(law !== one.jurisdiction && { jurisdiction: law }),
          ...(language !== one.language && { language }),
        },
      }),
    onSuccess: (after) => {
      keepCase(client, after);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <Field id="case-title" label={t('takedown.field.work.title')}>
        <Input id="case-title" maxLength={300} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <div className="fields">
        <Field id="case-law" label={t('takedown.column.law')} hint={draft ? undefined : t('takedown.edit_sent')}>
          <Choice
            id="case-law"
            value={law}
            disabled={!draft}
            options={jurisdictions.map((value) => {
              const known = laws?.find(({ id }) => id === value);
              return { value, label: known ? inWords(i18n, known.name) : t(`takedown.jurisdiction.${value}`) };
            })}
            onChange={(value) => setLaw(value as typeof law)}
          />
        </Field>
        <Field id="case-language" label={t('takedown.hosts.language')}>
          <Choice
            id="case-language"
            value={language}
            disabled={!draft}
            options={noticeLanguages.map((value) => ({ value, label: format.languageName(value) }))}
            onChange={(value) => setLanguage(value as typeof language)}
          />
        </Field>
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={title.trim() === ''}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

function AddLinks({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [account, setAccount] = useState('');
  const links = linksIn(text);
  const add = useMutation({
    mutationFn: () =>
      call(routes.addCaseLinks, {
        params: { caseId: one.id },
        body: { links: links.map((url) => ({ url, workId: one.works[0]?.id ?? null, account: account.trim() || null })) },
      }),
    onSuccess: () => refreshCases(client),
  });
  if (add.data) return <Made result={add.data} onClose={onClose} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (links.length > 0 && links.length <= mostNoticeLinks) add.mutate();
      }}
    >
      {add.error && <Notice tone="bad">{sentence(t, add.error)}</Notice>}
      <Field
        id="more-links"
        label={t('protection.links.field')}
        hint={text.trim() === '' ? t('protection.links.hint') : t('protection.links.found', { count: links.length })}
        error={links.length > mostNoticeLinks ? t('protection.links.too_many', { most: mostNoticeLinks }) : undefined}
      >
        <Input.TextArea
          id="more-links"
          rows={5}
          value={text}
          aria-describedby="more-links-hint"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field id="more-account" label={t('protection.links.account')}>
        <Input id="more-account" maxLength={200} value={account} onChange={(event) => setAccount(event.target.value)} />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={add.isPending} disabled={links.length === 0 || links.length > mostNoticeLinks}>
          {t('takedown.add_links.do')}
        </Button>
      </div>
    </form>
  );
}
