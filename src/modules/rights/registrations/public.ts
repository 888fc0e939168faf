/** What anybody may ask: whether a root is a registration of this house. Only who has all of it is told, and no more than when. */
import { negotiateLanguage } from '../../../platform/i18n.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RootVerification } from './contract.ts';
import * as repo from './repo.ts';
import { rootPage } from './root-page.ts';

export function createPublicUses({ db }: RightsParts) {
  const verifyRoot = (root: string): Promise<RootVerification> =>
    db.read(async (trx) => {
      const row = await repo.findByRoot(trx, root);
      const stamps = row ? await repo.listStamps(trx, [row.id]) : [];
      return {
        registered: row !== undefined,
        root,
        leaves: row?.leaves ?? null,
        registeredAt: row?.registered_at.toISOString() ?? null,
        stamps: stamps
          .filter(({ state }) => state === 'stamped')
          .map(({ authority, stamped_at, signer, anchor, fingerprint }) => ({
            authority,
            at: stamped_at!.toISOString(),
            signer: signer ?? '',
            anchor,
            fingerprint,
          })),
      };
    });

  return {
    verifyRoot,

    /** The same as a page, in the language that is asked for, else the reader's. A text that is no root is as unknown as any other. */
    async showRoot(given: string, language: string | null, acceptLanguage: string | null): Promise<Response> {
      const root = given.trim().toLowerCase();
      const found = /^[0-9a-f]{64}$/.test(root) ? await verifyRoot(root) : null;
      const page = rootPage(found, language ?? negotiateLanguage(acceptLanguage));
      return new Response(page, {
        status: found?.registered ? 200 : 404,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'x-robots-tag': 'noindex',
          'referrer-policy': 'no-referrer',
          vary: 'accept-language',
        },
      });
    },
  };
}
