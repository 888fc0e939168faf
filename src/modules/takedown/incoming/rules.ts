/** The machine from the other side: which act on an incoming notice is possible when, and what its user and sender are told. Pure. */
import type { Bilingual, Jurisdiction, NoticeLanguage } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import type { IncomingState, StatementOfReasons } from './contract.ts';

export const incomingActs = ['acknowledge', 'ask', 'measure', 'reject', 'counter', 'forward', 'restore', 'sue', 'close'] as const;
export type IncomingMove = (typeof incomingActs)[number];

const moves: Readonly<Record<IncomingMove, { from: readonly IncomingState[]; to: IncomingState }>> = {
  acknowledge: { from: ['received', 'incomplete'], to: 'acknowledged' },
  ask: { from: ['received', 'acknowledged'], to: 'incomplete' },
  measure: { from: ['received', 'incomplete', 'acknowledged', 'rejected', 'measure_taken'], to: 'measure_taken' },
  reject: { from: ['received', 'incomplete', 'acknowledged'], to: 'rejected' },
  counter: { from: ['measure_taken'], to: 'countered' },
  forward: { from: ['countered'], to: 'waiting' },
  // A decision can be reversed at any time; after a counter-notice it is forwarded first.
  restore: { from: ['measure_taken', 'waiting'], to: 'restored' },
  sue: { from: ['measure_taken', 'countered', 'waiting'], to: 'suit' },
  close: { from: ['received', 'incomplete', 'acknowledged', 'measure_taken', 'rejected', 'waiting', 'restored', 'suit'], to: 'closed' },
};

/** Where an act leads; null where it is not possible. */
export const nextIncoming = (state: IncomingState, act: IncomingMove): IncomingState | null =>
  moves[act].from.includes(state) ? moves[act].to : null;

/** Running clocks that an act ends. */
export function incomingClocksEnded(act: IncomingMove): { met: readonly string[]; stopped: readonly string[] | 'all' } {
  if (act === 'measure') return { met: ['decision'], stopped: [] };
  if (act === 'reject') return { met: ['decision'], stopped: 'all' };
  if (act === 'counter') return { met: ['complaint_window'], stopped: [] };
  if (act === 'restore' || act === 'close') return { met: ['counter_wait'], stopped: 'all' };
  if (act === 'sue') return { met: ['suit'], stopped: 'all' };
  return { met: [], stopped: [] };
}

const measureWords: Bilingual = { en: 'The link was ended: it no longer leads anywhere.', 'zh-CN': '链接已停用，不再跳转。' };
const redressOf = (law: Jurisdiction): Bilingual[] => [
  { en: 'Answer with a counter-notice in your notices.', 'zh-CN': '在“来函”中提交反通知。' },
  ...(law === 'eu_dsa'
    ? [
        { en: 'Complain to us for six months, free of charge (DSA Art. 20).', 'zh-CN': '六个月内可免费向我们申诉（DSA 第 20 条）。' },
        {
          en: 'Turn to a certified out-of-court dispute body (DSA Art. 21).',
          'zh-CN': '可向经认证的庭外争议解决机构求助（DSA 第 21 条）。',
        },
      ]
    : []),
  { en: 'Go to court.', 'zh-CN': '可向法院起诉。' },
];

/** What DSA 17(3) asks for, whatever the law: users everywhere are owed the reasons. */
export function statementFor(
  law: Jurisdiction,
  given: { facts: string; ground: 'law' | 'terms'; explanation: string; scope: string; automatedDetection: boolean },
): StatementOfReasons {
  return {
    measure: measureWords,
    facts: given.facts,
    automatedDetection: given.automatedDetection,
    automatedDecision: false,
    ground: { kind: given.ground, reference: given.ground === 'law' ? laws[law].source.article : '', explanation: given.explanation },
    scope: given.scope,
    until: null,
    redress: redressOf(law),
  };
}

type Letter = { subject: string; text: string };
const letters: Readonly<Record<'acknowledge' | 'ask' | 'measure' | 'reject' | 'forward', Readonly<Record<NoticeLanguage, Letter>>>> = {
  acknowledge: {
    en: { subject: 'Your notice was received', text: 'We have received your notice and will decide on it in time.' },
    'zh-CN': { subject: '已收到您的通知', text: '我们已收到您的通知，将及时处理。' },
  },
  ask: {
    en: { subject: 'Your notice needs more', text: 'To decide on your notice we need the following:' },
    'zh-CN': { subject: '请补充您的通知', text: '处理您的通知还需要以下内容：' },
  },
  measure: {
    en: {
      subject: 'We have acted on your notice',
      text: 'The links that you named and that are ours were ended. You may turn to a court against what was not.',
    },
    'zh-CN': { subject: '已处理您的通知', text: '您所列的本平台链接已停用。对未采取措施的部分，您可依法寻求救济。' },
  },
  reject: {
    en: {
      subject: 'Our decision on your notice',
      text: 'We do not act on your notice, for the following reason. You may turn to a court.',
    },
    'zh-CN': { subject: '关于您通知的决定', text: '我们决定不采取措施，理由如下。您可依法寻求救济。' },
  },
  forward: {
    en: {
      subject: 'A counter-notice to your notice',
      text: 'Our user has answered with the counter-notice below. Unless we hear within the time of the law that you have gone to court or complained, the links are restored.',
    },
    'zh-CN': { subject: '针对您通知的反通知', text: '用户提交了如下反通知。法定期间内未收到您起诉或投诉的通知，链接将恢复。' },
  },
};

/** What whoever sent a notice is written. */
export function letterFor(what: keyof typeof letters, language: NoticeLanguage, reference: string, more: string): Letter {
  const { subject, text } = letters[what][language];
  return { subject: `[${reference}] ${subject}`, text: [text, more].filter((part) => part !== '').join('\n\n') };
}
