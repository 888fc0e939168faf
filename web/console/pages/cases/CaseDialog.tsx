/** Makes cases of chosen matches, bundled by host: says what came of each, and what was left out and why. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Bundled } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { refreshCases } from './queries.ts';
import { reasonWords } from './words.ts';
import './cases.css';

const { routes } = takedownContract;

export function CaseDialog({ matchIds, onClose, onMade }: { matchIds: readonly string[]; onClose: () => void; onMade: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={matchIds.length > 0}
      title={t('takedown.make.title', { count: matchIds.length })}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      <FromMatches matchIds={matchIds} onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function FromMatches({ matchIds, onClose, onMade }: { matchIds: readonly string[]; onClose: () => void; onMade: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const make = useMutation({
    mutationFn: () => call(routes.createCasesFromMatches, { body: { matchIds: [...matchIds], note } }),
    onSuccess: () => {
      void refreshCases(client);
      void client.invalidateQueries({ queryKey: ['copies'] });
      onMade();
    },
  });
  if (make.data) return <Made result={make.data} onClose={onClose} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <p className="dialog-lead">{t('takedown.make.text')}</p>
      {make.error && <Notice tone="bad">{sentence(t, make.error)}</Notice>}
      <Field id="case-note" label={t('takedown.make.note')}>
        <Input.TextArea id="case-note" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <PermissionGate permission={routes.createCasesFromMatches.access}>
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            {t('takedown.make.do')}
          </Button>
        </PermissionGate>
      </div>
    </form>
  );
}

/** What became of what was given: the cases with the way to them, and what was passed over. */
export function Made({ result, onClose }: { result: Bundled; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      <p className="dialog-lead" role="status">
        {result.cases.length > 0 ? t('takedown.make.made', { count: result.added }) : t('takedown.make.nothing')}
      </p>
      <ul className="made-cases">
        {result.cases.map((one) => (
          <li key={one.id}>
            <Link to={`/cases/${one.id}`} onClick={onClose}>
              {t('takedown.number', { number: one.number })} · {one.host.name}
            </Link>
            <small>{t(one.created ? 'takedown.make.new' : 'takedown.make.filled', { count: one.added })}</small>
          </li>
        ))}
      </ul>
      {result.skipped.length > 0 && (
        <Notice tone="warn">
          {t('takedown.make.skipped', { count: result.skipped.length })}
          <ul className="intake-refused">
            {result.skipped.slice(0, 10).map((one, index) => (
              <li key={index}>
                {one.url && <code>{one.url}</code>} {reasonWords(i18n, one.reason)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="dialog-actions">
        <Button type="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </>
  );
}
