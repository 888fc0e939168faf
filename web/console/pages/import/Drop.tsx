/** Where a folder is dropped or chosen; on a phone, files are chosen. */
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { fromDrop, fromInput, type Selection } from './folder.ts';

export function Drop({ title, text, onSelect }: { title: string; text: string; onSelect: (selection: Selection) => void }) {
  const { t } = useI18n();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const denied = useDenied('catalog.write');
  const take = (input: HTMLInputElement) => {
    if (input.files?.length) onSelect(fromInput(input.files));
    input.value = '';
  };
  const drop = async (items: DataTransferItemList) => {
    setReading(true);
    try {
      onSelect(await fromDrop(items));
    } catch (error) {
      toast.failed(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <div
      className={over ? 'drop is-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        if (!denied) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!denied) void drop(event.dataTransfer.items);
      }}
    >
      <span className="state-icon">
        <Icon name="folder" size={28} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...{ webkitdirectory: '' }}
        data-testid="folder-input"
        onChange={(event) => take(event.target)}
      />
      <input ref={files} type="file" hidden multiple data-testid="files-input" onChange={(event) => take(event.target)} />
      <div className="page-actions drop-actions">
        <PermissionGate permission="catalog.write">
          <Button type="primary" size="large" loading={reading} onClick={() => folder.current?.click()}>
            {t('import.choose_folder')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="catalog.write">
          <Button size="large" onClick={() => files.current?.click()}>
            {t('import.choose_files')}
          </Button>
        </PermissionGate>
      </div>
    </div>
  );
}
