/** Adds a programme by hand: its head and, if it is at hand, one measure; the rest is filled in on its page. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { programmeKinds, type ProgrammeKind } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { RegionInput } from './RegionInput.tsx';
import { programmesKey, routes } from './queries.ts';
import './inputs.css';
import './list.css';

export function NewProgrammeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ProgrammeKind>('policy');
  const [region, setRegion] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const [measure, setMeasure] = useState('');
  const add = useMutation({
    mutationFn: () =>
      call(routes.createProgramme, {
        body: {
          name,
          kind,
          region,
          validUntil: until === '' ? null : until,
          items: measure.trim() === '' ? [] : [{ text: measure.trim() }],
        },
      }),
    onError: toast.failed,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [programmesKey] });
      void navigate(`/market/programmes/${id}`);
    },
  });
  return (
    <Modal
      open
      title={t('market.programmes.add')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" disabled={name.trim() === ''} loading={add.isPending} onClick={() => add.mutate()}>
            {t('market.programmes.add_do')}
          </Button>
        </>
      }
    >
      <div className="programme-form">
        <Field id="programme-name" label={t('market.programmes.field.name')}>
          <Input id="programme-name" value={name} maxLength={300} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field id="programme-kind" label={t('market.programmes.field.kind')}>
          <Choice
            id="programme-kind"
            value={kind}
            options={programmeKinds.map((value) => ({ value, label: t(`intelligence.programmes.kind.${value}`) }))}
            onChange={(value) => setKind(value as ProgrammeKind)}
          />
        </Field>
        <Field id="programme-region" label={t('market.programmes.field.region')}>
          <RegionInput id="programme-region" value={region} onChange={setRegion} />
        </Field>
        <Field id="programme-until" label={t('market.programmes.field.validUntil')}>
          <Input id="programme-until" type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
        </Field>
        <Field id="programme-measure" label={t('market.programmes.measure')} hint={t('market.programmes.measure_hint')}>
          <Input.TextArea
            id="programme-measure"
            value={measure}
            maxLength={1200}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => setMeasure(target.value)}
          />
        </Field>
      </div>
    </Modal>
  );
}
