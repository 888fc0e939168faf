/** Something that is shown once: a secret, or a link that works once. It is not closed by a stray press. */
import { Button, Modal } from 'antd';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';

export function OneTimeDialog({ title, text, value, onClose }: { title: string; text: string; value: string; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      <p className="one-time-text">{text}</p>
      <CopyLine text={value} />
      <div className="dialog-actions">
        <Button type="primary" onClick={onClose}>
          {t('action.kept')}
        </Button>
      </div>
    </Modal>
  );
}
