/** One post: where, how far, its address, and what can be done about it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import { ask } from '../../api.ts';
import type { Publication } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Notice } from '../../ui/states.tsx';

const tones: Record<Publication['state'], string> = {
  waiting: 'warn',
  scheduled: 'lead',
  uploading: 'lead',
  processing: 'lead',
  published: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};
const stoppable = new Set<Publication['state']>(['waiting', 'scheduled', 'uploading']);

export function PublicationRow({ publication }: { publication: Publication }) {
  const { t, format } = useI18n();
  const now = useNow();
  const client = useQueryClient();
  const [addressing, setAddressing] = useState(false);
  const { state } = publication;
  const again = () => client.invalidateQueries({ queryKey: ['publications'] });
  const stop = useMutation({
    mutationFn: () => ask('POST /api/v1/publications/:publicationId/cancel', { params: { publicationId: publication.id } }),
    onSuccess: again,
    onError: (error) => toast.failed(error),
  });
  const retry = useMutation({
    mutationFn: () => ask('POST /api/v1/publications/:publicationId/retry', { params: { publicationId: publication.id } }),
    onSuccess: again,
    onError: (error) => toast.failed(error),
  });
  const when =
    publication.scheduledAt && state === 'scheduled'
      ? format.dateTime(publication.scheduledAt)
      : format.ago(publication.publishedAt ?? publication.createdAt, now);
  return (
    <article className="list-row publication">
      <div className="grow stack">
        <div className="row row-spread">
          <span className="strong cut">{t(`channel.${publication.channel}`)}</span>
          <span className={`tag tag-${tones[state]}`}>{t(`creator.publication_state.${state}`)}</span>
        </div>
        <p className="small muted">{when}</p>
        {publication.error && <p className="field-wrong">{sentenceOf(t, publication.error)}</p>}
        {state === 'uploading' && (
          <div
            className="meter"
            role="progressbar"
            aria-label={t(`creator.publication_state.${state}`)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(publication.progressBps / 100)}
          >
            <span style={{ width: `${publication.progressBps / 100}%` }} />
          </div>
        )}
        <div className="row row-wrap">
          {publication.url && (
            <a className="button button-plain" href={publication.url} target="_blank" rel="noreferrer">
              <Icon name="link" /> {t('creator.posts.open')}
            </a>
          )}
          {publication.way === 'by_hand' && (state === 'waiting' || state === 'published') && (
            <Button tone={state === 'waiting' ? 'soft' : 'plain'} onClick={() => setAddressing(true)}>
              {t(publication.url ? 'creator.posts.change_url' : 'creator.posts.give_url')}
            </Button>
          )}
          {state === 'failed' && (
            <Button tone="soft" icon="restore" busy={retry.isPending} onClick={() => retry.mutate()}>
              {t('action.retry')}
            </Button>
          )}
          {stoppable.has(state) && (
            <Button tone="plain" busy={stop.isPending} onClick={() => stop.mutate()}>
              {t('action.cancel')}
            </Button>
          )}
        </div>
      </div>
      {addressing && <AddressSheet publication={publication} onClose={() => setAddressing(false)} />}
    </article>
  );
}

function AddressSheet({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [url, setUrl] = useState(publication.url ?? '');
  const save = useMutation({
    mutationFn: () =>
      ask('PATCH /api/v1/publications/:publicationId', { params: { publicationId: publication.id }, body: { url: url.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['publications'] });
      onClose();
    },
  });
  return (
    <Sheet title={t('creator.posts.give_url')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field
          label={t('creator.posts.step_url')}
          hint={t('creator.posts.url_hint')}
          type="url"
          inputMode="url"
          placeholder="https://"
          required
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button tone="primary" block type="submit" busy={save.isPending} disabled={!url.trim()}>
          {t('creator.posts.save')}
        </Button>
      </form>
    </Sheet>
  );
}
