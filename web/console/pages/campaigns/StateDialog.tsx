/** Publishing, pausing, going on, ending, putting aside: the dialog says what will happen before it does. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { campaignsContract, type Campaign } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { Warnings } from './parts.tsx';
import { campaignQuery } from './queries.ts';

const { routes } = campaignsContract;
/** What each says will happen, line by line: `promotion.will.<action>.<n>`. */
const lines = { publish: 3, pause: 3, resume: 2, end: 4, trash: 1, restore: 1, delete: 1 } as const;
type Action = keyof typeof lines;

function act(action: Action, campaignId: string, reason: string): Promise<Campaign | {}> {
  const params = { campaignId };
  if (action === 'publish') return call(routes.publishCampaign, { params });
  if (action === 'pause') return call(routes.pauseCampaign, { params, body: { reason } });
  if (action === 'resume') return call(routes.resumeCampaign, { params });
  if (action === 'end') return call(routes.endCampaign, { params, body: { reason } });
  if (action === 'trash') return call(routes.trashCampaign, { params });
  if (action === 'restore') return call(routes.restoreCampaign, { params });
  return call(routes.deleteCampaign, { params });
}

export default function StateDialog({ campaign, action: asked, onClose }: { campaign: Campaign; action: string; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const action = asked in lines ? (asked as Action) : null;
  const change = useMutation({
    mutationFn: (what: Action) => act(what, campaign.id, reason.trim()),
    onSuccess: async (answer, what) => {
      void client.invalidateQueries({ queryKey: ['campaigns'] });
      toast.done(t(`promotion.done.${what}`));
      if (what === 'delete') return navigate('/campaigns?trash=1', { replace: true });
      client.setQueryData(campaignQuery(campaign.id).queryKey, answer as Campaign);
      onClose();
    },
  });
  if (!action) return null;
  const asksWhy = action === 'pause' || action === 'end';
  return (
    <ConfirmDialog
      open
      title={t(`promotion.ask.${action}`, { name: campaign.name })}
      confirm={t(`promotion.action.${action}`)}
      danger={action === 'end' || action === 'delete'}
      busy={change.isPending}
      onConfirm={() => change.mutate(action)}
      onClose={onClose}
    >
      {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
      <ul className="what-happens">
        {Array.from({ length: lines[action] }, (_, index) => (
          <li key={index}>{t(`promotion.will.${action}.${index + 1}`)}</li>
        ))}
      </ul>
      {action === 'publish' && <Warnings warnings={campaign.warnings} />}
      {asksWhy && (
        <Field id="state-reason" label={t('promotion.reason')} hint={t('promotion.reason_hint')}>
          <Input.TextArea
            id="state-reason"
            maxLength={500}
            autoSize={{ minRows: 2 }}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      )}
    </ConfirmDialog>
  );
}
