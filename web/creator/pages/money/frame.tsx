/** The pages of money in the creators' app: its frame, sheets and buttons around the pages that the console shows too. */
import type { ComponentType, ReactNode } from 'react';
import { MoneyFrame, type MoneyKit } from '../../../shared/money/kit.tsx';
import { Places } from '../../../shared/money/parts.tsx';
import { Link, put, useParams, useSearchParams } from '../../router.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Empty, Failure, Notice, Waiting } from '../../ui/states.tsx';

const root = '/money';

const kit: MoneyKit = {
  Page: ({ title, back, actions, children }) => (
    <Page title={title} actions={actions} wide {...(back && { back: root + back.to })}>
      {children}
    </Page>
  ),
  Link: ({ to, ...rest }) => <Link {...rest} to={root + (to === '/' ? '' : to)} />,
  OrderLink: ({ itemId, ...rest }) => <Link {...rest} to={`/orders/${encodeURIComponent(itemId)}`} />,
  Orders: (props) => <Link {...props} to="/orders" />,
  Sheet,
  Button,
  Notice,
  Empty,
  Failure,
  Waiting,
};

function Frame({ children }: { children: ReactNode }) {
  const params = useParams();
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | null) => setSearch(put(name, value));
  return (
    <MoneyFrame kit={kit} address={{ params, search, set }}>
      {children}
    </MoneyFrame>
  );
}

/** The places of money, at the top of the page of orders too. */
export function OrdersPlaces() {
  return (
    <Frame>
      <Places here="orders" />
    </Frame>
  );
}

/** A page of money as this app shows it. */
export function framed(Content: ComponentType): ComponentType {
  return function MoneyPage() {
    return (
      <Frame>
        <Content />
      </Frame>
    );
  };
}
