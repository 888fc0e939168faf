/** A small real SMTP server (RFC 5321) that keeps what it is sent, for tests of mail. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type SmtpServer = {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Resolves with the nth mail (from 1) as soon as it is there. */
  mail(nth: number): Promise<ReceivedMail>;
  /** From now on recipients are refused with this reply, e.g. `550 no such user`; null takes them again. */
  refuse(reply: string | null): void;
  close(): Promise<void>;
};

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const waiting: { nth: number; resolve: (mail: ReceivedMail) => void }[] = [];
  let refusal: string | null = null;
  const sockets = new Set<Socket>();
  const deliver = (mail: ReceivedMail): void => {
    mails.push(mail);
    for (const { nth, resolve } of waiting) if (nth === mails.length) resolve(mail);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    converse(socket, deliver, () => refusal);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    mail: (nth) => (mails[nth - 1] ? Promise.resolve(mails[nth - 1]!) : new Promise((resolve) => waiting.push({ nth, resolve }))),
    refuse: (reply) => {
      refusal = reply;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function converse(socket: Socket, deliver: (mail: ReceivedMail) => void, refusal: () => string | null): void {
  let envelope = { from: '', to: [] as string[] };
  let data: string[] | null = null;
  let rest = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250-test\r\n250 8BITMIME');
    else if (verb === 'HELO' || verb === 'NOOP') say('250 test');
    else if (verb === 'MAIL') {
      envelope = { from: address(line), to: [] };
      say('250 ok');
    } else if (verb === 'RCPT') {
      const reply = refusal();
      if (!reply) envelope.to.push(address(line));
      say(reply ?? '250 ok');
    } else if (verb === 'DATA') {
      data = [];
      say('354 go on');
    } else if (verb === 'RSET') say('250 ok');
    else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('502 not here');
  };
  say('220 test ESMTP');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (data === null) command(line);
      else if (line !== '.') data.push(line.startsWith('..') ? line.slice(1) : line);
      else {
        deliver({ ...envelope, ...parseMessage(data.join('\r\n')) });
        data = null;
        say('250 kept');
      }
    }
  });
}

function address(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

/** The headers (words of RFC 2047 decoded) and the plain text of a message, which may be one part of several. */
function parseMessage(raw: string): { headers: Record<string, string>; text: string } {
  const split = raw.indexOf('\r\n\r\n');
  const headers = parseHeaders(raw.slice(0, split));
  const body = raw.slice(split + 4);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) return { headers, text: decodeBody(body, headers['content-transfer-encoding']) };
  for (const part of body.split(`--${boundary}`)) {
    const inner = part.replace(/^\r\n/, '');
    const at = inner.indexOf('\r\n\r\n');
    const own = parseHeaders(inner.slice(0, at));
    if (own['content-type']?.startsWith('text/plain'))
      return { headers, text: decodeBody(inner.slice(at + 4), own['content-transfer-encoding']) };
  }
  return { headers, text: '' };
}

function parseHeaders(block: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = decodeWords(line.slice(colon + 1).trim());
  }
  return headers;
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, form: string, word: string) =>
      form.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replace(/_/g, ' ')),
    );
}

function decodeBody(body: string, encoding = '7bit'): string {
  const clean = body.replace(/\r\n$/, '');
  if (encoding === 'base64') return Buffer.from(clean, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuoted(clean.replace(/=\r\n/g, '')) : clean;
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
