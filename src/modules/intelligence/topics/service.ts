import type { IntelligenceParts } from '../service/parts.ts';
import { createAlertUses, createTelling } from './alerts.ts';
import { createTopicBook } from './book.ts';
import { createFilling } from './filling.ts';
import { createTopicPage } from './page.ts';

/** Seconds between two looks at what is to be told. */
const tellEverySeconds = 60;

/** The use-cases of topics and alerts; what is due is told by periodic work. */
export function createTopicsUses(parts: IntelligenceParts) {
  const tellAlerts = createTelling(parts);
  parts.jobs.every('intelligence.tell_alerts', tellEverySeconds, tellAlerts);
  return { ...createTopicBook(parts), ...createTopicPage(parts), ...createAlertUses(parts), fillTopic: createFilling(parts), tellAlerts };
}
