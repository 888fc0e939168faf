import type { I18n } from '../../../../shared/i18n/i18n.ts';

/** When a document was published: the day as it says it, in whichever zone; with the time where one was said. */
export function publishedText({ language }: I18n, publishedAt: string | null): string | null {
  if (publishedAt === null) return null;
  const [day, time] = publishedAt.split('T');
  // The day that the document names, wherever the reader is.
  const text = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return time === undefined ? text : `${text} ${time.slice(0, 5)}`;
}
