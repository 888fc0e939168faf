import { assembleFunction, op, run, types, type Code } from './assemble.ts';

/**
 * How codes lie in memory: blocks of two pages of WebAssembly (64 KiB each), the first 128 bits of 4,096 codes in the one, the other
 * 128 bits in the other. Unrelated codes differ in some 64 of their first 128 bits, so the second page is hardly ever read.
 */
export const layout = { pageBytes: 65_536, halfBytes: 16, codesPerBlock: 4096, pagesPerBlock: 2, unrolled: 4 } as const;

const [at, end, query, radius, out] = [0, 1, 2, 3, 4];
const [q0, q1, q2, q3, distance] = [5, 6, 7, 8, 9];

/** In how many bits 16 bytes at `at + offset` differ from two words of the query. */
const differing = (offset: number, low: number, high: number): Code =>
  run(
    run(op.get(at), op.i64Load(offset), op.get(low), op.i64Xor, op.i64Popcnt),
    run(op.get(at), op.i64Load(offset + 8), op.get(high), op.i64Xor, op.i64Popcnt),
    run(op.i64Add, op.i32WrapI64),
  );

const isNear: Code = run(op.get(distance), op.get(radius), op.i32LeU);
const advance = (local: number, bytes: number): Code => run(op.get(local), op.i32Const(bytes), op.i32Add, op.set(local));

const compareAt = (offset: number): Code =>
  run(
    run(differing(offset, q0, q1), op.set(distance), isNear),
    op.if(
      run(differing(offset + layout.pageBytes, q2, q3), op.get(distance), op.i32Add, op.set(distance), isNear),
      op.if(
        run(op.get(out), op.get(at), op.i32Const(offset), op.i32Add, op.i32Store(0)),
        run(op.get(out), op.get(distance), op.i32Store(4)),
        advance(out, 8),
      ),
    ),
  );

/**
 * `scan(at, end, query, radius, out)`: compares the codes whose first halves lie from `at` up to `end` (a multiple of four of them)
 * with the 32 bytes at `query`, writes address and distance (four bytes each) of those within `radius` from `out` on, and answers
 * where it stopped writing.
 */
export function scanModule(): Uint8Array<ArrayBuffer> {
  const { i32, i64 } = types;
  const load = [q0, q1, q2, q3].map((word, i) => run(op.get(query), op.i64Load(8 * i), op.set(word)));
  const step = Array.from({ length: layout.unrolled }, (_, i) => compareAt(i * layout.halfBytes));
  const isOver = run(op.get(at), op.get(end), op.i32GeU);
  const body = op.block(op.loop(isOver, op.brIf(1), ...step, advance(at, layout.unrolled * layout.halfBytes), op.br(0)));
  return assembleFunction('scan', [i32, i32, i32, i32, i32], [i64, i64, i64, i64, i32], run(...load, body, op.get(out)));
}
