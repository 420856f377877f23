import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { installedParserBytes } from '../testing/load-parsers.ts';
import { embeddedParserBytes } from './embedded-wasm.generated.ts';
import { loadParsers } from './load-parsers.ts';
import { unpackWasm } from './unpack-wasm.ts';

describe('Packed WebAssembly', () => {
  it('comes out as it went in, in whatever number of chunks', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) % 251);
    expect(await unpackWasm(gzipSync(bytes).toString('base64'))).toEqual(bytes);
    expect(await unpackWasm(gzipSync(new Uint8Array()).toString('base64'))).toEqual(new Uint8Array());
  });

  it('comes out as it went in, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect(await unpackWasm(gzipSync(bytes).toString('base64'))).toEqual(bytes);
      }),
    );
  });

  const packed = gzipSync(new TextEncoder().encode('WebAssembly '.repeat(50)));

  it.each<[string, string]>([
    ['not packed', 'AAAA'],
    ['not base64', 'not base64!'],
    ['cut off', packed.subarray(0, packed.length - 12).toString('base64')],
    ['without its check sum', packed.subarray(0, packed.length - 8).toString('base64')],
    ['changed', Buffer.from(packed.map((byte, at) => (at === 20 ? byte ^ 0xff : byte))).toString('base64')],
    ['empty', ''],
  ])('is refused when it is %s', async (_, text) => {
    await expect(unpackWasm(text)).rejects.toThrow(/./);
  });

  it('holds exactly the files of the installed parsers, and they load', async () => {
    const [embedded, installed] = [await embeddedParserBytes(), installedParserBytes()];
    expect(Buffer.from(embedded.libpgQuery).equals(installed.libpgQuery)).toBe(true);
    expect(Buffer.from(embedded.treeSitter).equals(installed.treeSitter)).toBe(true);
    expect(Buffer.from(embedded.treeSitterPython).equals(installed.treeSitterPython)).toBe(true);
    const parsers = await loadParsers(embedded);
    expect(parsers.sql.parse('SELECT 1').kind).toBe('statements');
    expect(parsers.python.parse('x = 1').kind).toBe('module');
  });
});
