/** What a notice or a counter-notice lacks by its law. */
import type { CounterContent, Element, Jurisdiction, MissingElement, NoticeContent } from './contract.ts';
import { laws } from './laws.ts';

const said = (text: string): boolean => text.trim() !== '';
const mailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
export const isMailAddress = (text: string): boolean => text.length <= 254 && mailForm.test(text);
export const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const ofNotice: Readonly<Record<string, (content: NoticeContent) => boolean>> = {
  signature: (content) => said(content.signature),
  works: ({ works }) => works.length > 0 && works.every(({ title }) => said(title)),
  material: ({ links }) => links.length > 0 && links.every(({ url }) => isWebAddress(url)),
  full_contact: ({ sender }) => said(sender.name) && said(sender.address) && said(sender.phone) && isMailAddress(sender.email),
  any_contact: ({ sender }) => said(sender.name) && said(sender.address) && (said(sender.phone) || isMailAddress(sender.email)),
  name_email: ({ sender }) => said(sender.name) && isMailAddress(sender.email),
  identity: ({ sender }) => said(sender.name) && said(sender.identityNumber),
  evidence: (content) => said(content.evidence),
  reasons: (content) => said(content.reasons),
  good_faith: ({ statements }) => statements.goodFaith,
  accuracy: ({ statements }) => statements.accuracy,
  perjury: ({ statements }) => statements.perjury,
};

const ofCounter: Readonly<Record<string, (content: CounterContent) => boolean>> = {
  signature: (content) => said(content.signature),
  material: (content) => said(content.material) || content.urls.length > 0,
  full_contact: (content) => said(content.name) && said(content.address) && said(content.phone),
  any_contact: (content) => said(content.name) && (said(content.address) || said(content.phone) || isMailAddress(content.email)),
  name_email: (content) => said(content.name) && isMailAddress(content.email),
  identity: (content) => said(content.name) && said(content.identityNumber),
  proof: (content) => said(content.proof),
  explanation: (content) => said(content.explanation),
  mistake: ({ statements }) => statements.mistake,
  perjury: ({ statements }) => statements.perjury,
  jurisdiction: ({ statements }) => statements.jurisdiction,
  accuracy: ({ statements }) => statements.accuracy,
};

const missingOf = (elements: readonly Element[], has: (code: string) => boolean): MissingElement[] =>
  elements.filter(({ code }) => !has(code)).map(({ code, label, field }) => ({ code, label, field }));

/** The required elements that a notice lacks, in the law's order; empty where it has all. */
export function checkNotice(jurisdiction: Jurisdiction, content: NoticeContent): MissingElement[] {
  const missing = missingOf(laws[jurisdiction].noticeElements, (code) => ofNotice[code]!(content));
  // Whoever acts for somebody says for whom: the authority that every law asks for is theirs.
  if (content.sender.capacity === 'agent' && !said(content.sender.principal))
    missing.push({ code: 'principal', label: { en: 'Whom you act for', 'zh-CN': '所代理的权利人' }, field: 'sender.principal' });
  return missing;
}

/** As checkNotice, of a counter-notice. */
export function checkCounterNotice(jurisdiction: Jurisdiction, content: CounterContent): MissingElement[] {
  return missingOf(laws[jurisdiction].counterElements, (code) => ofCounter[code]!(content));
}
