/** A question in one sentence, and its answer with the clauses that decide. */
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Link } from 'react-router';
import { sentence } from '../../../shared/api/errors.ts';
import { ApiError } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { WorkPicker } from '../campaigns/form/WorkPicker.tsx';
import { Sentence } from '../plans/form/fields.tsx';
import { offerFields, TerritoryChoice } from './OfferFields.tsx';
import { useOffer } from './offer.ts';
import { Reasons } from './parts.tsx';
import { askQuery, type Offer } from './queries.ts';
import { dayWords, platformWords, rightWords } from './scope-words.ts';
import { rangeWords } from './known.ts';
import { territoryName } from './WorldMap.tsx';

/** The same for any work of the library. */
export function AskAnything() {
  const { t } = useI18n();
  const [workId, setWork] = useUrlState<string>('work', '');
  return (
    <div className="stack">
      <Panel title={t('rights.ask.which')}>
        <WorkPicker workId={workId} fixed={false} onChange={(id) => setWork(id || null)} />
      </Panel>
      {workId !== '' && <AskPanel workId={workId} named={[]} />}
    </div>
  );
}

export function AskPanel({ workId, named }: { workId: string; named: readonly string[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [offer, change] = useOffer(workId);
  const [territory, setTerritory] = useUrlState<string>('territory', 'CN');
  const [day, setDay] = useUrlState<string>('day', dayIn('Asia/Shanghai'));
  return (
    <div className="stack">
      <Panel title={t('rights.ask.title')}>
        <p className="ask-sentence">
          <Sentence
            words="rights.ask.sentence"
            fields={{
              ...offerFields(i18n, offer, change, named),
              territory: <TerritoryChoice value={territory} onChange={setTerritory} />,
              day: (
                <input
                  type="date"
                  className="inline-date"
                  aria-label={t('rights.ask.day')}
                  value={day}
                  onChange={(event) => event.target.value && setDay(event.target.value)}
                />
              ),
            }}
          />
        </p>
        <p className="field-hint">{t('rights.ask.zone')}</p>
      </Panel>
      <Answer offer={offer} territory={territory} day={day} />
    </div>
  );
}

function Answer({ offer, territory, day }: { offer: Offer; territory: string; day: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const asked = useQuery(askQuery(offer, territory, useDeferredValue(day)));
  if (asked.error) {
    const unknown = asked.error instanceof ApiError && asked.error.code === 'rights.no_own_party';
    return (
      <Notice tone="warn" action={unknown ? <Link to="/rights?tab=parties">{t('rights.tab.parties')}</Link> : undefined}>
        {sentence(t, asked.error)}
      </Notice>
    );
  }
  if (!asked.data) return <LoadingLines lines={4} />;
  const { answer, reasons, question } = asked.data;
  const params = {
    party: question.party.name,
    work: question.work.title,
    right: rightWords(i18n, offer.right),
    territory: territoryName(i18n, territory),
    day: dayWords(i18n, day),
    language: rangeWords(i18n, offer.language),
    platform: platformWords(i18n, offer.platform),
    medium: t(`rights.medium.${offer.medium}`),
  };
  return (
    <section className={`answer is-${answer} panel`} aria-live="polite" aria-label={t('rights.ask.answer')}>
      <h2>
        <Icon name={answer === 'yes' ? 'check' : 'close'} size={26} />
        {t(`rights.ask.${answer}`)}
      </h2>
      <p>{t(`rights.ask.${answer}_text`, params)}</p>
      <h3>{t('rights.ask.because')}</h3>
      <Reasons reasons={reasons} workId={offer.workId} />
    </section>
  );
}
