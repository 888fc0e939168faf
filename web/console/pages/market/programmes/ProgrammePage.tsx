/** One programme: every field with what was read, what a person made of it and its passages; measures, sources, history. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { ProgrammeDetail } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { fieldNames, type FieldName } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PageFrame, Panel, Badge } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { AddProgrammes } from './AddProgrammes.tsx';
import { Windows } from './CompareView.tsx';
import { FieldDialog } from './FieldDialog.tsx';
import { ItemDialog } from './ItemDialog.tsx';
import { citationsBy, DeadlineText, Passages, PhaseBadge, StateBadge } from './parts.tsx';
import { programmeQuery, routes, useProgrammeActs } from './queries.ts';
import { useProgrammeWords, type Words } from './words.ts';
import './record.css';

const place = '/market/programmes';
type Acts = ReturnType<typeof useProgrammeActs>;

export function Component() {
  const { programmeId } = useParams();
  return (
    <Suspense fallback={<LoadingLines lines={10} />}>
      <Programme programmeId={programmeId!} />
    </Suspense>
  );
}

function Programme({ programmeId }: { programmeId: string }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const programme = useSuspenseQuery(programmeQuery(programmeId)).data;
  const acts = useProgrammeActs(programme);
  return (
    <PageFrame
      title={programme.name}
      back={{ to: place, label: t('nav.market_programmes') }}
      lead={
        <span className="programme-head">
          <StateBadge state={programme.state} />
          <PhaseBadge phase={programme.phase} />
          <span>{t(`intelligence.programmes.kind.${programme.kind}`)}</span>
          <span>{words.region(programme.region)}</span>
          <DeadlineText programme={programme} />
        </span>
      }
      actions={<Actions programme={programme} acts={acts} />}
    >
      {programme.state === 'suggested' && <Notice>{t('market.programmes.suggested_about')}</Notice>}
      <div className="programme-columns">
        <div>
          <Fields programme={programme} acts={acts} words={words} />
          <Items programme={programme} acts={acts} words={words} />
        </div>
        <aside>
          <Sources programme={programme} words={words} />
          <Alike programme={programme} acts={acts} words={words} />
          <Followers programme={programme} />
          <History programme={programme} acts={acts} words={words} />
        </aside>
      </div>
    </PageFrame>
  );
}

function Actions({ programme, acts }: { programme: ProgrammeDetail; acts: Acts }) {
  const { t } = useProgrammeWords().i18n;
  const act = (name: 'confirm' | 'unconfirm' | 'archive' | 'restore', primary = false) => (
    <PermissionGate permission={routes.actOnProgramme.access}>
      <Button {...(primary && { type: 'primary' as const })} loading={acts.isPending} onClick={() => acts.mutate({ act: name })}>
        {t(`market.programmes.act.${name}`)}
      </Button>
    </PermissionGate>
  );
  if (programme.state === 'archived') return act('restore', true);
  return (
    <>
      <AddProgrammes programmes={[programme]} />
      {act('archive')}
      {programme.state === 'suggested' ? act('confirm', true) : act('unconfirm')}
    </>
  );
}

/** A field's value in words; null where nothing is said. */
function shown(name: FieldName, { fields }: ProgrammeDetail, words: Words, raw = false): ReactNode {
  const { t } = words.i18n;
  const of = <Name extends FieldName>(own: Name) => fields[own][raw ? 'raw' : 'value'] as ProgrammeDetail['fields'][Name]['value'];
  switch (name) {
    case 'kind':
      return t(`intelligence.programmes.kind.${of('kind')!}`);
    case 'giver': {
      const giver = of('giver');
      return giver && `${giver.name}${giver.level === null ? '' : ` (${t(`market.programmes.level.${giver.level}`)})`}`;
    }
    case 'region': {
      const region = of('region');
      return region && words.region(region);
    }
    case 'issuedOn':
    case 'validFrom':
    case 'validUntil': {
      const day = of(name);
      return day && words.day(day);
    }
    case 'windows':
      return of('windows')!.length === 0 ? null : <Windows windows={of('windows')!} />;
    case 'pot': {
      const pot = of('pot');
      return pot && words.range(pot);
    }
    case 'conditions':
      return of('conditions')!.length === 0 ? null : (
        <ul className="programme-conditions">
          {of('conditions')!.map((condition, index) => (
            <li key={index}>{words.condition(condition)}</li>
          ))}
        </ul>
      );
    case 'caps':
      return of('caps')!.length === 0 ? null : of('caps')!.map(words.cap).join(' · ');
    case 'url': {
      const url = of('url');
      return (
        url && (
          <a href={url} target="_blank" rel="noreferrer noopener">
            {url}
          </a>
        )
      );
    }
    default:
      return of(name) as string | null;
  }
}

function Fields({ programme, acts, words }: { programme: ProgrammeDetail; acts: Acts; words: Words }) {
  const { t } = words.i18n;
  const [editing, setEditing] = useState<FieldName | null>(null);
  const look = citationsBy(programme.citations);
  return (
    <Panel title={t('market.programmes.about')} flush>
      <dl className="programme-fields">
        {fieldNames.map((name) => {
          const field = programme.fields[name];
          const value = shown(name, programme, words);
          return (
            <div key={name}>
              <dt>{t(`market.programmes.field.${name}`)}</dt>
              <dd>
                <div className="programme-value">
                  {value ?? <span className="programme-quiet">{t('market.programmes.unsaid')}</span>}
                  <Passages keys={field.passages} look={look} />
                </div>
                {field.edited && (
                  <small className="programme-raw">
                    <Badge tone="active">{t('market.programmes.edited')}</Badge> {t('market.programmes.was_read')}{' '}
                    {shown(name, programme, words, true) ?? t('market.programmes.unsaid')}
                  </small>
                )}
              </dd>
              <dd className="programme-edit">
                <PermissionGate permission={routes.updateProgramme.access}>
                  <Button
                    type="text"
                    size="small"
                    aria-label={t('market.programmes.edit_field', { field: t(`market.programmes.field.${name}`) })}
                    icon={<Icon name="edit" size={15} />}
                    onClick={() => setEditing(name)}
                  />
                </PermissionGate>
              </dd>
            </div>
          );
        })}
      </dl>
      {editing && <FieldDialog name={editing} programme={programme} acts={acts} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function Items({ programme, acts, words }: { programme: ProgrammeDetail; acts: Acts; words: Words }) {
  const { t } = words.i18n;
  const [editing, setEditing] = useState<string | null>(null);
  const look = citationsBy(programme.citations);
  const item = programme.items.find(({ id }) => id === editing);
  return (
    <Panel
      title={t('market.programmes.items', { count: programme.items.length })}
      flush
      actions={
        <PermissionGate permission={routes.updateProgramme.access}>
          <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setEditing('new')}>
            {t('market.programmes.add_item')}
          </Button>
        </PermissionGate>
      }
    >
      {programme.items.length === 0 && <p className="programme-none">{t('market.programmes.no_items')}</p>}
      <ol className="programme-items">
        {programme.items.map((one) => (
          <li key={one.id}>
            <div className="programme-item-head">
              <span className="programme-tags">
                {one.supports.value.map((support) => (
                  <span key={support}>{t(`intelligence.programmes.support.${support}`)}</span>
                ))}
                {one.edited && <Badge tone="active">{t('market.programmes.edited')}</Badge>}
                {one.added && <Badge>{t('market.programmes.by_hand')}</Badge>}
              </span>
              <PermissionGate permission={routes.updateProgramme.access}>
                <Button
                  type="text"
                  size="small"
                  aria-label={t('market.programmes.edit_item')}
                  icon={<Icon name="edit" size={15} />}
                  onClick={() => setEditing(one.id)}
                />
              </PermissionGate>
            </div>
            <p>
              {one.text.value}
              <Passages keys={one.text.passages} look={look} />
            </p>
            <div className="programme-sums">
              {one.rate && (
                <span>
                  <b>{t('market.programmes.rate')}</b> {words.rate(one.rate.value)}
                  <Passages keys={one.rate.passages} look={look} />
                </span>
              )}
              {one.amount && (
                <span>
                  <b>{t('market.programmes.amount')}</b> {words.range(one.amount.value)}
                  <Passages keys={one.amount.passages} look={look} />
                </span>
              )}
              {one.caps.map((cap, index) => (
                <span key={index}>
                  <b>{t('market.programmes.cap')}</b> {words.cap(cap.value)}
                  <Passages keys={cap.passages} look={look} />
                </span>
              ))}
            </div>
            {one.conditions.length > 0 && (
              <ul className="programme-conditions">
                {one.conditions.map((condition, index) => (
                  <li key={index}>
                    {words.condition(condition.value)}
                    <Passages keys={condition.passages} look={look} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {programme.removedItems.length > 0 && (
        <details className="programme-removed">
          <summary>{t('market.programmes.removed', { count: programme.removedItems.length })}</summary>
          <ul>
            {programme.removedItems.map((one) => (
              <li key={one.id}>
                {one.text}{' '}
                <Button type="link" size="small" onClick={() => acts.mutate({ change: { clearItems: [one.id] } })}>
                  {t('market.programmes.bring_back')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {editing !== null && <ItemDialog item={item ?? null} acts={acts} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function Sources({ programme, words }: { programme: ProgrammeDetail; words: Words }) {
  const { t } = words.i18n;
  return (
    <Panel title={t('market.programmes.sources', { count: programme.sources.length })}>
      {programme.sources.length === 0 ? (
        <p className="programme-quiet">{t('market.programmes.no_sources')}</p>
      ) : (
        <ul className="programme-list">
          {programme.sources.map((source) => (
            <li key={source.documentId}>
              <Link to={`/market/documents/${source.documentId}`}>{source.title || source.documentId}</Link>
              <small>{[source.source, source.publishedAt && words.day(source.publishedAt.slice(0, 10))].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Alike({ programme, acts, words }: { programme: ProgrammeDetail; acts: Acts; words: Words }) {
  const { t } = words.i18n;
  if (programme.alike.length === 0 || programme.state === 'archived') return null;
  return (
    <Panel title={t('market.programmes.alike')}>
      <ul className="programme-list">
        {programme.alike.map((other) => (
          <li key={other.id}>
            <Link to={`${place}/${other.id}`}>{other.name}</Link>
            <small>{words.region(other.region)}</small>
            <PermissionGate permission={routes.mergeProgrammes.access}>
              <Button size="small" loading={acts.isPending} onClick={() => acts.mutate({ merge: [other.id] })}>
                {t('market.programmes.merge')}
              </Button>
            </PermissionGate>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Followers({ programme }: { programme: ProgrammeDetail }) {
  const { t } = useProgrammeWords().i18n;
  if (programme.followedBy.length === 0) return null;
  return (
    <Panel title={t('market.programmes.followed_by')}>
      <ul className="programme-list">
        {programme.followedBy.map(({ workId, title }) => (
          <li key={workId}>
            <Link to={`${place}/for/${workId}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function History({ programme, acts, words }: { programme: ProgrammeDetail; acts: Acts; words: Words }) {
  const { t, format } = words.i18n;
  if (programme.history.length === 0) return null;
  return (
    <Panel title={t('market.programmes.history')}>
      <ol className="programme-list">
        {programme.history.map((act) => (
          <li key={act.id} className={act.undone ? 'is-undone' : ''}>
            <span>
              {t(`market.programmes.did.${act.act}`)}
              {act.act === 'edit' && `: ${act.fields.map((field) => t(`market.programmes.field.${field}`)).join('、')}`}
            </span>
            <small>
              {act.by} · {format.dateTime(act.at)}
              {act.undone && ` · ${t('market.programmes.undone')}`}
            </small>
            {act.canUndo && (
              <PermissionGate permission={routes.actOnProgramme.access}>
                <Button size="small" loading={acts.isPending} onClick={() => acts.mutate({ act: 'undo' })}>
                  {t('market.programmes.undo')}
                </Button>
              </PermissionGate>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
