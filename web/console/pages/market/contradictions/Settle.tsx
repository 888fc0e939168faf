/** Settling: which claims stand, which are off and what they are, or that both may stand; putting aside; taking back. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ClaimStands, FindingClaim, FindingDetail } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { Figure } from '../kit/Figure.tsx';
import { routes, useFindingActs } from './queries.ts';
import { figureOf, readingText } from './words.ts';

type Line = { state: ClaimStands; value: string };
const states = ['stands', 'off', 'unsure'] as const;

/** What the best hypothesis proposes: the suspected are off by what they would be. */
const proposed = ({ suspected, would }: FindingClaim): Line => {
  const value = suspected && would ? (would.low ?? would.high) : null;
  return { state: suspected ? 'off' : 'stands', value: value === null ? '' : String(value) };
};

export function Settle({ finding }: { finding: FindingDetail }) {
  const { t, format } = useI18n();
  const acts = useFindingActs(finding.id);
  if (finding.state !== 'open' && finding.settlement)
    return (
      <Panel title={t('market.contradictions.settled')}>
        <p className="contradiction-settlement">
          <strong>{t(`market.contradictions.decision.${finding.settlement.decision}`)}</strong>
          <small>
            {finding.settlement.by.name} · {format.dateTime(finding.settlement.at)}
          </small>
          {finding.settlement.reason !== '' && <q>{finding.settlement.reason}</q>}
        </p>
        <PermissionGate permission={routes.reopenFinding.access}>
          <Button loading={acts.isPending} onClick={() => acts.mutate({ act: 'reopen' })}>
            {t('market.contradictions.reopen')}
          </Button>
        </PermissionGate>
      </Panel>
    );
  return <SettleForm finding={finding} acts={acts} />;
}

function SettleForm({ finding, acts }: { finding: FindingDetail; acts: ReturnType<typeof useFindingActs> }) {
  const { t } = useI18n();
  const [way, setWay] = useState<'claims' | 'both'>(finding.disposition === 'note' ? 'both' : 'claims');
  const [lines, setLines] = useState(() => new Map(finding.claims.map((claim) => [claim.claimId, proposed(claim)])));
  const [reason, setReason] = useState('');
  const bad = [...lines.values()].some(({ state, value }) => state === 'off' && value !== '' && !Number.isFinite(Number(value)));
  const because =
    way === 'both' && reason.trim() === ''
      ? t('market.contradictions.reason_needed')
      : bad
        ? t('market.contradictions.value_wrong')
        : undefined;
  const change = (claimId: string, line: Line): void => setLines((before) => new Map(before).set(claimId, line));
  const settle = (): void => {
    if (way === 'both') return acts.mutate({ act: 'settle', body: { decision: 'both', reason } });
    const claims = [...lines].map(([claimId, { state, value }]) => {
      const number = Number(value);
      return { claimId, state, ...(state === 'off' && value !== '' && { reading: { low: number, high: number } }) };
    });
    acts.mutate({ act: 'settle', body: { decision: 'claims', claims, reason } });
  };
  return (
    <Panel title={t('market.contradictions.settle')}>
      <p className="contradiction-about">{t('market.contradictions.settle_about')}</p>
      <Choice
        label={t('market.contradictions.way')}
        value={way}
        options={(['claims', 'both'] as const).map((value) => ({ value, label: t(`market.contradictions.way.${value}`) }))}
        onChange={(value) => setWay(value as 'claims' | 'both')}
      />
      {way === 'claims' && (
        <ul className="contradiction-lines">
          {finding.claims.map((claim) => (
            <ClaimLine
              key={claim.claimId}
              claim={claim}
              line={lines.get(claim.claimId)!}
              onChange={(line) => change(claim.claimId, line)}
            />
          ))}
        </ul>
      )}
      <Field id="settle-reason" label={t('market.contradictions.reason')}>
        <Input.TextArea
          id="settle-reason"
          value={reason}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
      <div className="contradiction-buttons">
        <PermissionGate permission={routes.settleFinding.access} because={because}>
          <Button type="primary" loading={acts.isPending} onClick={settle}>
            {t('market.contradictions.settle_do')}
          </Button>
        </PermissionGate>
        <PermissionGate permission={routes.dismissFinding.access}>
          <Button loading={acts.isPending} onClick={() => acts.mutate({ act: 'dismiss', reason })}>
            {t('market.contradictions.dismiss')}
          </Button>
        </PermissionGate>
      </div>
    </Panel>
  );
}

function ClaimLine({ claim, line, onChange }: { claim: FindingClaim; line: Line; onChange: (line: Line) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const id = `reading-${claim.claimId}`;
  const number = Number(line.value);
  return (
    <li>
      <span className="contradiction-line-of">
        <Figure figure={figureOf(claim.value)} /> <small>{claim.source ?? claim.title}</small>
      </span>
      <Choice
        label={t('market.contradictions.state_of', { quote: claim.quote ?? '' })}
        value={line.state}
        options={states.map((value) => ({ value, label: t(`market.contradictions.stands.${value}`) }))}
        onChange={(state) => onChange({ ...line, state: state as ClaimStands })}
      />
      {line.state === 'off' && (
        <label className="contradiction-reading" htmlFor={id}>
          <small>{t('market.contradictions.reading')}</small>
          <Input
            id={id}
            value={line.value}
            inputMode="decimal"
            size="small"
            onChange={({ target }) => onChange({ ...line, value: target.value.replace(/[,\s]/g, '') })}
          />
          {line.value !== '' && Number.isFinite(number) && <small>{readingText(i18n, claim.value, { low: number, high: number })}</small>}
        </label>
      )}
    </li>
  );
}
