/** A place by its name in either language; it is kept under its canonical name, an unknown one as it was typed. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { placesQuery } from './queries.ts';

export function RegionInput({
  id,
  label,
  value,
  onChange,
}: {
  id?: string;
  label?: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { language } = useI18n();
  const list = useId();
  const regions = useQuery(placesQuery).data?.items ?? [];
  const nameOf = (place: { region: string; zh: string }): string => (language.startsWith('zh') ? place.zh : place.region);
  const shown = (region: string | null): string => {
    const known = regions.find((one) => one.region === region);
    return known ? nameOf(known) : (region ?? '');
  };
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string): void => {
    setTyped(text);
    const wanted = text.trim().toLowerCase();
    const known = regions.find(({ region, zh }) => [region, zh, `${zh}市`, `${zh}省`].some((word) => word.toLowerCase() === wanted));
    onChange(wanted === '' ? null : (known?.region ?? text.trim()));
  };
  return (
    <>
      <Input
        id={id}
        aria-label={label}
        list={list}
        value={typed ?? shown(value)}
        maxLength={80}
        onChange={({ target }) => change(target.value)}
        onBlur={() => setTyped(null)}
      />
      <datalist id={list}>
        {regions.map((place) => (
          <option key={place.region} value={nameOf(place)} />
        ))}
      </datalist>
    </>
  );
}
