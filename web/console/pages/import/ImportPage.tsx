/** Importing a folder: choose, see how its files are understood, send them, and follow them until they are kept. */
import { useParams } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { ChooseFolder } from './ChooseFolder.tsx';
import './import.css';
import { ImportRun } from './ImportRun.tsx';

export function Component() {
  const { t } = useI18n();
  const { importId } = useParams();
  return (
    <PageFrame
      narrow
      title={t('import.title')}
      lead={importId ? undefined : t('import.lead')}
      {...(importId && { back: { to: '/import', label: t('import.another') } })}
    >
      {importId ? <ImportRun key={importId} importId={importId} /> : <ChooseFolder />}
    </PageFrame>
  );
}
