/** Notices that others sent about one's own links, with what was done and why. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask, type Answer } from '../../api.ts';

export type OwnNotice = Answer<'GET /api/v1/my/notices'>['items'][number];

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['my-notices'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/my/notices', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

/** The laws' sentences come in two languages; a reader of a third gets English. */
export const inWords = (language: string, text: { en: string; 'zh-CN': string }): string =>
  language.startsWith('zh') ? text['zh-CN'] : text.en;
