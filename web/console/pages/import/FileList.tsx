/** How each file of the folder is understood, in the order in which the episodes will stand, and where it is on its way. */
import { useMemo, useState } from 'react';
import { Button } from 'antd';
import type { ImportRun } from '../../../../src/modules/catalog/contract.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import type { FileProgress } from './uploader.ts';

type PlannedFile = ImportRun['files'][number];
const icons: Record<PlannedFile['role'], IconName> = { episode: 'film', subtitle: 'text', cover: 'book', ignored: 'close' };
const tones: Record<PlannedFile['state'], Tone> = {
  waiting: 'plain',
  receiving: 'active',
  stored: 'good',
  unchanged: 'good',
  failed: 'bad',
  ignored: 'plain',
};
/** A page of thousands of rows is slow to draw and nobody reads it. */
const firstShown = 300;

const roleOrder: readonly PlannedFile['role'][] = ['episode', 'subtitle', 'cover', 'ignored'];

/** As the drama will stand: each episode with its subtitles after it, then the cover, then what is left out. */
export function inOrder(files: readonly PlannedFile[]): PlannedFile[] {
  const place = (file: PlannedFile) => (file.role === 'cover' ? 1e6 : file.role === 'ignored' ? 1e7 : (file.number ?? 1e5));
  return [...files].sort(
    (a, b) => place(a) - place(b) || roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) || (a.path < b.path ? -1 : 1),
  );
}

export function FileList({ run, progress }: { run: ImportRun; progress: ReadonlyMap<string, FileProgress> }) {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const files = useMemo(() => inOrder(run.files), [run.files]);
  const shown = all ? files : files.slice(0, firstShown);
  return (
    <>
      <ul className="files">
        {shown.map((file) => (
          <FileRow key={file.path} file={file} progress={progress.get(file.path)} />
        ))}
      </ul>
      {shown.length < run.files.length && (
        <div className="files-more">
          <Button onClick={() => setAll(true)}>{t('import.show_all', { count: run.files.length })}</Button>
        </div>
      )}
    </>
  );
}

function FileRow({ file, progress }: { file: PlannedFile; progress: FileProgress | undefined }) {
  const { t, format } = useI18n();
  const understood =
    file.role === 'episode' && file.number !== null
      ? t('episodes.untitled', { number: file.number })
      : file.role === 'subtitle'
        ? [
            file.number === null ? t('import.role.subtitle') : t('import.subtitle_of', { number: file.number }),
            file.language ? format.languageName(file.language) : '',
          ]
            .filter(Boolean)
            .join(' · ')
        : t(`import.role.${file.role}`);
  const error = file.error ? sentenceOf(t, file.error) : progress?.error ? sentence(t, progress.error) : null;
  const sending = progress?.state === 'sending';
  const final = file.state === 'stored' || file.state === 'unchanged' || file.state === 'failed' || file.state === 'ignored';
  const state = final
    ? file.state
    : progress?.state === 'sent'
      ? 'reading'
      : progress?.state === 'failed'
        ? 'failed'
        : sending
          ? 'receiving'
          : 'waiting';
  return (
    <li className={`file file-${file.role}`}>
      <Icon name={icons[file.role]} />
      <span className="file-name">
        <strong>{understood}</strong>
        <small>{file.path}</small>
        {error && <small className="file-error">{error}</small>}
      </span>
      <span className="file-size">{format.bytes(file.sizeBytes)}</span>
      <span className="file-state">
        {sending && !final ? (
          <span
            className="progress-track"
            role="progressbar"
            aria-label={file.path}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round((progress.sentBytes / Math.max(1, file.sizeBytes)) * 100)}
          >
            <span
              className="progress-fill"
              style={{ display: 'block', width: `${(progress.sentBytes / Math.max(1, file.sizeBytes)) * 100}%` }}
            />
          </span>
        ) : (
          <Badge tone={state === 'reading' ? 'active' : tones[state]}>{t(`import.state.${state}`)}</Badge>
        )}
      </span>
    </li>
  );
}
