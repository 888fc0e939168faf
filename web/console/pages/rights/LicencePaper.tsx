/** A licence as a contract reads: who lets whom do what, clause by clause. */
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import type { Licence, RightsDocument } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DocumentLinks } from './DocumentLinks.tsx';
import { languagesWords, mediaWords, platformsWords, rightWords, scopeWords, territoriesWords, windowWords } from './scope-words.ts';
import '../campaigns/terms.css';

/** What is read; a draft that is being written has no id and may lack its parties. */
export type Paper = Pick<Licence, 'rights' | 'scope' | 'exclusivity' | 'sublicensing' | 'feeNote' | 'note' | 'documentIds'> & {
  grantors: readonly string[];
  grantee: string;
  holdbacks: readonly { id: string; binds: 'grantor' | 'grantee'; scope: Licence['scope'] }[];
};

export const paperOf = (licence: Licence): Paper => ({
  ...licence,
  grantors: licence.grantors.map(({ name }) => name),
  grantee: licence.grantee.name,
});

export function LicencePaper({
  paper,
  title,
  lead,
  documents = [],
}: {
  paper: Paper;
  title: string;
  lead?: string;
  documents?: readonly RightsDocument[];
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const blank = t('rights.paper.blank');
  // An answer leads to the holdback that decided it.
  const asked = useLocation().hash.slice(1);
  useEffect(() => {
    if (asked) document.getElementById(asked)?.scrollIntoView({ block: 'center' });
  }, [asked]);
  const list = (items: readonly string[]) => (items.length === 0 ? blank : format.list(items));
  const clauses: [key: string, text: string][] = [
    ['territory', territoriesWords(i18n, paper.scope.territories)],
    ['languages', languagesWords(i18n, paper.scope.languages)],
    ['platforms', platformsWords(i18n, paper.scope.platforms)],
    ['media', mediaWords(i18n, paper.scope.media)],
    ['term', windowWords(i18n, paper.scope.window)],
    ['exclusivity', t(`rights.paper.exclusivity_${paper.exclusivity}`)],
    [
      'sublicensing',
      t(paper.sublicensing === 0 ? 'rights.paper.no_sublicensing' : 'rights.paper.may_sublicense', { count: paper.sublicensing }),
    ],
  ];
  return (
    <article className="terms-paper licence-paper">
      <header>
        <h2>{title}</h2>
        {lead && <small>{lead}</small>}
        <p>
          {t('rights.paper.grant', {
            grantors: list(paper.grantors),
            grantee: paper.grantee || blank,
            rights: list(paper.rights.map((right) => rightWords(i18n, right))),
            exclusivity: t(`rights.exclusivity.${paper.exclusivity}`),
          })}
        </p>
      </header>
      <dl className="clauses">
        {clauses.map(([key, text]) => (
          <div key={key}>
            <dt>{t(`rights.paper.${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {paper.holdbacks.map((held, index) => (
          <div key={held.id} id={held.id} className={held.id === asked ? 'is-here' : undefined}>
            <dt>{t('rights.paper.holdback', { number: index + 1 })}</dt>
            <dd>{holdbackWords(i18n, paper, held)}</dd>
          </div>
        ))}
        {paper.feeNote && (
          <div>
            <dt>{t('rights.paper.fee')}</dt>
            <dd>{paper.feeNote}</dd>
          </div>
        )}
        {paper.note && (
          <div>
            <dt>{t('rights.note')}</dt>
            <dd>{paper.note}</dd>
          </div>
        )}
      </dl>
      <DocumentLinks ids={paper.documentIds} documents={documents} />
    </article>
  );
}

function holdbackWords(i18n: I18n, paper: Paper, { binds, scope }: Paper['holdbacks'][number]): string {
  const who = binds === 'grantor' ? i18n.format.list(paper.grantors) : paper.grantee;
  return i18n.t('rights.paper.holdback_text', { who: who || i18n.t('rights.paper.blank'), scope: scopeWords(i18n, scope) });
}
