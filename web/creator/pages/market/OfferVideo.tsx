/** One offer as it plays: its small copy may still have to be made, which the server says and the page waits for. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { sentence } from '../../../shared/api/errors.ts';
import { ApiError } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { addressOf } from '../../api.ts';
import type { Offer } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';

type Readiness = { state: 'asking' | 'making' | 'ready' } | { state: 'failed'; error: unknown };

/** Asks for the first byte until the copy is there. The server says after how many seconds to come back. */
function useReadiness(source: string, wanted: boolean): [Readiness, () => void] {
  const [readiness, setReadiness] = useState<Readiness>({ state: 'asking' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!wanted || readiness.state === 'ready' || readiness.state === 'failed') return;
    const abort = new AbortController();
    let timer = 0;
    const askAgain = async () => {
      try {
        const response = await fetch(source, { headers: { range: 'bytes=0-0' }, signal: abort.signal });
        if (response.ok) return setReadiness({ state: 'ready' });
        const problem = (await response.json().catch(() => ({}))) as { code?: string; params?: ApiError['params'] };
        if (problem.code !== 'campaigns.preview_not_ready')
          return setReadiness({
            state: 'failed',
            error: new ApiError(response.status, problem.code ?? 'platform.unavailable', problem.params ?? {}),
          });
        setReadiness({ state: 'making' });
        const seconds = Number(response.headers.get('retry-after')) || 2;
        timer = window.setTimeout(() => void askAgain(), Math.min(10, seconds) * 1000);
      } catch {
        if (!abort.signal.aborted) setReadiness({ state: 'failed', error: new ApiError(0, 'client.offline') });
      }
    };
    void askAgain();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
    // A change between asking and making must not ask anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source, wanted, attempt]);
  return [
    readiness,
    () => {
      setReadiness({ state: 'asking' });
      setAttempt((before) => before + 1);
    },
  ];
}

export function OfferVideo({
  campaignId,
  offer,
  playing,
  muted,
  children,
}: {
  campaignId: string;
  offer: Offer;
  playing: boolean;
  muted: boolean;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const video = useRef<HTMLVideoElement>(null);
  const source = addressOf('GET /api/v1/campaigns/:campaignId/offers/:offerId/video', { params: { campaignId, offerId: offer.id } });
  const [readiness, retry] = useReadiness(source, playing);
  const [paused, setPaused] = useState(false);
  const [done, setDone] = useState(0);
  const ready = readiness.state === 'ready';
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    if (playing && ready && !paused) void element.play().catch(() => setPaused(true));
    else element.pause();
  }, [playing, ready, paused]);
  return (
    <>
      {ready && (
        <video
          ref={video}
          src={source}
          muted={muted}
          loop
          playsInline
          preload={playing ? 'auto' : 'metadata'}
          onTimeUpdate={({ currentTarget }) => setDone(currentTarget.duration ? currentTarget.currentTime / currentTarget.duration : 0)}
        />
      )}
      {(readiness.state === 'asking' || readiness.state === 'making') && (
        <div className="viewer-state" role="status">
          <span className="spinner" aria-hidden="true" />
          {t(readiness.state === 'making' ? 'creator.viewer.making' : 'state.loading')}
        </div>
      )}
      {readiness.state === 'failed' && (
        <div className="viewer-state" role="alert">
          <p>{sentence(t, readiness.error)}</p>
          <Button onClick={retry}>{t('action.retry')}</Button>
        </div>
      )}
      {ready && (
        <button
          type="button"
          className="viewer-press"
          aria-label={t(paused ? 'creator.viewer.play' : 'creator.viewer.pause')}
          onClick={() => setPaused(!paused)}
        />
      )}
      {ready && paused && (
        <span className="viewer-paused">
          <Icon name="play" size={34} />
        </span>
      )}
      <div className="viewer-words">
        {offer.line && <p className="viewer-line">{offer.line}</p>}
        {offer.note && <p className="viewer-note">{offer.note}</p>}
        <div className="viewer-progress" aria-hidden="true">
          <span style={{ width: `${done * 100}%` }} />
        </div>
        {children}
      </div>
    </>
  );
}
