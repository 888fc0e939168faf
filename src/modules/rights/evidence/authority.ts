/** Authorities that put a time to a hash, and asking them. Any that speaks RFC 3161 over HTTP (section 3.4) will do. */
import { createHash, randomBytes, type X509Certificate } from 'node:crypto';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import { rightsErrors } from '../errors.ts';
import { TokenError, verifyReply, writeQuery, type Stamp } from './token.ts';

export type Authority = {
  readonly name: string;
  /** The policy to ask for; null takes the authority's own. */
  readonly policy: string | null;
  /** What its certificates lead to, as the operator trusts it; without any, the way there is not checked. */
  readonly anchors: readonly X509Certificate[];
  /** Sends a TimeStampReq and answers with the TimeStampResp. Throws rights.authority_refused and outgoing.*. */
  ask(query: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
};
export type Stamped = { readonly query: Buffer; readonly reply: Uint8Array; readonly stamp: Stamp };

const mostReply = 64 * 1024;
/** An honest clock is off by seconds; a token from another day would say what is not so. */
const mostSkewMs = 10 * 60_000;

/** An authority at an address, asked through the house's own outgoing requests. */
export function httpAuthority(
  settings: Omit<Authority, 'ask'> & {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly outgoing: Outgoing;
  },
): Authority {
  const { name, policy, anchors, url, headers, outgoing } = settings;
  return {
    name,
    policy,
    anchors,
    ask: async (query, signal) => {
      const answer = await outgoing.fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: query,
        maxBytes: mostReply,
        timeoutMs: 30_000,
        signal,
      });
      if (answer.status !== 200) throw rightsErrors.authority_refused({ authority: name, status: answer.status });
      return answer.body;
    },
  };
}

/**
 * Has an authority stamp the SHA-256 of the data, and believes nothing that does not hold. Throws rights.authority_refused,
 * rights.authority_answer_wrong with the reason, and what asking throws.
 */
export async function stampData(data: Uint8Array, authority: Authority, clock: Clock, signal?: AbortSignal): Promise<Stamped> {
  const imprint = createHash('sha256').update(data).digest();
  const asked = { imprint, nonce: BigInt(`0x${randomBytes(8).toString('hex')}`), policy: authority.policy };
  const query = writeQuery(asked);
  const reply = await authority.ask(query, signal);
  let stamp: Stamp;
  try {
    stamp = verifyReply(reply, asked, authority.anchors);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    if (error.code === 'token_refused') throw rightsErrors.authority_refused({ authority: authority.name, status: error.found }, error);
    throw rightsErrors.authority_answer_wrong({ authority: authority.name, reason: error.message.slice(0, 300) }, error);
  }
  const skewMs = Math.abs(stamp.atMs - clock.nowMs());
  if (skewMs > mostSkewMs)
    throw rightsErrors.authority_answer_wrong({ authority: authority.name, reason: `its clock is ${Math.round(skewMs / 1000)} s off` });
  return { query, reply, stamp };
}
