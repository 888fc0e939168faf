import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFile } from './open-file.ts';

test('a file is read in places and never past its end; a folder and what is not there are no files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-open-file-'));
  try {
    const path = join(folder, 'a');
    await writeFile(path, 'hookline');
    const file = await openFile(path);
    try {
      expect(file.size).toBe(8);
      const at = async (offset: number, length: number): Promise<string> => Buffer.from(await file.read(offset, length)).toString();
      expect([await at(0, 4), await at(4, 100), await at(8, 1), await at(99, 5)]).toEqual(['hook', 'line', '', '']);
    } finally {
      await file.close();
    }
    for (const none of [folder, join(folder, 'b')]) await expect(openFile(none)).rejects.toMatchObject({ code: 'app.file_not_found' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
