import { translator } from '../../platform/i18n.ts';
import type { MailMessage } from '../../platform/mail/index.ts';
import { composeLetter } from '../../platform/mail/letter.ts';

type Words = { to: string; language: string | null; link: string; organisation: string; agency: string | null };

/** The mails of joining: somebody invites, somebody signed up or gave an address to confirm, or who signs up is in already. */
export function joiningMail(
  kind: 'invitation' | 'agency_invitation' | 'confirmation' | 'already',
  words: Words & { inviter?: string; days: number },
): MailMessage {
  const t = translator(words.language);
  const params = { organisation: words.organisation, agency: words.agency ?? '', inviter: words.inviter ?? '', days: words.days };
  const under = words.agency !== null && kind === 'invitation' ? `${kind}.under` : kind;
  return composeLetter({
    to: words.to,
    language: words.language,
    subject: t(`mail.creators.${kind}.subject`, params),
    paragraphs: [t(`mail.creators.${under}.body`, params)],
    button: { text: t(`mail.creators.${kind}.button`, params), link: words.link },
    foot: t(`mail.creators.${kind}.foot`, params),
  });
}
