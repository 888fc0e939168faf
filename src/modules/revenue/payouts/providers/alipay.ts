/**
 * Alipay: one transfer to an Alipay account at a time (alipay.fund.trans.uni.transfer), and what became of it
 * (alipay.fund.trans.common.query), by the gateway protocol with RSA2 signatures. The SDK signs and verifies; the requests go out by
 * the house's own rules for outgoing requests, which pin addresses and refuse private ones.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';
import { isAppError } from '../../../../platform/errors.ts';
import { formatMajor, money } from '../../../../platform/money.ts';
import type { Outgoing } from '../../../../platform/outgoing.ts';
import type { Answer, Asked, Order, PayoutProvider } from './types.ts';

export type AlipayKeys = {
  readonly appId: string;
  readonly privateKey: string;
  readonly alipayPublicKey: string | null;
  readonly certificates: { readonly app: string; readonly alipay: string; readonly root: string } | null;
};
const gateway = 'https://openapi.alipay.com/gateway.do';
/** The SDK's own five seconds are few for a transfer; the documentation asks to wait and then to query, never to guess. */
const patienceMs = 20_000;
const product = { productCode: 'TRANS_ACCOUNT_NO_PWD', bizScene: 'DIRECT_TRANSFER' };

/** About us, not about the payee: every other payment would fare alike. Codes of the transfer's documentation and of the gateway. */
const aboutUs = new Set([
  'PAYER_BALANCE_NOT_ENOUGH',
  'BALANCE_IS_NOT_ENOUGH',
  'PAYER_STATUS_ERROR',
  'PERMIT_CHECK_PERM_LIMITED',
  'PERMIT_NON_BANK_LIMIT_PAYEE',
  'EXCEED_LIMIT_DM_MAX_AMOUNT',
  'EXCEED_LIMIT_MM_MAX_AMOUNT',
  'ISV_AUTH_TOKEN_ERROR',
  'isv.insufficient-isv-permissions',
  'isv.invalid-signature',
  'isv.invalid-app-id',
  'isv.missing-signature',
]);
/** Codes after which the documentation says to ask with the same out_biz_no: the payment may or may not have been made. */
const doubtful = new Set([
  'SYSTEM_ERROR',
  'aop.ACQ.SYSTEM_ERROR',
  'isp.unknow-error',
  'aop.unknow-error',
  'REQUEST_PROCESSING',
  'PAYMENT_INFO_INCONSISTENCY',
]);

/** A key as PEM PKCS#8 (private) or SPKI (public), from PEM or a bare base64 line. Throws for what is no RSA key. */
export function readKey(kind: 'private' | 'public', text: string): string {
  const trimmed = text.trim();
  if (trimmed.includes('-----BEGIN'))
    return kind === 'private'
      ? createPrivateKey(trimmed).export({ type: 'pkcs8', format: 'pem' }).toString()
      : createPublicKey(trimmed).export({ type: 'spki', format: 'pem' }).toString();
  const key = Buffer.from(trimmed.replace(/\s+/g, ''), 'base64');
  if (kind === 'public') return createPublicKey({ key, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString();
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ key, format: 'der', type }).export({ type: 'pkcs8', format: 'pem' }).toString();
    } catch {
      // Given in the other form.
    }
  }
  throw new RangeError('not a private key');
}

/** Throws RangeError or a crypto error for keys that are none. */
export function createAlipay(keys: AlipayKeys, endpoint: string | null, outgoing: Outgoing): PayoutProvider {
  const url = endpoint ?? gateway;
  const { certificates } = keys;
  const sdk = new AlipaySdk({
    appId: keys.appId,
    privateKey: readKey('private', keys.privateKey),
    keyType: 'PKCS8',
    signType: 'RSA2',
    gateway: url,
    // Answers that nobody signed are believed by the SDK where it has no key: there is always one here.
    ...(certificates === null
      ? { alipayPublicKey: readKey('public', keys.alipayPublicKey ?? '') }
      : {
          appCertContent: certificates.app,
          alipayPublicCertContent: certificates.alipay,
          alipayRootCertContent: certificates.root,
        }),
  });

  /** The signed answer to a call, or `unknown`. */
  async function call(method: string, bizContent: Record<string, unknown>): Promise<Record<string, unknown> | Answer> {
    let text: string;
    try {
      const answer = await outgoing.fetch(`${url}?charset=utf-8`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8', accept: 'application/json' },
        body: sdk.sdkExecute(method, { bizContent }),
        timeoutMs: patienceMs,
      });
      if (answer.status !== 200) return unknown('provider_status', `HTTP ${answer.status}`);
      text = answer.body.toString('utf8');
    } catch (error) {
      if (!isAppError(error)) throw error;
      return unknown('provider_unreached', error.code);
    }
    const key = `${method.replaceAll('.', '_')}_response`;
    try {
      const parsed = JSON.parse(text) as Record<string, unknown>;
      // The gateway's own errors carry no signature: they are told, and nothing is concluded from them.
      const error = parsed.error_response as { sub_code?: string; sub_msg?: string; msg?: string } | undefined;
      if (error) return unknown('provider_gateway', `${error.sub_code ?? ''} ${error.sub_msg ?? error.msg ?? ''}`);
      sdk.checkResponseSign(text, key, String(parsed.sign), '');
      return parsed[key] as Record<string, unknown>;
    } catch {
      return unknown('provider_answer', 'the answer is broken, or its signature is not the provider’s');
    }
  }

  const isAnswer = (given: Record<string, unknown> | Answer): given is Answer => typeof given.state === 'string' && !('msg' in given);
  const transferOf = ({ destination }: Order): Record<string, unknown> => {
    const { account, name } = destination as { account: string; name: string };
    const byUserId = /^2088\d{12}$/.test(account);
    return { identity: account, identityType: byUserId ? 'ALIPAY_USER_ID' : 'ALIPAY_LOGON_ID', ...(name !== '' && { name }) };
  };

  return {
    send: async (order) => {
      const answer = await call('alipay.fund.trans.uni.transfer', {
        outBizNo: order.reference,
        transAmount: formatMajor(money(order.amountMinor, 'CNY')),
        ...product,
        orderTitle: order.title.slice(0, 64),
        payeeInfo: transferOf(order),
        remark: order.reference,
      });
      if (isAnswer(answer)) return answer;
      const code = String(answer.sub_code ?? answer.code ?? '');
      if (answer.code === '10000') return answer.status === 'SUCCESS' ? done('paid', answer.order_id) : done('processing', answer.order_id);
      // 20000 is the gateway's "service not available", also after it has passed the order on.
      if (answer.code === '20000' || doubtful.has(code)) return unknown('provider_doubt', `${code} ${text(answer.sub_msg)}`);
      return {
        state: aboutUs.has(code) ? 'refused' : 'failed',
        code: 'provider_refused',
        detail: `${code} ${text(answer.sub_msg)}`.slice(0, 300),
      };
    },

    ask: async (order): Promise<Asked> => {
      const answer = await call('alipay.fund.trans.common.query', { outBizNo: order.reference, ...product });
      if (isAnswer(answer)) return answer;
      if (answer.code !== '10000') {
        const code = String(answer.sub_code ?? answer.code ?? '');
        return code === 'ORDER_NOT_EXIST' ? { state: 'none' } : unknown('provider_doubt', `${code} ${text(answer.sub_msg)}`);
      }
      switch (answer.status) {
        case 'SUCCESS':
          return done('paid', answer.order_id);
        case 'REFUND':
          return done('returned', answer.order_id);
        case 'FAIL':
        case 'CLOSED':
          return {
            state: 'failed',
            code: 'provider_refused',
            detail: `${text(answer.error_code)} ${text(answer.fail_reason)}`.slice(0, 300),
          };
        default:
          return done('processing', answer.order_id);
      }
    },

    /** Asks for a transfer that cannot be: signature, application and permission are checked before the order is looked for. */
    check: async () => {
      const answer = await call('alipay.fund.trans.common.query', { outBizNo: 'HOOKLINE-CHECK', ...product });
      if (isAnswer(answer)) return answer;
      const code = String(answer.sub_code ?? answer.code ?? '');
      if (answer.code === '10000' || code === 'ORDER_NOT_EXIST') return { state: 'ok' };
      return { state: 'refused', code: 'provider_refused', detail: `${code} ${text(answer.sub_msg)}`.slice(0, 300) };
    },
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const done = (state: 'paid' | 'processing' | 'returned', id: unknown): Answer => ({
  state,
  providerReference: typeof id === 'string' && id !== '' ? id.slice(0, 100) : null,
});
const unknown = (code: string, detail: string): Answer => ({ state: 'unknown', code, detail: detail.trim().slice(0, 300) });
