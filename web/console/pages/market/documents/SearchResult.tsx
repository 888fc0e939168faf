import { Link } from 'react-router';
import type { SearchHit, SearchPassage } from '../../../../../src/modules/intelligence/searching/contract.ts';
import { documentHref } from '../kit/places.ts';
import { DocumentFacts } from './DocumentRow.tsx';
import { Marked } from './Marked.tsx';

/** A document that was found, with the passages that show why: each leads to its place. */
export function SearchResult({ hit: { document, titleMarks, passages, copies } }: { hit: SearchHit }) {
  const lang = document.language === 'zh' ? 'zh-CN' : 'en';
  return (
    <li className="market-hit">
      <Link className="market-title" to={`/market/documents/${document.id}`} lang={lang}>
        <Marked text={document.title} marks={titleMarks} />
      </Link>
      <DocumentFacts document={document} copies={copies} />
      {passages.length === 0
        ? document.lead !== '' && <p lang={lang}>{document.lead}</p>
        : passages.map((passage) => (
            <Link
              key={passage.anchor}
              className="market-snippet"
              lang={lang}
              to={documentHref({ documentId: document.id, anchor: passage.anchor, ...stretchOf(passage) })}
            >
              {passage.offset > 0 && '… '}
              <Marked text={passage.text} marks={passage.marks} />
            </Link>
          ))}
    </li>
  );
}

/** From the first to the last of what is lit in a passage. */
function stretchOf({ offset, marks }: SearchPassage): { start: number; end: number } | null {
  const [first, last] = [marks[0], marks.at(-1)];
  return first && last ? { start: offset + first[0], end: offset + last[1] } : null;
}
