/** The terms as they hold now, all that is settled beside them, and how both came about. */
import type { Campaign } from '../../../../src/modules/campaigns/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { AgencyShares } from './AgencyShares.tsx';
import { CampaignStateBadge, ChannelNames, datesWords } from './parts.tsx';
import { termsSentences } from './terms-words.ts';
import { TermsPaper } from './TermsPaper.tsx';
import '../../../shared/ui/rows.css';

export default function TermsTab({ campaign }: { campaign: Campaign }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const dateTime = (at: string) => format.dateTime(at);
  return (
    <div className="terms-tab">
      <div className="stack">
        <TermsPaper figures={campaign.terms} words={campaign.terms.words} title={campaign.name} version={campaign.termsVersion} />
        {campaign.rules.map((rule) => (
          <Panel key={rule.language} title={`${t('promotion.field.rules')} · ${format.languageName(rule.language)}`}>
            <div className="plain-text" lang={rule.language}>
              {rule.text}
            </div>
          </Panel>
        ))}
        <AgencyShares campaign={campaign} />
      </div>
      <div className="stack">
        <Panel title={t('promotion.settled')}>
          <dl className="facts">
            <Fact name={t('promotion.column.dates')}>{datesWords(i18n, campaign)}</Fact>
            <Fact name={t('promotion.field.zone')}>{campaign.zone}</Fact>
            {campaign.embargoUntil && <Fact name={t('promotion.field.embargo')}>{dateTime(campaign.embargoUntil)}</Fact>}
            <Fact name={t('promotion.field.channels')}>
              <ChannelNames channels={campaign.channels} />
            </Fact>
            <Fact name={t('promotion.field.territories')}>
              {campaign.territories.length === 0
                ? t('promotion.everywhere')
                : format.list(campaign.territories.map((one) => format.country(one)))}
            </Fact>
            <Fact name={t('promotion.field.approval')}>{t(`promotion.approval.${campaign.approval}`)}</Fact>
            <Fact name={t('promotion.field.filed')}>{t(campaign.requireFiledAccount ? 'promotion.filed.yes' : 'promotion.filed.no')}</Fact>
            <Fact name={t('promotion.field.scope')}>{t(`promotion.scope.${campaign.codeScope}`)}</Fact>
          </dl>
        </Panel>
        <Panel flush title={t('promotion.terms.history')}>
          <ul className="rows">
            {campaign.termsHistory.map((one) => (
              <li key={one.version} className="row">
                <details className="row-main">
                  <summary>
                    <strong>{t('promotion.terms.version', { version: one.version })}</strong>{' '}
                    <small>{t('promotion.since_by', { at: dateTime(one.from), by: one.by })}</small>
                  </summary>
                  <ul className="plain-list">
                    {termsSentences(i18n, one.terms).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel flush title={t('promotion.state_history')}>
          <ul className="rows">
            {campaign.stateHistory.map((one) => (
              <li key={one.from} className="row">
                <CampaignStateBadge state={one.state} />
                <span className="row-main">
                  <small>{t('promotion.since_by', { at: dateTime(one.from), by: one.by })}</small>
                  {one.reason && (
                    <span>{t.exists(`promotion.state_reason.${one.reason}`) ? t(`promotion.state_reason.${one.reason}`) : one.reason}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
