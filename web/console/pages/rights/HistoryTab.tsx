/** Who wrote what in a work's register, newest first, with the values before and after. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { changesQuery } from './queries.ts';
import '../../../shared/ui/rows.css';

export default function HistoryTab({ workId }: { workId: string }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const changes = useInfiniteQuery(changesQuery(workId));
  return (
    <Listing query={changes} empty={<EmptyState icon="book" title={t('rights.history.none')} />}>
      {(items) => (
        <ul className="rows">
          {items.map((change) => (
            <li key={change.id} className="row">
              <span className="row-main">
                <strong>{t.exists(`rights.change.${change.what}`) ? t(`rights.change.${change.what}`) : change.what}</strong>
                {change.reason && <span>{change.reason}</span>}
                {change.fields.length > 0 && (
                  <small>
                    {change.fields
                      .slice(0, 8)
                      .map(({ name, before, after }) => fieldWords(i18n, name, before, after))
                      .join(t('rights.history.join'))}
                  </small>
                )}
              </span>
              <span className="quiet-figures">
                {format.dateTime(change.at)} · {change.by}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Listing>
  );
}

function fieldWords(i18n: I18n, name: string, before: unknown, after: unknown): string {
  const { t } = i18n;
  const field = t.exists(`rights.field.${name}`) ? t(`rights.field.${name}`) : name;
  if (before === null || before === undefined || before === '') return t('rights.history.set', { field, after: plain(after) });
  return t('rights.history.changed', { field, before: plain(before), after: plain(after) });
}

const longest = 80;
/** A value as it was shown, short: lists by their members, structures as they are. */
function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
