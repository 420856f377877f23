import { readdirSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  dumpingGrounds,
  escapesFromTypes,
  leftForLater,
  listsHandedOver,
} from './architecture/house-style.ts';
import { BOUNDARIES, forbiddenImports, type Boundary } from './architecture/import-law.ts';
import { impurities, promisesIn } from './architecture/purity-law.ts';
import {
  PACKAGE_NAMES,
  productFiles,
  ROOT,
  testFilesOf,
  typescriptBelow,
  type PackageName,
} from './architecture/source-files.ts';

describe('imports', () => {
  test.each(BOUNDARIES)('$name imports only what it may', (boundary) => {
    expect(forbiddenImports(boundary, productFiles(boundary.name)), boundary.because).toEqual([]);
  });

  test('every package has a boundary', () => {
    const packages = readdirSync(path.join(ROOT, 'packages'));
    const because =
      'a new package needs a row in ARCHITECTURE.md and in test/architecture/import-law.ts first';
    expect(packages.sort(), because).toEqual(BOUNDARIES.map(({ name }) => name as string).sort());
  });

  const crossings: readonly { what: string; in: PackageName; at?: string; text: string; says: string }[] = [
    { what: 'a Node built-in', in: 'policy-core', text: "import fs from 'node:fs';", says: 'node:fs (*)' },
    {
      what: 'a type of a sibling',
      in: 'policy-core',
      text: "import type { Git } from '@lockkeeper/operations/ports';",
      says: '@lockkeeper/operations/ports',
    },
    {
      what: 'a parser outside its folder',
      in: 'policy-core',
      text: "import { parse } from 'libpg-query';",
      says: 'libpg-query (parse)',
    },
    { what: 'an npm package', in: 'operations', text: "export { z } from 'zod';", says: 'zod (z)' },
    {
      what: 'a rule',
      in: 'host-node',
      text: "import { allRules, observed } from '@lockkeeper/policy-core';",
      says: '@lockkeeper/policy-core (allRules, observed)',
    },
    {
      what: 'what writes, from what reads',
      in: 'host-node',
      at: 'read/git.ts',
      text: "import { save } from '../write/files.ts';",
      says: '../write/files.ts (save)',
    },
    { what: 'the editor', in: 'cli', text: "const code = await import('vscode');", says: 'vscode (*)' },
    {
      what: 'the power to write',
      in: 'lsp',
      text: "import * as host from '@lockkeeper/host-node/write';",
      says: '@lockkeeper/host-node/write (*)',
    },
    {
      what: 'the cache outside of the thread that judges',
      in: 'lsp',
      at: 'server/server.ts',
      text: "import { createReadingStore } from '@lockkeeper/host-node/cache';",
      says: '@lockkeeper/host-node/cache (createReadingStore)',
    },
    {
      what: 'a thread outside bin and worker',
      in: 'lsp',
      at: 'features/hover.ts',
      text: "import { Worker } from 'node:worker_threads';",
      says: 'node:worker_threads (Worker)',
    },
    {
      what: 'policy',
      in: 'extension',
      text: "type Policy = import('@lockkeeper/policy-core').Policy;",
      says: '@lockkeeper/policy-core',
    },
    {
      what: 'the door of another surface',
      in: 'lsp',
      text: "import { renderReport } from '@lockkeeper/policy-core/report';",
      says: '@lockkeeper/policy-core/report (renderReport)',
    },
    {
      what: 'a room that has no door',
      in: 'cli',
      text: "import { sha256 } from '@lockkeeper/policy-core/model/sha256.ts';",
      says: '@lockkeeper/policy-core/model/sha256.ts (sha256)',
    },
    {
      what: 'the file system by require',
      in: 'extension',
      text: "const fs = require('node:fs');",
      says: 'node:fs (*)',
    },
    { what: 'a computed name', in: 'cli', text: 'await import(name);', says: 'a computed name (*)' },
    {
      what: 'the inside of another package',
      in: 'cli',
      text: "import '../../policy-core/src/known.ts';",
      says: '../../policy-core/src/known.ts (*)',
    },
  ];

  test.each(crossings)(
    'the law sees that $in imports $what',
    ({ in: name, at = 'example.ts', text, says }) => {
      const file = `${name}/src/${at}`;
      expect(forbiddenImports(boundaryOf(name), [{ file, text }])).toEqual([`${file} imports ${says}`]);
    },
  );

  const passages: readonly { in: PackageName; at: string; text: string }[] = [
    {
      in: 'policy-core',
      at: 'parsers/sql.ts',
      text: "import { parse } from 'libpg-query'; import { z } from 'zod';",
    },
    {
      in: 'host-node',
      at: 'read/git.ts',
      text: "import { observed, type Known } from '@lockkeeper/policy-core'; import type { Policy } from '@lockkeeper/policy-core';",
    },
    { in: 'lsp', at: 'check-worker.ts', text: "import { parentPort } from 'node:worker_threads';" },
    { in: 'extension', at: 'trust.ts', text: "import * as vscode from 'vscode'; // not from 'node:fs'" },
  ];

  test.each(passages)('the law lets $in/$at pass', ({ in: name, at, text }) => {
    expect(forbiddenImports(boundaryOf(name), [{ file: `${name}/src/${at}`, text }])).toEqual([]);
  });
});

describe('purity', () => {
  test('policy-core and operations read neither clock nor chance', () => {
    const files = [...productFiles('policy-core'), ...productFiles('operations')];
    expect(
      impurities(files),
      'the same facts must give the same verdict tomorrow: take the time from the facts',
    ).toEqual([]);
  });

  test('rules answer at once', () => {
    const rules = productFiles('policy-core').filter(({ file }) => file.includes('/rules/'));
    expect(
      promisesIn(rules),
      'a rule decides from facts that are already there, so it has nothing to wait for',
    ).toEqual([]);
  });

  test.each([
    ['Date.now()', 'const now = Date.now();'],
    ['new Date()', 'const now = new Date();'],
    ['Date()', 'const now = Date();'],
    ['Math.random()', 'const chance = Math.random();'],
    ['setTimeout()', 'setTimeout(() => {}, 1);'],
    ['performance.now()', 'globalThis.performance.now();'],
  ])('the law sees %s', (call, text) => {
    expect(impurities([{ file: 'a.ts', text }])).toEqual([`a.ts calls ${call}`]);
  });

  test('the law lets a given date and a sentence about Date.now() pass', () => {
    expect(
      impurities([{ file: 'a.ts', text: "const day = new Date('2026-11-21'); // not Date.now()" }]),
    ).toEqual([]);
  });

  test.each([
    'async function check() {}',
    'const later: Promise<number> = start();',
    'const f = async () => { for await (const x of y) use(x); };',
  ])('the law sees the promise in: %s', (text) => {
    expect(promisesIn([{ file: 'a.ts', text }])).toEqual(['a.ts uses a promise']);
  });
});

describe('house style', () => {
  const product = PACKAGE_NAMES.flatMap(productFiles);
  const tests = [...PACKAGE_NAMES.flatMap(testFilesOf), ...typescriptBelow('test')];

  test('every file name says what is inside', () => {
    const because = 'a name such as utils attracts whatever has no home: name the file after its one idea';
    expect(dumpingGrounds([...product, ...tests]), because).toEqual([]);
  });

  test('types are not escaped from', () => {
    const because =
      'an escape hides exactly the mistake the types were there to show; one justified `as` a file is the limit';
    expect(escapesFromTypes(product), because).toEqual([]);
  });

  test('nothing is left for later', () => {
    expect(leftForLater([...product, ...tests]), 'finish it, or write it down where work is planned').toEqual(
      [],
    );
  });

  test('no list is handed over one by one where files are judged', () => {
    expect(
      listsHandedOver(productFiles('policy-core')),
      'a long one overflows the stack: use a loop',
    ).toEqual([]);
  });

  test('the law sees a list that is handed over one by one', () => {
    const files = [
      { file: 'a.ts', text: 'found.push(...more);' },
      { file: 'b.ts', text: 'found.push(first, ...more);' },
      { file: 'c.ts', text: 'for (const one of more) found.push(one);' },
      { file: 'd.ts', text: 'found.push({ ...one });' },
    ];
    expect(listsHandedOver(files)).toEqual([
      'a.ts hands over a list one by one',
      'b.ts hands over a list one by one',
    ]);
  });

  test.each([
    'cli/src/utils.ts',
    'cli/src/common/paths.ts',
    'lsp/src/text-helpers.ts',
    'cli/src/lock-manager.test.ts',
  ])('the law sees that %s says nothing', (file) => {
    expect(dumpingGrounds([{ file, text: '' }])).toEqual([file]);
  });

  test.each([
    ['a.ts says any', 'let x: any;'],
    ['a.ts asserts with ! that something is there', 'const first = list[0]!;'],
    ['a.ts casts with `as` 2 times', 'const a = b as string; const c = d as unknown;'],
    ['a.ts silences a checker', `// @ts-${'ignore'}\nexport {};`],
    ['a.ts silences a checker', `// oxlint-dis${'able'}-next-line no-empty\nexport {};`],
    ['a.ts silences a checker', `// oxlint-dis${'able'}-next-line max-params -- it is fine\nexport {};`],
  ])('the law sees that %s', (says, text) => {
    expect(escapesFromTypes([{ file: 'a.ts', text }])).toEqual([says]);
  });

  test('the law lets one cast, `as const`, `!==` and the word any in a sentence pass', () => {
    const text = "const a = ['x'] as const; const b = a as unknown; if (b !== a) log('any'); // any";
    expect(escapesFromTypes([{ file: 'a.ts', text }])).toEqual([]);
  });

  test('the law lets one named rule be silenced for one line with a reason', () => {
    const text = `// oxlint-dis${'able'}-next-line no-control-regex -- pip splits at these\nexport {};`;
    expect(escapesFromTypes([{ file: 'a.ts', text }])).toEqual([]);
  });

  test('the law sees a note for later', () => {
    expect(leftForLater([{ file: 'a.ts', text: `// TO${'DO'}: later` }])).toEqual([
      'a.ts leaves something for later',
    ]);
  });
});

function boundaryOf(name: PackageName): Boundary {
  const boundary = BOUNDARIES.find((one) => one.name === name);
  if (boundary === undefined) throw new Error(`${name} has no boundary`);
  return boundary;
}
