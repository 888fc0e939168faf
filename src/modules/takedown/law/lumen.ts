/**
 * A notice in the shape that the Lumen database takes (its notices API): works with copyrighted and infringing URLs, and who is
 * sender, principal and recipient. What Lumen would publish of people is left to its redaction, and to whoever submits it.
 */
import type { Jurisdiction, NoticeContent, NoticeLanguage } from './contract.ts';
import { laws } from './laws.ts';

/** Lumen knows its own types; whatever is neither a DMCA notice nor a court's order is a local law's. */
const typeOf = (jurisdiction: Jurisdiction): string => (jurisdiction === 'dmca' ? 'DMCA' : 'LocalLaw');

export function lumenOf(notice: {
  jurisdiction: Jurisdiction;
  language: NoticeLanguage;
  content: NoticeContent;
  subject: string;
  text: string;
  recipient: string;
  sentOn: string | null;
  actionTaken: 'Yes' | 'No' | 'Partial' | 'Unspecified';
}): { notice: Record<string, unknown> } {
  const { content } = notice;
  const { sender } = content;
  const entity = (name: string, organisation: boolean, more: Record<string, string> = {}) => ({
    name,
    kind: organisation ? 'organization' : 'individual',
    ...more,
  });
  const contact = { address_line_1: sender.address, email: sender.email, phone: sender.phone, country_code: '' };
  const roles = [
    { name: 'recipient', entity_attributes: entity(notice.recipient, true) },
    { name: 'sender', entity_attributes: entity(sender.organisation || sender.name, sender.organisation !== '', contact) },
    ...(sender.principal === '' ? [] : [{ name: 'principal', entity_attributes: entity(sender.principal, true) }]),
  ];
  return {
    notice: {
      title: `${laws[notice.jurisdiction].name.en}: ${notice.recipient}`,
      type: typeOf(notice.jurisdiction),
      subject: notice.subject,
      body: notice.text,
      date_sent: notice.sentOn,
      date_received: null,
      source: 'Hookline',
      language: notice.language.slice(0, 2),
      jurisdiction_list: laws[notice.jurisdiction].country,
      action_taken: notice.actionTaken,
      works_attributes: content.works.map((work, index) => ({
        description: [work.title, work.description].filter((part) => part !== '').join(': '),
        kind: 'movie',
        copyrighted_urls_attributes: work.originalUrls.map((url) => ({ url })),
        infringing_urls_attributes: content.links.filter((link) => link.work === index).map(({ url }) => ({ url })),
      })),
      entity_notice_roles_attributes: roles,
    },
  };
}
