/** Where a campaign counts: everywhere, or countries by region, by name or by their two letters. */
import { Input } from 'antd';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { countries, regions } from './countries.ts';

export function TerritoryPicker({ values, onChange }: { values: readonly string[]; onChange: (values: string[]) => void }) {
  const { t, format } = useI18n();
  const id = useId();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim().toLocaleLowerCase());
  const named = useMemo(() => countries.map((code) => ({ code, name: format.country(code) })), [format]);
  const found = query
    ? named
        .filter(({ code, name }) => !values.includes(code) && (code.toLowerCase() === query || name.toLocaleLowerCase().includes(query)))
        .slice(0, 8)
    : [];
  const add = (codes: readonly string[]) => onChange([...new Set([...values, ...codes])]);
  const holds = (codes: readonly string[]) => codes.every((code) => values.includes(code));
  return (
    <div className="territories">
      <div className="chips" role="group" aria-label={t('promotion.field.territories')}>
        <button type="button" className="chip" aria-pressed={values.length === 0} onClick={() => onChange([])}>
          {t('promotion.everywhere')}
        </button>
        {Object.entries(regions).map(([key, codes]) => (
          <button
            key={key}
            type="button"
            className="chip"
            aria-pressed={holds(codes)}
            onClick={() => (holds(codes) ? onChange(values.filter((one) => !(codes as readonly string[]).includes(one))) : add(codes))}
          >
            {t(`promotion.region.${key}`)}
          </button>
        ))}
      </div>
      {values.length > 0 && (
        <ul className="tags" aria-label={t('promotion.chosen_countries')}>
          {values.map((code) => (
            <li key={code}>
              {format.country(code)}
              <button
                type="button"
                aria-label={t('promotion.remove_country', { country: format.country(code) })}
                onClick={() => onChange(values.filter((one) => one !== code))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        value={text}
        aria-label={t('promotion.find_country')}
        aria-controls={query ? `${id}-found` : undefined}
        placeholder={t('promotion.find_country')}
        prefix={<Icon name="search" size={16} />}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (found[0]) {
            add([found[0].code]);
            setText('');
          }
        }}
      />
      {query !== '' && (
        <ul className="picks" id={`${id}-found`}>
          {found.length === 0 && <li className="picks-none">{t('promotion.no_country')}</li>}
          {found.map(({ code, name }) => (
            <li key={code}>
              <button
                type="button"
                onClick={() => {
                  add([code]);
                  setText('');
                }}
              >
                {name} <small>{code}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
