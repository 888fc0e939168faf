/** The pages of one's own money in the console, for agencies and for payees who have no creators' app: its frame, dialogs and buttons. */
import { Button, Modal } from 'antd';
import type { ComponentType } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { MoneyFrame, type MoneyKit } from '../../../shared/money/kit.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';

/** The pages below a root of the console; staff read statements of everybody below their own. */
const kitAt = (root: string): MoneyKit => ({
  Page: function MoneyPage({ title, back, actions, children }) {
    const denied = useDenied('revenue.read_own');
    return (
      <PageFrame
        title={title}
        actions={actions}
        {...(back && { back: { to: root + (back.to === '/' ? '' : back.to), label: back.label } })}
      >
        {denied ? <Notice tone="warn">{denied}</Notice> : <div className="money-page">{children}</div>}
      </PageFrame>
    );
  },
  Link: ({ to, ...rest }) => <Link {...rest} to={root + (to === '/' ? '' : to)} />,
  // An agency is told of its creators' orders by the statement itself; the orders' own pages are the staff's.
  OrderLink: ({ className, children }) => <span className={className}>{children}</span>,
  Orders: null,
  Sheet: function MoneySheet({ title, onClose, children }) {
    const { t } = useI18n();
    return (
      <Modal open title={title} onCancel={onClose} footer={null} width={560} closable={{ 'aria-label': t('action.close') }}>
        <div className="money-page">{children}</div>
      </Modal>
    );
  },
  Button: ({ tone = 'quiet', busy, icon, type = 'button', children, ...rest }) => (
    <Button
      {...rest}
      htmlType={type}
      type={tone === 'primary' ? 'primary' : tone === 'plain' ? 'link' : 'default'}
      danger={tone === 'danger'}
      {...(busy !== undefined && { loading: busy })}
      {...(icon && { icon: <Icon name={icon} size={16} /> })}
    >
      {children}
    </Button>
  ),
  Notice,
  Empty: EmptyState,
  Failure: ErrorState,
  Waiting: () => <LoadingLines />,
});

/** A page of money as the console shows it; `root` is where its links lead. */
export function framed(Content: ComponentType, root = '/my-money'): ComponentType {
  const kit = kitAt(root);
  return function MyMoneyPage() {
    const params = useParams();
    const [search, setSearch] = useSearchParams();
    const set = (name: string, value: string | null) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true },
      );
    return (
      <MoneyFrame kit={kit} address={{ params, search, set }}>
        <Content />
      </MoneyFrame>
    );
  };
}
