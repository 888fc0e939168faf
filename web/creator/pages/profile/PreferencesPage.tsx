/** Which news one wants, in the app and by mail; a press is saved at once. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask, type Answer } from '../../api.ts';
import { Page } from '../../ui/Page.tsx';
import { Loaded, Notice } from '../../ui/states.tsx';
import './profile.css';

type Preference = Answer<'GET /api/v1/notification-preferences'>['items'][number];
const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => ask('GET /api/v1/notification-preferences', {}, { signal }),
});

export default function PreferencesPage() {
  const { t } = useI18n();
  const client = useQueryClient();
  const preferences = useQuery(preferencesQuery);
  const set = useMutation({
    mutationFn: (item: Preference) => ask('PUT /api/v1/notification-preferences', { body: { items: [item] } }),
    onMutate: (item) =>
      client.setQueryData(preferencesQuery.queryKey, (before) =>
        before ? { ...before, items: before.items.map((one) => (one.kind === item.kind ? item : one)) } : before,
      ),
    onSuccess: (after) => client.setQueryData(preferencesQuery.queryKey, after),
    onError: (error) => {
      toast.failed(error);
      void preferences.refetch();
    },
  });
  return (
    <Page title={t('creator.preferences.title')} back="/notifications">
      <Loaded query={preferences}>
        {({ items, mailConfigured }) => (
          <>
            {!mailConfigured && <Notice>{t('creator.preferences.no_mail')}</Notice>}
            <div className="card card-flat">
              <div className="preference preference-head" aria-hidden="true">
                <span>{t('creator.preferences.kind')}</span>
                <span>{t('creator.preferences.app')}</span>
                <span>{t('creator.preferences.mail')}</span>
              </div>
              <ul className="rows">
                {items.map((item) => {
                  const name = t(`notification.${item.kind}.name`);
                  return (
                    <li key={item.kind} className="preference">
                      <span>{name}</span>
                      <label>
                        <input
                          type="checkbox"
                          role="switch"
                          className="toggle"
                          checked={item.app}
                          aria-label={`${name}: ${t('creator.preferences.app')}`}
                          onChange={({ target }) => set.mutate({ ...item, app: target.checked })}
                        />
                      </label>
                      <label>
                        <input
                          type="checkbox"
                          role="switch"
                          className="toggle"
                          checked={item.mail}
                          aria-label={`${name}: ${t('creator.preferences.mail')}`}
                          onChange={({ target }) => set.mutate({ ...item, mail: target.checked })}
                        />
                      </label>
                    </li>
                  );
                })}
              </ul>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
