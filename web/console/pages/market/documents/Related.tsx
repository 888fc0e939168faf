import { Link } from 'react-router';
import type { RelatedDocument } from '../../../../../src/modules/intelligence/library/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { publishedText } from '../kit/published.ts';
import '../../../../shared/table/table.css';

/** Another document in a line: its title, from whom, when, in which language. */
export function Related({ one }: { one: RelatedDocument }) {
  const i18n = useI18n();
  return (
    <span className="cell-two">
      <Link to={`/market/documents/${one.id}`} lang={one.language === 'zh' ? 'zh-CN' : 'en'}>
        {one.title}
      </Link>
      <small>
        {[one.source, publishedText(i18n, one.publishedAt), i18n.format.languageName(one.language)].filter(Boolean).join(' · ')}
      </small>
    </span>
  );
}
