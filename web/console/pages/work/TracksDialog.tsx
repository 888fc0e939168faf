/** The subtitle tracks of an episode: what was read, what was put right on reading, and a place for more. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { catalogContract, type Episode, type SubtitleTrack } from '../../../../src/modules/catalog/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

const languages = ['zh-CN', 'zh-TW', 'en', 'ja', 'ko', 'th', 'vi', 'id', 'es', 'pt-BR', 'fr', 'de', 'ar'];

export function TracksDialog({ episode, onClose }: { episode: Episode; onClose: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [language, setLanguage] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: ['episodes', episode.workId] });
  const add = useMutation({
    mutationFn: (file: File) =>
      call(
        catalogContract.routes.addTrack,
        { params: { episodeId: episode.id }, query: { filename: file.name, ...(language && { language }) } },
        { raw: file },
      ),
    onSuccess: async (_, file) => {
      await refresh();
      toast.done(t('tracks.added', { name: file.name }));
    },
  });
  return (
    <Modal
      open
      title={t('tracks.title', { number: episode.number })}
      onCancel={onClose}
      footer={null}
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      {add.error && <Notice tone="bad">{sentence(t, add.error)}</Notice>}
      {episode.tracks.length === 0 && <p className="tracks-none">{t('tracks.none')}</p>}
      <ul className="tracks">
        {episode.tracks.map((track) => (
          <TrackRow key={track.id} track={track} onRemoved={refresh} />
        ))}
      </ul>
      <div className="tracks-add">
        <Choice
          label={t('tracks.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: '', label: t('tracks.language_by_name') },
            ...languages.map((value) => ({ value, label: format.languageName(value) })),
          ]}
        />
        <input
          ref={input}
          type="file"
          hidden
          accept=".srt,.vtt,.ass,.ssa"
          aria-label={t('tracks.add')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) add.mutate(file);
          }}
        />
        <PermissionGate permission="catalog.write">
          <Button type="primary" icon={<Icon name="plus" size={16} />} loading={add.isPending} onClick={() => input.current?.click()}>
            {t('tracks.add')}
          </Button>
        </PermissionGate>
      </div>
      <p className="field-hint">{t('tracks.hint')}</p>
    </Modal>
  );
}

function TrackRow({ track, onRemoved }: { track: SubtitleTrack; onRemoved: () => unknown }) {
  const { t, format } = useI18n();
  const remove = useMutation({
    mutationFn: () => call(catalogContract.routes.deleteTrack, { params: { trackId: track.id } }),
    onSuccess: onRemoved,
    onError: toast.failed,
  });
  return (
    <li>
      <div>
        <strong>{format.languageName(track.language)}</strong>
        <small>
          {[track.filename, track.format.toUpperCase(), track.encoding.toUpperCase(), t('tracks.cues', { count: track.cueCount })].join(
            ' · ',
          )}
        </small>
        {track.warnings.map((warning) => (
          <small key={warning.code} className="track-warning">
            {t.exists(`warning.${warning.code}`, { count: warning.count })
              ? t(`warning.${warning.code}`, { count: warning.count })
              : `${warning.code} × ${warning.count}`}
          </small>
        ))}
      </div>
      <PermissionGate permission="catalog.write">
        <Button
          size="small"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={t('tracks.remove', { name: track.filename })}
        >
          {t('action.remove')}
        </Button>
      </PermissionGate>
    </li>
  );
}
