import type { Person } from '../identity/index.ts';
import { isAppError } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n.ts';
import type { MailMessage } from '../../platform/mail/index.ts';
import { composeLetter } from '../../platform/mail/letter.ts';
import type { NotificationsParts } from './notifications.ts';
import * as repo from './repo.ts';

const mailsAtOnce = 20;
const atOnce = 4;
// Longer than a mail server is waited for, so that a mail is not tried by two at once.
const claimMs = 5 * 60_000;
/** After the first try; a mail that the server refuses six times is given up. */
const retryMinutes = [1, 5, 30, 120, 600];

/**
 * Sends what is due, outside any transaction, until nothing is or the signal aborts. A process that dies after the mail server
 * took a mail and before that is written sends it once more: a mail twice is better than none.
 */
export async function sendMails(parts: NotificationsParts, signal: AbortSignal): Promise<void> {
  if (!parts.mail.configured) return;
  for (;;) {
    const due = await parts.db.transaction((trx) => repo.claimMails(trx, parts.clock.now(), claimMs, mailsAtOnce));
    for (let at = 0; at < due.length; at += atOnce) {
      if (signal.aborted) return;
      await Promise.all(due.slice(at, at + atOnce).map((row) => sendOne(parts, row)));
    }
    if (due.length < mailsAtOnce) return;
  }
}

async function sendOne(parts: NotificationsParts, row: repo.NotificationRow): Promise<void> {
  const { db, clock } = parts;
  const person = await db
    .read((trx) => parts.members.userOf(trx, row.user_id))
    .catch((error: unknown) => {
      // Whoever has left since is told nothing more.
      if (isAppError(error, 'identity.member_not_found')) return null;
      throw error;
    });
  const sent = person !== null && (await parts.mail.send(letterOf(parts.baseUrl, row, person)));
  const waitMinutes = retryMinutes[row.mail_attempts - 1];
  await db.read((trx) =>
    repo.endMail(
      trx,
      row.id,
      sent
        ? { state: 'sent' }
        : person === null || waitMinutes === undefined
          ? { state: 'failed' }
          : { state: 'waiting', nextAt: new Date(clock.nowMs() + waitMinutes * 60_000) },
    ),
  );
}

function letterOf(baseUrl: string, row: repo.NotificationRow, person: Person): MailMessage {
  const t = translator(person.language);
  const title = t(`notification.${row.kind}.title`, row.params);
  return composeLetter({
    to: person.email,
    language: person.language,
    subject: title,
    paragraphs: [title, t(`notification.${row.kind}.body`, row.params)],
    button: row.link === null ? null : { text: t('mail.notification.button'), link: `${baseUrl}${row.link}` },
    foot: t('mail.notification.foot'),
  });
}
