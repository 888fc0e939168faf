/** An invitation, by mail or as a link to hand over. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { staffRoles, type StaffRole } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { OneTimeDialog } from './OneTimeDialog.tsx';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<StaffRole>('editor');
  const invite = useMutation({
    mutationFn: () => call(identityContract.routes.invite, { body: { email: email.trim(), role } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['invitations'] });
      if (made.link) return;
      toast.done(t('members.invited', { email: made.email }));
      onClose();
    },
  });
  if (invite.data?.link)
    return (
      <OneTimeDialog
        title={t('members.link_title')}
        text={t('members.link_text', { email: invite.data.email })}
        value={invite.data.link}
        onClose={onClose}
      />
    );
  return (
    <Modal open title={t('members.invite')} onCancel={onClose} footer={null} width={460} closable={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        {invite.error && <Notice tone="bad">{sentence(t, invite.error)}</Notice>}
        <Field id="invite-email" label={t('entry.email')}>
          <Input id="invite-email" type="email" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field id="invite-role" label={t('members.role')} hint={t(`role.${role}_text`)}>
          <Choice
            id="invite-role"
            value={role}
            options={staffRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(value) => setRole(value as StaffRole)}
          />
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={invite.isPending}>
            {t('members.send')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
