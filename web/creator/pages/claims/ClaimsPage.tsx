/** My promotions: what was taken, how far it is, and what it brings. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, put, useSearchParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { MadeCover } from '../../../shared/ui/MadeCover.tsx';
import { claimsQuery, performanceQuery, type Claim, type Performance } from '../../data.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Page, RefreshButton } from '../../ui/Page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { earnedOf, moneyWords, titleFor } from '../../words.ts';
import { More } from '../market/MarketPage.tsx';
import { claimTone, ClaimStateTag } from './ClaimStateTag.tsx';
import './claims.css';

const tabs = ['running', 'over'] as const;
/** A claim that still brings codes, or waits to. */
const isRunning = ({ state, campaignState }: Claim) => (state === 'approved' && campaignState !== 'ended') || state === 'requested';

export default function ClaimsPage() {
  const { t } = useI18n();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'over' ? 'over' : 'running';
  const claims = useInfiniteQuery(claimsQuery);
  const numbers = useQuery(performanceQuery());
  return (
    <Page
      title={t('creator.nav.promotions')}
      wide
      actions={<RefreshButton busy={claims.isRefetching} onPress={() => void Promise.all([claims.refetch(), numbers.refetch()])} />}
    >
      <div className="tabline" role="group" aria-label={t('creator.nav.promotions')}>
        {tabs.map((one) => (
          <button key={one} type="button" aria-pressed={tab === one} onClick={() => setSearch(put('tab', one === 'over' ? one : null))}>
            {t(`creator.claims.${one}`)}
          </button>
        ))}
      </div>
      <Loaded query={claims}>
        {({ pages }) => {
          const shown = pages.flatMap(({ items }) => items).filter((one) => isRunning(one) === (tab === 'running'));
          if (shown.length === 0)
            return (
              <Empty
                icon="link"
                title={t(tab === 'running' ? 'creator.claims.empty' : 'creator.claims.empty_over')}
                text={tab === 'running' ? t('creator.claims.empty_text') : undefined}
                action={
                  tab === 'running' && (
                    <ButtonLink tone="primary" to="/market">
                      {t('creator.claims.to_market')}
                    </ButtonLink>
                  )
                }
              />
            );
          return (
            <>
              <div className="claim-cards">
                {shown.map((claim) => (
                  <ClaimCard
                    key={claim.id}
                    claim={claim}
                    numbers={numbers.data?.campaigns.find(({ campaignId }) => campaignId === claim.campaignId)}
                  />
                ))}
              </div>
              <More there={claims.hasNextPage} busy={claims.isFetchingNextPage} onMore={() => void claims.fetchNextPage()} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function ClaimCard({ claim, numbers }: { claim: Claim; numbers: Performance['campaigns'][number] | undefined }) {
  const i18n = useI18n();
  const { t, format, language } = i18n;
  const title = titleFor(claim.workTexts, language) || claim.campaignName;
  return (
    <Link to={`/claims/${claim.id}`} className={`card claim-card claim-${claimTone(claim.state)}`}>
      <MadeCover id={claim.campaignId} title={title} />
      <span className="grow stack">
        <span className="row row-spread">
          <span className="strong cut">{title}</span>
          <ClaimStateTag state={claim.state} campaignState={claim.campaignState} />
        </span>
        {claim.campaignName !== title && <span className="small muted cut">{claim.campaignName}</span>}
        {numbers ? (
          <>
            <span className="claim-money">{moneyWords(i18n, earnedOf(numbers.money))}</span>
            <span className="small muted">
              {t('creator.claims.numbers', {
                clicks: format.number(numbers.clicks),
                searches: format.number(numbers.searches),
                orders: format.number(numbers.orders),
              })}
            </span>
          </>
        ) : (
          <span className="small muted">
            {claim.state === 'refused' && claim.note ? claim.note : format.list(claim.channels.map((channel) => t(`channel.${channel}`)))}
          </span>
        )}
      </span>
    </Link>
  );
}
