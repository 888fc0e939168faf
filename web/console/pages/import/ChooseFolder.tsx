/** The first step: which files, and into which work. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { catalogContract } from '../../../../src/modules/catalog/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { textFor } from '../../../shared/api/words.ts';
import { workQuery } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { Drop } from './Drop.tsx';
import type { Selection } from './folder.ts';
import { rememberedImport, rememberImport } from './remembered.ts';
import { prepare } from './uploader.ts';

/** The contract's upper limit for one import. */
const mostFiles = 5000;

export function ChooseFolder() {
  const { t, language } = useI18n();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const workId = search.get('work');
  const work = useQuery({ ...workQuery(workId ?? ''), enabled: workId !== null });
  const [selection, setSelection] = useState<Selection | null>(null);
  const [title, setTitle] = useState('');
  const into = work.data ? textFor(work.data.texts, language).title : null;
  const unfinished = rememberedImport();
  const plan = useMutation({
    mutationFn: (chosen: Selection) =>
      call(catalogContract.routes.startImport, {
        body: {
          ...(workId ? { workId } : { title: title.trim() }),
          files: chosen.files.map(({ path, file }) => ({ path, sizeBytes: file.size })),
        },
      }),
    onSuccess: async (run, chosen) => {
      const wanted = new Set(run.files.filter((file) => file.role !== 'ignored' && file.state !== 'unchanged').map((file) => file.path));
      prepare(
        run.id,
        chosen.files.filter(({ path }) => wanted.has(path)),
      );
      rememberImport({ id: run.id, title: into ?? title.trim() });
      await navigate(`/import/${run.id}`);
    },
  });
  const choose = (chosen: Selection) => {
    setSelection(chosen);
    setTitle((before) => before || chosen.name);
    plan.reset();
  };
  const bad =
    selection &&
    (selection.files.length === 0
      ? t('import.nothing')
      : selection.files.length > mostFiles
        ? t('import.too_many', { most: mostFiles })
        : null);
  return (
    <div className="import">
      {unfinished && !selection && (
        <Notice action={<Link to={`/import/${unfinished.id}`}>{t('import.go_on')}</Link>}>
          {t('import.unfinished', { title: unfinished.title })}
        </Notice>
      )}
      {into && <Notice>{t('import.into', { title: into })}</Notice>}
      {!selection && <Drop title={t('import.drop')} text={t('import.drop_text')} onSelect={choose} />}
      {selection && (
        <Panel
          title={
            <>
              <Icon name="folder" /> {selection.name || t('import.files')}
            </>
          }
          actions={
            <Button size="small" onClick={() => setSelection(null)}>
              {t('import.choose_other')}
            </Button>
          }
        >
          {bad && <Notice tone="bad">{bad}</Notice>}
          {plan.error && <Notice tone="bad">{sentence(t, plan.error)}</Notice>}
          {!bad && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                plan.mutate(selection);
              }}
            >
              <Summary selection={selection} />
              {!workId && (
                <Field id="title" label={t('work.field.title')} hint={t('import.title_hint')}>
                  <Input id="title" value={title} maxLength={200} required onChange={(event) => setTitle(event.target.value)} />
                </Field>
              )}
              <Button type="primary" size="large" htmlType="submit" loading={plan.isPending} disabled={!workId && !title.trim()}>
                {t('import.plan')}
              </Button>
            </form>
          )}
        </Panel>
      )}
    </div>
  );
}

function Summary({ selection }: { selection: Selection }) {
  const { t, format } = useI18n();
  const bytes = selection.files.reduce((sum, { file }) => sum + file.size, 0);
  return <p className="import-summary">{t('import.summary', { count: selection.files.length, size: format.bytes(bytes) })}</p>;
}
