/** A bank's file of results: chosen, looked through line by line, then taken as a whole. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutBatchDetail } from '../../../../src/modules/revenue/payouts/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { reasonWords } from './parts.tsx';

/** UTF-8 where it is that; GB18030, which banks' programs in China write, where it is not. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function ResultsDialog({ batch, onClose }: { batch: PayoutBatchDetail; onClose: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const params = { batchId: batch.id };
  const look = useMutation({
    mutationFn: async (file: File) => {
      const text = await textOf(file);
      return { text, ...(await call(revenueContract.routes.importPayoutResults, { params, body: { text, apply: false } })) };
    },
  });
  const take = useMutation({
    mutationFn: () => call(revenueContract.routes.importPayoutResults, { params, body: { text: look.data!.text, apply: true } }),
    onSuccess: async ({ applied }) => {
      await client.invalidateQueries({ queryKey: ['payouts'] });
      toast.done(t('payout.results_done', { count: applied }));
      onClose();
    },
  });
  const found = look.data;
  return (
    <Modal open title={t('payout.results')} onCancel={onClose} footer={null} width={680} closable={{ 'aria-label': t('action.close') }}>
      <p className="dialog-lead">{t('payout.results_text')}</p>
      <Field id="payout-results" label={t('payout.results_file')}>
        <input
          id="payout-results"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) look.mutate(file);
          }}
        />
      </Field>
      {look.error && <Notice tone="bad">{sentence(t, look.error)}</Notice>}
      {found && (
        <div className="payout-results">
          <table>
            <thead>
              <tr>
                <th>{t('payout.column.line')}</th>
                <th>{t('payout.column.payee')}</th>
                <th>{t('payout.column.amount')}</th>
                <th>{t('payout.column.becomes')}</th>
              </tr>
            </thead>
            <tbody>
              {found.lines.map((line) => (
                <tr key={line.line} className={line.error && line.error.code !== 'already' ? 'is-bad' : ''}>
                  <td>{line.line}</td>
                  <td>{line.payout?.payee ?? line.reference}</td>
                  <td>{line.payout ? format.money(line.payout.amountMinor, batch.currency) : '–'}</td>
                  <td>{line.error ? reasonWords(i18n, 'result', line.error) : t(`payout.state.${line.becomes}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found && found.errors > 0 && <Notice tone="bad">{t('payout.results_errors', { count: found.errors })}</Notice>}
      {take.error && <Notice tone="bad">{sentence(t, take.error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" disabled={!found || found.errors > 0} loading={take.isPending} onClick={() => take.mutate()}>
          {t('payout.results_take')}
        </Button>
      </div>
    </Modal>
  );
}
