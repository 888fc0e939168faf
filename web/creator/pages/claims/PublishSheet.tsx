/** Publishing a clip: by hand in three steps for every channel, or through a connected account where there is one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { addressOf, ask } from '../../api.ts';
import { channelsQuery, connectionsQuery, type Clip, type Placement, type Publication } from '../../data.ts';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Notice } from '../../ui/states.tsx';

type Privacy = Publication['privacy'];
const privacies: readonly Privacy[] = ['public', 'followers', 'friends', 'unlisted', 'private'];

export function PublishSheet({ placement, clips, onClose }: { placement: Placement; clips: readonly Clip[]; onClose: () => void }) {
  const { t } = useI18n();
  const channels = useQuery(channelsQuery);
  const connections = useQuery(connectionsQuery);
  const offer = channels.data?.items.find(({ channel }) => channel === placement.channel);
  const mine = connections.data?.items.filter(({ channel }) => channel === placement.channel) ?? [];
  const connectable = offer?.ways.includes('connected') ?? false;
  const [way, setWay] = useState<'by_hand' | 'connected'>('by_hand');
  const [clipId, setClipId] = useState(clips[0]?.id ?? '');
  return (
    <Sheet title={t('creator.posts.publish_on', { channel: t(`channel.${placement.channel}`) })} onClose={onClose}>
      {connectable && (
        <div className="tabline" role="group" aria-label={t('creator.posts.way')}>
          {(['by_hand', 'connected'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={way === one} onClick={() => setWay(one)}>
              {t(`creator.posts.way_${one}`)}
            </button>
          ))}
        </div>
      )}
      {clips.length > 1 && (
        <Choice
          label={t('creator.posts.clip')}
          value={clipId}
          options={clips.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setClipId}
        />
      )}
      {way === 'by_hand' ? (
        <ByHand placement={placement} clipId={clipId || null} onDone={onClose} />
      ) : mine.length === 0 ? (
        <>
          <p>{t('creator.posts.no_connection')}</p>
          <ButtonLink tone="primary" to="/accounts">
            {t('creator.posts.connect')}
          </ButtonLink>
        </>
      ) : clipId === '' ? (
        <p className="muted">{t('creator.posts.no_clip')}</p>
      ) : (
        <Connected placement={placement} clipId={clipId} connections={mine} triedLive={offer?.triedLive ?? false} onDone={onClose} />
      )}
    </Sheet>
  );
}

function usePublished(onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['publications'] });
    toast.done(t('creator.posts.noted'));
    onDone();
  };
}

function ByHand({ placement, clipId, onDone }: { placement: Placement; clipId: string | null; onDone: () => void }) {
  const { t } = useI18n();
  const [url, setUrl] = useState('');
  const published = usePublished(onDone);
  const caption = placement.captions[0]?.text ?? '';
  const note = useMutation({
    mutationFn: () =>
      ask('POST /api/v1/publications', {
        body: { way: 'by_hand', placementId: placement.id, creatorClipId: clipId, caption, url: url.trim() || null },
      }),
    onSuccess: published,
  });
  const kit = addressOf('GET /api/v1/placements/:placementId/kit', {
    params: { placementId: placement.id },
    query: clipId ? { creatorClipId: clipId } : {},
  });
  return (
    <form
      className="stack stack-wide"
      onSubmit={(event) => {
        event.preventDefault();
        note.mutate();
      }}
    >
      {note.error && <Notice tone="bad">{sentence(t, note.error)}</Notice>}
      <div className="way">
        <span className="way-number">1</span>
        <div className="stack">
          <p>{t('creator.posts.step_kit')}</p>
          <div className="row row-wrap">
            <ButtonAnchor tone="soft" icon="download" href={kit} download>
              {t('creator.posts.kit')}
            </ButtonAnchor>
            {caption && <CopyButton tone="quiet" text={caption} label={t('creator.captions.title')} words={t('creator.captions.copy')} />}
          </div>
        </div>
      </div>
      <div className="way">
        <span className="way-number">2</span>
        <p>{t('creator.posts.step_post', { channel: t(`channel.${placement.channel}`) })}</p>
      </div>
      <div className="way">
        <span className="way-number">3</span>
        <div className="stack">
          <Field
            label={t('creator.posts.step_url')}
            hint={t('creator.posts.url_hint')}
            type="url"
            inputMode="url"
            placeholder="https://"
            maxLength={2000}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <Button tone="primary" block type="submit" busy={note.isPending}>
            {t(url.trim() ? 'creator.posts.save' : 'creator.posts.save_later')}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Connected({
  placement,
  clipId,
  connections,
  triedLive,
  onDone,
}: {
  placement: Placement;
  clipId: string;
  connections: readonly { id: string; name: string }[];
  triedLive: boolean;
  onDone: () => void;
}) {
  const { t } = useI18n();
  const first = placement.captions[0];
  const [connectionId, setConnectionId] = useState(connections[0]!.id);
  const [title, setTitle] = useState((first?.title ?? placement.title).slice(0, 100));
  const [caption, setCaption] = useState(first?.text ?? '');
  const [privacy, setPrivacy] = useState<Privacy>('public');
  const [at, setAt] = useState('');
  const published = usePublished(onDone);
  const publish = useMutation({
    mutationFn: () =>
      ask('POST /api/v1/publications', {
        body: {
          way: 'connected',
          placementId: placement.id,
          creatorClipId: clipId,
          connectionId,
          title: title.trim(),
          caption,
          privacy,
          scheduledAt: at ? new Date(at).toISOString() : null,
        },
      }),
    onSuccess: published,
  });
  return (
    <form
      className="stack stack-wide"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      {!triedLive && <Notice tone="warn">{t('creator.posts.not_tried_live')}</Notice>}
      {publish.error && <Notice tone="bad">{sentence(t, publish.error)}</Notice>}
      {connections.length > 1 && (
        <Choice
          label={t('creator.posts.account')}
          value={connectionId}
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setConnectionId}
        />
      )}
      <Field
        label={t('creator.posts.post_title')}
        required
        maxLength={100}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <div className="field">
        <label htmlFor="post-caption">{t('creator.captions.title')}</label>
        <textarea id="post-caption" maxLength={5000} value={caption} onChange={(event) => setCaption(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="post-privacy">{t('creator.posts.privacy')}</label>
        <Choice
          id="post-privacy"
          value={privacy}
          options={privacies.map((one) => ({ value: one, label: t(`creator.privacy.${one}`) }))}
          onChange={(next) => setPrivacy(next as Privacy)}
        />
      </div>
      <Field
        label={t('creator.posts.at')}
        hint={t('creator.posts.at_hint')}
        type="datetime-local"
        value={at}
        onChange={(event) => setAt(event.target.value)}
      />
      <Button tone="primary" block type="submit" icon="send" busy={publish.isPending} disabled={!title.trim()}>
        {t(at ? 'creator.posts.schedule' : 'creator.posts.publish_now')}
      </Button>
    </form>
  );
}
