import { translator } from '../../platform/i18n.ts';
import type { MailMessage } from '../../platform/mail/index.ts';
import { composeLetter } from '../../platform/mail/letter.ts';
import type { Role } from '../../platform/http/contract.ts';

type Recipient = { to: string; language: string | null; link: string };

export function invitationMail(letter: Recipient & { organisation: string; inviter: string; role: Role; days: number }): MailMessage {
  const t = translator(letter.language);
  const words = { organisation: letter.organisation, inviter: letter.inviter, role: t(`role.${letter.role}`), days: letter.days };
  return composeLetter({
    ...letter,
    subject: t('mail.invitation.subject', words),
    paragraphs: [t('mail.invitation.body', words)],
    button: { text: t('mail.invitation.button', words), link: letter.link },
    foot: t('mail.invitation.foot', words),
  });
}

export function resetMail(letter: Recipient & { name: string; minutes: number }): MailMessage {
  const t = translator(letter.language);
  const words = { name: letter.name, minutes: letter.minutes };
  return composeLetter({
    ...letter,
    subject: t('mail.reset.subject'),
    paragraphs: [t('mail.reset.greeting', words), t('mail.reset.body', words)],
    button: { text: t('mail.reset.button'), link: letter.link },
    foot: t('mail.reset.foot'),
  });
}
