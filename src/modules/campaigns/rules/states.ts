/** Which state a campaign may come into from which: draft → published ⇄ paused → ended, and nothing leads back from the end. */
import type { CampaignState } from '../contract.ts';

export type CampaignAct = 'publish' | 'pause' | 'resume' | 'end';

const acts: Record<CampaignAct, { from: readonly CampaignState[]; to: CampaignState }> = {
  publish: { from: ['draft'], to: 'published' },
  pause: { from: ['published'], to: 'paused' },
  resume: { from: ['paused'], to: 'published' },
  end: { from: ['published', 'paused'], to: 'ended' },
};

/** The state after an act; null where the act is not possible. */
export function stateAfter(state: CampaignState, act: CampaignAct): CampaignState | null {
  const { from, to } = acts[act];
  return from.includes(state) ? to : null;
}
