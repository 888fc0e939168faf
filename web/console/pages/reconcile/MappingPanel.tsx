/** Which column of a settlement file is what, with what was recognised already chosen, beside the file's first rows. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { settlementFields, type Reconciliation, type SettlementField } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { keepReconciliation } from './queries.ts';

const { routes } = revenueContract;

export function MappingPanel({ one }: { one: Reconciliation }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.mapReconciliation.access);
  const [mapping, setMapping] = useState(one.mapping);
  const save = useMutation({
    mutationFn: () => call(routes.mapReconciliation, { params: { reconciliationId: one.id }, body: { mapping } }),
    onSuccess: (changed) => keepReconciliation(client, changed),
  });
  const choose = (field: SettlementField, column: string) => {
    const { [field]: _former, ...others } = mapping.columns;
    setMapping({ ...mapping, columns: column === '' ? others : { ...others, [field]: column } });
  };
  return (
    <Panel title={t('reconcile.mapping')}>
      <p className="reconcile-about">{t('reconcile.mapping_text')}</p>
      <div className="fields">
        {settlementFields.map((field) => (
          <Field
            key={field}
            id={`column-${field}`}
            label={t(`reconcile.field.${field}`)}
            error={one.missing.includes(field) && mapping.columns[field] === undefined ? t('reconcile.mapping_missing') : undefined}
          >
            <Choice
              id={`column-${field}`}
              value={mapping.columns[field] ?? ''}
              disabled={denied !== undefined}
              options={[
                { value: '', label: t('reconcile.no_column') },
                ...one.header.filter((name) => name !== '').map((name) => ({ value: name, label: name })),
              ]}
              onChange={(column) => choose(field, column)}
            />
          </Field>
        ))}
        <Field id="column-unit" label={t('reconcile.amount_unit')}>
          <Choice
            id="column-unit"
            value={mapping.amountUnit}
            options={(['major', 'minor'] as const).map((value) => ({ value, label: t(`reconcile.amount_unit.${value}`) }))}
            onChange={(amountUnit) => setMapping({ ...mapping, amountUnit: amountUnit as 'major' | 'minor' })}
          />
        </Field>
      </div>
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <div className="dialog-actions">
        <Button type="primary" disabled={denied !== undefined} title={denied} loading={save.isPending} onClick={() => save.mutate()}>
          {t('reconcile.mapping_save')}
        </Button>
      </div>
      <h3 className="reconcile-sub">{t('reconcile.preview')}</h3>
      <div className="reconcile-preview" tabIndex={0} role="group" aria-label={t('reconcile.preview')}>
        <table>
          <thead>
            <tr>
              {one.header.map((name, index) => (
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {one.preview.map(({ line, cells }) => (
              <tr key={line}>
                {one.header.map((_, index) => (
                  <td key={index}>{cells[index] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
