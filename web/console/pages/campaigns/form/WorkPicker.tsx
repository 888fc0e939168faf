/** The drama that a campaign is for, found by its title or its pinyin; what speaks against promoting it is said at once. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { catalogContract } from '../../../../../src/modules/catalog/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { textFor } from '../../../../shared/api/words.ts';
import { workQuery } from '../../../../shared/api/works.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Cover } from '../../../../shared/ui/Cover.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { FilingBadge } from '../../../../shared/ui/work-badges.tsx';

export function WorkPicker({
  workId,
  fixed,
  onChange,
}: {
  workId: string;
  /** A campaign stays with its drama. */ fixed: boolean;
  onChange: (workId: string, title: string) => void;
}) {
  const { t, language } = useI18n();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const chosen = useQuery({ ...workQuery(workId), enabled: workId !== '' });
  const found = useQuery({
    queryKey: ['works', 'pick-for-campaign', query],
    queryFn: ({ signal }) => call(catalogContract.routes.listWorks, { query: { ...(query && { query }), limit: 8 } }, { signal }),
    enabled: workId === '',
  });
  if (workId !== '') {
    if (chosen.isPending) return <LoadingLines lines={2} />;
    if (!chosen.data) return null;
    const { title } = textFor(chosen.data.texts, language);
    const state = chosen.data.filingState;
    return (
      <div className="picked-work">
        <span className="mini-poster is-large" aria-hidden="true">
          <Cover id={workId} title={title} assetId={chosen.data.coverAssetId} />
        </span>
        <span className="cell-two">
          <strong>{title}</strong>
          <span className="badges">
            <FilingBadge work={chosen.data} />
          </span>
        </span>
        {!fixed && <Button onClick={() => onChange('', '')}>{t('promotion.other_work')}</Button>}
        {state !== 'valid' && <Notice tone="warn">{t(`promotion.filing_note.${state}`)}</Notice>}
      </div>
    );
  }
  return (
    <div className="work-picker">
      <Input
        id="campaign-workId"
        value={text}
        autoFocus
        aria-label={t('promotion.find_work')}
        placeholder={t('promotion.find_work')}
        prefix={<Icon name="search" size={16} />}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isPending && <LoadingLines lines={3} />}
      {found.isSuccess && (
        <ul className="picks picks-works">
          {found.data.items.length === 0 && <li className="picks-none">{t('work.field.no_source')}</li>}
          {found.data.items.map((work) => {
            const { title } = textFor(work.texts, language);
            return (
              <li key={work.id}>
                <button type="button" onClick={() => onChange(work.id, title)}>
                  <span className="mini-poster" aria-hidden="true">
                    <Cover id={work.id} title={title} assetId={work.coverAssetId} />
                  </span>
                  <span className="cell-two">
                    <strong>{title}</strong>
                    <small>{t('promotion.episodes', { count: work.episodeCount })}</small>
                  </span>
                  <FilingBadge work={work} quiet />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
