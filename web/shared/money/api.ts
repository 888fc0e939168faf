/**
 * The typed client of the money pages: `ask('GET /api/v1/my/statements')`. The contract is a type here and nothing else, so that a phone
 * loads neither it nor the validator.
 */
import type { revenueContract } from '../../../src/modules/revenue/contract.ts';
import type { Route, RouteRequest, RouteResponse } from '../../../src/platform/http/contract.ts';
import { call, hrefOf } from '../api/client.ts';

type Routes = (typeof revenueContract)['routes'];
type AnyRoute = Routes[keyof Routes];
type Address = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };
type At<K extends keyof Address> = Address[K] extends Route ? Address[K] : never;
type Flat<T> = { [K in keyof T]: T[K] };
type Loose<T> = Flat<{ [K in keyof T as {} extends T[K] ? K : never]?: T[K] } & { [K in keyof T as {} extends T[K] ? never : K]: T[K] }>;
type Request<K extends keyof Address> = Loose<RouteRequest<At<K>>>;
export type Answer<K extends keyof Address> = RouteResponse<At<K>>;
export type Body<K extends keyof Address> = Request<K> extends { body: infer B } ? B : never;
type Options = { signal?: AbortSignal | undefined; raw?: Blob };
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

/** The address of bytes: a file to download, or to send to. */
export function addressOf<K extends keyof Address>(address: K, request: { params?: object; query?: object }): string {
  return hrefOf(routeOf(address, false), request as { params?: Record<string, unknown>; query?: Record<string, unknown> });
}
