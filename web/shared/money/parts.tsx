/** Small parts of the money pages: the places beside one another, amounts, facts, and a list that goes on. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { useKit } from './kit.tsx';
import { isNegative, isZero, signedWords } from './words.ts';
import './money.css';

const places = [
  ['balance', '/'],
  ['statements', '/statements'],
  ['payouts', '/payouts'],
  ['profile', '/profile'],
  ['plans', '/plans'],
] as const;
type MoneyPlace = (typeof places)[number][0] | 'orders';

/** Where one can go within money. */
export function Places({ here }: { here: MoneyPlace }) {
  const { t } = useI18n();
  const { Link, Orders } = useKit();
  const mark = (place: MoneyPlace) => ({ className: 'money-place', 'aria-current': here === place ? ('page' as const) : undefined });
  const nav = useRef<HTMLElement>(null);
  // On a phone the row is longer than what is seen of it.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (current && nav.current) nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
  }, []);
  return (
    <nav className="money-places" aria-label={t('money.places')} ref={nav}>
      <Link to="/" {...mark('balance')}>
        {t('money.place.balance')}
      </Link>
      {Orders && <Orders {...mark('orders')}>{t('money.place.orders')}</Orders>}
      {places.slice(1).map(([place, to]) => (
        <Link key={place} to={to} {...mark(place)}>
          {t(`money.place.${place}`)}
        </Link>
      ))}
    </nav>
  );
}

/** An amount that comes or goes: its sign is written, and colour only repeats it. What was paid out is no loss, and stays plain. */
export function Signed({ minor, currency, plain = false }: { minor: string; currency: string; plain?: boolean }) {
  const i18n = useI18n();
  const tone = plain || isZero(minor) ? '' : isNegative(minor) ? ' is-out' : ' is-in';
  return <span className={`money-amount${tone}`}>{signedWords(i18n, minor, currency)}</span>;
}

export function Card({
  title,
  action,
  children,
  flush = false,
}: {
  title?: string;
  action?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={flush ? 'money-card money-card-flush' : 'money-card'}>
      {title && (
        <div className="money-card-head">
          <h2>{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'good' | 'warn' | 'bad' | 'lead'; children: ReactNode }) {
  return <span className={`money-tag money-tag-${tone}`}>{children}</span>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The rest of a list, page by page. */
export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useI18n();
  const { Button } = useKit();
  if (!query.hasNextPage) return null;
  return (
    <div className="money-more">
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('money.more')}
      </Button>
    </div>
  );
}

/** A command, taken along with one press. */
export function CopyCode({ text }: { text: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <button type="button" className="money-copy" onClick={copy}>
      <code>{text}</code>
      <span aria-live="polite">{t(copied ? 'action.copied' : 'action.copy')}</span>
    </button>
  );
}
