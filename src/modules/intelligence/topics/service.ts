import type { IntelligenceParts } from '../service/parts.ts';
import { createAlertUses } from './alerts.ts';
import { createTopicBook } from './book.ts';
import { createFilling } from './filling.ts';
import { createTopicPage } from './page.ts';

/** The use-cases of topics and alerts. */
export function createTopicsUses(parts: IntelligenceParts) {
  return { ...createTopicBook(parts), ...createTopicPage(parts), ...createAlertUses(parts), fillTopic: createFilling(parts) };
}
