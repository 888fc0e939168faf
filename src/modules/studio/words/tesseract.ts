/** Reads pictures of one line of text with the installed `tesseract`, many in one process: starting it costs more than a line. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineErrors } from '../../../platform/errors.ts';

const ocrErrors = defineErrors('studio', { ocr_failed: 'unavailable', ocr_timed_out: 'unavailable', ocr_cancelled: 'conflict' });

/** One line of dark text on white: width × height, 0 black to 255 white. */
export type LinePicture = { width: number; height: number; grey: Uint8Array };
/** `confidence` is tesseract's own, 0 to 100. */
export type ReadLine = { text: string; confidence: number };
export type Tesseract = { languages: string };

let known: Tesseract | null | undefined;

/** Which languages can be read; null where tesseract or its Chinese is not installed. Looked up once a process. */
export function findTesseract(): Tesseract | null {
  if (known !== undefined) return known;
  const listed = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8', timeout: 10_000 });
  const languages = new Set(`${listed.stdout ?? ''}`.split(/\s+/));
  known = listed.status === 0 && languages.has('chi_sim') ? { languages: languages.has('eng') ? 'chi_sim+eng' : 'chi_sim' } : null;
  return known;
}

const linesPerRun = 48;
const runTimeoutMs = 180_000;
const mostOutputBytes = 8_000_000;

function pgm({ width, height, grey }: LinePicture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), grey]);
}

async function runOnce(list: string, languages: string, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    // The list is read and the table written on standard streams, so nothing but the pictures touches the disk.
    const args = [
      list,
      'stdout',
      '-l',
      languages,
      '--psm',
      '7',
      '--dpi',
      '150',
      '-c',
      'tessedit_create_tsv=1',
      '-c',
      'tessedit_create_txt=0',
    ];
    const child = spawn('tesseract', args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, OMP_THREAD_LIMIT: '1' } });
    const chunks: Buffer[] = [];
    let size = 0;
    let failure: Error | null = null;
    const stop = (error: Error): void => {
      failure ??= error;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(ocrErrors.ocr_timed_out({ seconds: runTimeoutMs / 1000 })), runTimeoutMs);
    const cancel = (): void => stop(ocrErrors.ocr_cancelled());
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOutputBytes) stop(ocrErrors.ocr_failed({ status: -1 }));
      else chunks.push(chunk);
    });
    child.on('error', (error) => {
      failure ??= ocrErrors.ocr_failed({ status: -1 }, error);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if (failure !== null) reject(failure);
      else if (status !== 0) reject(ocrErrors.ocr_failed({ status: status ?? -1 }));
      else resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

/** Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function readTable(table: string, pages: number): ReadLine[] {
  const words: { text: string; confidence: number }[][] = Array.from({ length: pages }, () => []);
  for (const row of table.split('\n')) {
    const cells = row.split('\t');
    if (cells[0] !== '5' || cells.length < 12) continue;
    words[Number(cells[1]) - 1]?.push({ text: cells.slice(11).join(' ').trim(), confidence: Number(cells[10]) });
  }
  return words.map((list) => {
    const said = list.filter((word) => word.text !== '');
    const letters = said.reduce((sum, word) => sum + word.text.length, 0);
    return {
      text: said.map((word) => word.text).join(' '),
      confidence: letters === 0 ? 0 : said.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters,
    };
  });
}

/** Reads lines in order. Throws `studio.ocr_failed`, `studio.ocr_timed_out`, `studio.ocr_cancelled`. */
export async function readLinePictures(pictures: readonly LinePicture[], tesseract: Tesseract, signal?: AbortSignal): Promise<ReadLine[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-ocr-'));
  try {
    const read: ReadLine[] = [];
    for (let from = 0; from < pictures.length; from += linesPerRun) {
      const group = pictures.slice(from, from + linesPerRun);
      const paths = group.map((_, i) => join(folder, `${i}.pgm`));
      await Promise.all(group.map((picture, i) => writeFile(paths[i]!, pgm(picture))));
      const list = join(folder, 'list.txt');
      await writeFile(list, `${paths.join('\n')}\n`);
      read.push(...readTable(await runOnce(list, tesseract.languages, signal), group.length));
    }
    return read;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
