/** Who notices come from, said once: every new notice is filled in with it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { NoticeSender } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { senderQuery } from './queries.ts';
import { capacities, senderFields } from './sender-fields.ts';

const { routes } = takedownContract;
type Sender = NoticeSender & { signature: string };

export function SenderTab() {
  const sender = useQuery(senderQuery);
  if (sender.isPending) return <LoadingLines lines={8} />;
  if (sender.error) return <ErrorState error={sender.error} onRetry={() => void sender.refetch()} />;
  return <SenderForm sender={sender.data} mail={sender.data.mailConfigured} />;
}

function SenderForm({ sender, mail }: { sender: Sender; mail: boolean }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.setSender.access) !== undefined;
  const [draft, setDraft] = useState<Sender>(sender);
  const save = useMutation({
    mutationFn: () => call(routes.setSender, { body: draft }),
    onSuccess: (after) => {
      client.setQueryData(senderQuery.queryKey, after);
      toast.done(t('action.saved'));
    },
  });
  return (
    <Panel title={t('takedown.sender.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="dialog-lead">{t('takedown.sender.text')}</p>
        {!mail && <Notice tone="warn">{t('takedown.sender.no_mail')}</Notice>}
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="fields">
          <Field id="sender-capacity" label={t('takedown.field.sender.capacity')}>
            <Choice
              id="sender-capacity"
              value={draft.capacity}
              disabled={denied}
              options={capacities.map((value) => ({ value, label: t(`takedown.capacity.${value}`) }))}
              onChange={(value) => setDraft({ ...draft, capacity: value as Sender['capacity'] })}
            />
          </Field>
          {[...senderFields, 'signature' as const]
            .filter((key) => key !== 'principal' || draft.capacity === 'agent')
            .map((key) => (
              <Field
                key={key}
                id={`sender-${key}`}
                label={t(key === 'signature' ? 'takedown.field.signature' : `takedown.field.sender.${key}`)}
                hint={
                  key === 'identityNumber'
                    ? t('takedown.sender.identity_hint')
                    : key === 'signature'
                      ? t('takedown.sender.signature_hint')
                      : undefined
                }
              >
                <Input
                  id={`sender-${key}`}
                  value={draft[key]}
                  disabled={denied}
                  maxLength={key === 'address' ? 5000 : 254}
                  onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
                />
              </Field>
            ))}
        </div>
        <div className="dialog-actions">
          <PermissionGate permission={routes.setSender.access}>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </Panel>
  );
}
