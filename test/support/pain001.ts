/**
 * A strict reader of pain.001.001.09 for tests, written from the message definition report: the elements that our messages may use, in
 * their order, with how often each may stand, and the pattern of every text; then the rules across the message (sums, numbers).
 */
type Occurs = '1' | '?' | '+';
type Shape =
  | { readonly text: RegExp; readonly attributes?: Readonly<Record<string, RegExp>> }
  | readonly (readonly [name: string, occurs: Occurs, shape: Shape])[];
export type Node = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
};

// The data types of the report.
const max = (most: number): { text: RegExp } => ({ text: new RegExp(`^[^\\p{Cc}]{1,${most}}$`, 'u') });
const id35 = { text: /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/ };
const currency = { text: /^[A-Z]{3}$/ };
const country = { text: /^[A-Z]{2}$/ };
const numeric15 = { text: /^\d{1,15}$/ };
const decimal = { text: /^\d{1,15}(\.\d{1,17})?$/ };
const isoDate = { text: /^\d{4}-\d{2}-\d{2}$/ };
const isoDateTime = { text: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/ };
const bic = { text: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ };
const iban = { text: /^[A-Z]{2}\d{2}[A-Za-z0-9]{1,30}$/ };
const amount = { text: /^\d{1,13}(\.\d{1,5})?$/, attributes: { Ccy: /^[A-Z]{3}$/ } };

const party: Shape = [
  ['Nm', '?', max(140)],
  ['PstlAdr', '?', [['Ctry', '?', country]]],
];
const accountId: Shape = [
  ['IBAN', '?', iban],
  ['Othr', '?', [['Id', '1', max(34)]]],
];
const agent: Shape = [
  [
    'FinInstnId',
    '1',
    [
      ['BICFI', '?', bic],
      [
        'ClrSysMmbId',
        '?',
        [
          ['ClrSysId', '?', [['Cd', '1', { text: /^[A-Z]{1,5}$/ }]]],
          ['MmbId', '1', max(35)],
        ],
      ],
      ['Nm', '?', max(140)],
      ['Othr', '?', [['Id', '1', max(35)]]],
    ],
  ],
];
const transaction: Shape = [
  [
    'PmtId',
    '1',
    [
      ['InstrId', '?', id35],
      ['EndToEndId', '1', id35],
    ],
  ],
  ['Amt', '1', [['InstdAmt', '1', amount]]],
  ['CdtrAgt', '?', agent],
  ['Cdtr', '?', party],
  [
    'CdtrAcct',
    '?',
    [
      ['Id', '1', accountId],
      ['Ccy', '?', currency],
    ],
  ],
  ['RmtInf', '?', [['Ustrd', '?', max(140)]]],
];
const document: Shape = [
  [
    'CstmrCdtTrfInitn',
    '1',
    [
      [
        'GrpHdr',
        '1',
        [
          ['MsgId', '1', id35],
          ['CreDtTm', '1', isoDateTime],
          ['NbOfTxs', '1', numeric15],
          ['CtrlSum', '?', decimal],
          ['InitgPty', '1', party],
        ],
      ],
      [
        'PmtInf',
        '+',
        [
          ['PmtInfId', '1', id35],
          ['PmtMtd', '1', { text: /^(CHK|TRF|TRA)$/ }],
          ['NbOfTxs', '?', numeric15],
          ['CtrlSum', '?', decimal],
          ['ReqdExctnDt', '1', [['Dt', '1', isoDate]]],
          ['Dbtr', '1', party],
          [
            'DbtrAcct',
            '1',
            [
              ['Id', '1', accountId],
              ['Ccy', '?', currency],
            ],
          ],
          ['DbtrAgt', '1', agent],
          ['ChrgBr', '?', { text: /^(DEBT|CRED|SHAR|SLEV)$/ }],
          ['CdtTrfTxInf', '+', transaction],
        ],
      ],
    ],
  ],
];

/** The tree of a message. Throws for what is no well-formed XML of elements, attributes and text. */
export function readXml(text: string): Node {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === text) throw new Error('no XML declaration');
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([A-Za-z0-9]+)((?: [A-Za-z]+="[^"<]*")*)>|([^<]+)/g)) {
    if (match.index !== at) throw new Error(`no XML at ${at}`);
    at = match.index + match[0].length;
    const [, closing, name, attributes, words] = match;
    const here = open.at(-1)!;
    if (words !== undefined) {
      if (/&(?!(amp|lt|gt|quot|apos);)/.test(words)) throw new Error('an ampersand of its own');
      here.text += words.replace(
        /&(amp|lt|gt|quot|apos);/g,
        (_, entity: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[entity]!,
      );
    } else if (closing) {
      if (open.pop()!.name !== name) throw new Error(`${name} is closed and was not open`);
    } else {
      const found = Object.fromEntries([...attributes!.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map((each) => [each[1]!, each[2]!]));
      const node: Node = { name: name!, attributes: found, children: [], text: '' };
      here.children.push(node);
      open.push(node);
    }
  }
  if (at !== body.length || open.length !== 1) throw new Error('not all is closed');
  return root.children[0]!;
}

function check(node: Node, shape: Shape, path: string, faults: string[]): void {
  if ('text' in shape) {
    if (node.children.length > 0) faults.push(`${path} has elements`);
    if (!shape.text.test(node.text) || node.text.trim() !== node.text) faults.push(`${path}: ${node.text}`);
    for (const name of Object.keys(node.attributes)) if (!shape.attributes?.[name]) faults.push(`${path} @${name}`);
    for (const [name, form] of Object.entries(shape.attributes ?? {}))
      if (!form.test(node.attributes[name] ?? '')) faults.push(`${path} @${name}`);
    return;
  }
  if (node.text.trim() !== '' || node.children.length === 0) faults.push(`${path} holds elements, at least one, and no text`);
  let next = 0;
  for (const [name, occurs, inner] of shape) {
    let count = 0;
    for (; node.children[next]?.name === name; next++, count++) check(node.children[next]!, inner, `${path}/${name}`, faults);
    if (occurs !== '?' && count === 0) faults.push(`${path}/${name} is missing`);
    if (occurs !== '+' && count > 1) faults.push(`${path}/${name} stands ${count} times`);
  }
  if (next < node.children.length) faults.push(`${path}/${node.children[next]!.name} is out of place`);
}

/** All elements of a name below one. */
export function all(node: Node, name: string): Node[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}
const minor = (text: string): bigint =>
  BigInt(text.replace(/^(\d+)(?:\.(\d+))?$/, (_, whole: string, part = '') => whole + part.padEnd(5, '0')));

/** What is wrong with a message; nothing where it is as the report and its rules have it. */
export function painFaults(text: string): string[] {
  const root = readXml(text);
  const faults: string[] = [];
  if (root.name !== 'Document' || root.attributes.xmlns !== 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09')
    faults.push('the document is of another message');
  check({ ...root, attributes: {} }, document, 'Document', faults);
  if (faults.length > 0) return faults;
  const amounts = (of: Node): bigint => all(of, 'InstdAmt').reduce((sum, each) => sum + minor(each.text), 0n);
  for (const block of [all(root, 'CstmrCdtTrfInitn')[0]!, ...all(root, 'PmtInf')]) {
    const head = block.name === 'PmtInf' ? block : block.children[0]!;
    const said = (name: string): string | undefined => head.children.find((child) => child.name === name)?.text;
    if (said('NbOfTxs') !== String(all(block, 'CdtTrfTxInf').length)) faults.push(`${head.name}: NbOfTxs`);
    if (said('CtrlSum') !== undefined && minor(said('CtrlSum')!) !== amounts(block)) faults.push(`${head.name}: CtrlSum`);
  }
  const references = all(root, 'EndToEndId').map((each) => each.text);
  if (new Set(references).size !== references.length) faults.push('an end-to-end id stands twice');
  for (const each of [...all(root, 'CdtrAcct'), ...all(root, 'DbtrAcct')])
    if (each.children[0]!.children.length !== 1) faults.push('an account is an IBAN or another, not both');
  if (all(root, 'InstdAmt').some((each) => minor(each.text) === 0n)) faults.push('an amount of nothing');
  return faults;
}
