import type { z } from 'zod';
import { instantFromIso } from '../../../platform/time.ts';
import { takedownErrors } from '../errors.ts';
import type { TakedownParts } from '../service/parts.ts';
import { calendars } from './calendars.ts';
import { clocksFrom, isZone } from './clocks.ts';
import type { ClockStart, Jurisdiction, lawRoutes, NoticeContent, NoticeLanguage, NoticePreview } from './contract.ts';
import { knownHosts } from './known-hosts.ts';
import { laws } from './laws.ts';
import { composeNotice } from './letter.ts';

/** Laws as they are kept; nothing here reads or writes the database. */
export function createLawUses(_parts: TakedownParts) {
  return {
    listLaws: (): z.output<typeof lawRoutes.listLaws.response> => ({
      items: Object.values(laws),
      calendars: [...calendars],
      knownHosts: [...knownHosts],
    }),

    previewNotice: (law: Jurisdiction, language: NoticeLanguage, content: NoticeContent): NoticePreview =>
      composeNotice(law, language, content),

    /** Throws zone_unknown. */
    countClocks: (
      law: Jurisdiction,
      asked: { startsWith: ClockStart; at: string; zone?: string | undefined },
    ): z.output<typeof lawRoutes.countClocks.response> => {
      if (asked.zone !== undefined && !isZone(asked.zone)) throw takedownErrors.zone_unknown({ zone: asked.zone });
      const due = clocksFrom(laws[law], asked.startsWith, instantFromIso(asked.at), asked.zone ?? null);
      return {
        items: due.map(({ rule, earliestAt, dueAt, zone, certain }) => ({
          code: rule.code,
          label: rule.label,
          kind: rule.kind,
          earliestAt: earliestAt?.toISOString() ?? null,
          dueAt: dueAt.toISOString(),
          zone,
          certain,
        })),
      };
    },
  };
}
