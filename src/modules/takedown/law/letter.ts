/** A notice's content as a letter and as fields for a form, in the words of its law and language. */
import { checkNotice } from './check.ts';
import type { Jurisdiction, NoticeContent, NoticeLanguage, NoticePreview } from './contract.ts';
import { followUps, labels, templates, withdrawals } from './templates.ts';

export type LetterFrame = {
  /** What both sides know it by, e.g. `HK-42`. */
  reference: string;
  kind: 'notice' | 'follow_up' | 'withdrawal';
  /** Of the notice that a follow-up or withdrawal refers to. */
  earlier: { subject: string; sentOn: string } | null;
};

const fresh: LetterFrame = { reference: '', kind: 'notice', earlier: null };

/** The letter, its fields, and what is missing by its law; follow-ups and withdrawals need no elements of their own. */
export function composeNotice(
  jurisdiction: Jurisdiction,
  language: NoticeLanguage,
  content: NoticeContent,
  frame: LetterFrame = fresh,
): NoticePreview {
  const template = templates[jurisdiction][language];
  const word = labels[language];
  const colon = language === 'en' ? ': ' : '：';
  const fields = fieldsOf(content, language, frame.kind === 'notice' ? template.demands : '', jurisdiction);
  const reference = frame.reference === '' ? '' : `[${frame.reference}] `;
  if (frame.kind !== 'notice') {
    const words = (frame.kind === 'follow_up' ? followUps : withdrawals)[language];
    const intro = fill(words.intro, frame.earlier ?? { subject: template.subject, sentOn: '' });
    const kept = fields.filter(({ label }) => [word.links, word.name, word.organisation, word.email, word.signature].includes(label));
    const head = frame.kind === 'follow_up' ? word.follow_up! : word.withdrawal!;
    const text = [intro, linksOf(content, language), words.demands, signatureOf(content)].filter((part) => part !== '').join('\n\n');
    return { subject: `${reference}${head}${colon}${template.subject}`, text, fields: kept, missing: [] };
  }
  const body = fields.map(({ label, value }) => (value.includes('\n') ? `${label}${colon.trim()}\n${value}` : `${label}${colon}${value}`));
  const opening = frame.reference === '' ? [] : [`${word.reference}${colon}${frame.reference}`];
  return {
    subject: `${reference}${template.subject}`,
    text: [...opening, template.intro, ...body, template.outro].join('\n\n'),
    fields,
    missing: checkNotice(jurisdiction, content),
  };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

function signatureOf(content: NoticeContent): string {
  return [content.signature || content.sender.name, content.sender.organisation, content.sender.email]
    .filter((part) => part !== '')
    .join('\n');
}

function linksOf(content: NoticeContent, language: NoticeLanguage): string {
  const word = labels[language];
  const colon = language === 'en' ? ': ' : '：';
  return content.links
    .map((link, index) => {
      const more = [
        content.works.length > 1 && content.works[link.work] ? `${word.work}${colon}${content.works[link.work]!.title}` : '',
        link.account === '' ? '' : `${word.account}${colon}${link.account}`,
        link.location === '' ? '' : `${word.location}${colon}${link.location}`,
        link.capturedAt === null ? '' : `${word.captured}${colon}${link.capturedAt}${link.sha256 ? ` (SHA-256 ${link.sha256})` : ''}`,
      ].filter((part) => part !== '');
      return [`${index + 1}. ${link.url}`, ...more.map((part) => `   ${part}`)].join('\n');
    })
    .join('\n');
}

function fieldsOf(
  content: NoticeContent,
  language: NoticeLanguage,
  demands: string,
  jurisdiction: Jurisdiction,
): { label: string; value: string }[] {
  const word = labels[language];
  const { sender } = content;
  const colon = language === 'en' ? ': ' : '：';
  const statements = templates[jurisdiction][language].statements;
  const works = content.works.map((work) =>
    [
      work.title,
      work.description,
      work.registration === '' ? '' : `${word.registration}${colon}${work.registration}`,
      ...work.originalUrls.map((url) => `${word.original}${colon}${url}`),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  );
  const all: [string, string][] = [
    [word.name!, sender.name],
    [word.organisation!, sender.organisation],
    [word.capacity!, sender.name === '' ? '' : word[`capacity_${sender.capacity}`]!],
    [word.principal!, sender.principal],
    [word.identity!, sender.identityNumber],
    [word.address!, sender.address],
    [word.phone!, sender.phone],
    [word.email!, sender.email],
    ...works.map((work): [string, string] => [word.work!, work]),
    [word.links!, linksOf(content, language)],
    [word.evidence!, content.evidence],
    [word.reasons!, content.reasons],
    [word.demands!, content.demands === '' ? demands : content.demands],
    [
      word.statements!,
      (['goodFaith', 'accuracy', 'authority', 'perjury'] as const)
        .filter((key) => content.statements[key])
        .map((key) => statements[key])
        .join('\n'),
    ],
    [word.signature!, content.signature],
    [word.date!, content.signedOn ?? ''],
  ];
  return all.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
