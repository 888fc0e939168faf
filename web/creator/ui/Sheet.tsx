/** A sheet from the bottom of a phone, a dialog on a desk: the browser's own, so focus and Escape are in good hands. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { useOverlay } from '../router.tsx';
import { RoundButton } from './Button.tsx';

export function Sheet({ title, onClose, children, foot }: { title: string; onClose: () => void; children: ReactNode; foot?: ReactNode }) {
  const { t } = useI18n();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useOverlay(onClose);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header className="sheet-head">
        <h2 id={titleId}>{title}</h2>
        <RoundButton icon="close" label={t('action.close')} onClick={onClose} />
      </header>
      <div className="sheet-body">{children}</div>
      {foot && <footer className="sheet-foot">{foot}</footer>}
    </dialog>
  );
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  title,
  text,
  action,
  busy,
  onConfirm,
  onClose,
}: {
  title: string;
  text: ReactNode;
  action: ReactNode;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="button" className="button button-danger" disabled={busy} aria-busy={busy} onClick={onConfirm}>
            {action}
          </button>
        </>
      }
    >
      <p>{text}</p>
    </Sheet>
  );
}
