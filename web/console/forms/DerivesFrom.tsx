/** Which works this one is made from, found by their titles. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { catalogContract, type WorkInput } from '../../../src/modules/catalog/contract.ts';
import { call } from '../../shared/api/client.ts';
import { textFor } from '../../shared/api/words.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Choice, type Option } from '../../shared/ui/Choice.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';

type Sources = NonNullable<WorkInput['derivesFrom']>;

export function DerivesFrom({
  sources,
  titles,
  howOptions,
  selfId,
  onChange,
}: {
  sources: Sources;
  titles: Record<string, string>;
  howOptions: readonly Option[];
  selfId?: string | undefined;
  onChange: (sources: Sources, titles: Record<string, string>) => void;
}) {
  const { t, language } = useI18n();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['works', 'pick', query],
    queryFn: ({ signal }) => call(catalogContract.routes.listWorks, { query: { query, limit: 6 } }, { signal }),
    enabled: query !== '',
  });
  const offers = found.data?.items.filter((work) => work.id !== selfId && !sources.some((one) => one.workId === work.id)) ?? [];
  return (
    <div className="derives">
      {sources.map((source) => (
        <div key={source.workId} className="derives-row">
          <Choice
            label={t('work.field.how')}
            value={source.how}
            options={howOptions}
            onChange={(how) =>
              onChange(
                sources.map((one) => (one === source ? { ...one, how: how as typeof one.how } : one)),
                titles,
              )
            }
          />
          <span>{titles[source.workId] ?? source.workId}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('action.remove')}
            onClick={() =>
              onChange(
                sources.filter((one) => one !== source),
                titles,
              )
            }
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
      <Input
        value={text}
        placeholder={t('work.field.find_source')}
        aria-label={t('work.field.find_source')}
        onChange={(event) => setText(event.target.value)}
        prefix={<Icon name="search" size={16} />}
      />
      {query !== '' && found.isSuccess && (
        <ul className="derives-offers">
          {offers.length === 0 && <li className="derives-none">{t('work.field.no_source')}</li>}
          {offers.map((work) => {
            const { title } = textFor(work.texts, language);
            return (
              <li key={work.id}>
                <button
                  type="button"
                  onClick={() => {
                    onChange([...sources, { workId: work.id, how: 'adaptation' }], { ...titles, [work.id]: title });
                    setText('');
                  }}
                >
                  {title} <small>{t(`work.kind.${work.kind}`)}</small>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
