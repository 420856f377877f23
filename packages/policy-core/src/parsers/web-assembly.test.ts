import { describe, expect, it } from 'vitest';

import { compileWasm, instantiateWasm } from './web-assembly.ts';

/** `(module (import "a" "b" (func $log (param i32))) (func (export "run") i32.const 42 call $log))` */
const CALLS_ITS_IMPORT = Uint8Array.from(
  [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 8, 2, 0x60, 1, 0x7f, 0, 0x60, 0, 0],
    [2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
    [3, 2, 1, 1],
    [7, 7, 1, 3, 0x72, 0x75, 0x6e, 0, 1],
    [10, 8, 1, 6, 0, 0x41, 42, 0x10, 0, 0x0b],
  ].flat(),
);

interface Exports {
  readonly run: () => void;
}

describe('WebAssembly', () => {
  it('runs with what it imports', async () => {
    const seen: number[] = [];
    const imports = { a: { b: (value: number = -1) => seen.push(value) } };
    const { run } = instantiateWasm<Exports>(await compileWasm(CALLS_ITS_IMPORT), imports);
    run();
    run();
    expect(seen).toEqual([42, 42]);
  });

  it('is compiled once and started any number of times, each with its own imports', async () => {
    const module = await compileWasm(CALLS_ITS_IMPORT);
    const seen: string[] = [];
    for (const name of ['one', 'two']) {
      instantiateWasm<Exports>(module, { a: { b: () => seen.push(name) } }).run();
    }
    expect(seen).toEqual(['one', 'two']);
  });

  it('lets an error of an import through', async () => {
    const fails = () => {
      throw new Error('no disk');
    };
    const { run } = instantiateWasm<Exports>(await compileWasm(CALLS_ITS_IMPORT), { a: { b: fails } });
    expect(run).toThrow('no disk');
  });

  it('is refused without what it imports', async () => {
    const module = await compileWasm(CALLS_ITS_IMPORT);
    expect(() => instantiateWasm(module, {})).toThrow('WebAssembly.Instance()');
    expect(() => instantiateWasm(module, { a: {} })).toThrow('WebAssembly.Instance()');
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('not WebAssembly')],
    ['a module that is cut off', CALLS_ITS_IMPORT.slice(0, 30)],
    ['a module with a wrong version', Uint8Array.from([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0])],
  ])('is refused when it is %s', async (_, bytes) => {
    await expect(compileWasm(bytes)).rejects.toThrow('WebAssembly.compile()');
  });
});
