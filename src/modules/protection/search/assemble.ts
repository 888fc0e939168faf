/**
 * Just enough of WebAssembly's binary format (W3C, WebAssembly Core Specification, chapter 5) to write one module with one function
 * over a memory that is given. JavaScript has no instruction that counts bits; `i64.popcnt` is one, and this is the way to it.
 */

export type Code = readonly number[];

/** An unsigned number in LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): Code {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned(Math.floor(value / 128))];
}

/** A signed number of 32 bits in LEB128. */
function signed(value: number): Code {
  const low = value & 127;
  const rest = value >> 7;
  const last = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return last ? [low] : [low + 128, ...signed(rest)];
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: Code): Code => [id, ...sized(bytes)];
/** "\0asm", version 1. */
const magic: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const name = (text: string): Code => sized([...Buffer.from(text)]);

export const types = { i32: 0x7f, i64: 0x7e } as const;
type Type = (typeof types)[keyof typeof types];

/** One after another. */
export const run = (...codes: readonly Code[]): Code => codes.flat();

/** The instructions that are used, by their names in the text format. Blocks take and leave nothing. */
export const op = {
  block: (...body: Code[]): Code => [0x02, 0x40, ...body.flat(), 0x0b],
  loop: (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b],
  if: (...body: Code[]): Code => [0x04, 0x40, ...body.flat(), 0x0b],
  br: (depth: number): Code => [0x0c, ...unsigned(depth)],
  brIf: (depth: number): Code => [0x0d, ...unsigned(depth)],
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  i64Load: (offset: number): Code => [0x29, 3, ...unsigned(offset)],
  i32Store: (offset: number): Code => [0x36, 2, ...unsigned(offset)],
  i32Const: (value: number): Code => [0x41, ...signed(value)],
  i32LeU: [0x4d],
  i32GeU: [0x4f],
  i32Add: [0x6a],
  i64Popcnt: [0x7b],
  i64Add: [0x7c],
  i64Xor: [0x85],
  i32WrapI64: [0xa7],
} as const;

/**
 * A module that imports `house.memory` and exports one function with one i32 as its result. Locals are numbered after the
 * parameters; the body leaves the result on the stack.
 */
export function assembleFunction(
  exported: string,
  parameters: readonly Type[],
  locals: readonly Type[],
  body: Code,
): Uint8Array<ArrayBuffer> {
  const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
  return Uint8Array.from([
    ...magic,
    ...section(1, vector([[0x60, ...vector(parameters.map((type) => [type])), ...vector([[types.i32]])]])),
    ...section(2, vector([[...name('house'), ...name('memory'), 0x02, 0x00, ...unsigned(1)]])),
    ...section(3, vector([unsigned(0)])),
    ...section(7, vector([[...name(exported), 0x00, ...unsigned(0)]])),
    ...section(10, vector([sized(code)])),
  ]);
}
