/** What the episode and clip pages fetch and change: query keys in one place, so that the shell's renewals reach them. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { catalogContract, type Work } from '../../../../src/modules/catalog/contract.ts';
import { studioContract, type Clip, type EpisodeAnalysis, type KeptHook } from '../../../../src/modules/studio/contract.ts';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { toast } from '../../../shared/ui/toast.tsx';

const { routes: studio } = studioContract;
const { routes: catalog } = catalogContract;

export const isActive = (state: string): boolean => state === 'queued' || state === 'running';
/** How often something that is being worked on is asked for. */
const pollMs = 800;

export const workQuery = (workId: string) =>
  queryOptions({ queryKey: ['work', workId], queryFn: ({ signal }) => call(catalog.getWork, { params: { workId } }, { signal }) });
export const episodesQuery = (workId: string) =>
  queryOptions({
    queryKey: ['episodes', workId],
    queryFn: async ({ signal }) => (await call(catalog.listEpisodes, { params: { workId } }, { signal })).items,
  });
export const episodeQuery = (episodeId: string) =>
  queryOptions({
    queryKey: ['episodes', 'one', episodeId],
    queryFn: ({ signal }) => call(catalog.getEpisode, { params: { episodeId } }, { signal }),
  });
export const storyQuery = (workId: string) =>
  queryOptions({ queryKey: ['story', workId], queryFn: ({ signal }) => call(studio.getDramaStory, { params: { workId } }, { signal }) });
export const trackCuesQuery = (trackId: string) =>
  queryOptions({
    queryKey: ['episodes', 'cues', trackId],
    queryFn: async ({ signal }) => (await call(catalog.getTrackCues, { params: { trackId } }, { signal })).items,
    staleTime: 300_000,
  });

export const analysisQuery = (episodeId: string) =>
  queryOptions({
    queryKey: ['analysis', episodeId],
    queryFn: ({ signal }) => call(studio.getEpisodeAnalysis, { params: { episodeId } }, { signal }),
    refetchInterval: (query) => (query.state.data && isActive(query.state.data.state) ? pollMs : false),
  });
export const clipsQuery = (workId: string) =>
  queryOptions({
    queryKey: ['clips', workId],
    queryFn: async ({ signal }) => (await call(studio.listClips, { params: { workId } }, { signal })).items,
    refetchInterval: (query) => (query.state.data?.some((clip) => isActive(clip.state)) ? pollMs : false),
  });
export const clipQuery = (clipId: string) =>
  queryOptions({
    queryKey: ['clips', 'one', clipId],
    queryFn: ({ signal }) => call(studio.getClip, { params: { clipId } }, { signal }),
    refetchInterval: (query) => (query.state.data && isActive(query.state.data.state) ? pollMs : false),
  });
export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['clips', 'batch', batchId],
    queryFn: ({ signal }) => call(studio.getBatch, { params: { batchId } }, { signal }),
    refetchInterval: (query) => (query.state.data && isActive(query.state.data.state) ? pollMs : false),
  });

/** Where an asset's bytes are; with `download` the browser keeps them as a file. */
export const assetHref = (assetId: string, download = false): string =>
  hrefOf(catalog.getAssetContent, { params: { assetId }, query: download ? { download: '1' } : {} });

/** A work's title in the reader's language, else its first. */
export function titleOf(work: Pick<Work, 'texts'>, language: string): string {
  const base = language.split('-')[0];
  return (
    (
      work.texts.find((text) => text.language === language) ??
      work.texts.find((text) => text.language.split('-')[0] === base) ??
      work.texts[0]
    )?.title ?? ''
  );
}

/** Replaces or adds a hook in the analysis at hand. */
function patchHooks(analysis: EpisodeAnalysis | undefined, change: (hooks: KeptHook[]) => KeptHook[]): EpisodeAnalysis | undefined {
  return analysis && { ...analysis, hooks: change(analysis.hooks) };
}

export type HookChanges = ReturnType<typeof useHookChanges>;

/** The changes to an episode's hooks; what is seen changes at once, and goes back where the server refuses. */
export function useHookChanges(episodeId: string) {
  const client = useQueryClient();
  const { queryKey } = analysisQuery(episodeId);
  const renew = () => {
    void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: ['story'] });
  };
  const put = (hook: KeptHook) =>
    client.setQueryData(queryKey, (before) =>
      patchHooks(before, (hooks) =>
        hooks.some((one) => one.id === hook.id) ? hooks.map((one) => (one.id === hook.id ? hook : one)) : [...hooks, hook],
      ),
    );
  const move = useMutation({
    mutationFn: (change: { hookId: string; startMs?: number; endMs?: number; reset?: boolean }) => {
      const { hookId, ...body } = change;
      // The edges were snapped here, where it was seen; the server must not move them again.
      return call(studio.moveHook, { params: { hookId }, body: { ...body, snap: false } });
    },
    onMutate: async ({ hookId, startMs, endMs, reset }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (now) =>
        patchHooks(now, (hooks) =>
          hooks.map((hook) =>
            hook.id !== hookId
              ? hook
              : reset
                ? { ...hook, startMs: hook.suggestedStartMs, endMs: hook.suggestedEndMs, edited: false }
                : { ...hook, startMs: startMs ?? hook.startMs, endMs: endMs ?? hook.endMs, edited: true },
          ),
        ),
      );
      return { before };
    },
    onSuccess: put,
    onError: (error, _, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      toast.failed(error);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['story'] }),
  });
  const add = useMutation({
    mutationFn: (span: { startMs: number; endMs: number }) => call(studio.addHook, { params: { episodeId }, body: span }),
    onSuccess: (hook) => (put(hook), renew()),
    onError: toast.failed,
  });
  const remove = useMutation({
    mutationFn: (hookId: string) => call(studio.removeHook, { params: { hookId } }),
    onSettled: renew,
    onError: toast.failed,
  });
  return { move, add, remove };
}

/** Starting, and stopping, the analysis of an episode. */
export function useAnalysing(episodeId: string) {
  const client = useQueryClient();
  const renew = () => {
    void client.invalidateQueries({ queryKey: ['analysis', episodeId] });
    void client.invalidateQueries({ queryKey: ['tasks'] });
  };
  const start = useMutation({
    mutationFn: () => call(studio.analyseEpisode, { params: { episodeId } }),
    onSettled: renew,
    onError: toast.failed,
  });
  const cancel = useMutation({
    mutationFn: (taskId: string) => call(jobsContract.routes.cancelTask, { params: { taskId } }),
    onSettled: renew,
    onError: toast.failed,
  });
  return { start, cancel };
}

/** Taking suggestions up and putting them back; the answer is the edit that results. */
export function useSuggestionChanges(episodeId: string) {
  const client = useQueryClient();
  const { queryKey } = analysisQuery(episodeId);
  return useMutation({
    mutationKey: ['edit', episodeId],
    mutationFn: (suggestionIds: string[]) => call(studio.applySuggestions, { params: { episodeId }, body: { suggestionIds } }),
    onMutate: async (suggestionIds) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (now) => now && { ...now, appliedSuggestionIds: suggestionIds });
      return { before };
    },
    onSuccess: (answer) => {
      client.setQueryData(queryKey, (now) => now && { ...now, appliedSuggestionIds: answer.appliedSuggestionIds });
      client.setQueryData(['edit', episodeId], answer.recipe);
    },
    onError: (error, _, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      toast.failed(error);
    },
  });
}

/** What is done to a clip that exists. */
export function useClipChanges(workId: string) {
  const client = useQueryClient();
  const put = (clip: Clip) => {
    client.setQueryData(clipQuery(clip.id).queryKey, clip);
    client.setQueryData(
      clipsQuery(workId).queryKey,
      (before) =>
        before && (before.some((one) => one.id === clip.id) ? before.map((one) => (one.id === clip.id ? clip : one)) : [clip, ...before]),
    );
    void client.invalidateQueries({ queryKey: ['tasks'] });
  };
  const create = useMutation({
    mutationFn: (body: { name: string; hookId: string | null; recipe: Clip['recipe'] }) =>
      call(studio.createClip, { params: { workId }, body }),
    onSuccess: put,
    onError: toast.failed,
  });
  const retry = useMutation({
    mutationFn: (clipId: string) => call(studio.retryClip, { params: { clipId } }),
    onSuccess: put,
    onError: toast.failed,
  });
  const cancel = useMutation({
    mutationFn: (clipId: string) => call(studio.cancelClip, { params: { clipId } }),
    onSuccess: put,
    onError: toast.failed,
  });
  const remove = useMutation({
    mutationFn: (clipId: string) => call(studio.removeClip, { params: { clipId } }),
    onSuccess: (_, clipId) => client.setQueryData(clipsQuery(workId).queryKey, (before) => before?.filter((one) => one.id !== clipId)),
    onError: toast.failed,
  });
  return { create, retry, cancel, remove };
}
