/** A work's states, in the same words and colours wherever they are shown. */
import type { Work, WorkSummary } from '../../../src/modules/catalog/contract.ts';
import { useI18n } from '../i18n/i18n.ts';
import { Badge, type Tone } from './PageFrame.tsx';

const statusTones: Record<WorkSummary['status'], Tone> = {
  draft: 'plain',
  in_production: 'active',
  ready: 'active',
  released: 'good',
  archived: 'plain',
};
const filingTones: Record<WorkSummary['filingState'], Tone> = {
  missing: 'plain',
  not_yet: 'warn',
  valid: 'good',
  expiring: 'warn',
  expired: 'bad',
};

export function StatusBadge({ status }: { status: WorkSummary['status'] }) {
  const { t } = useI18n();
  return <Badge tone={statusTones[status]}>{t(`work.status.${status}`)}</Badge>;
}

/** `quiet` shows only what needs an eye: a filing that is valid, or that was never needed, says nothing. */
export function FilingBadge({ work, quiet = false }: { work: WorkSummary | Work; quiet?: boolean }) {
  const { t } = useI18n();
  if (quiet && (work.filingState === 'valid' || work.filingState === 'missing')) return null;
  return <Badge tone={filingTones[work.filingState]}>{t(`filing.${work.filingState}`)}</Badge>;
}
