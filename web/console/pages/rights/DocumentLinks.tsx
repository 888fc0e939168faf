/** The documents that prove something, by name, each a download. */
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { RightsDocument } from '../../../../src/modules/rights/register/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';

export function DocumentLinks({ ids, documents }: { ids: readonly string[]; documents: readonly RightsDocument[] }) {
  const found = documents.filter(({ id }) => ids.includes(id));
  if (found.length === 0) return null;
  return (
    <ul className="document-links">
      {found.map((one) => (
        <li key={one.id}>
          <a href={hrefOf(rightsContract.routes.readRightsDocument, { params: { documentId: one.id } })} download={one.name}>
            <Icon name="text" size={14} /> {one.name}
          </a>
        </li>
      ))}
    </ul>
  );
}
