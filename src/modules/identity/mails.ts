import { translator } from '../../platform/i18n.ts';
import type { MailMessage } from '../../platform/mail/index.ts';
import type { Role } from '../../platform/http/contract.ts';

type Letter = { to: string; language: string | null; link: string };

export function invitationMail(letter: Letter & { organisation: string; inviter: string; role: Role; days: number }): MailMessage {
  const t = translator(letter.language);
  const words = { organisation: letter.organisation, inviter: letter.inviter, role: t(`role.${letter.role}`), days: letter.days };
  return compose(
    letter,
    t('mail.invitation.subject', words),
    [t('mail.invitation.body', words)],
    t('mail.invitation.button', words),
    t('mail.invitation.foot', words),
  );
}

export function resetMail(letter: Letter & { name: string; minutes: number }): MailMessage {
  const t = translator(letter.language);
  const words = { name: letter.name, minutes: letter.minutes };
  return compose(
    letter,
    t('mail.reset.subject'),
    [t('mail.reset.greeting', words), t('mail.reset.body', words)],
    t('mail.reset.button'),
    t('mail.reset.foot'),
  );
}

// Text for every reader, and plain HTML with inline styles alone: mail programs strip the rest.
function compose(letter: Letter, subject: string, paragraphs: readonly string[], button: string, foot: string): MailMessage {
  const text = [...paragraphs, `${button}:\n${letter.link}`, foot].join('\n\n');
  const html = `<!doctype html><html lang="${escape(letter.language ?? 'en')}"><body style="margin:0;padding:32px 16px;background:#f4f4f6;font:16px/1.6 system-ui,-apple-system,'Segoe UI','Noto Sans SC',sans-serif;color:#1c1c22">
<div style="max-width:480px;margin:0 auto;background:#fff;border-radius:12px;padding:32px">
<p style="margin:0 0 24px;font-weight:700">Hookline</p>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escape(paragraph)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${escape(letter.link)}" style="display:inline-block;background:#17566b;color:#fff;text-decoration:none;padding:12px 20px;border-radius:8px">${escape(button)}</a></p>
<p style="margin:0;font-size:13px;color:#6b6b76">${escape(foot)}</p>
</div></body></html>`;
  return { to: letter.to, subject: subject.replace(/\s+/g, ' '), text, html };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
