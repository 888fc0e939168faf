/**
 * What the pages of one's own money need of the app around them. The creators' app and the console have frames, buttons and routers of
 * their own; the pages are the same, because what somebody earned reads the same wherever they look at it.
 */
import { createContext, useContext, type ButtonHTMLAttributes, type ComponentType, type ReactNode } from 'react';
import type { IconName } from '../ui/Icon.tsx';

export type MoneyKit = {
  /** `back` leads up, below the root of money. */
  Page: ComponentType<{ title: string; back?: { to: string; label: string }; actions?: ReactNode; children: ReactNode }>;
  /** A link to a place below the root of money: `/statements`. */
  Link: ComponentType<{ to: string; className?: string; children: ReactNode; 'aria-current'?: 'page' | undefined }>;
  /** A link to an order, or plain content where this app shows none. */
  OrderLink: ComponentType<{ itemId: string; className?: string; children: ReactNode }>;
  /** The way to the orders behind an estimate; null where this app shows none. */
  Orders: ComponentType<{ className?: string; children: ReactNode; 'aria-current'?: 'page' | undefined }> | null;
  Sheet: ComponentType<{ title: string; onClose: () => void; children: ReactNode }>;
  Button: ComponentType<
    { tone?: 'primary' | 'quiet' | 'danger' | 'plain'; busy?: boolean; icon?: IconName; children: ReactNode } & Pick<
      ButtonHTMLAttributes<HTMLButtonElement>,
      'type' | 'disabled' | 'onClick'
    >
  >;
  Notice: ComponentType<{ tone?: 'info' | 'warn' | 'bad' | 'good'; children: ReactNode; action?: ReactNode }>;
  Empty: ComponentType<{ icon: IconName; title: string; text?: ReactNode; action?: ReactNode }>;
  Failure: ComponentType<{ error: unknown; onRetry?: () => void }>;
  Waiting: ComponentType<object>;
};

/** Where the reader is, and a way to change one parameter of the search (null takes it out) that keeps the place in the history. */
type MoneyAddress = {
  params: Readonly<Record<string, string | undefined>>;
  search: URLSearchParams;
  set: (name: string, value: string | null) => void;
};

const Kit = createContext<MoneyKit | null>(null);
const Address = createContext<MoneyAddress | null>(null);

export function MoneyFrame({ kit, address, children }: { kit: MoneyKit; address: MoneyAddress; children: ReactNode }) {
  return (
    <Kit value={kit}>
      <Address value={address}>{children}</Address>
    </Kit>
  );
}

function useAddress(): MoneyAddress {
  const address = useContext(Address);
  if (!address) throw new Error('a page of money is drawn outside of its frame');
  return address;
}

/** A parameter of the address's path. */
export const useParam = (name: string): string => useAddress().params[name] ?? '';

/** A parameter of the address's search, and a way to set it. */
export function useSearch(name: string): [string | null, (value: string | null) => void] {
  const { search, set } = useAddress();
  return [search.get(name), (value) => set(name, value)];
}

/** The app's own parts. Throws outside of a `MoneyFrame`. */
export function useKit(): MoneyKit {
  const kit = useContext(Kit);
  if (!kit) throw new Error('a page of money is drawn outside of its frame');
  return kit;
}

type Query<T> = { data: T | undefined; error: unknown; refetch: () => unknown };

/** A query's answer, or its waiting and its failure; what is already there stays while it is asked again. */
export function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  const { Failure, Waiting } = useKit();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}
