import type { RevenueParts } from '../service/parts.ts';
import { createDocumentUses } from './documents.ts';
import { createExitUses } from './exit.ts';
import { createInvoiceUses } from './invoices.ts';
import { createProfileUses } from './profiles.ts';
import { createTaxUses } from './taxes.ts';

/** How payees are paid and taxed: the use-cases, and what is done for them now and then. */
export function createPayeeMoneyUses(parts: RevenueParts) {
  const { presentProfile, ...profiles } = createProfileUses(parts);
  const taxes = createTaxUses(parts);
  const exits = createExitUses(parts, { presentProfile });
  return {
    ...profiles,
    ...createDocumentUses(parts),
    ...createInvoiceUses(parts),
    ...taxes,
    ...exits,
    tendPayees: async (signal: AbortSignal): Promise<void> => {
      await taxes.watchThresholds(signal);
      await exits.moveDebtsOfGone(signal);
    },
  };
}
export type PayeeMoneyUses = ReturnType<typeof createPayeeMoneyUses>;
