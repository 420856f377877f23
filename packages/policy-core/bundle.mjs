// What npm gets: one file for each entry of package.json and the chunks that several share, as ES modules and as
// CommonJS, with types. Packages of this workspace import the compiled files one by one and need none of it.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

import { indirectEval } from '../../tools/bundle/indirect-eval.mjs';
import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';
import { writeInAscii } from '../../tools/bundle/write-in-ascii.mjs';

const at = (...names) => path.join(import.meta.dirname, ...names);
const TARGET = at('dist/npm');
const { exports, dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
/** Such as `index` and `deployment/lock/index`, below `dist`. */
const ENTRIES = Object.values(exports).flatMap(
  ({ types }) => types?.match(/^\.\/dist\/(.+)\.d\.ts$/)?.[1] ?? [],
);

/** Rooms by the chunk they go into where several entries need them, from the ground up: none imports a later one. */
const CHUNKS = {
  policy: [
    'answers',
    'deployment[\\\\/](?:facts|record|rules)',
    'engine',
    'model',
    'parsers',
    'policy',
    'python-api',
    'update[\\\\/](?:config|state)',
  ],
  facts: ['change', 'dependencies', 'documents', 'hook', 'migrations', 'paths'],
  releases: ['database', 'deployment', 'generate', 'update'],
  checker: ['checker', 'editor', 'observe', 'report'],
};

/**
 * The one finds its way in Node by the place of its own file, the other is asked by one room alone. All others are inside:
 * loaded from npm they are over 200 files, most of them never used, and took half of the time of an import. Types still
 * speak of zod.
 */
const OUTSIDE = /^(?:web-tree-sitter|semver)(?:\/|$)/;

/** In the lowest chunk: then what joins CommonJS to the rest is in there, too, and no file of its own. */
const PACKAGES = '|[\\\\/]node_modules[\\\\/]';

const notices = thirdPartyNotices();
rmSync(TARGET, { recursive: true, force: true });
await writeCode();
await writeTypes();
// Their WebAssembly is inside, as text.
for (const name of ['libpg-query', 'tree-sitter-python', 'web-tree-sitter'])
  notices.add(at('node_modules', name, 'package.json'));
notices.write(at('dist/npm/THIRD-PARTY-NOTICES.txt'));

// The schema that editors complete policies from.
const { policyJsonSchema } = await import('./dist/index.js');
writeFileSync(at('dist/lockkeeper.schema.json'), `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`);

async function writeCode() {
  const bundle = await rolldown({
    input: entriesEnding('.js'),
    platform: 'browser',
    external: OUTSIDE,
    plugins: [notices.plugin, indirectEval()],
    // @iarna/toml speaks of Node's `global`, which no browser has and few bundlers supply.
    transform: { define: { global: 'globalThis' } },
  });
  for (const { format, ending } of [
    { format: 'esm', ending: 'js' },
    { format: 'cjs', ending: 'cjs' },
  ])
    await bundle.write({
      ...names(ending),
      format,
      codeSplitting: {
        groups: Object.entries(CHUNKS).map(([name, rooms], index) => ({
          name,
          test: new RegExp(
            `[\\\\/]dist[\\\\/](?:${rooms.join('|')})[\\\\/]${name === 'policy' ? PACKAGES : ''}`,
          ),
          tags: ['$initial'],
          minShareCount: 2,
          // At 0 a group is as good as none.
          priority: -1 - index,
        })),
      },
    });
  await bundle.close();
  writeInAscii(
    readdirSync(TARGET, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.c?js$/.test(file))
      .map((file) => path.join(TARGET, file)),
  );
}

async function writeTypes() {
  const bundle = await rolldown({
    input: entriesEnding('.d.ts'),
    external: isDependency,
    plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
  });
  for (const ending of ['d.ts', 'd.cts'])
    await bundle.write({
      ...names(ending),
      format: 'esm',
      codeSplitting: { groups: [{ name: 'types', test: /./, minShareCount: 2 }] },
    });
  await bundle.close();
}

/** @param {string} ending */
function names(ending) {
  return {
    dir: TARGET,
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `chunks/[name].${ending}`,
  };
}

/** @param {string} ending */
function entriesEnding(ending) {
  return Object.fromEntries(ENTRIES.map((name) => [name, at('dist', `${name}${ending}`)]));
}

/** What npm installs beside us stays outside. @param {string} id */
function isDependency(id) {
  return Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`));
}
