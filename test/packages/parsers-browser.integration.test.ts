import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown, type OutputChunk } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('parsers-entry.ts', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockkeeper-parsers-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function bundled(platform: 'browser' | 'node', format: 'esm' | 'cjs'): Promise<OutputChunk[]> {
  const bundle = await rolldown({ input: ENTRY, platform, logLevel: 'silent' });
  const { output } = await bundle.generate({ format, codeSplitting: false });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}

/** Writes the bundle where nothing of the project can be found, runs it, and answers what it prints. */
function run(name: string, code: string, call: string): unknown {
  const file = join(folder, name);
  writeFileSync(file, `${code}\n${call}`);
  return JSON.parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }));
}

describe('The parsers in a bundle', () => {
  it('ask for no module of Node in a browser', async () => {
    const chunks = await bundled('browser', 'esm');
    const imports = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
    expect(imports.filter((name) => !chunks.some(({ fileName }) => fileName === name))).toEqual([]);
    const code = chunks.map((chunk) => chunk.code).join('\n');
    expect(code).not.toMatch(/["']node:/);
    const asked = [...code.matchAll(/\b(?:import|from)\s*\(?\s*["']([^"']+)["']/g)].map(
      ([, name]) => name ?? '',
    );
    expect(asked.filter((name) => builtinModules.includes(name))).toEqual([]);
  });

  it('run from one ESM file in Node, far from any package', async () => {
    const [chunk] = await bundled('node', 'esm');
    const call = 'console.log(JSON.stringify(await kinds()));';
    expect(run('bundle.mjs', chunk?.code ?? '', call)).toEqual(['statements', 'module']);
  });

  it('run from one CommonJS file in Node, far from any package', async () => {
    const [chunk] = await bundled('node', 'cjs');
    const call = 'kinds().then((all) => console.log(JSON.stringify(all)));';
    expect(run('bundle.cjs', chunk?.code ?? '', call)).toEqual(['statements', 'module']);
  });

  it('run from the browser bundle in a bare world: WebAssembly, streams and base64, nothing else', async () => {
    const [chunk] = await bundled('browser', 'esm');
    const call = ['const asBrowser = kinds();', 'console.log(JSON.stringify(await asBrowser));'].join('\n');
    // Node's own marks are hidden, as in a page; a page has no import of "module" either.
    const code = `const log = console.log; delete globalThis.process.versions.node; globalThis.window = globalThis;\n${chunk?.code ?? ''}`;
    expect(run('page.mjs', code, call)).toEqual(['statements', 'module']);
  });
});
