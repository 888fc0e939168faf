/**
 * What people are told: in the app, and by mail in their own language, as each of them wants. It owns what was told, what is
 * read, and the preferences; it does not know when something is worth telling: the modules that cause it say so, in the
 * transaction that causes it. Kinds and what fills their sentences are in contract.ts, the sentences in locales/
 * (`notification.<kind>.title` and `.body`). Start reading at contract.ts, then notifications.ts.
 */
export { notificationsMigrations } from './migrations/index.ts';
export { createNotifications, type Notifications } from './notifications.ts';
export type { NotificationKind, NotificationParams } from './contract.ts';
