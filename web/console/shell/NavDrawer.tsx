/** On a phone: every place there is, in its groups. */
import { Drawer } from 'antd';
import { Link, useLocation } from 'react-router';
import { useMe } from '../../shared/api/me.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon } from '../../shared/ui/Icon.tsx';
import { isWithin, placesFor } from './places.ts';

export default function NavDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const me = useMe();
  const { pathname } = useLocation();
  return (
    <Drawer
      open
      placement="bottom"
      size="auto"
      title={t('nav.all')}
      onClose={onClose}
      styles={{ body: { padding: '4px 12px 24px' } }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <nav aria-label={t('nav.all')} className="all-places">
        {placesFor(me).map((group) => (
          <section key={group.key}>
            <h3>{t(`nav.group.${group.key}`)}</h3>
            {group.places.map((place) => (
              <Link key={place.to} to={place.to} className={isWithin(place, pathname) ? 'is-here' : ''}>
                <Icon name={place.icon} />
                <span>{t(place.words)}</span>
              </Link>
            ))}
          </section>
        ))}
      </nav>
    </Drawer>
  );
}
