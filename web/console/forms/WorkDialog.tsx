/** The form of a work in a dialog that does not lose what was typed when the server refuses. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Work, WorkInput } from '../../../src/modules/catalog/contract.ts';
import { fieldIssues, sentence } from '../../shared/api/errors.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Notice } from '../../shared/ui/states.tsx';
import { WorkForm, draftOf, inputOf, isComplete } from './WorkForm.tsx';

export function WorkDialog({
  title,
  verb,
  work,
  busy,
  error,
  onSubmit,
  onClose,
}: {
  title: string;
  verb: string;
  work: Work | null;
  busy: boolean;
  error: unknown;
  onSubmit: (input: WorkInput) => void;
  onClose: () => void;
}) {
  const { t, language } = useI18n();
  const [draft, setDraft] = useState(() => draftOf(work, language));
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={null}
      width={720}
      mask={{ closable: false }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        className="work-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(inputOf(draft));
        }}
      >
        {error !== null && <Notice tone="bad">{sentence(t, error)}</Notice>}
        <WorkForm draft={draft} onChange={setDraft} issues={fieldIssues(error)} {...(work && { selfId: work.id })} />
        <div className="dialog-actions work-form-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!isComplete(draft)}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
