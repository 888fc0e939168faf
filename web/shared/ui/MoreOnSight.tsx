import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import './search-box.css';

/** The next page comes when its end comes into sight; the button does the same for those who do not scroll. */
export function MoreOnSight({ busy, onSight }: { busy: boolean; onSight: () => void }) {
  const { t } = useI18n();
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry!.isIntersecting && !busy && onSight(), { rootMargin: '400px' });
    watcher.observe(mark.current!);
    return () => watcher.disconnect();
  }, [busy, onSight]);
  return (
    <div ref={mark} className="list-foot">
      <Button loading={busy} onClick={onSight}>
        {t('library.more')}
      </Button>
    </div>
  );
}
