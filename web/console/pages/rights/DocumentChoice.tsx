/** Which documents prove something: those of the work, and new ones sent in place. */
import { useState } from 'react';
import { Button } from 'antd';
import type { RightsDocument } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { accepted, useDocumentUpload } from './upload.ts';

export function DocumentChoice({
  documents,
  workId,
  chosen,
  onChange,
}: {
  documents: readonly RightsDocument[];
  workId: string;
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const { t } = useI18n();
  const { sending, send, stop } = useDocumentUpload(workId);
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  return (
    <fieldset className="field document-choice">
      <legend className="field-label">{t('rights.document.proves_this')}</legend>
      {documents.map((one) => (
        <label key={one.id} className="rights-check-line">
          <input
            type="checkbox"
            checked={chosen.includes(one.id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
          />
          <span>
            {one.name}
            <small>{t(`rights.document.kind_of.${one.kind}`)}</small>
          </span>
        </label>
      ))}
      <input
        ref={setInput}
        type="file"
        hidden
        accept={accepted}
        aria-label={t('rights.document.file')}
        onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          const kept = file && (await send(file, 'contract'));
          if (kept) onChange([...chosen, kept.id]);
        }}
      />
      {sending ? (
        <Sending sending={sending} onStop={stop} />
      ) : (
        <Button className="add-line" icon={<Icon name="import" size={16} />} onClick={() => input?.click()}>
          {t('rights.document.add_here')}
        </Button>
      )}
    </fieldset>
  );
}

export function Sending({ sending, onStop }: { sending: { name: string; share: number }; onStop: () => void }) {
  const { t } = useI18n();
  return (
    <div className="rights-sending">
      <span>{sending.name}</span>
      <progress max={1} value={sending.share} aria-label={t('rights.document.sending', { name: sending.name })} />
      <Button size="small" onClick={onStop}>
        {t('action.cancel')}
      </Button>
    </div>
  );
}
