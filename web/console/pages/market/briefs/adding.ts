/** What is put into a briefing from elsewhere, and taken back again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { BriefDetail, SectionInput } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import type { RouteRequest } from '../../../../../src/platform/http/contract.ts';
import { ApiError, call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { toast } from '../../../../shared/ui/toast.tsx';
import { inputOf, refreshBriefs, routes } from './queries.ts';

export type Addition = RouteRequest<typeof routes.addToBrief>['body'];
/** A briefing that is there, or one that is begun under a title. */
export type Target = { briefId: string } | { title: string; language: 'zh' | 'en' };

type Put = {
  briefId: string;
  title: string;
  /** Keys of what was put in. */
  added: string[];
  /** How many stood in it already. */
  twice: number;
  /** The revision after which a briefing that was begun for it is what was put in and nothing else; null for one that was there. */
  begunAt: number | null;
};

/** Puts in one after the other; what stands there already is passed over where it is one of several. */
async function put(additions: readonly Addition[], target: Target): Promise<Put> {
  const begun = 'title' in target ? await call(routes.createBrief, { body: target }) : null;
  const briefId = 'briefId' in target ? target.briefId : begun!.id;
  const done: Put = { briefId, title: begun?.title ?? '', added: [], twice: 0, begunAt: begun?.revision ?? null };
  try {
    for (const body of additions) {
      try {
        const { added, title, revision } = await call(routes.addToBrief, { params: { briefId }, body });
        done.added.push(...added);
        done.title = title;
        if (begun) done.begunAt = revision;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'intelligence.brief_has_it' || additions.length === 1) throw error;
        done.title = String(error.params?.['title'] ?? '');
        done.twice++;
      }
    }
  } catch (error) {
    // Nobody is left with half of it: what went in comes out again, and the failure is told.
    await takeBack(done).catch(() => undefined);
    throw error;
  }
  return done;
}

/** Takes out what was put in, whatever was written since; a briefing that was begun for it and is otherwise empty is put aside. */
async function takeBack({ briefId, added, begunAt }: Put): Promise<void> {
  const params = { briefId };
  const brief: BriefDetail = await call(routes.getBrief, { params });
  if (added.length > 0) {
    const { title, language, revision } = brief;
    const sections = without(inputOf(brief.sections), new Set(added));
    await call(routes.updateBrief, { params, body: { title, language, sections, expectedRevision: revision } });
  }
  if (begunAt === brief.revision) await call(routes.archiveBrief, { params, body: { archived: true } });
}

/** Sections without what bears these keys; a section among them goes when nothing else stands in it. */
function without(sections: readonly SectionInput[], keys: ReadonlySet<string>): SectionInput[] {
  return sections.flatMap((section): SectionInput[] => {
    if ('items' in section) {
      const items = section.items.filter(({ key }) => !keys.has(key));
      return items.length === 0 && keys.has(section.key) ? [] : [{ ...section, items }];
    }
    if (section.kind !== 'figures') return [section];
    const charts = section.charts.filter(({ key }) => !keys.has(key));
    return charts.length === 0 && keys.has(section.key) ? [] : [{ ...section, charts }];
  });
}

/** Puts something into a briefing; the message that says so leads there and takes it back. */
export function useAdding(additions: readonly Addition[], onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = async (done: Put): Promise<void> => {
    try {
      await takeBack(done);
      toast.done(t('market.briefs.taken_out', { title: done.title }));
    } catch (error) {
      toast.failed(error);
    }
    await refreshBriefs(client);
  };
  return useMutation({
    mutationFn: (target: Target) => put(additions, target),
    onError: toast.failed,
    onSuccess: async (done) => {
      onDone();
      const text =
        done.twice > 0
          ? t('market.briefs.added_but', { title: done.title, count: done.twice })
          : t('market.briefs.added', { title: done.title });
      toast.done(
        text,
        { label: t('market.briefs.open'), run: () => void navigate(`/market/briefs/${done.briefId}`) },
        done.added.length > 0 ? { label: t('action.undo'), run: () => void undo(done) } : undefined,
      );
      await refreshBriefs(client);
    },
  });
}
