import {
  instantiateWasm,
  type WasmImports,
  type WasmMemory,
  type WasmModule,
  type WasmTable,
} from './web-assembly.ts';

/**
 * One running copy of libpg-query, without the JavaScript that npm ships beside it: that file
 * asks for `node:fs` and `__dirname`, which breaks bundles. The one letter names belong to
 * exactly version 18.1.5; a test compares them with the package.
 */
export interface PgQueryModule {
  /** Rejects nothing by itself: a NUL would end the input silently. Throws when WebAssembly traps. */
  parse(sql: string): PgQueryAnswer;
  /** In bytes. It never shrinks. */
  memorySize(): number;
}

export type PgQueryAnswer =
  | { readonly kind: 'tree'; readonly json: string }
  /** `codePoint` counts code points from zero. */
  | { readonly kind: 'error'; readonly message: string; readonly codePoint: number };

/** What libpg-query 18.1.5 exports under one letter each, as its own binding names them. */
export const EXPORT_NAMES = {
  wasmMemory: 'z',
  wasmTable: 'D',
  _malloc: 'C',
  _free: 'E',
  _wasm_parse_query_raw: 'F',
  _wasm_free_parse_result: 'G',
  _setThrew: 'P',
  __emscripten_stack_restore: 'Q',
  _emscripten_stack_get_current: 'R',
} as const;

/** What it imports. `invoke_*` call back into the table, and are where PostgreSQL's errors are caught. */
export const IMPORT_NAMES = {
  ___assert_fail: 'c',
  __abort_js: 'x',
  __emscripten_runtime_keepalive_clear: 'w',
  __emscripten_throw_longjmp: 'p',
  __setitimer_js: 'o',
  _emscripten_resize_heap: 'q',
  _exit: 'm',
  _fd_close: 'u',
  _fd_read: 'r',
  _fd_seek: 's',
  _fd_write: 't',
  _proc_exit: 'v',
  invoke_i: 'g',
  invoke_ii: 'b',
  invoke_iii: 'a',
  invoke_iiii: 'd',
  invoke_iiiii: 'k',
  invoke_ji: 'l',
  invoke_v: 'e',
  invoke_vi: 'f',
  invoke_vii: 'h',
  invoke_viii: 'j',
  invoke_viiii: 'i',
  invoke_viiiii: 'y',
  invoke_viiiiiiiiiiiii: 'n',
} as const;

/** The static constructors. The package's binding calls it without a name. */
export const CONSTRUCTORS_EXPORT = 'A';

interface PgQueryExports {
  readonly z: WasmMemory;
  readonly D: WasmTable;
  A(): void;
  C(size: number): number;
  E(pointer: number): void;
  F(query: number): number;
  G(result: number): void;
  P(threw: number, value: number): void;
  Q(stack: number): void;
  R(): number;
}

declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const PAGE = 65_536;
const MOST_MEMORY = 1_073_741_824;
const BAD_FILE_DESCRIPTOR = 8;

export function startPgQuery(module: WasmModule): PgQueryModule {
  const wasm: PgQueryExports = instantiateWasm<PgQueryExports>(module, { a: importsFor(() => wasm) });
  wasm.A();
  return { parse: (sql) => parse(wasm, sql), memorySize: () => wasm.z.buffer.byteLength };
}

function parse(wasm: PgQueryExports, sql: string): PgQueryAnswer {
  const query = writeText(wasm, sql);
  const result = wasm.F(query);
  if (result === 0) throw new Error('libpg-query had no memory for its answer.');
  const words = new DataView(wasm.z.buffer);
  const error = words.getUint32(result + 8, true);
  const answer: PgQueryAnswer =
    error === 0
      ? { kind: 'tree', json: readText(wasm, words.getUint32(result, true)) }
      : {
          kind: 'error',
          message: readText(wasm, words.getUint32(error, true)),
          codePoint: Math.max(0, words.getInt32(error + 16, true) - 1),
        };
  wasm.G(result);
  wasm.E(query);
  return answer;
}

function writeText(wasm: PgQueryExports, text: string): number {
  const bytes = encoder.encode(text);
  const pointer = wasm.C(bytes.length + 1);
  if (pointer === 0) throw new Error('libpg-query had no memory for the text.');
  const memory = new Uint8Array(wasm.z.buffer);
  memory.set(bytes, pointer);
  memory[pointer + bytes.length] = 0;
  return pointer;
}

function readText(wasm: PgQueryExports, pointer: number): string {
  const memory = new Uint8Array(wasm.z.buffer);
  return decoder.decode(memory.subarray(pointer, memory.indexOf(0, pointer)));
}

/** `wasm` is asked for late: the imports exist before the exports do. */
function importsFor(wasm: () => PgQueryExports): WasmImports[string] {
  // Emscripten's longjmp: thrown out of WebAssembly, caught in the nearest `invoke`.
  const jump = new Error('longjmp');
  const invoke =
    (whenJumped: unknown) =>
    (index: number = 0, ...args: readonly number[]): unknown => {
      const stack = wasm().R();
      try {
        return wasm().D.get(index)(...args);
      } catch (thrown) {
        wasm().Q(stack);
        if (thrown !== jump) throw thrown;
        wasm().P(1, 0);
        return whenJumped;
      }
    };
  const names = IMPORT_NAMES;
  const invokes = Object.entries(names).filter(([name]) => name.startsWith('invoke_'));
  return {
    ...Object.fromEntries(invokes.map(([, letter]) => [letter, invoke(undefined)])),
    // A 64-bit result needs a 64-bit zero.
    [names.invoke_ji]: invoke(0n),
    [names.__emscripten_throw_longjmp]: () => {
      throw jump;
    },
    ...Object.fromEntries(
      [names.___assert_fail, names.__abort_js, names._exit, names._proc_exit].map((letter) => [
        letter,
        giveUp,
      ]),
    ),
    [names._emscripten_resize_heap]: (size = 0) => (growMemory(wasm().z, size >>> 0) ? 1 : 0),
    [names.__setitimer_js]: () => 0,
    [names.__emscripten_runtime_keepalive_clear]: () => undefined,
    // No files: a parser has nothing to read or write.
    ...Object.fromEntries(
      [names._fd_close, names._fd_read, names._fd_seek, names._fd_write].map((letter) => [
        letter,
        () => BAD_FILE_DESCRIPTOR,
      ]),
    ),
  };
}

function giveUp(): never {
  throw new Error('libpg-query gave up.');
}

function growMemory(memory: WasmMemory, wanted: number): boolean {
  const size = memory.buffer.byteLength;
  if (wanted > MOST_MEMORY) return false;
  const generous = Math.min(MOST_MEMORY, Math.max(wanted, Math.ceil(size * 1.2)));
  try {
    memory.grow(Math.ceil((generous - size) / PAGE));
    return true;
  } catch {
    // The engine has no more to give; PostgreSQL turns this into its own "out of memory" error.
    return false;
  }
}
