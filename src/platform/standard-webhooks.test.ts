import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isWebhookSecret, newWebhookSecret, signWebhook, verifyWebhook, type WebhookHeaders } from './standard-webhooks.ts';
import { systemClock } from './time.ts';

const headerOf =
  (headers: WebhookHeaders) =>
  (name: keyof WebhookHeaders): string =>
    headers[name];
const payloads = fc.string({ unit: 'grapheme', maxLength: 300 }).map((text) => JSON.stringify({ type: 'conversion.created', text }));
const ids = fc.stringMatching(/^msg_[a-z0-9]{1,30}$/);
const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);

describe('with the official library of Standard Webhooks', () => {
  test('what we sign it verifies, and what it signs we verify', () => {
    fc.assert(
      fc.property(ids, payloads, secrets, (id, payload, secret) => {
        const now = systemClock.now();
        const official = new Webhook(secret);
        const ours = signWebhook({ id, timestamp: now, payload, secrets: [secret] });
        expect(ours['webhook-signature']).toBe(official.sign(id, now, payload));
        expect(official.verify(payload, ours)).toEqual(JSON.parse(payload));
        expect(verifyWebhook({ header: headerOf(ours), payload, secrets: [secret], now })).toMatchObject({ ok: true, id, secretIndex: 0 });
      }),
    );
  });

  test('a message that is signed with two secrets satisfies whoever has one of them', () => {
    const [old, fresh] = [newWebhookSecret(), newWebhookSecret()];
    const now = systemClock.now();
    const headers = signWebhook({ id: 'msg_1', timestamp: now, payload: '{}', secrets: [fresh, old] });
    for (const [index, secret] of [fresh, old].entries()) {
      expect(new Webhook(secret).verify('{}', headers)).toEqual({});
      expect(verifyWebhook({ header: headerOf(headers), payload: '{}', secrets: [secret], now })).toMatchObject({ ok: true });
      // And the other way about: the sender has one, we still hold both.
      const single = signWebhook({ id: 'msg_1', timestamp: now, payload: '{}', secrets: [secret] });
      expect(verifyWebhook({ header: headerOf(single), payload: '{}', secrets: [fresh, old], now })).toMatchObject({ secretIndex: index });
    }
  });
});

test('the example of the specification signs as it says', () => {
  const headers = signWebhook({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: new Date(1_614_265_330_000),
    payload: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

describe('a message is refused', () => {
  const secret = newWebhookSecret();
  const now = new Date('2026-03-01T00:00:00Z');
  const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  const verdict = (headers: Partial<WebhookHeaders>, payload: string | Uint8Array = '{"a":1}'): string => {
    const result = verifyWebhook({ header: (name) => headers[name], payload, secrets: [secret], now });
    return result.ok ? 'ok' : result.reason;
  };
  const signed = (timestamp: Date): WebhookHeaders => signWebhook({ id: 'msg_1', timestamp, payload: '{"a":1}', secrets: [secret] });

  test('from five minutes and a second on, both ways', () => {
    expect(verdict(signed(at(-300)))).toBe('ok');
    expect(verdict(signed(at(300)))).toBe('ok');
    expect(verdict(signed(at(-301)))).toBe('too_old');
    expect(verdict(signed(at(301)))).toBe('too_new');
  });

  test('when the body, the id, the time or the signature is not what was signed', () => {
    const good = signed(now);
    expect(verdict(good, '{"a":2}')).toBe('signature_wrong');
    expect(verdict(good, new TextEncoder().encode('{"a":1}'))).toBe('ok');
    expect(verdict({ ...good, 'webhook-id': 'msg_2' })).toBe('signature_wrong');
    expect(verdict({ ...good, 'webhook-timestamp': String(now.getTime() / 1000 + 1) })).toBe('signature_wrong');
    for (const bad of [
      'v1,',
      'v1',
      good['webhook-signature'].slice(3),
      `v2,${good['webhook-signature'].slice(3)}`,
      'v1,AAAA',
      'x'.repeat(9999),
    ])
      expect(verdict({ ...good, 'webhook-signature': bad }), bad.slice(0, 20)).toBe('signature_wrong');
    expect(verdict({ ...good, 'webhook-signature': `v1a,zzz ${good['webhook-signature']} v1,AAAA` })).toBe('ok');
  });

  test('when headers are missing or the time is none', () => {
    const good = signed(now);
    for (const name of Object.keys(good)) expect(verdict({ ...good, [name]: undefined })).toBe('headers_missing');
    for (const bad of ['now', '1e9', '-5', ' 1', '1772323200.5', '9'.repeat(13)])
      expect(verdict({ ...good, 'webhook-timestamp': bad })).toBe('timestamp_invalid');
  });
});

test('secrets have 24 to 64 bytes in base64, and an id has no dot', () => {
  expect(isWebhookSecret(newWebhookSecret())).toBe(true);
  for (const bad of ['', 'whsec_', 'whsec_c2hvcnQ=', `whsec_${'A'.repeat(88)}`, 'whsec_not base64 at all!!!!!!!!!!!!!!!!!!'])
    expect(isWebhookSecret(bad), bad).toBe(false);
  const message = { id: 'msg_1', timestamp: new Date(0), payload: '', secrets: [newWebhookSecret()] };
  expect(() => signWebhook({ ...message, id: 'a.b' })).toThrow(RangeError);
  expect(() => signWebhook({ ...message, secrets: [] })).toThrow(RangeError);
  expect(() => signWebhook({ ...message, secrets: ['whsec_c2hvcnQ='] })).toThrow(RangeError);
});
