/**
 * The typed client of the creator's app: `ask('GET /api/v1/campaign-market', { query: { sort: 'pay' } })`. The contracts are types here
 * and nothing else, so that a phone loads neither them nor the validator; an address that no contract has does not compile.
 */
import type { attributionContract } from '../../src/modules/attribution/contract.ts';
import type { campaignsContract } from '../../src/modules/campaigns/contract.ts';
import type { creatorsContract } from '../../src/modules/creators/contract.ts';
import type { identityContract } from '../../src/modules/identity/contract.ts';
import type { notificationsContract } from '../../src/modules/notifications/contract.ts';
import type { protectionContract } from '../../src/modules/protection/contract.ts';
import type { publishingContract } from '../../src/modules/publishing/contract.ts';
import type { takedownContract } from '../../src/modules/takedown/contract.ts';
import type { Route, RouteRequest, RouteResponse } from '../../src/platform/http/contract.ts';
import { call, hrefOf } from '../shared/api/client.ts';

type Routes<C extends { routes: object }> = C['routes'][keyof C['routes']];
type AnyRoute =
  | Routes<typeof identityContract>
  | Routes<typeof creatorsContract>
  | Routes<typeof campaignsContract>
  | Routes<typeof publishingContract>
  | Routes<typeof attributionContract>
  | Routes<typeof notificationsContract>
  | Routes<typeof protectionContract>
  | Routes<typeof takedownContract>;
/** `GET /api/v1/campaign-market`: a method and a path as the contracts have them. */
export type Address = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };
type At<K extends keyof Address> = Address[K] extends Route ? Address[K] : never;

type Flat<T> = { [K in keyof T]: T[K] };
type Loose<T> = Flat<{ [K in keyof T as {} extends T[K] ? K : never]?: T[K] } & { [K in keyof T as {} extends T[K] ? never : K]: T[K] }>;
export type Request<K extends keyof Address> = Loose<RouteRequest<At<K>>>;
export type Answer<K extends keyof Address> = RouteResponse<At<K>>;

type Options = { signal?: AbortSignal | undefined };
type Arguments<K extends keyof Address> =
  {} extends Request<K> ? [request?: Request<K>, options?: Options] : [request: Request<K>, options?: Options];

function routeOf(address: string, response: boolean): Route {
  const [method, path] = address.split(' ') as [Route['method'], string];
  return { id: address, method, path, summary: '', access: 'session', ...(response && { response: {} as Route['response'] & object }) };
}

/** Asks the server, whose answer is JSON. Throws ApiError for a refusal. */
export function ask<K extends keyof Address>(address: K, ...[request, options]: Arguments<K>): Promise<Answer<K>> {
  const asked = call as unknown as (route: Route, request?: object, options?: Options) => Promise<Answer<K>>;
  return asked(routeOf(address, true), request ?? {}, options);
}

/** The address of bytes: a poster, a video, a QR, a file to download. */
export function addressOf<K extends keyof Address & `GET ${string}`>(address: K, request: Request<K>): string {
  return hrefOf(routeOf(address, false), request as { params?: Record<string, unknown>; query?: Record<string, unknown> });
}
