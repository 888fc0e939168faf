/** Small parts that the pages of rights share: states, faults, reasons with their clauses, shares as a picture. */
import { Link } from 'react-router';
import type { Licence, TitleFault } from '../../../../src/modules/rights/register/contract.ts';
import type { PartyRef, RightsReason } from '../../../../src/modules/rights/words/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { dayAfter, rightWords, shareSize, shareWords } from './scope-words.ts';

/** Where a clause is read. */
export function clauseHref({ kind, id, documentedIn, workId }: NonNullable<RightsReason['clause']>): string {
  if (kind === 'deed') return `/rights/works/${workId}?deed=${id}#${id}`;
  return `/rights/licences/${documentedIn}${kind === 'holdback' ? `#${id}` : ''}`;
}

/** A reason as a sentence; codes among its parameters are in words. One from a newer server names itself. */
export function reasonWords(i18n: I18n, { code, params }: RightsReason): string {
  const { t } = i18n;
  const right = params['right'];
  const exclusivity = params['exclusivity'];
  const shown = {
    ...params,
    ...(right && t.exists(`rights.right.${right}`) && { right: t(`rights.right.${right}`) }),
    ...(exclusivity && t.exists(`rights.exclusivity.${exclusivity}`) && { exclusivity: t(`rights.exclusivity.${exclusivity}`) }),
  };
  const key = `rights.reason.${code}`;
  return t.exists(key, shown) ? t(key, shown) : code;
}

export function Reasons({
  reasons,
  workId,
}: {
  reasons: readonly RightsReason[];
  /** What was asked about: clauses of what it was made from say so. */
  workId: string;
}) {
  const i18n = useI18n();
  return (
    <ul className="rights-reasons">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.clause?.id} ${JSON.stringify(reason.params)}`}>
          <span>
            {reasonWords(i18n, reason)}
            {reason.clause && reason.clause.workId !== workId && <small>{i18n.t('rights.clause.of_source')}</small>}
          </span>
          {reason.clause && <Link to={clauseHref(reason.clause)}>{i18n.t(`rights.clause.${reason.clause.kind}`)}</Link>}
        </li>
      ))}
    </ul>
  );
}

export function PartyName({ party }: { party: PartyRef }) {
  const { t } = useI18n();
  return (
    <>
      {party.name}
      {party.isSelf && <span className="self-mark">{t('rights.party.self_mark')}</span>}
    </>
  );
}

export function faultWords(i18n: I18n, fault: TitleFault): string {
  return i18n.t(`rights.fault_text.${fault.code}`, {
    right: rightWords(i18n, fault.right),
    party: fault.party.name,
    share: fault.share,
    found: fault.found,
  });
}

const stateTones: Record<Licence['state'], Tone> = { draft: 'warn', signed: 'good', ended: 'plain' };
const soonDays = 90;

/** Whether a licence's last day is near, has passed, or lies ahead. `today` is a day of the house's zone. */
export function runningOut(licence: Pick<Licence, 'state' | 'scope'>, today: string): 'over' | 'soon' | null {
  const { until } = licence.scope.window;
  if (licence.state !== 'signed' || until === null) return null;
  if (until <= today) return 'over';
  return until <= dayAfter(today, soonDays) ? 'soon' : null;
}

export function LicenceBadges({ licence, today }: { licence: Licence; today: string }) {
  const { t } = useI18n();
  const out = runningOut(licence, today);
  return (
    <span className="badges">
      <Badge tone={stateTones[licence.state]}>{t(`rights.licence.state.${licence.state}`)}</Badge>
      {out === 'soon' && <Badge tone="warn">{t('rights.licence.soon')}</Badge>}
      {out === 'over' && <Badge>{t('rights.licence.over')}</Badge>}
    </span>
  );
}

type Share = { party: PartyRef; share: string };

/** Who owns a right, as a bar of exact lengths with the fractions in words; what is missing to the whole, or too much, is seen. */
export function SharesPicture({
  shares,
  label,
  colours,
}: {
  shares: readonly Share[];
  label: string;
  /** Each party's colour on the page. */
  colours: ReadonlyMap<string, number>;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const total = shares.reduce((sum, { share }) => sum + shareSize(share), 0);
  const scale = Math.max(1, total);
  return (
    <div className="shares">
      <div className="shares-bar" role="img" aria-label={label}>
        {shares.map(({ party, share }) => (
          <span
            key={party.id}
            className={`shares-piece is-${(colours.get(party.id) ?? 0) % 6}`}
            style={{ width: `${(shareSize(share) / scale) * 100}%` }}
            title={`${party.name} ${share}`}
          />
        ))}
      </div>
      <ul>
        {shares.map(({ party, share }) => (
          <li key={party.id}>
            <span className={`shares-dot is-${(colours.get(party.id) ?? 0) % 6}`} aria-hidden="true" />
            <span>
              <PartyName party={party} />
            </span>
            <strong>{shareWords(i18n, share)}</strong>
          </li>
        ))}
        {shares.length === 0 && <li>{t('rights.title.nobody')}</li>}
      </ul>
    </div>
  );
}

/** A list of faults with what to do about each. */
export function Faults({ faults }: { faults: readonly TitleFault[] }) {
  const i18n = useI18n();
  if (faults.length === 0) return null;
  return (
    <ul className="faults">
      {faults.map((fault) => (
        <li key={`${fault.right} ${fault.code} ${fault.deedId}`}>
          <Icon name="warn" size={16} />
          <span>{faultWords(i18n, fault)}</span>
        </li>
      ))}
    </ul>
  );
}
