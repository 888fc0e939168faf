/** How a claim stands, in one word and its colour. */
import { useI18n } from '../../../shared/i18n/i18n.ts';
import type { Claim } from '../../data.ts';

export function claimTone(state: Claim['state']): 'good' | 'warn' | 'bad' | 'quiet' {
  return state === 'approved' ? 'good' : state === 'requested' ? 'warn' : state === 'refused' ? 'bad' : 'quiet';
}

export function ClaimStateTag({ state, campaignState }: Pick<Claim, 'state' | 'campaignState'>) {
  const { t } = useI18n();
  if (state === 'approved' && (campaignState === 'paused' || campaignState === 'ended'))
    return <span className="tag">{t(`creator.campaign_state.${campaignState}`)}</span>;
  return <span className={`tag tag-${claimTone(state)}`}>{t(`creator.claim_state.${state}`)}</span>;
}
