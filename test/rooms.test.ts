import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  declaredNames,
  handedOutNames,
  handedOutTypes,
  namesExportedTwice,
} from '../tools/house/exported-names.mjs';
import { circlesIn, closureSizes, graphOf, importsAmong } from '../tools/house/import-graph.mjs';
import { LAYERS, LAYERS_OF_MIGRATIONS } from '../tools/house/layers.mjs';
import { isDoor, upwardImports } from '../tools/house/rooms.mjs';
import { PACKAGES, productFiles } from '../tools/house/source-files.mjs';
import { ROOT } from './architecture/source-files.ts';

const core = productFiles(ROOT, 'policy-core');
const imports = importsAmong(core);

/** Names that all doors hand out together. */
const MOST_NAMES = 474;

interface Offering {
  readonly exports: Readonly<Record<string, unknown>>;
}

const manifest: Offering & { readonly publishConfig: Offering } = JSON.parse(
  readFileSync(path.join(ROOT, 'packages/policy-core/package.json'), 'utf8'),
);

/** Rooms whose rules are listed by name only: one file a rule. */
const RULES = /\/rules(?:\/[\w-]+)?$/;

describe('rooms of policy-core', () => {
  test('know only rooms below them', () => {
    expect(upwardImports(imports), 'tools/house/layers.mjs says which room lies where').toEqual([]);
  });

  test('are all there is: no file lies beside the door', () => {
    const loose = core.filter(({ file }) => /^policy-core\/src\/[^/]+$/.test(file));
    expect(loose.map(({ file }) => file)).toEqual(['policy-core/src/index.ts']);
  });

  test('each have a row in the table of layers', () => {
    const named = [...LAYERS.flat(), ...LAYERS_OF_MIGRATIONS.flat().map((room) => `migrations/${room}`)];
    const found = core.flatMap(({ file }) => {
      const [, top = '', inner = ''] = /^policy-core\/src\/([^/]+)\/(?:([^/]+)\/)?/.exec(file) ?? [];
      return top === '' ? [] : [top, ...(top === 'migrations' && inner !== '' ? [`${top}/${inner}`] : [])];
    });
    expect([...new Set(found)].sort()).toEqual(named.toSorted());
  });

  test('hold at most 60 files before they have rooms of their own', () => {
    const large = [...countedFolders()].filter(([folder, count]) => count > 60 && !RULES.test(folder));
    expect(large).toEqual([]);
  });

  test('the law sees an import that leads up, one of a type too, and lets one that leads down pass', () => {
    const files = [
      { file: 'policy-core/src/model/known.ts', text: "import type { Rule } from '../engine/rule.ts';\n" },
      { file: 'policy-core/src/engine/rule.ts', text: "import { known } from '../model/known.ts';\n" },
    ];
    expect(upwardImports(importsAmong(files))).toEqual([
      'policy-core/src/model/known.ts -> policy-core/src/engine/rule.ts',
    ]);
  });
});

describe('rules of policy-core', () => {
  const files = core.map(({ file }) => file);
  const rules = files.filter((file) => /\/rules\/(?:[\w-]+\/)?[\w-]+\.ts$/.test(file));

  test('are each compiled with at most 160 files, types included', () => {
    const sizes = closureSizes(graphOf(imports), rules);
    expect(sizes.length).toBeGreaterThan(150);
    expect(
      rules.filter((_, index) => (sizes[index] ?? 0) > 160),
      'hand in what reads and collects, as `migrations/facts/known-migrations.ts` does',
    ).toEqual([]);
  });
});

describe('doors of policy-core', () => {
  const doors = core.filter(({ file }) => isDoor(file));

  test('are what package.json offers, each at the place of its room', () => {
    const offered = Object.keys(manifest.exports).filter((subpath) => !subpath.endsWith('.json'));
    expect(doors.map(({ file }) => path.posix.join('.', subpathOf(file))).sort()).toEqual(
      offered.map((subpath) => path.posix.join('.', subpath)).sort(),
    );
  });

  test('are offered to npm as they are to the workspace', () => {
    expect(Object.keys(manifest.publishConfig.exports)).toEqual(Object.keys(manifest.exports));
  });

  test.each(doors)('$file hands out at most 60 names and holds no code', ({ text }) => {
    expect(handedOutNames(text).length).toBeLessThanOrEqual(60);
    const [code = ''] = text.split(/^\/\*\*.*?\*\/\n/s).slice(-1);
    expect(code.replaceAll(/^export (?:type )?\{[^}]*\} from '[^']+';\n/gm, '')).toBe('');
  });

  test('hand out each name once, and no more names than they did', () => {
    const names = doors.flatMap(({ text }) => handedOutNames(text));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length, 'the ratchet may only fall').toBeLessThanOrEqual(MOST_NAMES);
  });

  test('are for other packages: nothing inside goes through one', () => {
    expect(imports.filter(({ to }) => isDoor(to)).map(({ from }) => from)).toEqual([]);
  });
});

describe('files', () => {
  test.each(PACKAGES)('of %s form no circle of more than two', (name) => {
    const circles = circlesIn(graphOf(importsAmong(productFiles(ROOT, name))));
    expect(
      circles.filter((circle) => circle.length > 2),
      'move the type that ties them below both; imports of types count',
    ).toEqual([]);
  });

  test('the law sees a circle that goes through types', () => {
    const files = [
      { file: 'lsp/src/a.ts', text: "import { b } from './b.ts';\n" },
      { file: 'lsp/src/b.ts', text: "import type { C } from './c.ts';\n" },
      { file: 'lsp/src/c.ts', text: "export * from './a.ts';\n" },
      { file: 'lsp/src/d.ts', text: "const a = await import('./a.ts');\n" },
    ];
    const graph = graphOf(importsAmong(files));
    expect(circlesIn(graph)).toEqual([['lsp/src/a.ts', 'lsp/src/b.ts', 'lsp/src/c.ts']]);
    expect(closureSizes(graph, ['lsp/src/d.ts'])).toEqual([4]);
  });
});

describe('names', () => {
  test.each(PACKAGES)('exported in %s have one meaning each', (name) => {
    expect(namesExportedTwice(productFiles(ROOT, name))).toEqual([]);
  });

  test('the law reads what a file declares and what a door hands out', () => {
    const text = [
      "export { loadPolicy, type Policy as Loaded } from './policy.ts';",
      'export const a = 1;',
      'export async function b() {}',
      'export interface C {}',
    ].join('\n');
    expect(declaredNames(text)).toEqual(['a', 'b', 'C']);
    expect(handedOutNames(text)).toEqual(['a', 'b', 'C', 'loadPolicy', 'Loaded']);
    expect(
      handedOutTypes("export { a, type B } from './a.ts';\nexport type { C, D } from './c.ts';\n"),
    ).toEqual(['C', 'D', 'B']);
  });
});

/** `policy-core/src/deployment/lock/index.ts` is the door `deployment/lock`. */
function subpathOf(file: string): string {
  return path.posix.dirname(file).slice('policy-core/src'.length);
}

/** Files by folder, those in folders below it not counted. */
function countedFolders(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of core) {
    const folder = file.slice(0, file.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
