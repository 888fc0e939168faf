/** What is done to one episode: its subtitles, its number and title, its removal. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { catalogContract, type Episode } from '../../../../src/modules/catalog/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { TracksDialog } from './TracksDialog.tsx';

type DialogProps = { episode: Episode; onClose: () => void };

export default function EpisodeDialogs({ dialog, ...rest }: DialogProps & { dialog: string }) {
  if (dialog === 'tracks') return <TracksDialog {...rest} />;
  if (dialog === 'rename') return <RenameDialog {...rest} />;
  if (dialog === 'remove') return <RemoveDialog {...rest} />;
  return null;
}

function RenameDialog({ episode, onClose }: DialogProps) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [number, setNumber] = useState(String(episode.number));
  const [title, setTitle] = useState(episode.title);
  const change = useMutation({
    mutationFn: () =>
      call(catalogContract.routes.updateEpisode, { params: { episodeId: episode.id }, body: { number: Number(number), title } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['episodes', episode.workId] });
      void client.invalidateQueries({ queryKey: ['story', episode.workId] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Modal open title={t('episodes.rename')} onCancel={onClose} footer={null} width={440} closable={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
        <Field id="episode-number" label={t('episodes.column.number')}>
          <Input
            id="episode-number"
            type="number"
            inputMode="numeric"
            min={1}
            max={2000}
            required
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
        <Field id="episode-title" label={t('episodes.title')}>
          <Input id="episode-title" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function RemoveDialog({ episode, onClose }: DialogProps) {
  const { t } = useI18n();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(catalogContract.routes.deleteEpisode, { params: { episodeId: episode.id } }),
    onSuccess: () => {
      for (const key of ['episodes', 'story', 'work']) void client.invalidateQueries({ queryKey: [key, episode.workId] });
      void client.invalidateQueries({ queryKey: ['works'] });
      toast.done(t('episodes.deleted', { number: episode.number }));
      onClose();
    },
    onError: toast.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('episodes.delete_title', { number: episode.number })}
      confirm={t('episodes.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('episodes.delete_text')}</p>
    </ConfirmDialog>
  );
}
