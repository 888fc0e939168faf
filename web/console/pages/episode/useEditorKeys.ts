/** The editor's keys while no field, dialog or list of its own has the focus. */
import { useEffect, useEffectEvent } from 'react';
import { commandOf, ownedByControl, type Command } from './player/keys.ts';

/** Nothing is heard while `asleep`: a dialog is open. `run` answers whether it did anything; what it did not do stays the browser's. */
export function useEditorKeys(run: (command: Command) => boolean, asleep: boolean): void {
  const obey = useEffectEvent(run);
  useEffect(() => {
    if (asleep) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ownedByControl(event.target instanceof Element ? event.target : null, event.key))
        return;
      const command = commandOf(event);
      if (command && obey(command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [asleep]);
}
