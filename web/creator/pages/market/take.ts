/** Taking a campaign: which channels are chosen, and the one step that gives codes and, with a hook, the first clip. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { navigate } from '../../router.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { channelPlacements } from '../../words.ts';
import { makeClip, takeCampaign, type MarketDetail } from '../../data.ts';

type Channel = MarketDetail['channels'][number];

/** The channels that are chosen until a person says otherwise: those that the server chose beforehand, else all that are open. */
export function firstChoice(campaign: Pick<MarketDetail, 'channelChoices'>): Channel[] {
  const open = campaign.channelChoices.filter(({ allowed }) => allowed);
  const before = open.filter(({ preselected }) => preselected);
  return (before.length > 0 ? before : open).map(({ channel }) => channel);
}

/** Whether the reader has taken it and holds it, or waits for an answer. */
export const isTaken = ({ claim }: Pick<MarketDetail, 'claim'>) => claim?.state === 'approved' || claim?.state === 'requested';

export function useTaking(campaign: MarketDetail) {
  const client = useQueryClient();
  const initial = useMemo(() => firstChoice(campaign), [campaign]);
  const [chosen, setChosen] = useState<Channel[] | null>(null);
  const channels = chosen ?? initial;
  const take = useMutation({
    mutationFn: async (offerId: string | null) => {
      const claim = await takeCampaign(client, campaign.campaignId, channels);
      const [placement] = channelPlacements(claim);
      if (offerId && claim.state === 'approved' && placement) {
        // The codes are there whatever becomes of the clip, so its failure is told and is not in the way.
        await makeClip(client, placement, offerId).catch((error: unknown) => toast.failed(error));
      }
      return claim;
    },
    onSuccess: (claim) => navigate(`/claims/${claim.id}`, { state: { taken: true } }),
    onError: (error) => toast.failed(error),
  });
  return { channels, setChannels: setChosen, take };
}
