import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutgoing } from './outgoing.ts';
import { addressPolicy, isPublic } from './outgoing-addresses.ts';
import { systemClock } from './time.ts';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
const seen: Seen[] = [];
let answer: (response: ServerResponse, asked: Seen) => void = (response) => void response.end('ok');
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const asked = { method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() };
    seen.push(asked);
    answer(response, asked);
  });
});
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const strict = createOutgoing({ allow: [], clock: systemClock });
const local = createOutgoing({ allow: ['127.0.0.1'], clock: systemClock });
const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('addresses', () => {
  test('of the house and of metadata services are refused, however they are written', async () => {
    const before = seen.length;
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '0',
      '0.0.0.0',
      'localhost',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::127.0.0.1]',
      '[::127.0.0.1]',
      '[2002:7f00:1::]',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '[fd00:ec2::254]',
      '100.100.100.200',
      '168.63.129.16',
      '[fe80::1]',
      '[fc00::1]',
      '[ff02::1]',
      '224.0.0.1',
      '255.255.255.255',
      '192.0.2.1',
      '[2001:db8::1]',
      '[100::1]',
    ])
      // prettier-ignore
      expect(await codeOf(strict.fetch(`http://${host}:${port}/`)), host).toBe('outgoing.address_refused');
    expect(seen.length).toBe(before);
  });

  test('of the public are allowed, and those that wrap a private one are not', () => {
    for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1', '64:ff9b::808:808'])
      expect(isPublic(address), address).toBe(true);
    for (const text of ['', 'localhost', 'fe80::1%eth0', '1.1.1', '::ffff:10.0.0.1']) expect(isPublic(text), text).toBe(false);
    fc.assert(fc.property(fc.ipV4(), (address) => isPublic(`::ffff:${address}`) === isPublic(address)));
    fc.assert(fc.property(fc.ipV6(), (address) => typeof isPublic(address) === 'boolean'));
  });

  test('that the operator allows are reached: names, domains, addresses, blocks', () => {
    const policy = addressPolicy(['Hooks.internal', '*.corp.example', '10.1.0.0/16', '::1', ' 127.0.0.1 ', '']);
    expect(['hooks.internal', 'a.corp.example', 'corp.example', 'xcorp.example'].map(policy.allowsHost)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(['10.1.2.3', '10.2.0.1', '::1', '127.0.0.1', '127.0.0.2', '::ffff:10.1.0.9'].map(policy.allowsAddress)).toEqual([
      true, false, true, true, false, true,
    ]); // prettier-ignore
    for (const bad of ['http://x', 'a b', '10.0.0.0/99', '*']) expect(() => addressPolicy([bad]), bad).toThrow(RangeError);
  });

  test('that are no addresses at all are refused', async () => {
    for (const url of [
      '',
      'ftp://x/',
      'file:///etc/passwd',
      'http://',
      'http://u:p@example.com/',
      'javascript:alert(1)',
      `http://x/${'a'.repeat(3000)}`,
    ])
      expect(await codeOf(strict.fetch(url)), url.slice(0, 40)).toBe('outgoing.url_invalid');
    expect(await codeOf(strict.fetch('http://no-such-host.invalid/'))).toBe('outgoing.host_unknown');
    expect(() => strict.check('http://127.0.0.1/')).toThrow(/address_refused/);
    expect(() => strict.check('https://example.com/hook')).not.toThrow();
  });
});

describe('a request', () => {
  test('carries what it was given, as text or as a stream', async () => {
    answer = (response) => void response.writeHead(201, { 'x-answer': 'yes' }).end('短剧');
    for (const body of ['text', Readable.from([Buffer.from('te'), Buffer.from('xt')])]) {
      const got = await local.fetch(`http://127.0.0.1:${port}/a?b=1`, { method: 'PUT', headers: { 'x-own': '1' }, body });
      expect([got.status, got.headers.get('x-answer'), got.body.toString(), got.cut]).toEqual([201, 'yes', '短剧', false]);
      expect(seen.at(-1)).toMatchObject({
        method: 'PUT',
        url: '/a?b=1',
        body: 'text',
        headers: { 'x-own': '1', 'user-agent': 'Hookline' },
      });
    }
  });

  test('ends in time with a server that never answers, answers without end, or is not there', async () => {
    answer = () => {};
    expect(await codeOf(local.fetch(`http://127.0.0.1:${port}/`, { timeoutMs: 50 }))).toBe('outgoing.timed_out');
    answer = (response) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    };
    expect(await codeOf(local.fetch(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }))).toBe('outgoing.timed_out');
    expect(await codeOf(local.fetch('http://127.0.0.1:1/'))).toBe('outgoing.not_reached');
    const stop = AbortSignal.abort(new Error('stopped by the caller'));
    expect(await codeOf(local.fetch(`http://127.0.0.1:${port}/`, { signal: stop }))).toBe('stopped by the caller');
  });

  test('reads no more than its bound', async () => {
    let written = 0;
    answer = (response) => {
      const pour = (): void => {
        if (response.destroyed) return;
        written += 65_536;
        if (response.write(Buffer.alloc(65_536, 'x'))) setImmediate(pour);
        else response.once('drain', pour);
      };
      pour();
    };
    expect(await codeOf(local.fetch(`http://127.0.0.1:${port}/`, { maxBytes: 1000 }))).toBe('outgoing.answer_too_large');
    const cut = await local.fetch(`http://127.0.0.1:${port}/`, { maxBytes: 1000, whenLarger: 'cut' });
    expect([cut.body.length, cut.cut]).toEqual([1000, true]);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  test('follows redirects only where told, and checks each', async () => {
    answer = (response, asked) => {
      if (asked.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (asked.url === '/inside') response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      else if (asked.url === '/away') response.writeHead(302, { location: `http://localhost:${port}/end` }).end();
      else if (asked.url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      else response.end('the end');
    };
    const base = `http://127.0.0.1:${port}`;
    expect((await local.fetch(`${base}/loop`)).status).toBe(302);
    expect(await codeOf(local.fetch(`${base}/loop`, { redirects: 3 }))).toBe('outgoing.too_many_redirects');
    expect(await codeOf(local.fetch(`${base}/inside`, { redirects: 3 }))).toBe('outgoing.address_refused');
    expect(await codeOf(local.fetch(`${base}/file`, { redirects: 3 }))).toBe('outgoing.url_invalid');
    const both = createOutgoing({ allow: ['127.0.0.1', 'localhost'], clock: systemClock });
    const got = await both.fetch(`${base}/away`, {
      method: 'POST',
      body: 'secret',
      headers: { authorization: 'Bearer x', 'app-secret': 's3cret', accept: 'text/csv' },
      redirects: 1,
    });
    expect([got.body.toString(), got.url]).toEqual(['the end', `http://localhost:${port}/end`]);
    expect(seen.at(-1)).toMatchObject({ method: 'GET', body: '', headers: { accept: 'text/csv' } });
    // A puller's secret may have any name.
    for (const name of ['authorization', 'app-secret']) expect(seen.at(-1)!.headers).not.toHaveProperty(name);
  });
});
