/** What is paid, when an order counts, when it can be paid: the figures of the contract. */
import { currencies } from '../../../../../src/modules/campaigns/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { FigureField, FormPart, type FormProps } from './fields.tsx';
import { WordedFields } from './WordedFields.tsx';

export function PayPart({ currencyFixed, ...form }: FormProps & { currencyFixed: boolean }) {
  const { t, language } = useI18n();
  const { draft, set } = form;
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const money = draft.currency;
  return (
    <FormPart title={t('promotion.part.pay')} lead={t('promotion.part.pay_lead')}>
      <div className="fields">
        <Field
          id="campaign-currency"
          label={t('promotion.field.currency')}
          {...(currencyFixed && { hint: t('promotion.field.currency_fixed') })}
        >
          <Choice
            id="campaign-currency"
            value={draft.currency}
            disabled={currencyFixed}
            options={currencies.map((value) => ({ value, label: `${value} · ${names.of(value)}` }))}
            onChange={(value) => set('currency', value as typeof draft.currency)}
          />
        </Field>
        <FigureField {...form} field="orderShare" label={t('promotion.field.order_share')} unit="%" />
        <FigureField {...form} field="perOrder" label={t('promotion.field.per_order')} unit={money} />
        <FigureField {...form} field="renewalShare" label={t('promotion.field.renewal_share')} unit="%" />
        <FigureField {...form} field="perInstall" label={t('promotion.field.per_install')} unit={money} />
        <FigureField {...form} field="adShare" label={t('promotion.field.ad_share')} unit="%" />
      </div>
      <div className="fields">
        <FigureField {...form} field="capOrder" label={t('promotion.field.cap_order')} unit={money} hint={t('promotion.field.no_cap')} />
        <FigureField
          {...form}
          field="capCreator"
          label={t('promotion.field.cap_creator')}
          unit={money}
          hint={t('promotion.field.no_cap')}
        />
        <FigureField {...form} field="budget" label={t('promotion.field.budget')} unit={money} hint={t('promotion.field.budget_hint')} />
        <FigureField
          {...form}
          field="agencyShare"
          label={t('promotion.field.agency_share')}
          unit="%"
          hint={t('promotion.field.agency_share_hint')}
        />
      </div>
    </FormPart>
  );
}

export function CountsPart(form: FormProps) {
  const { t } = useI18n();
  const { draft, set, issues } = form;
  return (
    <FormPart title={t('promotion.part.counts')} lead={t('promotion.part.counts_lead')}>
      <div className="fields">
        <FigureField {...form} whole field="codeDays" label={t('promotion.field.code_days')} unit={t('promotion.unit.days')} />
        <FigureField {...form} whole field="clickHours" label={t('promotion.field.click_hours')} unit={t('promotion.unit.hours')} />
        <FigureField {...form} whole field="accountDays" label={t('promotion.field.account_days')} unit={t('promotion.unit.days')} />
        <FigureField
          {...form}
          whole
          field="probabilisticHours"
          label={t('promotion.field.probabilistic_hours')}
          unit={t('promotion.unit.hours')}
          hint={t('promotion.field.probabilistic_hint')}
        />
        <FigureField
          {...form}
          whole
          field="holdDays"
          label={t('promotion.field.hold_days')}
          unit={t('promotion.unit.days')}
          hint={t('promotion.field.hold_hint')}
        />
      </div>
      <WordedFields
        label={t('promotion.field.words')}
        placeholder={t('promotion.field.words_placeholder')}
        texts={draft.words}
        issue={issues.words}
        onChange={(texts) => set('words', texts)}
      />
    </FormPart>
  );
}
