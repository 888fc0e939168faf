/** A short text in a table that is meant to be taken along: pressed, it is copied and says so. */
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { copyText } from './CopyLine.tsx';
import { Icon } from './Icon.tsx';

export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1600);
  };
  return (
    <button type="button" className="copy-text" onClick={() => void copy()} aria-label={t('action.copy_text', { text: shown })}>
      <code>{shown}</code>
      <Icon name={copied ? 'check' : 'copy'} size={14} />
      <span className="visually-hidden" aria-live="polite">
        {copied ? t('action.copied') : ''}
      </span>
    </button>
  );
}
