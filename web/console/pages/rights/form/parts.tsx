/** Who grants, and what each side promises to hold back. */
import { Button } from 'antd';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ViewSwitch } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PartyPicker } from '../PartyPicker.tsx';
import { scopeWords } from '../scope-words.ts';
import { everywhere, type Holdback } from './draft.ts';
import { ScopeFields } from './ScopeFields.tsx';

/** Co-owners may sign together. */
export function Grantors({
  grantors,
  without,
  onChange,
}: {
  grantors: readonly string[];
  without: string;
  onChange: (grantors: string[]) => void;
}) {
  const { t } = useI18n();
  return (
    <fieldset className="field receivers">
      <legend className="field-label">{t('rights.form.grantors')}</legend>
      {grantors.map((grantor, index) => (
        <div key={grantor || `new-${index}`} className="receiver">
          <PartyPicker
            label={t('rights.form.grantor', { number: index + 1 })}
            value={grantor}
            empty={t('rights.choose')}
            without={[without, ...grantors.filter((one) => one !== grantor)].filter(Boolean)}
            onChange={(partyId) => onChange(grantors.map((one, at) => (at === index ? partyId : one)))}
          />
          {grantors.length > 1 && (
            <button
              type="button"
              className="icon-button"
              aria-label={t('rights.form.drop_grantor', { number: index + 1 })}
              onClick={() => onChange(grantors.filter((_, at) => at !== index))}
            >
              <Icon name="close" size={16} />
            </button>
          )}
        </div>
      ))}
      <Button
        type="link"
        className="add-link"
        disabled={grantors.includes('') || grantors.length >= 20}
        onClick={() => onChange([...grantors, ''])}
      >
        {t('rights.form.add_grantor')}
      </Button>
    </fieldset>
  );
}

export function Holdbacks({ holdbacks, onChange }: { holdbacks: readonly Holdback[]; onChange: (holdbacks: Holdback[]) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const set = (key: number, change: Partial<Holdback>) => onChange(holdbacks.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <div className="stack">
      <p className="field-hint">{t('rights.form.holdbacks_hint')}</p>
      {holdbacks.map((held, index) => (
        <details key={held.key} className="holdback" open>
          <summary>
            {t('rights.map.tile', {
              name: t('rights.paper.holdback', { number: index + 1 }),
              state: `${t(`rights.form.binds_${held.binds}`)} · ${scopeWords(i18n, held.scope)}`,
            })}
          </summary>
          <div className="holdback-head">
            <ViewSwitch
              label={t('rights.form.binds')}
              value={held.binds}
              options={[
                { value: 'grantor', label: t('rights.form.side_grantor') },
                { value: 'grantee', label: t('rights.form.side_grantee') },
              ]}
              onChange={(binds) => set(held.key, { binds })}
            />
            <Button danger type="text" onClick={() => onChange(holdbacks.filter(({ key }) => key !== held.key))}>
              {t('action.remove')}
            </Button>
          </div>
          <ScopeFields scope={held.scope} onChange={(scope) => set(held.key, { scope })} />
        </details>
      ))}
      <Button
        className="add-line"
        icon={<Icon name="plus" size={16} />}
        disabled={holdbacks.length >= 20}
        onClick={() =>
          onChange([...holdbacks, { key: Math.max(-1, ...holdbacks.map(({ key }) => key)) + 1, binds: 'grantor', scope: everywhere }])
        }
      >
        {t('rights.form.add_holdback')}
      </Button>
    </div>
  );
}
