/** What a link's rules come to under its organisation's settings: tests, and addresses that were checked against the allow-list. Pure. */
import type { Destination, LinkRules, LinkSettings } from './contract.ts';
import { addressOf, checkAddress, type Addresses } from './destinations.ts';
import { compileRules, destinationsOf, type CompiledRules } from './rules.ts';

/** `url` is null for our own page, also where there is no address or it is not allowed; `refused` then says which. */
export type Target = { readonly kind: Destination['kind']; readonly url: URL | null; readonly refused: string | null };
export type Plan = {
  readonly compiled: CompiledRules;
  /** By the index of the rule; `otherwise` is last. */
  readonly targets: readonly Target[];
  /** The addresses that the landing page offers. */
  readonly buttons: { readonly app: URL | null; readonly ios: URL | null; readonly android: URL | null; readonly web: URL | null };
};

export function makePlan(rules: LinkRules, page: Addresses, settings: LinkSettings, ownOrigin: string): Plan {
  const list = { allowedHosts: settings.allowedHosts, allowedSchemes: settings.allowedSchemes, ownOrigin };
  const target = (to: Destination): Target => {
    const address = addressOf(to, page, settings);
    if (address === null) return { kind: to.kind, url: null, refused: null };
    const verdict = checkAddress(to.kind, address, list);
    return verdict.ok ? { kind: to.kind, url: verdict.url, refused: null } : { kind: to.kind, url: null, refused: verdict.place };
  };
  const button = (kind: Destination['kind']): URL | null => target({ kind, url: null }).url;
  return {
    compiled: compileRules(rules),
    targets: destinationsOf(rules).map(target),
    buttons: { app: button('app'), ios: button('app_store'), android: button('play'), web: button('web') },
  };
}
