/**
 * The little of WebAssembly that the parsers need. It exists in Node, browsers and workers, but
 * the pure core is compiled without the libraries that would declare it.
 */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new <Exports>(module: WasmModule, imports: WasmImports) => { readonly exports: Exports };
};

/** Opaque: compiled code, which can be instantiated any number of times. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: 'WebAssembly.Module';
}

export interface WasmImports {
  readonly [module: string]: { readonly [name: string]: (...args: readonly number[]) => unknown };
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Throws when the engine refuses. */
  grow(pages: number): number;
}

export interface WasmTable {
  get(index: number): (...args: readonly number[]) => unknown;
}

export function compileWasm(bytes: Uint8Array): Promise<WasmModule> {
  return WebAssembly.compile(bytes);
}

/** `Exports` is the caller's claim about the module. */
export function instantiateWasm<Exports>(module: WasmModule, imports: WasmImports): Exports {
  return new WebAssembly.Instance<Exports>(module, imports).exports;
}
