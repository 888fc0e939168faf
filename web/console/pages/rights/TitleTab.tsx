/** Who owns what: shares of each right now, the chain of title drawn over time, its deeds, and what the work was made from. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { rightKinds, type RightKind } from '../../../../src/modules/rights/words/contract.ts';
import type { Deed, TitleOfRight, WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { CorrectDialog, VoidDialog } from './DeedChanges.tsx';
import { DeedDialog } from './DeedDialog.tsx';
import { DocumentLinks } from './DocumentLinks.tsx';
import { Faults, PartyName, SharesPicture } from './parts.tsx';
import { Relatives } from './Relatives.tsx';
import { dayWords, instantDay, rightWords, shareWords } from './scope-words.ts';
import { TitleChart } from './TitleChart.tsx';

type Open = { what: 'new' } | { what: 'void' | 'correct'; deed: Deed } | null;

export default function TitleTab({ register }: { register: WorkRegister }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [open, setOpen] = useState<Open>(null);
  const { titles, deeds, faults, work } = register;
  const groups = alike(titles);
  const colours = coloursOf(titles);
  const without = rightKinds.filter((right) => !titles.some((one) => one.right === right && one.periods.length > 0));
  const add = (
    <PermissionGate permission="rights.manage">
      <Button
        type={deeds.length === 0 ? 'primary' : 'default'}
        icon={<Icon name="plus" size={16} />}
        onClick={() => setOpen({ what: 'new' })}
      >
        {t(deeds.length === 0 ? 'rights.deed.first' : 'rights.deed.new')}
      </Button>
    </PermissionGate>
  );
  return (
    <div className="stack">
      <Faults faults={faults} />
      {deeds.length === 0 ? (
        <section className="panel">
          <EmptyState icon="badge" title={t('rights.title.none')} text={t('rights.title.none_text')} action={add} />
        </section>
      ) : (
        <>
          <Panel title={t('rights.title.now')} actions={add}>
            <div className="owned">
              {groups.map(({ rights, title }) => (
                <article key={rights.join()} className={title.now?.fault ? 'owned-right is-broken' : 'owned-right'}>
                  <h3>{format.list(rights.map((right) => rightWords(i18n, right)))}</h3>
                  <SharesPicture
                    shares={inOrder(title.now?.shares ?? [], colours)}
                    colours={colours}
                    label={t('rights.title.picture', {
                      right: format.list(rights.map((right) => rightWords(i18n, right))),
                      owners: format.list((title.now?.shares ?? []).map(({ party, share }) => `${party.name} ${share}`)),
                    })}
                  />
                  {title.now && <small>{t('rights.title.since', { day: dayWords(i18n, instantDay(title.now.from)) })}</small>}
                </article>
              ))}
            </div>
            {without.length > 0 && (
              <p className="field-hint">
                {t('rights.title.without', { list: format.list(without.map((right) => rightWords(i18n, right))) })}
              </p>
            )}
          </Panel>
          <Panel title={t('rights.title.chain')}>
            {groups.map(({ rights, title }) => (
              <TitleChart
                key={rights.join()}
                name={format.list(rights.map((right) => rightWords(i18n, right)))}
                title={title}
                at={register.at}
                colours={colours}
              />
            ))}
            <Deeds register={register} onOpen={setOpen} />
          </Panel>
        </>
      )}
      <Relatives register={register} />
      {open?.what === 'new' && <DeedDialog workId={work.id} register={register} onClose={() => setOpen(null)} />}
      {open?.what === 'void' && <VoidDialog deed={open.deed} onClose={() => setOpen(null)} />}
      {open?.what === 'correct' && <CorrectDialog deed={open.deed} register={register} onClose={() => setOpen(null)} />}
    </div>
  );
}

type Colours = ReadonlyMap<string, number>;
/** A party has one colour on the whole page, ourselves the first. */
function coloursOf(titles: readonly TitleOfRight[]): Colours {
  const parties = titles.flatMap(({ periods }) => periods.flatMap(({ shares }) => shares.map(({ party }) => party)));
  const ids = parties.toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf)).map(({ id }) => id);
  return new Map([...new Set(ids)].map((id, index) => [id, index]));
}
const inOrder = <Share extends { party: { id: string } }>(shares: readonly Share[], colours: Colours): Share[] =>
  shares.toSorted((a, b) => colours.get(a.party.id)! - colours.get(b.party.id)!);

/** Rights whose titles read the same stand together. */
function alike(titles: readonly TitleOfRight[]): { rights: RightKind[]; title: TitleOfRight }[] {
  const plain = ({ periods }: TitleOfRight) =>
    JSON.stringify(
      periods.map(({ from, until, shares, fault }) => [
        from,
        until,
        shares.map(({ party, share }) => `${party.id} ${share}`).toSorted(),
        fault?.code,
      ]),
    );
  const groups = Map.groupBy(
    titles.filter(({ periods }) => periods.length > 0),
    plain,
  );
  return [...groups.values()].map((group) => ({ rights: group.map(({ right }) => right), title: group[0]! }));
}

/** Deeds of one act (the same day, giver and receiver, alike in everything but the right) are one entry. */
function acts(deeds: readonly Deed[]): Deed[][] {
  const nameOf = (deed: Deed) =>
    JSON.stringify([
      deed.on,
      deed.zone,
      deed.from?.id,
      deed.to.id,
      deed.share,
      deed.note,
      deed.documentIds,
      deed.voided?.reason,
      deed.corrects !== null && deed.id,
    ]);
  return [...Map.groupBy(deeds, nameOf).values()];
}

function Deeds({ register, onOpen }: { register: WorkRegister; onOpen: (open: Open) => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [search] = useSearchParams();
  const asked = search.get('deed');
  useEffect(() => {
    if (asked) document.getElementById(asked)?.scrollIntoView({ block: 'center' });
  }, [asked]);
  return (
    <ol className="chain" aria-label={t('rights.title.deeds')}>
      {acts(register.deeds).map((act) => {
        const deed = act[0]!;
        const here = act.some(({ id }) => id === asked);
        return (
          <li key={deed.id} className={`${deed.voided ? 'is-void' : ''}${here ? ' is-here' : ''}`}>
            <time dateTime={deed.on}>{dayWords(i18n, deed.on)}</time>
            <div>
              <p>
                {act.map(({ id }) => (
                  <span key={id} id={id} />
                ))}
                {deedSentence(i18n, deed)}
              </p>
              <p className="chain-rights">
                {format.list(act.map(({ right }) => rightWords(i18n, right)))}
                {deed.corrects !== null && <Badge>{t('rights.deed.corrected')}</Badge>}
              </p>
              {deed.note && <p className="quiet-figures">{deed.note}</p>}
              {deed.voided && (
                <p className="chain-void">
                  {t('rights.deed.voided', { at: format.date(deed.voided.at), by: deed.voided.by, reason: deed.voided.reason })}
                </p>
              )}
              <DocumentLinks ids={deed.documentIds} documents={register.documents} />
              {!deed.voided && (
                <p className="chain-actions">
                  {act.map((each) => (
                    <span key={each.id}>
                      {act.length > 1 && <small>{rightWords(i18n, each.right)}</small>}
                      <PermissionGate permission="rights.manage">
                        <Button size="small" type="link" onClick={() => onOpen({ what: 'correct', deed: each })}>
                          {t('rights.deed.correct')}
                        </Button>
                      </PermissionGate>
                      <PermissionGate permission="rights.manage">
                        <Button size="small" type="link" onClick={() => onOpen({ what: 'void', deed: each })}>
                          {t('rights.deed.void')}
                        </Button>
                      </PermissionGate>
                    </span>
                  ))}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function deedSentence(i18n: I18n, { from, to, share }: Deed): React.ReactNode {
  const words = i18n.t(from ? 'rights.deed.says_transfer' : 'rights.deed.says_made', {
    from: from?.name ?? '',
    to: '\u0001',
    share: shareWords(i18n, share),
  });
  const [before, after] = words.split('\u0001');
  return (
    <>
      {before}
      <strong>
        <PartyName party={to} />
      </strong>
      {after}
    </>
  );
}
