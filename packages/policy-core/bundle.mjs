// policy-core ships unbundled but for one module, so that it runs in browsers as it is: @iarna/toml speaks of Node's
// `global`, which no browser has and few bundlers supply. Its code goes into ours, with `globalThis` instead.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';

const TOML_TEXT = path.join(import.meta.dirname, 'dist/policy/source/toml-text.js');
const TOML_READER = '@iarna/toml';
const INSIDE = [TOML_READER, 'libpg-query', 'tree-sitter-python', 'web-tree-sitter'];

if (readFileSync(TOML_TEXT, 'utf8').includes(`'${TOML_READER}/`)) await takeTomlReaderIn();

const notices = thirdPartyNotices();
for (const name of INSIDE) notices.add(path.join(import.meta.dirname, 'node_modules', name, 'package.json'));
notices.write(path.join(import.meta.dirname, 'dist/THIRD-PARTY-NOTICES.txt'));

// The schema that editors complete policies from.
const { policyJsonSchema } = await import('./dist/index.js');
const schema = `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`;
writeFileSync(path.join(import.meta.dirname, 'dist/lockkeeper.schema.json'), schema);

async function takeTomlReaderIn() {
  const bundle = await rolldown({
    input: TOML_TEXT,
    platform: 'browser',
    external: (id, importer, isResolved) =>
      !isResolved && importer === TOML_TEXT && !id.startsWith(TOML_READER),
    transform: { define: { global: 'globalThis' } },
    // Inside is an `eval` that is never reached.
    checks: { eval: false },
  });
  await bundle.write({ file: TOML_TEXT, format: 'esm' });
  await bundle.close();
  rmSync(`${TOML_TEXT}.map`, { force: true });
}
