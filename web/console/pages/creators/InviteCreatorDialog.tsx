/** An invitation for a creator, or for somebody of an agency: by mail, or as a link that works once. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { creatorsContract } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice, ViewSwitch } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { OneTimeDialog } from '../settings/OneTimeDialog.tsx';
import { agenciesQuery } from './queries.ts';

export default function InviteCreatorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const staff = me.role !== 'agency';
  const agencies = itemsOf(useInfiniteQuery({ ...agenciesQuery, enabled: staff }));
  const [kind, setKind] = useState<'creator' | 'agency'>(search.get('kind') === 'agency' ? 'agency' : 'creator');
  const [email, setEmail] = useState('');
  const [agencyId, setAgencyId] = useState(search.get('agency') ?? '');
  const invite = useMutation({
    mutationFn: () => call(creatorsContract.routes.invite, { body: { kind, email: email.trim() || null, agencyId: agencyId || null } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['creator-invitations'] });
      if (made.link) return;
      toast.done(t('members.invited', { email: made.email ?? '' }));
      onClose();
    },
  });
  if (invite.data?.link)
    return (
      <OneTimeDialog
        title={t('members.link_title')}
        text={invite.data.email ? t('members.link_text', { email: invite.data.email }) : t('promotion.invite_link_text')}
        value={invite.data.link}
        onClose={onClose}
      />
    );
  const needsAgency = staff && kind === 'agency';
  return (
    <Modal open title={t('promotion.invite')} onCancel={onClose} footer={null} width={460} closable={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        {invite.error && <Notice tone="bad">{sentence(t, invite.error)}</Notice>}
        <div className="field">
          <ViewSwitch
            label={t('promotion.invite_whom')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'creator', label: t('role.creator') },
              { value: 'agency', label: t('promotion.agency_member') },
            ]}
          />
        </div>
        <Field id="invite-creator-email" label={t('entry.email')} hint={t('promotion.invite_email_hint')}>
          <Input
            id="invite-creator-email"
            type="email"
            autoFocus
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        {staff && (
          <Field id="invite-agency" label={t('attribution.by.agency')}>
            <Choice
              id="invite-agency"
              value={agencyId}
              options={[
                { value: '', label: needsAgency ? t('promotion.choose_agency') : t('promotion.alone') },
                ...agencies.filter((one) => one.state === 'active').map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={setAgencyId}
            />
          </Field>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={invite.isPending} disabled={needsAgency && !agencyId}>
            {email.trim() ? t('members.send') : t('promotion.make_link')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
