/** One link's own rules: read from top to bottom, the first that holds decides; and a try of where somebody would land. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  destinationKinds,
  devices,
  linksContract,
  systems,
  type Destination,
  type Link,
  type LinkRules,
  type Rule,
} from '../../../../src/modules/links/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Chips, Choice } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { LinkTrial } from './LinkTrial.tsx';
import { instantIn, wallIn } from './zone.ts';
import './link-rules.css';

const { routes } = linksContract;
const changing = routes.updateLink.access;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const newRule: Rule = {
  when: { devices: [], systems: ['ios'], countries: [], languages: [], from: null, until: null },
  to: { kind: 'app_store', url: null },
};

export default function LinkRulesDialog({ placementId, code, onClose }: { placementId: string; code: string; onClose: () => void }) {
  const { t } = useI18n();
  const link = useQuery({
    queryKey: ['link-of', placementId],
    queryFn: async ({ signal }) => (await call(routes.listLinks, { query: { placementId, limit: 1 } }, { signal })).items[0] ?? null,
    // A second visit must not begin from what somebody else has changed since.
    staleTime: 0,
  });
  return (
    <Modal
      open
      title={t('promotion.link.title', { code })}
      onCancel={onClose}
      footer={null}
      width={720}
      mask={{ closable: false }}
      closable={{ 'aria-label': t('action.close') }}
    >
      {link.isFetching && <LoadingLines lines={6} />}
      {link.error && !link.isFetching && <ErrorState compact error={link.error} onRetry={() => void link.refetch()} />}
      {!link.isFetching && link.data === null && <Notice tone="warn">{t('promotion.link.none')}</Notice>}
      {!link.isFetching && link.data && <Form link={link.data} onClose={onClose} />}
    </Modal>
  );
}

function Form({ link, onClose }: { link: Link; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(changing) !== undefined || link.state === 'ended';
  const [draft, setDraft] = useState<LinkRules>(link.rules);
  const changed = JSON.stringify(draft) !== JSON.stringify(link.rules);
  const save = useMutation({
    mutationFn: () => call(routes.updateLink, { params: { linkId: link.id }, body: { rules: draft, expectedUpdatedAt: link.updatedAt } }),
    onSuccess: (saved) => {
      client.setQueryData(['link-of', link.placementId], saved);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  const move = (index: number, by: number) => {
    const rules = [...draft.rules];
    rules.splice(index + by, 0, ...rules.splice(index, 1));
    setDraft({ ...draft, rules });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      {link.state === 'ended' && <Notice tone="warn">{t('promotion.link.ended')}</Notice>}
      <p className="field-hint link-lead">{t('promotion.link.lead')}</p>
      <ol className="link-rules">
        {draft.rules.map((rule, index) => (
          <RuleCard
            // A rule has no name of its own; its place in the order is what it is.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            index={index}
            last={index === draft.rules.length - 1}
            rule={rule}
            disabled={denied}
            onChange={(next) => setDraft({ ...draft, rules: draft.rules.with(index, next) })}
            onMove={(by) => move(index, by)}
            onRemove={() => setDraft({ ...draft, rules: draft.rules.filter((_, other) => other !== index) })}
          />
        ))}
      </ol>
      {draft.rules.length < 50 && (
        <Button
          type="dashed"
          disabled={denied}
          icon={<Icon name="plus" size={16} />}
          onClick={() => setDraft({ ...draft, rules: [...draft.rules, newRule] })}
        >
          {t('promotion.link.add')}
        </Button>
      )}
      <div className="link-otherwise">
        <To
          id="rule-otherwise"
          label={t(draft.rules.length > 0 ? 'promotion.link.otherwise' : 'promotion.link.always')}
          to={draft.otherwise}
          disabled={denied}
          onChange={(otherwise) => setDraft({ ...draft, otherwise })}
        />
      </div>
      <LinkTrial linkId={link.id} unsaved={changed} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <PermissionGate permission={changing} because={link.state === 'ended' ? t('promotion.link.ended') : undefined}>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!changed}>
            {t('action.save')}
          </Button>
        </PermissionGate>
      </div>
    </form>
  );
}

function RuleCard({
  index,
  last,
  rule,
  disabled,
  onChange,
  onMove,
  onRemove,
}: {
  index: number;
  last: boolean;
  rule: Rule;
  disabled: boolean;
  onChange: (rule: Rule) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const { t } = useI18n();
  const number = index + 1;
  const button = (words: string, icon: 'up' | 'down' | 'trash', off: boolean, onClick: () => void) => (
    <Button
      type="text"
      size="small"
      danger={icon === 'trash'}
      disabled={disabled || off}
      aria-label={t(`promotion.link.${words}`, { number })}
      icon={<Icon name={icon} size={15} />}
      onClick={onClick}
    />
  );
  return (
    <li>
      <div className="link-rule-head">
        <strong>{t('promotion.link.rule', { number })}</strong>
        {button('earlier', 'up', index === 0, () => onMove(-1))}
        {button('later', 'down', last, () => onMove(1))}
        {button('remove', 'trash', false, onRemove)}
      </div>
      <fieldset disabled={disabled}>
        <When id={`rule-${index}`} rule={rule} onChange={onChange} />
      </fieldset>
    </li>
  );
}

function When({ id, rule, onChange }: { id: string; rule: Rule; onChange: (rule: Rule) => void }) {
  const { t } = useI18n();
  const set = (part: Partial<Rule['when']>) => onChange({ ...rule, when: { ...rule.when, ...part } });
  const chips = (name: 'devices' | 'systems', all: readonly string[]) => (
    <div className="field">
      <span className="field-name">{t(`promotion.link.${name}`)}</span>
      <Chips
        label={t(`promotion.link.${name}`)}
        values={rule.when[name]}
        options={all.map((value) => ({ value, label: t(`promotion.link.${name}.${value}`) }))}
        most={all.length}
        onChange={(values) => set({ [name]: values } as Partial<Rule['when']>)}
      />
    </div>
  );
  const date = (name: 'from' | 'until') => (
    <Field id={`${id}-${name}`} label={t(`promotion.link.${name}`)}>
      <Input
        id={`${id}-${name}`}
        type="datetime-local"
        value={rule.when[name] ? wallIn(zone, rule.when[name]) : ''}
        onChange={(event) => set({ [name]: instantIn(zone, event.target.value) })}
      />
    </Field>
  );
  return (
    <>
      {chips('systems', systems)}
      {chips('devices', devices)}
      <div className="fields">
        <Words id={`${id}-countries`} name="countries" values={rule.when.countries} onChange={(countries) => set({ countries })} />
        <Words id={`${id}-languages`} name="languages" values={rule.when.languages} onChange={(languages) => set({ languages })} />
        {date('from')}
        {date('until')}
      </div>
      <To id={`${id}-to`} label={t('promotion.link.to')} to={rule.to} disabled={false} onChange={(to) => onChange({ ...rule, to })} />
    </>
  );
}

/** A few tags with spaces or commas between them; what is none of them goes when the field is left, so that typing is not disturbed. */
function Words({
  id,
  name,
  values,
  onChange,
}: {
  id: string;
  name: 'countries' | 'languages';
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const { t, format } = useI18n();
  const [text, setText] = useState(values.join(', '));
  const named = values.map((one) => (name === 'countries' ? format.country(one) : format.languageName(one)));
  const read = (typed: string) => {
    const fits = name === 'countries' ? /^[A-Z]{2}$/ : /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
    const words = typed.split(/[\s,，;；、]+/).map((one) => (name === 'countries' ? one.toUpperCase() : one));
    return [...new Set(words.filter((one) => fits.test(one)))];
  };
  // A rule that was moved brings other values to this place than were typed here.
  const shown = read(text).join() === values.join() ? text : values.join(', ');
  return (
    <Field id={id} label={t(`promotion.link.${name}`)} hint={named.length > 0 ? format.list(named) : t(`promotion.link.${name}_hint`)}>
      <Input
        id={id}
        maxLength={400}
        spellCheck={false}
        placeholder={name === 'countries' ? 'CN, SG' : 'zh, en'}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          onChange(read(event.target.value));
        }}
        onBlur={() => setText(values.join(', '))}
      />
    </Field>
  );
}

function To({
  id,
  label,
  to,
  disabled,
  onChange,
}: {
  id: string;
  label: string;
  to: Destination;
  disabled: boolean;
  onChange: (to: Destination) => void;
}) {
  const { t } = useI18n();
  return (
    <div className="fields">
      <Field id={id} label={label}>
        <Choice
          id={id}
          disabled={disabled}
          value={to.kind}
          options={destinationKinds.map((value) => ({ value, label: t(`promotion.link.kind.${value}`) }))}
          onChange={(kind) => onChange({ kind: kind as Destination['kind'], url: kind === 'landing' ? null : to.url })}
        />
      </Field>
      {to.kind !== 'landing' && (
        <Field id={`${id}-url`} label={t('promotion.link.url')} hint={t('promotion.link.url_hint')}>
          <Input
            id={`${id}-url`}
            disabled={disabled}
            maxLength={2000}
            spellCheck={false}
            value={to.url ?? ''}
            onChange={(event) => onChange({ ...to, url: event.target.value.trim() || null })}
          />
        </Field>
      )}
    </div>
  );
}
