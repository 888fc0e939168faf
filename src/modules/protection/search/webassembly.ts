/** What is used of WebAssembly's interface to JavaScript: Node has it, and TypeScript describes it only together with a browser. */
type Interface = {
  readonly Module: {
    new (bytes: Uint8Array<ArrayBuffer>): Module;
    imports(module: Module): { module: string; name: string; kind: string }[];
    exports(module: Module): { name: string; kind: string }[];
  };
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory;
  readonly Instance: new (module: Module, imports: Record<string, Record<string, Memory>>) => { readonly exports: Record<string, unknown> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
};
export type Module = { readonly brand: 'module' };
/** `grow` counts in pages of 64 KiB, and leaves views of the buffer before it empty. */
type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Interface };
