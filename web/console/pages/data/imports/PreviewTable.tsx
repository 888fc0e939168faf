/** The first rows as the events that they would be, and what is wrong, by line. */
import type { FileImport, ImportField, RowError } from '../../../../../src/modules/attribution/contract.ts';
import { sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../../shared/table/DataTable.tsx';
import { Badge, Panel } from '../../../../shared/ui/PageFrame.tsx';

type Row = FileImport['preview'][number];

function errorWords({ t }: Pick<I18n, 't'>, error: RowError): string {
  const field = error.field ? t(`attribution.field.${error.field}`) : '';
  const params = { ...error.params, field };
  const keys = [`attribution.row_error.${error.code.replace(/^attribution\./, '')}`, error.code];
  const key = keys.find((one) => t.exists(one, params));
  const text = key ? t(key, params) : sentenceOf(t, { code: error.code, params });
  return field && !text.includes(field) ? `${field}: ${text}` : text;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function columnsOf(i18n: I18n, file: FileImport): Column<Row>[] {
  const { t, format } = i18n;
  /** A row that is wrong shows what the file says, so that it can be found there. */
  const written = (row: Row, ...fields: ImportField[]): string => {
    if (row.event) return '–';
    const column = fields.map((field) => file.mapping.columns[field]).find((one) => one !== undefined);
    return (column !== undefined && row.cells[file.header.indexOf(column)]) || '–';
  };
  return [
    { key: 'line', head: t('attribution.import.line'), figure: true, cell: (row) => row.line },
    {
      key: 'type',
      head: t('attribution.field.type'),
      lead: true,
      cell: (row) =>
        row.event ? t(`attribution.event.${text(row.event['type'])}`) : <Badge tone="bad">{t('attribution.import.wrong')}</Badge>,
    },
    {
      key: 'order',
      head: t('attribution.field.orderId'),
      cell: (row) => text(row.event?.['orderId'] ?? row.event?.['id']) || written(row, 'orderId', 'id'),
    },
    {
      key: 'at',
      head: t('attribution.field.occurredAt'),
      cell: (row) => {
        const at = text(row.event?.['occurredAt']);
        return at && !Number.isNaN(Date.parse(at)) ? format.dateTime(at) : written(row, 'occurredAt', 'day');
      },
    },
    {
      key: 'status',
      head: t('attribution.field.status'),
      cell: (row) => (row.event?.['status'] ? t(`attribution.status.${text(row.event['status'])}`) : written(row, 'status')),
    },
    {
      key: 'amount',
      head: t('attribution.field.amount'),
      figure: true,
      cell: (row) => {
        const [minor, currency] = [text(row.event?.['amountMinor']), text(row.event?.['currency'])];
        return minor && currency ? format.money(minor, currency) : minor || written(row, 'amount');
      },
    },
    { key: 'code', head: t('attribution.field.code'), cell: (row) => text(row.event?.['code']) || written(row, 'code') },
    {
      key: 'errors',
      head: t('attribution.import.problem'),
      cell: (row) =>
        row.errors.map((error, index) => (
          <div key={index} className="field-error">
            {errorWords(i18n, error)}
          </div>
        )),
    },
  ];
}

export function PreviewTable({ file }: { file: FileImport }) {
  const i18n = useI18n();
  const { t } = i18n;
  const seen = new Set(file.preview.map((row) => row.line));
  const later = file.errors.filter((error) => !seen.has(error.line));
  return (
    <>
      <Panel flush title={t('attribution.import.preview', { count: file.preview.length })}>
        <div
          className="table-scroll"
          tabIndex={0}
          role="region"
          aria-label={t('attribution.import.preview', { count: file.preview.length })}
        >
          <DataTable
            label={t('attribution.import.preview', { count: file.preview.length })}
            columns={columnsOf(i18n, file)}
            rows={file.preview}
            rowKey={(row) => String(row.line)}
          />
        </div>
      </Panel>
      {later.length > 0 && (
        <Panel flush title={t('attribution.import.later_errors')}>
          <ul className="rows line-errors">
            {later.map((error, index) => (
              <li key={index} className="row">
                <strong>{t('attribution.import.line_number', { line: error.line })}</strong>
                <span className="row-main">{errorWords(i18n, error)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
