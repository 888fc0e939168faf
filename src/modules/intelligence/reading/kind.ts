/** Tells what a file is, by its bytes first; names and declared types are believed only where the bytes leave it open. */
import { intelligenceErrors } from '../errors.ts';
import type { ReadFile } from './document.ts';
import { looksLikeMarkdown } from './markdown.ts';
import type { ReadHints } from './read.ts';

/** `pdf`, `docx`, or `text` for what has to be decoded first. Throws intelligence.unreadable for formats that nobody here reads. */
export function containerOf(bytes: Uint8Array): 'pdf' | 'docx' | 'text' {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  if (/%PDF-\d/.test(head)) return 'pdf';
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'docx';
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) throw intelligenceErrors.unreadable({ reason: 'old_office' });
  if (
    /^(?:\{\\rtf|\u0089PNG|GIF8|\u00ff\u00d8\u00ff|\u001f\u008b|Rar!|7z\u00bc\u00af|\u007fELF|MZ\u0090|OggS|ID3|.{4}ftyp|RIFF.{4}WEBP)/s.test(
      head,
    )
  )
    throw intelligenceErrors.unreadable({ reason: 'format' });
  return 'text';
}

/** What a decoded text is written in. */
export function writingOf(text: string, hints: ReadHints): Exclude<ReadFile['kind'], 'pdf' | 'docx'> {
  const head = text.slice(0, 5000);
  const type = hints.contentType ?? '';
  if (
    /^\ufeff?\s*(?:<!--[\s\S]{0,2000}?-->\s*)?(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])/i.test(head)
  )
    return 'html';
  const tags =
    head.match(/<\/?(?:div|p|span|a|h[1-6]|ul|li|table|tr|td|br|meta|script|article|section|img|strong|b|em)\b[^>]{0,500}>/gi)?.length ?? 0;
  if (tags >= 3 && (/html/i.test(type) || /\.x?html?$/i.test(hints.name ?? '') || /^\s*</.test(head))) return 'html';
  if (/\.(?:md|markdown|mdx)$/i.test(hints.name ?? '') || /markdown/i.test(type)) return 'markdown';
  return looksLikeMarkdown(text) ? 'markdown' : 'text';
}

/** Whether decoded bytes are no text: control characters and what no encoding explains. */
export function isBinary(text: string, replaced: number): boolean {
  const sample = text.slice(0, 100_000);
  let controls = 0;
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32)) controls += 1;
  }
  return controls * 20 > sample.length || replaced * 5 > text.length;
}
