/** A short look at a hook or a clip. A copy that is still being made is waited for, as the server asks. */
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Notice } from '../../../../shared/ui/states.tsx';

const tries = 30;

export function PreviewDialog({ title, src, onClose }: { title: string; src: string; onClose: () => void }) {
  const { t } = useI18n();
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting');
  const stop = useRef(0);
  useEffect(() => {
    const gone = new AbortController();
    let left = tries;
    const ask = async () => {
      const answer = await fetch(src.split('#')[0]!, {
        headers: { range: 'bytes=0-0' },
        signal: gone.signal,
        credentials: 'same-origin',
      }).catch(() => null);
      if (gone.signal.aborted) return;
      if (answer?.ok) return setState('ready');
      if (answer?.status !== 503 || --left <= 0) return setState('failed');
      stop.current = window.setTimeout(() => void ask(), 1000 * Math.min(10, Number(answer.headers.get('retry-after')) || 2));
    };
    void ask();
    return () => {
      gone.abort();
      window.clearTimeout(stop.current);
    };
  }, [src]);
  return (
    <Modal open title={title} onCancel={onClose} footer={null} width={380} destroyOnHidden closable={{ 'aria-label': t('action.close') }}>
      {state === 'waiting' && <p className="preview-wait">{t('promotion.preview_wait')}</p>}
      {state === 'failed' && <Notice tone="bad">{t('promotion.preview_failed')}</Notice>}
      {state === 'ready' && <video className="preview-video" src={src} controls autoPlay playsInline />}
    </Modal>
  );
}
