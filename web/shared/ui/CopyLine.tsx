/** A text that is meant to be taken along: shown whole, copied with one press. */
import { Button } from 'antd';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from './Icon.tsx';
import './frame.css';

/** Without a secure context there is no clipboard API: the old way still works there. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function CopyButton({ text, label, size = 'middle' }: { text: string; label?: string; size?: 'small' | 'middle' }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button size={size} onClick={() => void copy()} icon={<Icon name={copied ? 'check' : 'copy'} size={16} />}>
      <span aria-live="polite">{copied ? t('action.copied') : (label ?? t('action.copy'))}</span>
    </Button>
  );
}

export function CopyLine({ text }: { text: string }) {
  return (
    <div className="copy-line">
      <code>{text}</code>
      <CopyButton text={text} size="small" />
    </div>
  );
}
