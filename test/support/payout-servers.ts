/**
 * The two providers that pay, as their documentation has them, each on a port of this machine: Alipay's gateway (form bodies, RSA2 over
 * the sorted parameters, signed answers, one transfer for one out_biz_no) and Stripe's API (bearer keys, form bodies, Idempotency-Key
 * with its replay, transfer groups). A test has them fail as the real ones do: after having paid, before, halfway.
 */
import { createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does with the next request to pay: `drop_after` pays and hangs up, `drop_before` only hangs up, `hold` pays and says nothing. */
export type Trouble = 'drop_after' | 'drop_before' | 'hold' | 'system_error' | 'forged' | 'garbled';

type Listening = { readonly url: string; close(): Promise<void> };
const listen = async (handle: (request: IncomingMessage, body: string, response: ServerResponse) => void): Promise<Listening> => {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(request, Buffer.concat(chunks).toString('utf8'), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
};

// ── Alipay ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type AlipayTransfer = { outBizNo: string; orderId: string; amount: string; identity: string; status: string };
export type AlipayServer = Listening & {
  readonly appId: string;
  readonly privateKey: string;
  readonly alipayPublicKey: string;
  /** By out_biz_no: the money that really moved. */
  readonly transfers: Map<string, AlipayTransfer>;
  /** What the next requests to pay meet, in order. */
  readonly trouble: Trouble[];
  /** Errors by the payee's identity, e.g. PAYEE_NOT_EXIST; PAYER_BALANCE_NOT_ENOUGH for everybody under `*`. */
  readonly errors: Map<string, string>;
  /** What new transfers are: SUCCESS unless told. */
  status: string;
  /** Methods as they came. */
  readonly calls: string[];
};

export async function startAlipay(): Promise<AlipayServer> {
  const app = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const bare = (key: { export(options: { format: 'der'; type: 'pkcs8' | 'spki' }): Buffer }, type: 'pkcs8' | 'spki'): string =>
    key.export({ format: 'der', type }).toString('base64');
  const state = {
    appId: '2021000122671080',
    privateKey: bare(app.privateKey as never, 'pkcs8'),
    alipayPublicKey: bare(own.publicKey as never, 'spki'),
    transfers: new Map<string, AlipayTransfer>(),
    trouble: [] as Trouble[],
    errors: new Map<string, string>(),
    status: 'SUCCESS',
    calls: [] as string[],
  };

  /** The documented check: every parameter but the signature, sorted, as name=value joined with &. */
  function isSigned(parameters: URLSearchParams): boolean {
    const text = [...parameters]
      .filter(([name, value]) => name !== 'sign' && value !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    return createVerify('RSA-SHA256')
      .update(text, 'utf8')
      .verify(createPublicKey(app.publicKey.export({ format: 'pem', type: 'spki' })), parameters.get('sign') ?? '', 'base64');
  }

  function answer(response: ServerResponse, method: string, content: object, forged = false): void {
    const text = JSON.stringify(content);
    const sign = createSign('RSA-SHA256')
      .update(text, 'utf8')
      .sign(forged ? app.privateKey : own.privateKey, 'base64');
    response.setHeader('content-type', 'text/html;charset=utf-8');
    response.end(`{"${method.replaceAll('.', '_')}_response":${text},"sign":"${sign}"}`);
  }
  const failure = (subCode: string, code = '40004') => ({
    code,
    msg: 'Business Failed',
    sub_code: subCode,
    sub_msg: subCode.toLowerCase(),
  });

  function pay(content: Record<string, unknown>): object {
    const outBizNo = String(content.out_biz_no);
    const payee = content.payee_info as { identity: string; identity_type: string; name?: string };
    const amount = String(content.trans_amount);
    const error = state.errors.get('*') ?? state.errors.get(payee.identity);
    if (content.product_code !== 'TRANS_ACCOUNT_NO_PWD' || content.biz_scene !== 'DIRECT_TRANSFER' || !/^\d+\.\d{2}$/.test(amount))
      return failure('INVALID_PARAMETER');
    if (payee.identity_type === 'ALIPAY_LOGON_ID' && !payee.name) return failure('PAYEE_USER_INFO_ERROR');
    const known = state.transfers.get(outBizNo);
    if (known && (known.amount !== amount || known.identity !== payee.identity)) return failure('PAYMENT_INFO_INCONSISTENCY');
    if (!known && error) return failure(error);
    const transfer = known ?? {
      outBizNo,
      orderId: `2026${String(state.transfers.size + 1).padStart(12, '0')}`,
      amount,
      identity: payee.identity,
      status: state.status,
    };
    state.transfers.set(outBizNo, transfer);
    return { code: '10000', msg: 'Success', out_biz_no: outBizNo, order_id: transfer.orderId, status: transfer.status };
  }

  const server = await listen((request, body, response) => {
    const parameters = new URLSearchParams(body);
    for (const [name, value] of new URL(request.url ?? '/', 'http://gateway').searchParams) parameters.set(name, value);
    const method = parameters.get('method') ?? '';
    state.calls.push(method);
    if (parameters.get('app_id') !== state.appId)
      return void response.end(
        JSON.stringify({ error_response: { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-app-id' } }),
      );
    if (parameters.get('sign_type') !== 'RSA2' || !isSigned(parameters))
      return answer(response, method, failure('isv.invalid-signature', '40002'));
    const content = JSON.parse(parameters.get('biz_content') ?? '{}') as Record<string, unknown>;
    if (method === 'alipay.fund.trans.common.query') {
      const known = state.transfers.get(String(content.out_biz_no));
      if (!known) return answer(response, method, failure('ORDER_NOT_EXIST'));
      return answer(response, method, {
        code: '10000',
        msg: 'Success',
        order_id: known.orderId,
        status: known.status,
        out_biz_no: known.outBizNo,
      });
    }
    if (method !== 'alipay.fund.trans.uni.transfer') return answer(response, method, failure('isv.invalid-method', '40002'));
    const trouble = state.trouble.shift();
    if (trouble === 'drop_before') return void request.socket.destroy();
    if (trouble === 'system_error') return answer(response, method, failure('SYSTEM_ERROR'));
    const paid = pay(content);
    if (trouble === 'drop_after') return void request.socket.destroy();
    if (trouble === 'hold') return;
    if (trouble === 'garbled') return void response.end('<html>502 Bad Gateway</html>');
    answer(response, method, paid, trouble === 'forged');
  });
  return Object.assign(state, server);
}

// ── Stripe ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type StripeTransfer = { id: string; amount: number; currency: string; destination: string; group: string | null; reversed: boolean };
export type StripeServer = Listening & {
  readonly secretKey: string;
  readonly transfers: StripeTransfer[];
  readonly trouble: Trouble[];
  /** Error codes by destination, e.g. account_invalid; under `*` for everybody. */
  readonly errors: Map<string, string>;
  readonly calls: string[];
  /** Forgets idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
};

export async function startStripe(): Promise<StripeServer> {
  const keys = new Map<string, { body: string; status: number; answer: string }>();
  const state = {
    secretKey: 'sk_test_hookline0123456789',
    transfers: [] as StripeTransfer[],
    trouble: [] as Trouble[],
    errors: new Map<string, string>(),
    calls: [] as string[],
    forgetKeys: () => keys.clear(),
  };
  const shown = (transfer: StripeTransfer) => ({
    id: transfer.id,
    object: 'transfer',
    amount: transfer.amount,
    amount_reversed: transfer.reversed ? transfer.amount : 0,
    currency: transfer.currency,
    destination: transfer.destination,
    reversed: transfer.reversed,
    transfer_group: transfer.group,
    livemode: false,
  });
  const error = (type: string, code: string, message: string): string => JSON.stringify({ error: { type, code, message } });

  function create(form: URLSearchParams): { status: number; answer: string } {
    const destination = form.get('destination') ?? '';
    const code = state.errors.get('*') ?? state.errors.get(destination);
    if (code) return { status: 400, answer: error('invalid_request_error', code, `refused: ${code}`) };
    const amount = Number(form.get('amount'));
    if (!Number.isSafeInteger(amount) || amount <= 0 || !/^[a-z]{3}$/.test(form.get('currency') ?? '') || !destination.startsWith('acct_'))
      return { status: 400, answer: error('invalid_request_error', 'parameter_invalid', 'a parameter is wrong') };
    const transfer: StripeTransfer = {
      id: `tr_${String(state.transfers.length + 1).padStart(14, '0')}`,
      amount,
      currency: form.get('currency')!,
      destination,
      group: form.get('transfer_group'),
      reversed: false,
    };
    state.transfers.push(transfer);
    return { status: 200, answer: JSON.stringify(shown(transfer)) };
  }

  const server = await listen((request, body, response) => {
    const url = new URL(request.url ?? '/', 'http://api');
    state.calls.push(`${request.method} ${url.pathname}`);
    const send = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_${state.calls.length}` });
      response.end(text);
    };
    if (request.headers.authorization !== `Bearer ${state.secretKey}`)
      return send(401, error('invalid_request_error', 'api_key_invalid', 'Invalid API Key provided'));
    if (url.pathname === '/v1/balance')
      return send(200, JSON.stringify({ object: 'balance', available: [], pending: [], livemode: false }));
    if (request.method === 'GET' && url.pathname === '/v1/transfers') {
      const data = state.transfers.filter(({ group }) => group === url.searchParams.get('transfer_group')).map(shown);
      return send(
        200,
        JSON.stringify({
          object: 'list',
          url: '/v1/transfers',
          has_more: false,
          data: data.slice(0, Number(url.searchParams.get('limit') ?? 10)),
        }),
      );
    }
    const one = /^\/v1\/transfers\/(tr_\d+)$/.exec(url.pathname);
    if (request.method === 'GET' && one) {
      const found = state.transfers.find(({ id }) => id === one[1]);
      return found
        ? send(200, JSON.stringify(shown(found)))
        : send(404, error('invalid_request_error', 'resource_missing', 'No such transfer'));
    }
    if (request.method !== 'POST' || url.pathname !== '/v1/transfers')
      return send(404, error('invalid_request_error', 'url_invalid', 'Unrecognized request URL'));
    const trouble = state.trouble.shift();
    if (trouble === 'drop_before') return void request.socket.destroy();
    if (trouble === 'system_error') return send(500, error('api_error', 'api_error', 'something went wrong'));
    const key = request.headers['idempotency-key'];
    const known = typeof key === 'string' ? keys.get(key) : undefined;
    if (known && known.body !== body)
      return send(
        400,
        JSON.stringify({
          error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters' },
        }),
      );
    const done = known ?? create(new URLSearchParams(body));
    if (typeof key === 'string') keys.set(key, { body, ...done });
    if (trouble === 'drop_after') return void request.socket.destroy();
    if (trouble === 'hold') return;
    if (trouble === 'garbled') return send(200, '<html>');
    send(done.status, done.answer);
  });
  return Object.assign(state, server);
}
