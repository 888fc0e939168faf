/** What is seen only across a whole drama: its best hooks, and the episode after which viewers pay. */
import type { Beat, Evidence, Hook } from '../contract.ts';
import { clamp01, round } from './grid.ts';
import type { Cliffhanger } from './types.ts';
import { weights } from './weights.ts';

export type EpisodeHooks<Kept extends Pick<Hook, 'score' | 'startMs' | 'rank'> = Hook> = {
  episodeId: string;
  number: number;
  hooks: readonly Kept[];
};
export type RankedHook<Kept> = { episodeId: string; number: number; dramaRank: number; hook: Kept };

/** All hooks of a drama, best first, ranked from 1; equal scores go by episode and place, so the order is always the same. */
export function rankHooks<Kept extends Pick<Hook, 'score' | 'startMs' | 'rank'>>(
  episodes: readonly EpisodeHooks<Kept>[],
): RankedHook<Kept>[] {
  return episodes
    .flatMap(({ episodeId, number, hooks }) => hooks.map((hook) => ({ episodeId, number, hook })))
    .sort((a, b) => b.hook.score - a.hook.score || a.number - b.number || a.hook.startMs - b.hook.startMs || a.hook.rank - b.hook.rank)
    .map((item, index) => ({ episodeId: item.episodeId, number: item.number, dramaRank: index + 1, hook: item.hook }));
}

export type EpisodeForPaywall = {
  episodeId: string;
  number: number;
  durationMs: number;
  cliffhanger: Cliffhanger;
  beats: readonly Pick<Beat, 'kind' | 'startMs' | 'endMs' | 'score'>[];
  hooks: readonly Pick<Hook, 'score'>[];
};
export type PaywallSuggestion = { episodeId: string; number: number; score: number; evidence: Evidence[] };

/**
 * The stretch of episodes in which the form sets its pay wall: 6 to 12 for a usual drama, later in proportion for one of more
 * than 100 episodes, and the second quarter to past the middle of a short one. Places count from 1.
 */
export function paywallWindow(episodes: number): { from: number; to: number } {
  const rules = weights.paywall;
  if (episodes < rules.shortBelow)
    return { from: Math.max(2, Math.round(episodes * rules.shortFrom)), to: Math.max(2, Math.round(episodes * rules.shortTo)) };
  return {
    from: Math.max(rules.plateauFrom, Math.round(episodes * rules.longFrom)),
    to: Math.max(rules.plateauTo, Math.round(episodes * rules.longTo)),
  };
}

function placeFactor(place: number, window: { from: number; to: number }): number {
  const away = place < window.from ? window.from - place : Math.max(0, place - window.to);
  if (away === 0) return 1;
  return weights.paywall.outside + (1 - weights.paywall.outside) * Math.exp(-weights.paywall.falloff * away);
}

const wounds: readonly Beat['kind'][] = ['humiliation', 'reveal', 'threat', 'misunderstanding', 'reversal'];

/** The last wrong or reveal of an episode that nothing later in the same episode answers, 0 to 1, heavier near the end. */
function unresolved(episode: EpisodeForPaywall): { value: number; kind: Beat['kind'] | null } {
  const told = episode.beats.filter((beat) => beat.kind !== 'setup' && beat.kind !== 'cliffhanger');
  const last = told.at(-1);
  if (last === undefined || !wounds.includes(last.kind)) return { value: 0, kind: null };
  const late = clamp01((last.endMs / Math.max(1, episode.durationMs) - 0.4) / 0.5);
  const heavy = last.kind === 'humiliation' || last.kind === 'reveal' ? 1 : 0.8;
  return { value: last.score * heavy * (0.3 + 0.7 * late), kind: last.kind };
}

/**
 * Episodes after which viewers would pay, best first, each with its reasons: the end's pull, what it leaves unresolved, and
 * the episode's best hook, within the stretch where the form sets its wall. The drama's last episode is never suggested.
 */
export function suggestPaywall(episodes: readonly EpisodeForPaywall[], count: number = weights.paywall.count): PaywallSuggestion[] {
  const rules = weights.paywall;
  const ordered = [...episodes].sort((a, b) => a.number - b.number || a.episodeId.localeCompare(b.episodeId));
  const window = paywallWindow(ordered.length);
  const scored = ordered.slice(0, -1).map((episode, index) => {
    const open = unresolved(episode);
    const best = Math.max(0, ...episode.hooks.map((hook) => hook.score)) / 100;
    const strength = rules.cliffhanger * (episode.cliffhanger.score / 100) + rules.unresolved * open.value + rules.hook * best;
    const factor = placeFactor(index + 1, window);
    const evidence: Evidence[] = [{ code: 'paywall_cliffhanger', params: { score: episode.cliffhanger.score } }];
    if (open.kind !== null && open.value >= 0.3) evidence.push({ code: `paywall_unresolved_${open.kind}`, params: {} });
    evidence.push({
      code: factor < 1 ? 'paywall_out_of_window' : window.from === window.to ? 'paywall_in_short_window' : 'paywall_in_window',
      params: { place: index + 1, from: window.from, to: window.to },
    });
    if (best >= 0.4) evidence.push({ code: 'paywall_strong_hook', params: { score: round(best * 100, 1) } });
    evidence.push(...episode.cliffhanger.evidence.slice(0, 2));
    return { episodeId: episode.episodeId, number: episode.number, score: round(100 * clamp01(strength * factor), 1), evidence };
  });
  return scored.sort((a, b) => b.score - a.score || a.number - b.number).slice(0, count);
}
