import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareLine, type Ours, type Theirs } from './compare.ts';
import { settlementMapping } from './contract.ts';
import { addTold, createRowReader, missingFields, suggestColumns, type Told } from './rows.ts';

const november = new Date('2026-11-30T16:00:00Z');
const header = ['商户订单号', '支付时间', '业务类型', '支付金额', '退款金额', '平台服务费', '结算金额(元)'];
const mapping = settlementMapping.parse({ columns: suggestColumns(header) });
const read = createRowReader(header, mapping, { currency: 'CNY', zone: 'Asia/Shanghai' });
const row = (...cells: string[]): Told => read(2, cells);

describe('a row of a settlement file', () => {
  test('is read by the names that platforms give their columns', () => {
    expect(mapping.columns).toEqual({
      orderId: '商户订单号',
      occurredAt: '支付时间',
      type: '业务类型',
      amount: '支付金额',
      refunded: '退款金额',
      fee: '平台服务费',
      net: '结算金额(元)',
    });
    expect(missingFields(header, mapping)).toEqual([]);
    expect(missingFields(['时间', '结算金额'], { ...mapping, columns: suggestColumns(['时间', '结算金额']) })).toEqual(['orderId']);
  });

  test('says what was paid, given back and kept, with either sign of the fee', () => {
    expect(row('A1', '2026-11-03 10:00:00', '支付', '9.90', '', '0.99', '8.91')).toMatchObject({
      externalId: 'A1',
      copies: 1,
      amountMinor: 990n,
      refundedMinor: 0n,
      feeMinor: 99n,
      netMinor: 891n,
      at: new Date('2026-11-03T02:00:00Z'),
      problem: null,
    });
    expect(row('A1', '2026-11-03', '支付', '9.90', '', '-0.99', '8.91').feeMinor).toBe(99n);
    expect(row('A1', '2026-11-05', '退款', '-4.00', '', '0.40', '-3.60')).toMatchObject({
      copies: 0,
      amountMinor: null,
      refundedMinor: 400n,
      feeMinor: -40n,
    });
  });

  test('names what cannot be read', () => {
    expect(row('', '2026-11-03', '支付', '9.90', '', '', '').problem?.code).toBe('row.field_missing');
    expect(row('A1', '2026-11-03', '支付', '9,9x', '', '', '').problem).toMatchObject({ code: 'row.amount_unreadable' });
    expect(row('A1', '2026-11-03', '支付', '', '', '', '').problem).toMatchObject({
      code: 'row.field_missing',
      params: { field: 'amount' },
    });
  });

  test('a file without a column of fees implies them, one without what was paid implies that', () => {
    const bare = createRowReader(
      ['order', 'gross', 'net'],
      settlementMapping.parse({ columns: { orderId: 'order', amount: 'gross', net: 'net' } }),
      {
        currency: 'CNY',
        zone: 'Asia/Shanghai',
      },
    );
    expect(bare(2, ['A', '10', '9.40'])).toMatchObject({ amountMinor: 1000n, feeMinor: 60n });
    const left = createRowReader(
      ['order', 'fee', 'net'],
      settlementMapping.parse({ columns: { orderId: 'order', fee: 'fee', net: 'net' } }),
      {
        currency: 'CNY',
        zone: 'Asia/Shanghai',
      },
    );
    expect(left(2, ['A', '0.6', '9.40'])).toMatchObject({ amountMinor: 1000n, feeMinor: 60n });
  });
});

const cents = fc.bigInt({ min: 0n, max: 10_000_000n });
const shown = (minor: bigint): string =>
  `${minor < 0n ? '-' : ''}${(minor < 0n ? -minor : minor) / 100n}.${String((minor < 0n ? -minor : minor) % 100n).padStart(2, '0')}`;

test('a payment and its refunds add up in whatever order their rows come', () => {
  fc.assert(
    fc.property(cents, fc.array(cents, { maxLength: 4 }), fc.nat(), (paid, refunds, seed) => {
      const rows = [
        row('A', '2026-11-03', '支付', shown(paid), '', '', shown(paid)),
        ...refunds.map((back) => row('A', '2026-11-04', '退款', shown(-back), '', '', shown(-back))),
      ];
      const at = seed % rows.length;
      const turned = [...rows.slice(at), ...rows.slice(0, at)];
      const sum = turned.reduce((first, next) => addTold(first, next));
      expect(sum).toMatchObject({
        copies: 1,
        amountMinor: paid,
        refundedMinor: refunds.reduce((all, back) => all + back, 0n),
        netMinor: paid - refunds.reduce((all, back) => all + back, 0n),
      });
    }),
  );
});

const theirs = (change: Partial<Theirs> = {}): Theirs => ({
  copies: 1,
  copiedMinor: 0n,
  amountMinor: 1000n,
  refundedMinor: 0n,
  refundedBeforeMinor: 0n,
  feeMinor: 0n,
  netMinor: null,
  currency: 'CNY',
  status: null,
  hasTime: true,
  ...change,
});
const ours = (change: Partial<Ours> = {}): Ours => ({
  amountMinor: 1000n,
  refundedMinor: 0n,
  currency: 'CNY',
  valid: true,
  refundedAt: null,
  ...change,
});
const compare = (a: Partial<Theirs>, b: Partial<Ours> | null = {}) => compareLine(theirs(a), b && ours(b), november);

describe('an order of the file against the books', () => {
  test('matches to the minor unit, its fee explained', () => {
    expect(compare({ feeMinor: 60n, netMinor: 940n })).toEqual({ outcome: 'matched', differences: [], proposals: [], differenceMinor: 0n });
    expect(compare({ status: 'cancelled' }, null).outcome).toBe('matched');
    expect(compare({ status: 'cancelled' }, { valid: false }).outcome).toBe('matched');
  });

  test('differs by a single minor unit, and says by how much the books claim more', () => {
    expect(compare({ amountMinor: 999n })).toMatchObject({ outcome: 'different', differences: ['amount'], differenceMinor: 1n });
    expect(compare({ amountMinor: 1001n })).toMatchObject({ differenceMinor: -1n });
    expect(compare({ feeMinor: 60n, netMinor: 930n })).toMatchObject({
      differences: ['net'],
      differenceMinor: 10n,
      proposals: ['ask_platform', 'post_to_fees', 'post_to_suspense'],
    });
  });

  test('a refund that only the platform knows can be marked, one of a later month is none of this file', () => {
    expect(compare({ refundedMinor: 300n })).toMatchObject({ differences: ['refund'], differenceMinor: 300n });
    expect(compare({ refundedMinor: 300n }).proposals[0]).toBe('mark_refunded');
    expect(compare({}, { refundedMinor: 300n, refundedAt: new Date('2026-12-02T00:00:00Z') }).outcome).toBe('matched');
    expect(compare({}, { refundedMinor: 300n, refundedAt: new Date('2026-11-20T00:00:00Z') })).toMatchObject({
      differences: ['refund'],
      differenceMinor: -300n,
    });
    expect(compare({ amountMinor: null, copies: 0, refundedMinor: 200n, refundedBeforeMinor: 100n }, { refundedMinor: 300n }).outcome).toBe(
      'matched',
    );
  });

  test('cancelled there, paid twice, unknown here, in another currency', () => {
    expect(compare({ status: 'cancelled' })).toMatchObject({ differences: ['status'], differenceMinor: 1000n });
    expect(compare({ status: 'cancelled' }).proposals[0]).toBe('mark_cancelled');
    expect(compare({}, { valid: false }).proposals[0]).toBe('correct_amount');
    expect(compare({ copies: 2, copiedMinor: 1000n })).toMatchObject({ outcome: 'duplicate', differenceMinor: -1000n });
    expect(compare({}, null)).toMatchObject({
      outcome: 'missing_here',
      differenceMinor: -1000n,
      proposals: ['import_order', 'ask_platform', 'post_to_suspense'],
    });
    expect(compare({ hasTime: false }, null).proposals).not.toContain('import_order');
    expect(compare({ currency: 'USD' })).toMatchObject({ differences: ['currency'], proposals: ['ask_platform'] });
  });

  test('matches just where file and books claim the same', () => {
    fc.assert(
      fc.property(cents, cents, cents, cents, (a, b, c, d) => {
        const [paid, back] = [a, b > a ? a : b];
        const [known, given] = [c, d > c ? c : d];
        const { outcome, differenceMinor } = compare(
          { amountMinor: paid, refundedMinor: back },
          { amountMinor: known, refundedMinor: given },
        );
        expect(outcome === 'matched').toBe(paid === known && back === given);
        expect(differenceMinor).toBe(known - given - (paid - back));
      }),
    );
  });
});
