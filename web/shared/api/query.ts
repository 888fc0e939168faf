/** The one query client of the console: what is fresh for how long, what is tried again, and where a lost session leads. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

let onSignedOut: () => void = () => {};

/** Says what to do when any call answers 401: the console leads to the sign-in page and back. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

function noticeSignedOut(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) onSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // Who one is may be asked by nobody in particular: whoever asks handles that answer.
    onError: (error, query) => query.queryKey[0] !== 'me' && noticeSignedOut(error),
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; a silent line or an overloaded server is asked twice more.
      retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
});
