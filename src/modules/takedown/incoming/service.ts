import type { TakedownParts } from '../service/parts.ts';
import type { TellIncoming } from '../cases/tend.ts';
import type { Trx } from '../../../platform/db/index.ts';

export function createIncomingUses(_parts: TakedownParts) {
  const tellIncoming: TellIncoming = async () => {};
  return { countOpenIncoming: async (_trx: Trx, _organisationId: string): Promise<number> => 0, tellIncoming };
}
export type IncomingUses = ReturnType<typeof createIncomingUses>;
