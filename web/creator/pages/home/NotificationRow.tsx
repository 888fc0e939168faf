/** One thing that one was told, and the way to it. */
import { Link } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import type { Notification } from '../../data.ts';

const icons: Partial<Record<Notification['kind'], IconName>> = {
  claim_approved: 'check',
  claim_refused: 'close',
  money_held: 'lock',
  money_released: 'check',
  filing_approved: 'check',
  filing_refused: 'close',
  campaign_published: 'store',
  campaign_paused: 'pause',
  campaign_ending: 'warn',
  campaign_ended: 'info',
  clip_ready: 'film',
  publication_published: 'send',
  publication_failed: 'warn',
};
const bad = new Set<Notification['kind']>(['claim_refused', 'money_held', 'filing_refused', 'publication_failed']);

/** Where a notification leads inside this app; null where it is a place of the console. */
function placeOf(link: string | null): string | null {
  if (!link?.startsWith('/creator/')) return null;
  return link.slice('/creator'.length);
}

export function NotificationRow({ notification, onOpen }: { notification: Notification; onOpen?: () => void }) {
  const { t, format } = useI18n();
  const now = useNow();
  const place = placeOf(notification.link);
  const content = (
    <>
      <span className={bad.has(notification.kind) ? 'news-icon is-bad' : 'news-icon'}>
        <Icon name={icons[notification.kind] ?? 'info'} />
      </span>
      <span className="grow">
        <span className={notification.readAt ? undefined : 'strong'}>
          {t(`notification.${notification.kind}.title`, notification.params)}
        </span>
        {!notification.readAt && <span className="visually-hidden"> ({t('creator.notifications.new')})</span>}
        <br />
        <span className="small muted">
          {t(`notification.${notification.kind}.body`, notification.params)}
          <br />
          {format.ago(notification.createdAt, now)}
        </span>
      </span>
      {!notification.readAt && <span className="news-dot" aria-hidden="true" />}
    </>
  );
  return place ? (
    <Link className="list-row news" to={place} onClick={onOpen}>
      {content}
    </Link>
  ) : (
    <button type="button" className="list-row news" onClick={onOpen}>
      {content}
    </button>
  );
}
