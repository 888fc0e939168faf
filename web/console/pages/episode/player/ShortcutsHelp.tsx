/** Every key of the editor, from the same table that obeys them. */
import { Modal } from 'antd';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { commands, keysOf, type Command } from './keys.ts';

const groups: readonly { title: string; from: Command; to: Command }[] = [
  { title: 'command.group_play', from: 'toggle', to: 'shuttle_forward' },
  { title: 'command.group_hooks', from: 'set_start', to: 'make_clip' },
  { title: 'command.group_view', from: 'undo', to: 'help' },
];

export function ShortcutsHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={t('command.help')}
      width={760}
      closable={{ 'aria-label': t('action.close') }}
    >
      <div className="keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            <dl>
              {commands.slice(commands.indexOf(group.from), commands.indexOf(group.to) + 1).map((command) =>
                command === 'escape' ? null : (
                  <div key={command}>
                    <dt>{t(`command.${command}`)}</dt>
                    <dd>
                      {keysOf[command].map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
      </div>
      <p className="keys-note">{t('command.drag_note')}</p>
    </Modal>
  );
}
