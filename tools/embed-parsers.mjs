// Packs the parsers' WebAssembly files into one source file, so that the published package works
// from any bundle without reading files. Skips itself when the file is up to date.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const core = fileURLToPath(new URL('../packages/policy-core/', import.meta.url));
const target = join(core, 'src/parsers/embedded-wasm.generated.ts');

const sources = {
  libpgQuery: 'libpg-query/wasm/libpg-query.wasm',
  treeSitter: 'web-tree-sitter/web-tree-sitter.wasm',
  treeSitterPython: 'tree-sitter-python/tree-sitter-python.wasm',
};

/** Answers `written` or `up to date`; throws when a parser is not installed. */
export function embedParsers() {
  const files = Object.entries(sources).map(([name, path]) => ({ name, path, bytes: read(path) }));
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const { bytes } of files) hash.update(bytes);
  const stamp = `// Made by tools/embed-parsers.mjs from ${hash.digest('hex')}. Do not edit.`;

  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(stamp)) return 'up to date';
  const packed = files.map((file) => ({
    ...file,
    text: gzipSync(file.bytes, { level: 9 }).toString('base64'),
  }));
  writeFileSync(target, sourceText(stamp, packed));
  for (const { path, bytes, text } of packed) console.log(`${path}: ${bytes.length} -> ${text.length} bytes`);
  return 'written';
}

/** @param {string} path */
function read(path) {
  const file = join(core, 'node_modules', path);
  if (!existsSync(file)) throw new Error(`${file} is not installed. Run: pnpm install`);
  return readFileSync(file);
}

/**
 * @param {string} stamp
 * @param {readonly { name: string, text: string }[]} packed
 */
function sourceText(stamp, packed) {
  return [
    stamp,
    "import type { ParserBytes } from './parsers.ts';",
    "import { unpackWasm } from './unpack-wasm.ts';",
    '',
    '/** The WebAssembly of all parsers, unpacked anew on every call. */',
    'export async function embeddedParserBytes(): Promise<ParserBytes> {',
    `  const [${packed.map(({ name }) => name).join(', ')}] = await Promise.all([`,
    ...packed.map(({ name }) => `    unpackWasm(${name}Packed),`),
    '  ]);',
    `  return { ${packed.map(({ name }) => name).join(', ')} };`,
    '}',
    '',
    ...packed.map(({ name, text }) => `const ${name}Packed =\n  '${text}';`),
    '',
  ].join('\n');
}

const script = process.argv[1];
if (script !== undefined && pathToFileURL(realpathSync(script)).href === import.meta.url) {
  console.log(`Parsers: ${embedParsers()}.`);
}
