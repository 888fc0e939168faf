/** Where viewers report a copy without an account: whose form it is, a link, and thanks. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { EntryFrame } from '../entry/EntryFrame.tsx';
import './copies.css';

const { routes } = protectionContract;
const fields = ['url', 'title', 'note', 'contact'] as const;
const lengths = { url: 2000, title: 200, note: 1000, contact: 200 };

export function Component() {
  const { t } = useI18n();
  const token = useParams()['token']!;
  const form = useQuery({
    queryKey: ['public-report', token],
    queryFn: ({ signal }) => call(routes.getPublicReport, { params: { token } }, { signal }),
    retry: false,
  });
  return (
    <EntryFrame title={t('protection.reports.make')}>
      {form.isPending && <LoadingLines lines={4} />}
      {form.error && <ErrorState compact error={form.error} />}
      {form.data && <ReportForm token={token} organisation={form.data.organisation} invitation={form.data.invitation} />}
    </EntryFrame>
  );
}

function ReportForm({ token, organisation, invitation }: { token: string; organisation: string; invitation: string }) {
  const { t } = useI18n();
  const [draft, setDraft] = useState({ url: '', title: '', note: '', contact: '' });
  const send = useMutation({ mutationFn: () => call(routes.sendPublicReport, { params: { token }, body: draft }) });
  if (send.isSuccess)
    return (
      <EmptyState
        icon="check"
        title={t('protection.viewer.thanks')}
        text={t('protection.viewer.thanks_text', { organisation })}
        action={
          <Button
            onClick={() => {
              setDraft({ url: '', title: draft.title, note: '', contact: draft.contact });
              send.reset();
            }}
          >
            {t('protection.viewer.another')}
          </Button>
        }
      />
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <p className="dialog-lead">{invitation || t('protection.viewer.lead', { organisation })}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      {fields.map((key) => (
        <Field key={key} id={`report-${key}`} label={t(`protection.reports.field.${key}`)}>
          <Input
            id={`report-${key}`}
            size="large"
            type={key === 'url' ? 'url' : 'text'}
            inputMode={key === 'url' ? 'url' : 'text'}
            maxLength={lengths[key]}
            value={draft[key]}
            onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
          />
        </Field>
      ))}
      <Button type="primary" size="large" block htmlType="submit" loading={send.isPending} disabled={draft.url.trim() === ''}>
        {t('protection.reports.send')}
      </Button>
    </form>
  );
}
