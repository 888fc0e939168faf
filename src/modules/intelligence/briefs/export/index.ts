/** Briefings as files: Markdown, Word, and a page that prints. */
import { businessZone, dateIn, instantFromIso } from '../../../../platform/time.ts';
import type { BriefDetail } from '../contract.ts';
import { briefDocx } from './docx.ts';
import { briefHtml } from './html.ts';
import { briefMarkdown } from './markdown.ts';
import { wordsOf } from './words.ts';

export type ExportFormat = 'md' | 'docx' | 'html';

/** What no longer holds is marked in each. A version carries the day on which it was issued, a draft that of today. */
export async function exportBrief(
  brief: BriefDetail,
  format: ExportFormat,
  now: Date,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; filename: string }> {
  const words = wordsOf(brief, dateIn(businessZone, brief.issued ? instantFromIso(brief.issued.issuedAt) : now));
  const name =
    brief.title
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 80) || 'brief';
  const filename = `${name}${brief.issued ? ` v${brief.issued.version}` : ''}.${format}`;
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  if (format === 'md') return { bytes: encode(briefMarkdown(brief, words)), mediaType: 'text/markdown; charset=utf-8', filename };
  if (format === 'html') return { bytes: encode(briefHtml(brief, words)), mediaType: 'text/html; charset=utf-8', filename };
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return { bytes: await briefDocx(brief, words), mediaType, filename };
}
