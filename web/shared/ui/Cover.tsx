/** A work's cover, or the poster that stands in for it. */
import { catalogContract } from '../../../src/modules/catalog/contract.ts';
import { hrefOf } from '../api/client.ts';
import { MadeCover } from './MadeCover.tsx';
import './cover.css';

export function Cover({ id, title, assetId, eager = false }: { id: string; title: string; assetId: string | null; eager?: boolean }) {
  if (assetId) {
    return (
      <img
        className="cover"
        src={hrefOf(catalogContract.routes.getAssetContent, { params: { assetId } })}
        alt=""
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
      />
    );
  }
  return <MadeCover id={id} title={title} />;
}
