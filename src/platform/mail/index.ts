/** Mail over SMTP where it is set. Without it nothing is sent, and whoever asks shows a one-time link instead. */
import { createTransport } from 'nodemailer';
import type { Log } from '../log.ts';

export type MailMessage = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Where an answer goes, where that is not whoever the house sends as. */
  readonly replyTo?: string;
  /** What mail servers and receivers know it by, e.g. `<ntc_…@example.com>`: the same at every try. */
  readonly messageId?: string;
};

/** What is known of a mail: taken by the server, surely not, or lost from sight when it may have been taken already. */
export type Delivery = { readonly outcome: 'taken' } | { readonly outcome: 'refused' | 'unknown'; readonly reason: string };

export type Mailer = {
  readonly configured: boolean;
  /** Resolves when the server has taken the mail: true. Without a server, or when it refuses: false, and the log says why. */
  send(message: MailMessage): Promise<boolean>;
  /** As send, for mails that must not go twice: says whether one that did not end well may be sent again. Refused without a server. */
  deliver(message: MailMessage): Promise<Delivery>;
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
  if (settings.url === null) {
    const deliver = async (): Promise<Delivery> => ({ outcome: 'refused', reason: 'not_configured' });
    return { configured: false, send: async () => false, deliver, close: () => {} };
  }
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
  const deliver = async (message: MailMessage): Promise<Delivery> => {
    try {
      await transport.sendMail({
        to: { name: '', address: message.to },
        subject: message.subject,
        text: message.text,
        html: message.html,
        ...(message.replyTo !== undefined && { replyTo: { name: '', address: message.replyTo } }),
        ...(message.messageId !== undefined && { messageId: message.messageId }),
      });
      return { outcome: 'taken' };
    } catch (error) {
      // Neither the text nor the link in it may reach the log.
      log.error('mail.not_sent', { error, host: url.hostname });
      return { outcome: wasRefused(error) ? 'refused' : 'unknown', reason: reasonOf(error) };
    }
  };
  return {
    configured: true,
    send: async (message) => (await deliver(message)).outcome === 'taken',
    deliver,
    close: () => transport.close(),
  };
}

/** Whether a server said no, or none was reached: a connection that broke later may have carried the whole mail. */
function wasRefused(error: unknown): boolean {
  const { responseCode, syscall, code, message } = error as { responseCode?: number; syscall?: string; code?: string; message?: string };
  if (typeof responseCode === 'number' && responseCode >= 400) return true;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (code === 'EDNS' || code === 'EAUTH' || code === 'EENVELOPE' || code === 'ETLS') return true;
  return /^(Connection timeout|Greeting never received)/.test(message ?? '');
}

function reasonOf(error: unknown): string {
  const { response, code, message } = error as { response?: string; code?: string; message?: string };
  return (response ?? message ?? code ?? 'unknown').replace(/\s+/g, ' ').slice(0, 200);
}
