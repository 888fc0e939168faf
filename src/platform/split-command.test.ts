import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCommand } from './split-command.ts';

test('words that were quoted come back as they were', () => {
  const quoted = (word: string): string => `"${word.replace(/[\\"]/g, '\\$&')}"`;
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(splitCommand(words.map(quoted).join('  '))).toEqual(words);
    }),
  );
});

test('blanks part, quotes and backslashes hold together, and nothing else means anything', () => {
  expect(splitCommand(`yt-dlp -o '{directory}/%(id)s.%(ext)s' a\\ b $HOME "x'y" ; rm`)).toEqual([
    'yt-dlp',
    '-o',
    '{directory}/%(id)s.%(ext)s',
    'a b',
    '$HOME',
    "x'y",
    ';',
    'rm',
  ]);
  expect(splitCommand("''")).toEqual(['']);
  expect(splitCommand('  ')).toBeNull();
  expect(splitCommand('a "b')).toBeNull();
});
