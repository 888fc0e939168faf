/** Who works here, in which role, and who is invited. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import {
  identityContract,
  type invitation as invitationSchema,
  type member as memberSchema,
} from '../../../../src/modules/identity/contract.ts';
import { staffRoles, type StaffRole } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { invitationsQuery, membersQuery } from './queries.ts';
import { OneTimeDialog } from './OneTimeDialog.tsx';

type Member = z.output<typeof memberSchema>;
type Invitation = z.output<typeof invitationSchema>;

export default function MembersTab() {
  const { t } = useI18n();
  const members = useQuery(membersQuery);
  const cannotManage = useDenied('identity.manage');
  const invitations = useQuery({ ...invitationsQuery, enabled: !cannotManage });
  const [search, setSearch] = useSearchParams();
  const dialog = search.get('dialog');
  const chosen = members.data?.items.find((one) => one.id === search.get('member'));
  const open = (name: string | null, memberId?: string) =>
    setSearch({ ...(name && { dialog: name }), ...(memberId && { member: memberId }) }, { preventScrollReset: true });
  const pending = invitations.data?.items.filter((one) => one.state === 'pending') ?? [];
  return (
    <div className="settings">
      <Panel
        title={t('settings.tab.members')}
        flush
        actions={
          <PermissionGate permission="identity.manage">
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => open('invite')}>
              {t('members.invite')}
            </Button>
          </PermissionGate>
        }
      >
        {members.isPending && (
          <div className="panel-body">
            <LoadingLines />
          </div>
        )}
        {members.error && <ErrorState compact error={members.error} onRetry={() => void members.refetch()} />}
        <ul className="rows">
          {members.data?.items.map((member) => (
            <MemberRow key={member.id} member={member} onRemove={() => open('remove', member.id)} />
          ))}
        </ul>
      </Panel>
      {pending.length > 0 && (
        <Panel title={t('members.invitations')} flush>
          <ul className="rows">
            {pending.map((one) => (
              <InvitationRow key={one.id} invitation={one} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={t('members.roles')}>
        <dl className="role-list">
          {staffRoles.map((role) => (
            <div key={role}>
              <dt>{t(`role.${role}`)}</dt>
              <dd>{t(`role.${role}_text`)}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {dialog === 'invite' && !cannotManage && <InviteDialog onClose={() => open(null)} />}
      {dialog === 'remove' && chosen && <RemoveDialog member={chosen} onClose={() => open(null)} />}
    </div>
  );
}

function MemberRow({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const { t, format } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const denied = useDenied('identity.manage');
  const [link, setLink] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: (role: StaffRole) => call(identityContract.routes.changeRole, { params: { memberId: member.id }, body: { role } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['members'] });
      if (member.userId === me.user.id) await client.invalidateQueries({ queryKey: ['me'] });
      toast.done(t('action.saved'));
    },
    onError: toast.failed,
  });
  const reset = useMutation({
    mutationFn: () => call(identityContract.routes.resetLink, { params: { memberId: member.id } }),
    onSuccess: (answer) => (answer.link ? setLink(answer.link) : toast.done(t('members.reset_mailed', { email: member.email }))),
    onError: toast.failed,
  });
  const isMe = member.userId === me.user.id;
  return (
    <li className="row">
      <span className="avatar" aria-hidden="true">
        {[...member.name][0]}
      </span>
      <span className="row-main">
        <strong>
          {member.name} {isMe && <Badge tone="active">{t('members.you')}</Badge>}
        </strong>
        <small>
          {member.email} · {t('members.since', { date: format.date(member.createdAt) })}
        </small>
      </span>
      <span title={denied}>
        <Choice
          label={t('members.role_of', { name: member.name })}
          value={member.role}
          disabled={denied !== undefined || change.isPending}
          options={staffRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          onChange={(role) => change.mutate(role as StaffRole)}
        />
      </span>
      <span className="row-actions">
        <PermissionGate permission="identity.manage">
          <Button size="small" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('members.reset')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="identity.manage">
          <Button size="small" danger onClick={onRemove} aria-label={t('members.remove_name', { name: member.name })}>
            {t('action.remove')}
          </Button>
        </PermissionGate>
      </span>
      {link && (
        <OneTimeDialog
          title={t('members.reset_title', { name: member.name })}
          text={t('members.reset_text')}
          value={link}
          onClose={() => setLink(null)}
        />
      )}
    </li>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call(identityContract.routes.cancelInvitation, { params: { invitationId: invitation.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
    onError: toast.failed,
  });
  return (
    <li className="row">
      <span className="row-main">
        <strong>{invitation.email}</strong>
        <small>
          {t(`role.${invitation.role}`)} · {t('members.until', { date: format.dateTime(invitation.expiresAt) })}
        </small>
        {invitation.link && <CopyLine text={invitation.link} />}
      </span>
      <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('members.withdraw')}
      </Button>
    </li>
  );
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(identityContract.routes.removeMember, { params: { memberId: member.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['members'] });
      toast.done(t('members.removed', { name: member.name }));
      onClose();
    },
    onError: toast.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('members.remove_title', { name: member.name })}
      confirm={t('action.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('members.remove_text')}</p>
    </ConfirmDialog>
  );
}
