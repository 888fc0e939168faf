/** Clips with this channel's code on the end card: what is made, what is being made, and the hooks to make more of. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from '../../router.tsx';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { addressOf, ask } from '../../api.ts';
import { makeClip, type ClaimDetail, type Clip, type Placement } from '../../data.ts';
import { Button, ButtonAnchor, RoundButton } from '../../ui/Button.tsx';
import { Section } from '../../ui/Page.tsx';
import { canShareFile, share } from '../../ui/share.ts';
import { PublishSheet } from './PublishSheet.tsx';

export function Clips({ claim, placement, title }: { claim: ClaimDetail; placement: Placement; title: string }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const clips = claim.clips.filter((one) => one.placement.channel === placement.channel);
  const made = new Set(clips.filter(({ state }) => state !== 'failed' && state !== 'cancelled').map(({ offerId }) => offerId));
  const offers = claim.campaign.offers;
  const make = useMutation({
    mutationFn: (offerId: string) => makeClip(client, placement, offerId),
    onError: (error) => toast.failed(error),
  });
  const rest = offers.filter(({ id }) => !made.has(id));
  return (
    <Section
      title={t('creator.clips.title')}
      action={offers.length > 0 && <Link to={`/campaigns/${claim.campaignId}/watch`}>{t('creator.clips.watch_all')}</Link>}
    >
      {clips.map((clip) => (
        <ClipCard key={clip.id} clip={clip} title={title} claim={claim} onAgain={() => make.mutate(clip.offerId)} />
      ))}
      {rest.length > 0 && claim.campaignState !== 'ended' && (
        <ul className="rows card card-flat" aria-label={t('creator.clips.more')}>
          {rest.map((offer) => (
            <li key={offer.id} className="list-row">
              <Link
                to={`/campaigns/${claim.campaignId}/watch?offer=${offer.id}`}
                className="round offer-open"
                aria-label={`${t('creator.campaign.watch')} ${offer.line || offer.title}`}
              >
                <Icon name="play" />
              </Link>
              <span className="grow offer-line">{offer.line || offer.title}</span>
              <Button
                tone="soft"
                busy={make.isPending && make.variables === offer.id}
                onClick={() => make.mutate(offer.id)}
                aria-label={`${t('creator.clips.make')}: ${offer.line || offer.title}`}
              >
                {t('creator.clips.make')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {offers.length === 0 && clips.length === 0 && <p className="muted">{t('creator.clips.none')}</p>}
    </Section>
  );
}

function ClipCard({ clip, title, claim, onAgain }: { clip: Clip; title: string; claim: ClaimDetail; onAgain: () => void }) {
  const { t } = useI18n();
  if (clip.state === 'done') return <FinishedClip clip={clip} title={title} claim={claim} />;
  if (clip.state === 'failed' || clip.state === 'cancelled')
    return (
      <article className="card row row-spread" aria-label={clip.name}>
        <div className="grow">
          <h3>{clip.name}</h3>
          <p className="small muted">{clip.error ? sentenceOf(t, clip.error) : t('creator.clips.cancelled')}</p>
        </div>
        <Button icon="restore" onClick={onAgain}>
          {t('action.retry')}
        </Button>
      </article>
    );
  return <WorkingClip clip={clip} claimId={claim.id} />;
}

function WorkingClip({ clip, claimId }: { clip: Clip; claimId: string }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => ask('POST /api/v1/creator-clips/:creatorClipId/cancel', { params: { creatorClipId: clip.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['claim', claimId] }),
    onError: (error) => toast.failed(error),
  });
  const label = t(clip.state === 'queued' ? 'creator.clips.queued' : 'creator.clips.working', {
    percent: format.percent(clip.progressBps / 10_000),
  });
  return (
    <article className="card stack" aria-label={clip.name}>
      <div className="row row-spread">
        <div className="grow">
          <h3 className="cut">{clip.name}</h3>
          <p className="small muted" aria-live="polite">
            {label}
          </p>
        </div>
        <RoundButton icon="close" label={t('creator.clips.cancel')} disabled={stop.isPending} onClick={() => stop.mutate()} />
      </div>
      <div
        className="meter"
        role="progressbar"
        aria-label={clip.name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(clip.progressBps / 100)}
      >
        <span style={{ width: `${clip.progressBps / 100}%` }} />
      </div>
    </article>
  );
}

function FinishedClip({ clip, title, claim }: { clip: Clip; title: string; claim: ClaimDetail }) {
  const { t, format } = useI18n();
  const [publishing, setPublishing] = useState(false);
  const offer = claim.campaign.offers.find(({ id }) => id === clip.offerId);
  const name = offer?.line || offer?.title || clip.name;
  // Where codes are per clip, its captions and posts are those of a placement of its own.
  const placement = claim.placements.find(({ id }) => id === clip.placement.id) ?? { ...clip.placement, captions: [] };
  const source = addressOf('GET /api/v1/creator-clips/:creatorClipId/video', { params: { creatorClipId: clip.id }, query: {} });
  const download = addressOf('GET /api/v1/creator-clips/:creatorClipId/video', {
    params: { creatorClipId: clip.id },
    query: { download: 'true' },
  });
  const facts = [clip.durationMs !== null && format.clock(clip.durationMs), clip.sizeBytes !== null && format.bytes(clip.sizeBytes)];
  return (
    <article className="card clip" aria-label={name}>
      <video src={source} controls playsInline preload="metadata" aria-label={name} />
      <div className="grow stack">
        <div>
          <h3>{name}</h3>
          <p className="small muted">{facts.filter(Boolean).join(' · ')}</p>
          <p className="small">
            {t('creator.clips.code_on_it')} <strong className="code-small">{clip.placement.codeShown}</strong>
          </p>
        </div>
        <div className="clip-ways">
          {canShareFile(clip.filename, 'video/mp4') && <ShareFile source={source} clip={clip} title={title} />}
          <ButtonAnchor tone="soft" icon="download" href={download} download={clip.filename}>
            {t('creator.download')}
          </ButtonAnchor>
          <Button icon="send" aria-haspopup="dialog" onClick={() => setPublishing(true)}>
            {t('creator.posts.publish')}
          </Button>
        </div>
      </div>
      {publishing && <PublishSheet placement={placement} clips={[clip]} onClose={() => setPublishing(false)} />}
    </article>
  );
}

/** Fetching takes longer than a press stays a press in some browsers; what is fetched waits for the next one then. */
function ShareFile({ source, clip, title }: { source: string; clip: Clip; title: string }) {
  const { t } = useI18n();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async () => {
      const ready = file ?? new File([await (await fetch(source)).blob()], clip.filename, { type: 'video/mp4' });
      setFile(ready);
      await share({ files: [ready], title }).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'NotAllowedError') || file) throw error;
      });
    },
    onError: (error) => toast.failed(error),
  });
  return (
    <Button tone="primary" icon="share" busy={send.isPending} onClick={() => send.mutate()}>
      {t(file ? 'creator.clips.share_now' : 'creator.share')}
    </Button>
  );
}
