/**
 * Finding one's way inside the app: the address as state, links that do not load anew, and patterns such as `/claims/:claimId`.
 * The console's router can do far more, and weighs as much as a tenth of what this app may; this is the part that it needs.
 */
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useSyncExternalStore,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactNode,
} from 'react';

/** Where the app lives on its server; paths inside the app leave it out. */
const base = '/creator';

export type Location = { pathname: string; search: string; state: unknown; key: string };
type Kept = { key?: string; state?: unknown } | null;

function read(): Location {
  const kept = window.history.state as Kept;
  const inside = window.location.pathname.startsWith(`${base}/`) ? window.location.pathname.slice(base.length) : '/';
  return { pathname: inside, search: window.location.search, state: kept?.state ?? null, key: kept?.key ?? 'default' };
}

let location = read();
const listeners = new Set<() => void>();
function renew(): void {
  location = read();
  for (const listener of listeners) listener();
}
window.addEventListener('popstate', renew);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The address inside the app; `key` is `default` where the app was opened at it, so that there is nothing to go back to. */
export const useLocation = (): Location => useSyncExternalStore(subscribe, () => location);

export type NavigateOptions = { replace?: boolean; state?: unknown };

/** Goes to a path inside the app, or a number of steps through the history. */
export function navigate(to: string | number, { replace = false, state = null }: NavigateOptions = {}): void {
  if (typeof to === 'number') return window.history.go(to);
  const kept: Kept = { key: replace ? location.key : Math.random().toString(36).slice(2), state };
  const before = location.pathname;
  window.history[replace ? 'replaceState' : 'pushState'](kept, '', base + to);
  renew();
  // Going back, the browser finds the place by itself; another page begins at its top.
  if (location.pathname !== before) window.scrollTo(0, 0);
}

/** Goes there as soon as it is drawn. */
export function Navigate({ to }: { to: string }) {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}

/** The search parameters, and a way to change them that keeps the page and its place in the history. */
export function useSearchParams(): [URLSearchParams, (change: (search: URLSearchParams) => void) => void] {
  const { search } = useLocation();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  return [
    params,
    (change) => {
      const after = new URLSearchParams(location.search);
      change(after);
      const text = after.toString();
      navigate(location.pathname + (text ? `?${text}` : ''), { replace: true, state: location.state });
    },
  ];
}

/** One search parameter set, or taken out where it is null or empty. */
export const put = (name: string, value: string | null) => (search: URLSearchParams) =>
  value ? search.set(name, value) : search.delete(name);

/** The parameters of a path by a pattern; null where it does not fit. `*` fits everything. */
export function matchPath(pattern: string, pathname: string): Record<string, string> | null {
  if (pattern === '*') return {};
  const wanted = pattern.split('/').filter(Boolean);
  const given = pathname.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(given[index]!);
      } catch {
        // A stray percent sign: no page has such an address.
        return null;
      }
    } else if (part !== given[index]) return null;
  }
  return params;
}

const Params = createContext<Readonly<Record<string, string>>>({});
export const useParams = () => useContext(Params);

export type Page = readonly [pattern: string, Component: React.ComponentType];

/** The first page that fits the address, ready to be drawn; null where none does. */
export function usePage(pages: readonly Page[]): ReactNode {
  const { pathname } = useLocation();
  for (const [pattern, Component] of pages) {
    const params = matchPath(pattern, pathname);
    if (params)
      return (
        <Params value={params}>
          <Component />
        </Params>
      );
  }
  return null;
}

let leaving: number | undefined;

/** While it is shown, the way back closes what lies over the page (a sheet) instead of leaving the page. */
export function useOverlay(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const lies = () => (window.history.state as { overlay?: true } | null)?.overlay === true;
    // One sheet may follow another at once: the step that the first has made in the history serves the second.
    window.clearTimeout(leaving);
    if (!lies()) window.history.pushState({ ...window.history.state, overlay: true }, '');
    const listen = () => {
      if (!lies()) close();
    };
    window.addEventListener('popstate', listen);
    return () => {
      window.removeEventListener('popstate', listen);
      leaving = window.setTimeout(() => {
        if (lies()) window.history.back();
      });
    };
  }, []);
}

export type LinkProps = { to: string; replace?: boolean } & AnchorHTMLAttributes<HTMLAnchorElement>;

/** A link inside the app: an ordinary one, so that it can be opened in a new tab, and followed here without loading anew. */
export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to, { replace });
  };
  return <a {...rest} href={base + to} onClick={follow} />;
}
