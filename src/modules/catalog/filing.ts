import type { Work } from './contract.ts';

export type Filing = NonNullable<Work['filing']>;

/** A filing is shown as running out this many days before it does: renewal takes weeks. */
export const expiringDays = 30;

/** Where a filing stands on a day (`YYYY-MM-DD`); its first and last days are valid ones. A missing date leaves that side open. */
export function filingStateOn(filing: Filing | null, today: string): Work['filingState'] {
  if (!filing) return 'missing';
  if (filing.validFrom && today < filing.validFrom) return 'not_yet';
  if (!filing.validUntil) return 'valid';
  if (today > filing.validUntil) return 'expired';
  return daysBetween(today, filing.validUntil) <= expiringDays ? 'expiring' : 'valid';
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
