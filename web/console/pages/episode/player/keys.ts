/** The editor's keys: what was pressed becomes a command. Pure, so that the help lists exactly what works. */

export const commands = [
  'toggle',
  'frame_back',
  'frame_forward',
  'second_back',
  'second_forward',
  'shuttle_back',
  'shuttle_stop',
  'shuttle_forward',
  'set_start',
  'set_end',
  'previous_hook',
  'next_hook',
  'preview',
  'add_hook',
  'remove_hook',
  'make_clip',
  'undo',
  'redo',
  'zoom_in',
  'zoom_out',
  'fit',
  'help',
  'escape',
] as const;
export type Command = (typeof commands)[number];

type Press = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
};

/** What each command is pressed with, for the help. */
export const keysOf: Record<Exclude<Command, 'escape'>, readonly string[]> = {
  toggle: ['Space'],
  frame_back: ['←'],
  frame_forward: ['→'],
  second_back: ['Shift', '←'],
  second_forward: ['Shift', '→'],
  shuttle_back: ['J'],
  shuttle_stop: ['K'],
  shuttle_forward: ['L'],
  set_start: ['['],
  set_end: [']'],
  previous_hook: ['↑'],
  next_hook: ['↓'],
  preview: ['P'],
  add_hook: ['H'],
  remove_hook: ['Delete'],
  make_clip: ['C'],
  undo: ['Ctrl', 'Z'],
  redo: ['Ctrl', 'Shift', 'Z'],
  zoom_in: ['+'],
  zoom_out: ['−'],
  fit: ['0'],
  help: ['?'],
};

const plain: Record<string, Command> = {
  ' ': 'toggle',
  k: 'shuttle_stop',
  j: 'shuttle_back',
  l: 'shuttle_forward',
  '[': 'set_start',
  ']': 'set_end',
  '【': 'set_start',
  '】': 'set_end',
  ArrowUp: 'previous_hook',
  ArrowDown: 'next_hook',
  p: 'preview',
  h: 'add_hook',
  c: 'make_clip',
  Delete: 'remove_hook',
  Backspace: 'remove_hook',
  '+': 'zoom_in',
  '=': 'zoom_in',
  '-': 'zoom_out',
  _: 'zoom_out',
  '0': 'fit',
  '?': 'help',
  '？': 'help',
  Escape: 'escape',
};

/** The command of a key press, or null. Letters work with caps lock too; Chinese full-width brackets work as brackets. */
export function commandOf(press: Press): Command | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.ctrlKey || press.metaKey) {
    if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
    return key === 'y' && press.ctrlKey ? 'redo' : null;
  }
  if (press.altKey) return null;
  if (key === 'ArrowLeft') return press.shiftKey ? 'second_back' : 'frame_back';
  if (key === 'ArrowRight') return press.shiftKey ? 'second_forward' : 'frame_forward';
  return plain[key] ?? null;
}

/** Whether a press belongs to the control that has the focus: letters to fields, arrows to lists and tabs, space to buttons. */
export function ownedByControl(target: Element | null, key: string): boolean {
  if (!target) return false;
  if (
    target.closest(
      'input:not([type=range]), textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox], [role=combobox]',
    )
  )
    return true;
  if (key === ' ' || key === 'Enter')
    return target.closest('button, a, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=slider], video') !== null;
  if (key.startsWith('Arrow'))
    return target.closest('[role=tab], [role=slider], [role=radiogroup], [role=scrollbar], input[type=range]') !== null;
  return false;
}
