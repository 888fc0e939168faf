/** Asks before what cannot be taken back; the question says what will happen, and the button repeats the verb. */
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import './frame.css';

export function ConfirmDialog({
  open,
  title,
  children,
  confirm,
  danger = true,
  busy = false,
  disabled = false,
  onConfirm,
  onClose,
}: {
  open: boolean;
  title: string;
  children?: ReactNode;
  /** The verb. */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={480}
      closable={{ 'aria-label': t('action.close') }}
    >
      {children}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" danger={danger} loading={busy} disabled={disabled} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Modal>
  );
}
