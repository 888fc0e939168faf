/** The codes and links that are out, with their QR and the kit to publish by hand. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { campaignsContract, type Placement } from '../../../../src/modules/campaigns/contract.ts';
import { publishingContract } from '../../../../src/modules/publishing/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { placementsQuery } from './queries.ts';

const LinkRulesDialog = lazy(() => import('./LinkRulesDialog.tsx'));

export default function PlacementsTab({ filter }: { filter: { campaignId?: string; creatorId?: string } }) {
  const i18n = useI18n();
  const { t } = i18n;
  const placements = useInfiniteQuery(placementsQuery(filter));
  const readsLinks = useDenied('links.read') === undefined;
  const [ruled, setRuled] = useState<Placement | null>(null);
  const columns = columnsOf(i18n, filter.campaignId !== undefined, readsLinks ? setRuled : undefined);
  return (
    <>
      <Listing
        query={placements}
        empty={<EmptyState icon="link" title={t('promotion.no_placements')} text={t('promotion.no_placements_text')} />}
      >
        {(items) => <DataTable label={t('promotion.tab.placements')} columns={columns} rows={items} rowKey={(one) => one.id} />}
      </Listing>
      {ruled && (
        <Suspense fallback={null}>
          <LinkRulesDialog placementId={ruled.id} code={ruled.codeShown} onClose={() => setRuled(null)} />
        </Suspense>
      )}
    </>
  );
}

function columnsOf({ t, format }: I18n, ofCampaign: boolean, onRules: ((one: Placement) => void) | undefined): Column<Placement>[] {
  return [
    {
      key: 'channel',
      head: t('attribution.by.channel'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{t(`channel.${one.channel}`)}</strong>
          {/* A creator's own name is not in a placement; the campaign or the clip tells one from another. */}
          <small>{ofCampaign ? one.title : one.campaignName}</small>
        </span>
      ),
    },
    {
      key: 'scope',
      head: t('promotion.column.scope'),
      cell: (one) => <Badge>{t(one.offerId ? 'promotion.of_clip' : 'promotion.of_channel')}</Badge>,
    },
    { key: 'code', head: t('promotion.column.code'), cell: (one) => <CopyText text={one.code} shown={one.codeShown} /> },
    {
      key: 'link',
      head: t('promotion.column.link'),
      cell: (one) => <CopyText text={one.url} shown={one.url.replace(/^https?:\/\//, '')} />,
    },
    {
      key: 'valid',
      head: t('promotion.column.valid'),
      cell: (one) =>
        one.validUntil ? (
          <Badge tone="plain">{t('promotion.until', { at: format.dateTime(one.validUntil) })}</Badge>
        ) : (
          <Badge tone="good">{t('promotion.live')}</Badge>
        ),
    },
    {
      key: 'more',
      head: '',
      bare: true,
      cell: (one) => (
        <Menu
          label={t('promotion.placement_more', { code: one.codeShown })}
          button={<Icon name="more" />}
          items={[
            {
              kind: 'link',
              key: 'svg',
              label: t('promotion.qr_svg'),
              icon: 'download',
              href: hrefOf(campaignsContract.routes.getPlacementQr, {
                params: { placementId: one.id },
                query: { format: 'svg', download: true },
              }),
            },
            {
              kind: 'link',
              key: 'png',
              label: t('promotion.qr_png'),
              icon: 'download',
              href: hrefOf(campaignsContract.routes.getPlacementQr, {
                params: { placementId: one.id },
                query: { format: 'png', size: 1024, download: true },
              }),
            },
            {
              kind: 'link',
              key: 'kit',
              label: t('promotion.kit'),
              icon: 'folder',
              href: hrefOf(publishingContract.routes.getKit, { params: { placementId: one.id } }),
            },
            { kind: 'link', key: 'page', label: t('promotion.open_page'), icon: 'globe', href: one.url },
            ...(onRules
              ? [
                  {
                    kind: 'action' as const,
                    key: 'rules',
                    label: t('promotion.link.rules'),
                    icon: 'link' as const,
                    onPick: () => onRules(one),
                  },
                ]
              : []),
          ]}
        />
      ),
    },
  ];
}
