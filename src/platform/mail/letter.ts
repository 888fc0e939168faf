import type { MailMessage } from './index.ts';

/** A short mail: what it says, one button, and why it came. */
export type Letter = {
  readonly to: string;
  readonly language: string | null;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly text: string; readonly link: string } | null;
  readonly foot: string;
};

/** The letter as text for every reader, and as plain HTML with inline styles alone: mail programs strip the rest. */
export function composeLetter({ to, language, subject, paragraphs, button, foot }: Letter): MailMessage {
  const text = [...paragraphs, ...(button ? [`${button.text}:\n${button.link}`] : []), foot].join('\n\n');
  const html = `<!doctype html><html lang="${escape(language ?? 'en')}"><body style="margin:0;padding:32px 16px;background:#f4f4f6;font:16px/1.6 system-ui,-apple-system,'Segoe UI','Noto Sans SC',sans-serif;color:#1c1c22">
<div style="max-width:480px;margin:0 auto;background:#fff;border-radius:12px;padding:32px">
<p style="margin:0 0 24px;font-weight:700">Hookline</p>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escape(paragraph)}</p>`).join('\n')}
${button ? `<p style="margin:24px 0"><a href="${escape(button.link)}" style="display:inline-block;background:#17566b;color:#fff;text-decoration:none;padding:12px 20px;border-radius:8px">${escape(button.text)}</a></p>` : ''}
<p style="margin:0;font-size:13px;color:#6b6b76">${escape(foot)}</p>
</div></body></html>`;
  return { to, subject: subject.replace(/\s+/g, ' '), text, html };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
