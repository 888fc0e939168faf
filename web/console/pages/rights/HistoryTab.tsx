/** Who wrote what in a work's register, newest first, with what it was about and the values before and after. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { RightsChange, WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { changesQuery } from './queries.ts';
import { rightWords } from './scope-words.ts';
import '../../../shared/ui/rows.css';

export default function HistoryTab({ register }: { register: WorkRegister }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const changes = useInfiniteQuery(changesQuery(register.work.id));
  return (
    <Listing query={changes} empty={<EmptyState icon="book" title={t('rights.history.none')} />}>
      {(items) => (
        <ul className="rows">
          {acts(items).map((act) => {
            const change = act[0]!;
            return (
              <li key={change.id} className="row">
                <span className="row-main">
                  <strong>{t.exists(`rights.change.${change.what}`) ? t(`rights.change.${change.what}`) : change.what}</strong>
                  <Subjects register={register} ids={act.map(({ subjectId }) => subjectId)} />
                  {change.reason && <span>{change.reason}</span>}
                  {change.fields.length > 0 && (
                    <small>
                      {change.fields
                        .slice(0, 8)
                        .map((field) => fieldWords(i18n, field))
                        .join(t('rights.history.join'))}
                    </small>
                  )}
                </span>
                <span className="quiet-figures">
                  {format.dateTime(change.at)} · {change.by}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Listing>
  );
}

/** Changes of one kind that somebody made at once are one entry. */
function acts(changes: readonly RightsChange[]): RightsChange[][] {
  const nameOf = ({ what, by, at, reason, fields }: RightsChange) => JSON.stringify([what, by, at, reason, fields]);
  return [...Map.groupBy(changes, nameOf).values()];
}

/** What was changed: deeds in words, a licence with its way there, a document by its name. */
function Subjects({ register, ids }: { register: WorkRegister; ids: readonly string[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const deeds = register.deeds.filter(({ id }) => ids.includes(id));
  const licence = register.licences.find(({ id }) => ids.includes(id));
  const document = register.documents.find(({ id }) => ids.includes(id));
  if (licence)
    return (
      <Link to={`/rights/licences/${licence.id}`}>
        {t(`rights.licence.line_${licence.direction}`, {
          grantors: format.list(licence.grantors.map(({ name }) => name)),
          grantee: licence.grantee.name,
        })}
      </Link>
    );
  if (document) return <span>{document.name}</span>;
  if (deeds.length === 0) return null;
  const told = Map.groupBy(deeds, ({ to, share }) => `${to.name} ${share}`);
  return (
    <span>
      {[...told]
        .map(([name, some]) => `${name} (${format.list(some.map(({ right }) => rightWords(i18n, right)))})`)
        .join(t('rights.history.join'))}
    </span>
  );
}

function fieldWords(i18n: I18n, { name, before, after }: RightsChange['fields'][number]): string {
  const { t } = i18n;
  const field = t.exists(`rights.field.${name}`) ? t(`rights.field.${name}`) : name;
  const empty = before === null || before === undefined || before === '';
  if (empty) return t('rights.history.set', { field, after: plain(i18n, after) });
  return t('rights.history.changed', { field, before: plain(i18n, before), after: plain(i18n, after) });
}

const longest = 80;
/** A value as it was shown, short: instants as they are read, lists by their members, structures as they are. */
function plain({ format }: I18n, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return format.dateTime(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
