/** A text that is meant to be taken along, with one press. */
import { useRef, useState } from 'react';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon } from '../../shared/ui/Icon.tsx';
import { copyText } from './share.ts';

/** `label` names what is copied, for those who hear the button where `words` do not say it. */
export function CopyButton({
  text,
  label,
  tone = 'soft',
  words,
}: {
  text: string;
  label: string;
  tone?: 'soft' | 'quiet' | 'primary';
  words?: string;
}) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const timer = useRef(0);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" className={`button button-${tone} copy`} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? t('action.copied') : (words ?? t('action.copy'))}</span>
      {!words && <span className="visually-hidden"> {label}</span>}
    </button>
  );
}
