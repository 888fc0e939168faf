/** The division: who gets which share of what is left, in one tier or in several that rise with what has come so far. */
import { Button } from 'antd';
import type { Ratio } from '../../../../../src/modules/revenue/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import type { Part, Split, Tier } from '../draft.ts';
import { partyName } from '../words.ts';
import { FromRegister } from './FromRegister.tsx';
import { AmountField, OneOf, PartyField, RatioField, Sentence, usePlanForm } from './fields.tsx';

const mostTiers = 20;
const mostParts = 30;

export function SplitFields({ step, onChange }: { step: Split; onChange: (step: Split, place: string) => void }) {
  const { t } = useI18n();
  const { fixed } = usePlanForm();
  const setTiers = (tiers: Tier[], place: string) => onChange({ ...step, tiers }, place);
  const addTier = () => {
    const last = step.tiers.at(-1)!;
    const before = BigInt(step.tiers.at(-2)?.upToMinor ?? '0');
    const upTo = before === 0n ? 100_000_000n : before * 2n;
    setTiers([...step.tiers.slice(0, -1), { ...last, upToMinor: upTo.toString() }, last], 'tiers');
  };
  return (
    <div className="split-fields">
      {step.tiers.map((tier, index) => (
        <fieldset key={index} className={step.tiers.length > 1 ? 'tier' : 'tier is-only'}>
          <legend className={step.tiers.length > 1 ? 'tier-name' : 'visually-hidden'}>{t('share_plan.tier', { number: index + 1 })}</legend>
          {step.tiers.length > 1 && (
            <div className="tier-head">
              {tier.upToMinor === null ? (
                <p className="step-sentence">{t('share_plan.form.tier_last')}</p>
              ) : (
                <Sentence
                  words="share_plan.form.tier"
                  fields={{
                    upTo: (
                      <AmountField
                        label={t('share_plan.field.up_to', { number: index + 1 })}
                        value={tier.upToMinor}
                        onChange={(upToMinor) => setTiers(step.tiers.with(index, { ...tier, upToMinor }), `tier ${index}`)}
                      />
                    ),
                  }}
                />
              )}
              {!fixed && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('share_plan.remove_tier', { number: index + 1 })}
                  onClick={() => setTiers(withoutTier(step.tiers, index), 'tiers')}
                >
                  <Icon name="close" size={15} />
                </button>
              )}
            </div>
          )}
          <Parts
            parts={tier.parts}
            onChange={(parts, place) => setTiers(step.tiers.with(index, { ...tier, parts }), `tier ${index} ${place}`)}
          />
        </fieldset>
      ))}
      {!fixed && step.tiers.length < mostTiers && (
        <Button type="dashed" icon={<Icon name="plus" size={15} />} onClick={addTier}>
          {t(step.tiers.length === 1 ? 'share_plan.add_tiers' : 'share_plan.add_tier')}
        </Button>
      )}
    </div>
  );
}

/** Without a tier the last is still the one without an end. */
function withoutTier(tiers: readonly Tier[], index: number): Tier[] {
  const left = tiers.toSpliced(index, 1);
  const last = left.at(-1)!;
  return [...left.slice(0, -1), { ...last, upToMinor: null }];
}

function Parts({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: Part[], place: string) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fixed, names } = usePlanForm();
  const set = (index: number, part: Part, place: string) => onChange(parts.with(index, part), `${index} ${place}`);
  const add = () => {
    const free = ['role:studio', 'role:operator', 'role:creator', 'role:agency'].find(
      (party) => !parts.some((part) => part.party === party),
    );
    const rest = parts.some((part) => part.share === 'rest');
    onChange([...parts, { party: (free ?? 'role:studio') as Part['party'], share: rest ? { bps: 1000 } : 'rest' }], 'add');
  };
  return (
    <div className="parts">
      <ul className="plain-list">
        {parts.map((part, index) => (
          <li key={index} className="part">
            <PartyField
              label={t('share_plan.field.party', { number: index + 1 })}
              value={part.party}
              onChange={(party) => set(index, withParty(part, party as Part['party']), 'party')}
            />
            <ShareField part={part} number={index + 1} onChange={(share) => set(index, { ...part, share }, 'share')} />
            {isRole(part) && (
              <span className="part-otherwise">
                <Sentence
                  words={`share_plan.form.otherwise_${part.party === 'role:creator' ? 'creator' : 'agency'}`}
                  fields={{
                    to: (
                      <PartyField
                        label={t('share_plan.field.otherwise', { party: partyName(i18n, part.party, names) })}
                        value={part.otherwise ?? 'role:operator'}
                        onChange={(otherwise) => set(index, { ...part, otherwise: otherwise as Part['party'] }, 'otherwise')}
                      />
                    ),
                  }}
                />
              </span>
            )}
            {!fixed && parts.length > 1 && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('share_plan.remove_part', { party: partyName(i18n, part.party, names) })}
                onClick={() => onChange(parts.toSpliced(index, 1), 'remove')}
              >
                <Icon name="close" size={15} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="parts-sum">{sumWords(i18n, parts)}</p>
      {!fixed && (
        <div className="parts-acts">
          {parts.length < mostParts && (
            <button type="button" className="chip" onClick={add}>
              {t('share_plan.add_part')}
            </button>
          )}
          <FromRegister parts={parts} onTake={(taken) => onChange(taken, 'register')} />
        </div>
      )}
    </div>
  );
}

const isRole = (part: Part): boolean => part.party === 'role:creator' || part.party === 'role:agency';

/** Terms are promised to a creator or an agency only, and only a role may be filled by nobody. */
function withParty(part: Part, party: Part['party']): Part {
  const role = party === 'role:creator' || party === 'role:agency';
  const share = part.share === 'terms' && !role ? { bps: 1000 } : part.share;
  const { otherwise, ...bare } = part;
  return role ? { ...bare, party, share, ...(otherwise && { otherwise }) } : { ...bare, party, share };
}

function ShareField({ part, number, onChange }: { part: Part; number: number; onChange: (share: Part['share']) => void }) {
  const { t } = useI18n();
  const how = typeof part.share === 'string' ? part.share : 'ratio';
  const ways = ['ratio', 'rest', ...(isRole(part) || how === 'terms' ? ['terms'] : [])];
  return (
    <span className="share-field">
      <OneOf
        label={t('share_plan.field.share_how', { number })}
        value={how}
        options={ways.map((value) => ({ value, label: t(`share_plan.share.${value}`) }))}
        onChange={(next) => onChange(next === 'ratio' ? { bps: 1000 } : (next as 'rest' | 'terms'))}
      />
      {typeof part.share !== 'string' && (
        <RatioField label={t('share_plan.field.share', { number })} value={part.share} onChange={onChange} />
      )}
    </span>
  );
}

/** What the written shares come to, exactly, and who has what they leave. */
function sumWords({ t }: ReturnType<typeof useI18n>, parts: readonly Part[]): string {
  const ratios = parts.flatMap(({ share }) => (typeof share === 'string' ? [] : [share]));
  const [n, d] = ratios.reduce(
    ([top, bottom], ratio) => {
      const [a, b] = fractionOf(ratio);
      return [top * b + a * bottom, bottom * b] as const;
    },
    [0n, 1n] as readonly [bigint, bigint],
  );
  const hundredths = (n * 10_000n * 100n) / d;
  const exact = (n * 10_000n * 100n) % d === 0n;
  const percent = `${exact ? '' : '≈ '}${Number(hundredths) / 10_000}%`;
  const terms = parts.some(({ share }) => share === 'terms');
  const rest = parts.some(({ share }) => share === 'rest');
  const how = rest ? (terms ? 'terms_rest' : 'rest') : 'only';
  return t(`share_plan.sum.${how}${rest && ratios.length === 0 ? '_alone' : ''}`, { percent });
}

const fractionOf = (ratio: Ratio): readonly [bigint, bigint] =>
  'bps' in ratio ? [BigInt(ratio.bps), 10_000n] : [BigInt(ratio.n), BigInt(ratio.d)];
