import { describe, expect, it } from 'vitest';
import { commandOf, commands, keysOf } from './keys.ts';

const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
/** A key of the help as the browser reports it. */
const pressed = (keys: readonly string[]) => {
  const names: Record<string, string> = { Space: ' ', '←': 'ArrowLeft', '→': 'ArrowRight', '↑': 'ArrowUp', '↓': 'ArrowDown', '−': '-' };
  const last = keys.at(-1)!;
  return {
    ...none,
    shiftKey: keys.includes('Shift') || last === '?' || last === '+',
    ctrlKey: keys.includes('Ctrl'),
    key: names[last] ?? (last.length === 1 ? last.toLowerCase() : last),
  };
};

describe('keys', () => {
  it('does for every line of the help what the line says', () => {
    for (const command of commands) {
      if (command !== 'escape') expect(commandOf(pressed(keysOf[command])), command).toBe(command);
    }
  });
  it('takes capitals and full-width brackets, and leaves the browser its own keys', () => {
    expect(commandOf({ ...none, key: 'L' })).toBe('shuttle_forward');
    expect(commandOf({ ...none, key: '【' })).toBe('set_start');
    expect(commandOf({ ...none, ctrlKey: true, key: 'c' })).toBeNull();
    expect(commandOf({ ...none, ctrlKey: true, key: 'l' })).toBeNull();
    expect(commandOf({ ...none, altKey: true, key: 'ArrowLeft' })).toBeNull();
    expect(commandOf({ ...none, metaKey: true, shiftKey: true, key: 'Z' })).toBe('redo');
  });
});
