/** Mail over SMTP where it is set. Without it nothing is sent, and whoever asks shows a one-time link instead. */
import { createTransport } from 'nodemailer';
import type { Log } from '../log.ts';

export type MailMessage = { readonly to: string; readonly subject: string; readonly text: string; readonly html?: string };

export type Mailer = {
  readonly configured: boolean;
  /** Resolves when the server has taken the mail: true. Without a server, or when it refuses: false, and the log says why. */
  send(message: MailMessage): Promise<boolean>;
  close(): void;
};

export type MailSettings = {
  /** `smtp://user:password@host:587` or `smtps://host:465`; null where no mail is set. */
  readonly url: string | null;
  /** `Hookline <no-reply@example.com>`. */
  readonly from: string;
};

// A mail server that does not answer must not keep the person who invites somebody waiting for minutes.
const patienceMs = 10_000;

/** A mailer for these settings. Throws on an address that is not smtp: or smtps:. */
export function createMailer(settings: MailSettings, log: Log): Mailer {
  if (settings.url === null) return { configured: false, send: async () => false, close: () => {} };
  const url = new URL(settings.url);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw new Error(`not an smtp: or smtps: address: ${url.protocol}`);
  const transport = createTransport(
    {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
      secure: url.protocol === 'smtps:',
      ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  );
  return {
    configured: true,
    send: async (message) => {
      try {
        await transport.sendMail({
          to: { name: '', address: message.to },
          subject: message.subject,
          text: message.text,
          html: message.html,
        });
        return true;
      } catch (error) {
        // Neither the text nor the link in it may reach the log.
        log.error('mail.not_sent', { error, host: url.hostname });
        return false;
      }
    },
    close: () => transport.close(),
  };
}
