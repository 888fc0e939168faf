/** A place that takes a file, a table at first: dropped, or chosen by whatever button stands in it. */
import { useState, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './file-drop.css';

const tables = '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function FileDrop({
  label,
  accept = tables,
  onFile,
  children,
}: {
  /** Of the field behind the button, for who does not see it. */
  label: string;
  /** What the chooser offers; tables, where nothing is said. */
  accept?: string;
  onFile: (file: File) => void;
  /** Given what opens the chooser. */
  children: (choose: () => void) => ReactNode;
}) {
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? 'file-drop is-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <Icon name="sheet" size={26} />
      {children(() => input?.click())}
      <input
        ref={setInput}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again, once it was corrected.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
