/** Codes and links for further channels of a promotion. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask } from '../../api.ts';
import { claimQuery, type ClaimDetail } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

export function AddChannels({ claim }: { claim: ClaimDetail }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<ClaimDetail['channels']>([]);
  const there = new Set(claim.placements.map(({ channel }) => channel));
  const choices = claim.campaign.channelChoices.filter(({ channel }) => !there.has(channel));
  const add = useMutation({
    mutationFn: () => ask('POST /api/v1/claims/:claimId/placements', { params: { claimId: claim.id }, body: { channels: picked } }),
    onSuccess: (after) => {
      client.setQueryData(claimQuery(claim.id).queryKey, after);
      setOpen(false);
      setPicked([]);
      toast.done(t('creator.claim.added'));
    },
    onError: (error) => toast.failed(error),
  });
  if (choices.length === 0) return null;
  return (
    <>
      <button type="button" className="pick" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="plus" size={16} /> {t('creator.claim.add_channel')}
      </button>
      {open && (
        <Sheet
          title={t('creator.claim.add_channel')}
          onClose={() => setOpen(false)}
          foot={
            <Button tone="primary" busy={add.isPending} disabled={picked.length === 0} onClick={() => add.mutate()}>
              {t('creator.claim.add')}
            </Button>
          }
        >
          <div role="group" aria-label={t('creator.claim.add_channel')}>
            {choices.map(({ channel, allowed, reason }) => (
              <label key={channel} className={allowed ? 'channel-choice' : 'channel-choice is-closed'}>
                <input
                  type="checkbox"
                  disabled={!allowed}
                  checked={picked.includes(channel)}
                  onChange={({ target }) => setPicked(target.checked ? [...picked, channel] : picked.filter((one) => one !== channel))}
                />
                <span className="grow">
                  <span className="strong">{t(`channel.${channel}`)}</span>
                  {reason && (
                    <span className="small muted" style={{ display: 'block' }}>
                      {sentenceOf(t, reason)}
                    </span>
                  )}
                </span>
              </label>
            ))}
          </div>
        </Sheet>
      )}
    </>
  );
}
