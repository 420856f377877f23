import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { installedParserBytes } from '../testing/load-parsers.ts';
import { embeddedParserBytes } from './embedded-wasm.generated.ts';
import { loadParsers } from './index.ts';
import { unpackWasm } from './unpack-wasm.ts';

describe('Packed WebAssembly', () => {
  it('comes out as it went in, in whatever number of chunks', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) % 251);
    expect(await unpackWasm(gzipSync(bytes).toString('base64'))).toEqual(bytes);
    expect(await unpackWasm(gzipSync(new Uint8Array()).toString('base64'))).toEqual(new Uint8Array());
  });

  it('is refused when it is damaged', async () => {
    await expect(unpackWasm('AAAA')).rejects.toThrow(/./);
    await expect(unpackWasm('not base64!')).rejects.toThrow(/./);
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
