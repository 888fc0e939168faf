/** What the maker knows of each episode that it takes pieces from: its file, its length and rate, its words, its snap points. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Episode } from '../../../../../src/modules/catalog/contract.ts';
import type { Cue, EpisodeAnalysis } from '../../../../../src/modules/studio/contract.ts';
import { analysisQuery, assetHref, trackCuesQuery } from '../data.ts';

export type Source = {
  readonly id: string;
  readonly number: number;
  readonly src: string | null;
  readonly durationMs: number;
  readonly fps: number;
  readonly aspect: number;
  readonly cues: readonly Cue[];
  readonly snapPoints: readonly number[];
  readonly filmstrip: EpisodeAnalysis['filmstrip'];
};

const noCues: readonly Cue[] = [];
const noPoints: readonly number[] = [];

/** The sources by episode id; `language` chooses the subtitle track, null the words of the analysis. */
export function useSources(ids: readonly string[], episodes: readonly Episode[], language: string | null): ReadonlyMap<string, Source> {
  const trackOf = (id: string) =>
    language ? episodes.find((one) => one.id === id)?.tracks.find((track) => track.language === language)?.id : undefined;
  const analyses = useQueries({
    queries: ids.map((id) => ({ ...analysisQuery(id), retry: false })),
    combine: (results) => results.map((result) => result.data),
  });
  const tracks = useQueries({
    queries: ids.map((id) => ({ ...trackCuesQuery(trackOf(id) ?? ''), enabled: trackOf(id) !== undefined })),
    combine: (results) => results.map((result) => result.data),
  });
  return useMemo(
    () =>
      new Map(
        ids.map((id, index) => {
          const episode = episodes.find((one) => one.id === id);
          const analysis = analyses[index];
          const document = analysis?.document;
          const video = document?.video;
          return [
            id,
            {
              id,
              number: episode?.number ?? 0,
              src: episode?.video ? assetHref(episode.video.id) : null,
              durationMs: document?.durationMs ?? episode?.durationMs ?? 0,
              fps: video?.fps || 25,
              aspect: video ? video.width / video.height : episode?.width && episode.height ? episode.width / episode.height : 9 / 16,
              cues: language ? (tracks[index] ?? noCues) : (document?.words.cues ?? noCues),
              snapPoints: analysis?.snapPointsMs ?? noPoints,
              filmstrip: analysis?.filmstrip ?? null,
            },
          ];
        }),
      ),
    [ids, episodes, analyses, tracks, language],
  );
}
