/** A person without an organisation has nowhere to work: the first thing offered is to make one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { identityContract } from '../../../src/modules/identity/contract.ts';
import { call } from '../../shared/api/client.ts';
import { meQuery } from '../../shared/api/me.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Field, PageFrame, Panel } from '../../shared/ui/PageFrame.tsx';
import { toast } from '../../shared/ui/toast.tsx';

export default function FirstOrganisation() {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: async () => {
      const made = await call(identityContract.routes.createOrganisation, { body: { name } });
      return call(identityContract.routes.switchOrganisation, { body: { organisationId: made.id } });
    },
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
    onError: toast.failed,
  });
  return (
    <PageFrame narrow title={t('first.title')} lead={t('first.lead')}>
      <Panel>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Field id="organisation" label={t('settings.organisation_name')} hint={t('first.hint')}>
            <Input id="organisation" value={name} onChange={(event) => setName(event.target.value)} maxLength={100} required autoFocus />
          </Field>
          <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!name.trim()}>
            {t('first.create')}
          </Button>
        </form>
      </Panel>
    </PageFrame>
  );
}
