/** Where, in what, on what and when: the fields of a scope, for a licence and for its holdbacks. */
import { Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { media as allMedia, type Medium, type ScopeWords } from '../../../../../src/modules/rights/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Chips, Choice, ViewSwitch, type Option } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { commonZones } from '../../campaigns/zone.ts';
import { knownLanguages, knownPlatforms, rangeWords } from '../known.ts';
import { dayAfter, platformWords } from '../scope-words.ts';
import { TerritoryPicker } from './TerritoryPicker.tsx';

export function ScopeFields({ scope, onChange }: { scope: ScopeWords; onChange: (scope: ScopeWords) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const set = (change: Partial<ScopeWords>) => onChange({ ...scope, ...change });
  return (
    <div className="scope-fields">
      <Clause title={t('rights.paper.territory')}>
        <TerritoryPicker territories={scope.territories} onChange={(territories) => set({ territories })} />
      </Clause>
      <Clause title={t('rights.paper.languages')}>
        <AllOrSome
          label={t('rights.paper.languages')}
          all={t('rights.scope.all_languages')}
          value={scope.languages}
          known={knownLanguages.map((value) => ({ value, label: rangeWords(i18n, value) }))}
          words={(value) => rangeWords(i18n, value)}
          add={t('rights.form.other_language')}
          accepts={(typed) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(typed)}
          onChange={(languages) => set({ languages })}
        />
      </Clause>
      <Clause title={t('rights.paper.platforms')}>
        <AllOrSome
          label={t('rights.paper.platforms')}
          all={t('rights.scope.all_platforms')}
          value={scope.platforms}
          known={knownPlatforms.map((value) => ({ value, label: platformWords(i18n, value) }))}
          words={(value) => platformWords(i18n, value)}
          add={t('rights.form.other_platform')}
          accepts={(typed) => typed.length <= 60}
          onChange={(platforms) => set({ platforms })}
        />
      </Clause>
      <Clause title={t('rights.paper.media')}>
        <AllOrSome
          label={t('rights.paper.media')}
          all={t('rights.scope.all_media')}
          value={scope.media}
          known={allMedia.map((value) => ({ value, label: t(`rights.medium.${value}`) }))}
          words={(value) => t(`rights.medium.${value}`)}
          onChange={(media) => set({ media: media as Medium[] | 'all' })}
        />
      </Clause>
      <Clause title={t('rights.paper.term')}>
        <WindowFields window={scope.window} onChange={(window) => set({ window })} />
      </Clause>
    </div>
  );
}

export function Clause({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="clause">
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  );
}

/** All, or those that are pressed; others can be written where any are accepted. */
function AllOrSome({
  label,
  all,
  value,
  known,
  words,
  add,
  accepts,
  onChange,
}: {
  label: string;
  all: string;
  value: 'all' | readonly string[];
  known: readonly Option[];
  words: (value: string) => string;
  add?: string;
  accepts?: (typed: string) => boolean;
  onChange: (value: 'all' | string[]) => void;
}) {
  const { t } = useI18n();
  const [typed, setTyped] = useState('');
  const chosen = value === 'all' ? [] : value;
  const others = chosen.filter((one) => !known.some((option) => option.value === one));
  const take = () => {
    const text = typed.trim();
    if (text === '' || !accepts!(text) || chosen.includes(text)) return;
    onChange([...chosen, text]);
    setTyped('');
  };
  return (
    <div className="all-or-some">
      <ViewSwitch
        label={label}
        value={value === 'all' ? 'all' : 'some'}
        options={[
          { value: 'all', label: all },
          { value: 'some', label: t('rights.form.only') },
        ]}
        onChange={(next) => onChange(next === 'all' ? 'all' : [])}
      />
      {value !== 'all' && (
        <>
          <Chips
            label={label}
            values={chosen}
            options={[...known, ...others.map((one) => ({ value: one, label: words(one) }))]}
            most={50}
            onChange={onChange}
          />
          {add && (
            <Input
              className="add-typed"
              value={typed}
              maxLength={60}
              aria-label={add}
              placeholder={add}
              suffix={<Icon name="plus" size={14} />}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={take}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                event.preventDefault();
                take();
              }}
            />
          )}
        </>
      )}
    </div>
  );
}

/** First and last day, either of them open. */
function WindowFields({ window, onChange }: { window: ScopeWords['window']; onChange: (window: ScopeWords['window']) => void }) {
  const { t } = useI18n();
  const id = useId();
  const wrong = window.from !== null && window.until !== null && window.from >= window.until;
  const zones = [...new Set([...commonZones, window.zone])];
  return (
    <div className="fields">
      <Field id={`${id}-from`} label={t('rights.form.first_day')} hint={t('rights.form.open')}>
        <Input
          id={`${id}-from`}
          type="date"
          value={window.from ?? ''}
          onChange={(event) => onChange({ ...window, from: event.target.value || null })}
        />
      </Field>
      <Field
        id={`${id}-until`}
        label={t('rights.form.last_day')}
        hint={t('rights.form.open')}
        error={wrong ? t('rights.form.missing_window') : undefined}
      >
        <Input
          id={`${id}-until`}
          type="date"
          value={window.until === null ? '' : dayAfter(window.until, -1)}
          onChange={(event) => onChange({ ...window, until: event.target.value ? dayAfter(event.target.value) : null })}
        />
      </Field>
      <Field id={`${id}-zone`} label={t('rights.form.zone')}>
        <Choice
          id={`${id}-zone`}
          value={window.zone}
          options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          onChange={(zone) => onChange({ ...window, zone })}
        />
      </Field>
    </div>
  );
}
