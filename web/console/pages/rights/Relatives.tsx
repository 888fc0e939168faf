/** What a work was made from and whether that is cleared, and what was made from it. */
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { useOffer } from './offer.ts';
import { platformWords, territorySetWords } from './scope-words.ts';
import { rangeWords } from './known.ts';
import { allTerritories } from './world.ts';

type Related = WorkRegister['sources'][number];
const mostOwners = 4;

export function Relatives({ register }: { register: WorkRegister }) {
  const { t } = useI18n();
  const { sources, derived, work } = register;
  if (sources.length + derived.length === 0) return null;
  const owners = ownersOf(register);
  return (
    <Panel title={t('rights.family.title')}>
      {sources.length > 0 && (
        <>
          <h3 className="family-head">{t('rights.family.sources')}</h3>
          <ul className="family">
            {sources.map((source) => (
              <li key={source.workId}>
                <Name related={source} />
                <Clearance source={source} workId={work.id} owners={owners} />
              </li>
            ))}
          </ul>
        </>
      )}
      {derived.length > 0 && (
        <>
          <h3 className="family-head">{t('rights.family.derived')}</h3>
          <ul className="family">
            {derived.map((one) => (
              <li key={one.workId}>
                <Name related={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Name({ related }: { related: Related }) {
  const { t } = useI18n();
  return (
    <span className="cell-two">
      <Link to={`/rights/works/${related.workId}`}>{related.title}</Link>
      <small>
        {t(`work.kind.${related.kind}`)} · {t(`derivation.${related.how}`)}
        {!related.registered && ` · ${t('rights.family.not_registered')}`}
      </small>
    </span>
  );
}

/** Those who stream the work now: an adaptation is cleared when one of them may exploit it. */
function ownersOf({ titles }: WorkRegister): string[] {
  const title = titles.find(({ right }) => right === 'streaming') ?? titles[0];
  return (title?.now?.shares ?? []).map(({ party }) => party.id).slice(0, mostOwners);
}

/** Where an adaptation of a source may be exploited today, asked of the rules for the use that the page asks about. */
function Clearance({ source, workId, owners }: { source: Related; workId: string; owners: readonly string[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [{ language, platform, medium, zone }] = useOffer(workId);
  const day = dayIn(zone);
  const asked = useQueries({
    queries: owners.map((partyId) => ({
      queryKey: ['rights', 'cleared', source.workId, partyId, language, platform, medium, day],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(
          rightsContract.routes.askRightsByTerritory,
          { query: { workId: source.workId, right: 'adaptation' as const, partyId, language, platform, medium, zone, day } },
          { signal },
        ),
      retry: false,
    })),
  });
  if (owners.length === 0) return <Badge tone="warn">{t('rights.family.no_owner')}</Badge>;
  if (asked.some(({ isPending }) => isPending)) return <small className="quiet-figures">{t('state.loading')}</small>;
  if (asked.every(({ data }) => !data)) return null;
  const cleared = [
    ...new Set(asked.flatMap(({ data }) => data?.items.filter(({ answer }) => answer === 'yes').flatMap((one) => one.territories) ?? [])),
  ];
  const use = t('rights.family.use', { language: rangeWords(i18n, language), platform: platformWords(i18n, platform) });
  return (
    <span className="cell-two family-state">
      {cleared.length === 0 ? (
        <Badge tone="bad">{t('rights.family.not_cleared')}</Badge>
      ) : cleared.length === allTerritories.length ? (
        <Badge tone="good">{t('rights.family.cleared')}</Badge>
      ) : (
        <>
          <Badge tone="warn">{t('rights.family.partly')}</Badge>
          <span>{territorySetWords(i18n, cleared)}</span>
        </>
      )}
      <small>{use}</small>
    </span>
  );
}
