/** One's own name and password. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { meQuery, useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { NewPassword, longEnough } from '../entry/NewPassword.tsx';

export default function AccountTab() {
  const { t } = useI18n();
  return (
    <div className="settings">
      <Panel title={t('account.mine')}>
        <NameForm />
      </Panel>
      <Panel title={t('account.password')}>
        <PasswordForm />
      </Panel>
    </div>
  );
}

function NameForm() {
  const { t, language } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState(me.user.name);
  const change = useMutation({
    // Mails to this person are written in the language in which they work.
    mutationFn: () => call(identityContract.routes.updateMe, { body: { name: name.trim(), language } }),
    onSuccess: (next) => {
      client.setQueryData(meQuery.queryKey, next);
      void client.invalidateQueries({ queryKey: ['members'] });
      toast.done(t('action.saved'));
    },
    onError: toast.failed,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Field id="my-name" label={t('entry.name')} hint={me.user.email}>
        <Input id="my-name" required maxLength={100} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!name.trim() || name.trim() === me.user.name}>
        {t('action.save')}
      </Button>
    </form>
  );
}

function PasswordForm() {
  const { t } = useI18n();
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => call(identityContract.routes.changePassword, { body: { currentPassword: current, newPassword: next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      toast.done(t('account.password_changed'));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
      <input type="text" hidden readOnly autoComplete="username" value={me.user.email} />
      <Field id="current-password" label={t('account.current_password')}>
        <Input.Password
          id="current-password"
          size="large"
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <NewPassword value={next} onChange={setNext} />
      <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!current || !longEnough(next)}>
        {t('account.change_password')}
      </Button>
    </form>
  );
}
