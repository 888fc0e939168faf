/** The use that is asked about, kept in the address, so that an answer can be sent to somebody. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { media, rightKinds } from '../../../../src/modules/rights/words/contract.ts';
import { useUrlChange } from '../../../shared/ui/url-state.ts';
import type { Offer } from './queries.ts';

const initial = { right: 'streaming', partyId: '', language: 'zh-CN', platform: 'hongguo', medium: 'iap' } as const;
type Change = Partial<Record<keyof typeof initial, string>>;

/** A work's offer as the address has it, with a way to change parts of it. */
export function useOffer(workId: string): [Offer, (change: Change) => void] {
  const [search] = useSearchParams();
  const set = useUrlChange();
  const offer = useMemo((): Offer => {
    const text = (name: keyof typeof initial) => search.get(name) ?? initial[name];
    return {
      workId,
      right: rightKinds.find((one) => one === text('right')) ?? initial.right,
      partyId: text('partyId'),
      language: text('language'),
      platform: text('platform'),
      medium: media.find((one) => one === text('medium')) ?? initial.medium,
      zone: 'Asia/Shanghai',
    };
  }, [search, workId]);
  return [
    offer,
    (change) =>
      set(
        Object.fromEntries(
          Object.entries(change).map(([name, value]) => [name, value === initial[name as keyof typeof initial] ? null : value]),
        ),
      ),
  ];
}
