/** The creators' terms: the newest version, what changed in it, and the press that accepts it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { navigate, useSearchParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask } from '../../api.ts';
import { mineQuery, termsQuery } from '../../data.ts';
import { safeNext } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Empty, Loaded, Notice } from '../../ui/states.tsx';
import { TermsText } from '../entry/TermsText.tsx';

export default function TermsPage() {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const terms = useQuery(termsQuery);
  const mine = useQuery(mineQuery);
  const newest = terms.data?.items[0];
  const accept = useMutation({
    mutationFn: (version: number) => ask('POST /api/v1/creator-terms/acceptances', { body: { version } }),
    onSuccess: async (after) => {
      client.setQueryData(mineQuery.queryKey, after);
      await client.invalidateQueries({ queryKey: ['market-campaign'] });
      toast.done(t('creator.terms.thanks'));
      navigate(safeNext(search.get('next')), { replace: true });
    },
    onError: (error) => {
      toast.failed(error);
      void terms.refetch();
    },
  });
  const must = mine.data?.terms.mustAccept ?? false;
  return (
    <Page
      title={t('creator.terms.title')}
      back="/me"
      foot={
        must &&
        newest && (
          <Button tone="primary" large block busy={accept.isPending} onClick={() => accept.mutate(newest.version)}>
            {t('creator.terms.accept_now')}
          </Button>
        )
      }
    >
      <Loaded query={terms}>
        {() =>
          newest ? (
            <>
              <p className="muted">
                {t('creator.terms.version', { version: newest.version, date: format.date(newest.publishedAt) })}
                {mine.data?.terms.acceptedAt &&
                  !must &&
                  ` · ${t('creator.terms.accepted_on', { date: format.date(mine.data.terms.acceptedAt) })}`}
              </p>
              {must && newest.note && <Notice>{newest.note}</Notice>}
              <TermsText terms={newest} whole />
            </>
          ) : (
            <Empty icon="book" title={t('creator.terms.none')} />
          )
        }
      </Loaded>
    </Page>
  );
}
