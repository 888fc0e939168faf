/** Puts something with its passages into a briefing: one that is there, or one that is begun for it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { BriefSummary } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { itemsOf } from '../../../../shared/table/Listing.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useNow } from '../../../../shared/ui/use-now.ts';
import { useAdding, type Addition, type Target } from './adding.ts';
import { briefsQuery, routes } from './queries.ts';
import './add-to-brief.css';

type Given = {
  /** What is put in, in this order. */
  additions: readonly Addition[];
  /** Why it cannot be, in words. */
  because?: string | undefined;
  /** What is put in, as the dialog shows it above the choice. */
  children: ReactNode;
};

/** The control: a quiet word in small print, or a button among others. */
export function AddToBrief({ look = 'word', ...given }: Given & { look?: 'word' | 'button' }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const press = () => setOpen(true);
  return (
    <>
      <PermissionGate permission={routes.addToBrief.access} because={given.because}>
        {look === 'button' ? (
          <Button icon={<Icon name="sheet" size={16} />} onClick={press}>
            {t('market.briefs.add')}
          </Button>
        ) : (
          <button type="button" className="add-to-brief" onClick={press}>
            <Icon name="plus" size={13} /> {t('market.briefs.add')}
          </button>
        )}
      </PermissionGate>
      {open && <AddDialog {...given} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The control for a sentence with its passages. */
export function AddSentence({ text, citations }: { text: string; citations: readonly Citation[] }) {
  const { t } = useI18n();
  const keys = citations.map(({ documentId, anchor, start, end }) => ({ documentId, anchor, start, end }));
  return (
    <AddToBrief
      additions={[{ kind: 'insights', item: { text, citations: keys } }]}
      because={citations.every(({ intact }) => intact) ? undefined : t('market.briefs.item_broken')}
    >
      <q>{text}</q>
    </AddToBrief>
  );
}

function AddDialog({ additions, children, onClose }: Given & { onClose: () => void }) {
  const { t } = useI18n();
  // What was there before is not shown: a list that changes its order under a finger adds to the wrong briefing.
  const briefs = useInfiniteQuery({ ...briefsQuery(false), refetchOnMount: 'always' });
  const adding = useAdding(additions, onClose);
  const known = briefs.isFetchedAfterMount && briefs.data !== undefined;
  // The one that was written last is most likely the one that is meant.
  const items = known ? itemsOf(briefs).toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)) : [];
  return (
    <Modal
      open
      title={t('market.briefs.add')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <div className="brief-adding">
        <div className="brief-added">{children}</div>
        {!known && briefs.isFetching && <LoadingLines lines={3} height={40} />}
        {!known && briefs.error && <ErrorState compact error={briefs.error} onRetry={() => void briefs.refetch()} />}
        {items.length > 0 && (
          <ul className="brief-choices" aria-label={t('market.briefs.which')}>
            {items.map((brief) => (
              <BriefChoice key={brief.id} brief={brief} disabled={adding.isPending} onPick={() => adding.mutate({ briefId: brief.id })} />
            ))}
            {briefs.hasNextPage && (
              <li>
                <Button type="link" loading={briefs.isFetchingNextPage} onClick={() => void briefs.fetchNextPage()}>
                  {t('library.more')}
                </Button>
              </li>
            )}
          </ul>
        )}
        {known && <Begin first={items.length === 0} busy={adding.isPending} onBegin={(target) => adding.mutate(target)} />}
      </div>
    </Modal>
  );
}

function BriefChoice({ brief, disabled, onPick }: { brief: BriefSummary; disabled: boolean; onPick: () => void }) {
  const { t, format } = useI18n();
  const now = useNow();
  return (
    <li>
      <button type="button" disabled={disabled} onClick={onPick}>
        <span>{brief.title}</span>
        <small>
          {brief.version > 0 ? t('market.briefs.version', { version: brief.version }) : t('market.briefs.draft')} · {brief.updatedBy} ·{' '}
          {format.ago(brief.updatedAt, now)}
        </small>
      </button>
    </li>
  );
}

function Begin({ first, busy, onBegin }: { first: boolean; busy: boolean; onBegin: (target: Target) => void }) {
  const { t, format, language } = useI18n();
  const [title, setTitle] = useState(() => t('market.briefs.new_title', { day: format.date(Date.now()) }));
  const ready = title.trim() !== '';
  return (
    <form
      className="brief-begin"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) onBegin({ title: title.trim(), language: language.startsWith('zh') ? 'zh' : 'en' });
      }}
    >
      <label htmlFor="brief-begin-title">{t(first ? 'market.briefs.begin_first' : 'market.briefs.begin_other')}</label>
      <span>
        <Input id="brief-begin-title" value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        <Button type={first ? 'primary' : 'default'} htmlType="submit" loading={busy} disabled={!ready}>
          {t('market.briefs.begin_and_add')}
        </Button>
      </span>
    </form>
  );
}
