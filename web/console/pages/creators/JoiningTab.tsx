/** How creators come in: invitations that are open, and the page on which anybody may sign up. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { creatorsContract, type CreatorInvitation } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { creatorInvitationsQuery, signupQuery } from './queries.ts';

export default function JoiningTab() {
  const { t } = useI18n();
  const me = useMe();
  const cannotInvite = useDenied('creators.invite');
  const invitations = useQuery({ ...creatorInvitationsQuery, enabled: !cannotInvite });
  const open = invitations.data?.items.filter((one) => one.state === 'pending') ?? [];
  return (
    <div className="stack">
      {me.permissions.includes('creators.administer') && <OpenSignup />}
      <Panel flush title={t('members.invitations')}>
        {cannotInvite && <Notice tone="warn">{cannotInvite}</Notice>}
        {invitations.isPending && !cannotInvite && (
          <div className="panel-body">
            <LoadingLines />
          </div>
        )}
        {invitations.error && <ErrorState compact error={invitations.error} onRetry={() => void invitations.refetch()} />}
        {invitations.isSuccess && open.length === 0 && (
          <EmptyState icon="people" title={t('promotion.no_invitations')} text={t('promotion.no_invitations_text')} />
        )}
        <ul className="rows">
          {open.map((one) => (
            <InvitationRow key={one.id} invitation={one} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function OpenSignup() {
  const { t } = useI18n();
  const client = useQueryClient();
  const signup = useQuery(signupQuery);
  const change = useMutation({
    mutationFn: (open: boolean) => call(creatorsContract.routes.updateSignupSettings, { body: { open } }),
    onSuccess: (saved) => client.setQueryData(signupQuery.queryKey, saved),
    onError: toast.failed,
  });
  if (!signup.data)
    return signup.error ? <ErrorState compact error={signup.error} onRetry={() => void signup.refetch()} /> : <LoadingLines lines={2} />;
  const { open, link } = signup.data;
  return (
    <Panel
      title={t('promotion.signup')}
      actions={
        <>
          <Badge tone={open ? 'good' : 'plain'}>{t(open ? 'promotion.signup_open' : 'promotion.signup_closed')}</Badge>
          <PermissionGate permission="creators.administer">
            <Button size="small" loading={change.isPending} onClick={() => change.mutate(!open)}>
              {t(open ? 'promotion.close_signup' : 'promotion.open_signup')}
            </Button>
          </PermissionGate>
        </>
      }
    >
      <p className="quiet-figures">{t(open ? 'promotion.signup_open_text' : 'promotion.signup_closed_text')}</p>
      {link && <CopyLine text={link} />}
    </Panel>
  );
}

function InvitationRow({ invitation }: { invitation: CreatorInvitation }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call(creatorsContract.routes.cancelInvitation, { params: { invitationId: invitation.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['creator-invitations'] }),
    onError: toast.failed,
  });
  return (
    <li className="row">
      <span className="row-main">
        <strong>{invitation.email ?? t('promotion.anyone_with_link')}</strong>
        <small>
          {t(invitation.kind === 'agency' ? 'promotion.agency_member' : 'role.creator')}
          {invitation.agency && ` · ${invitation.agency.name}`} · {t('members.until', { date: format.dateTime(invitation.expiresAt) })}
        </small>
      </span>
      <Button
        size="small"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
        aria-label={t('promotion.withdraw_of', { name: invitation.email ?? '' })}
      >
        {t('members.withdraw')}
      </Button>
    </li>
  );
}
