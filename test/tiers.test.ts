import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { PACKAGE_NAMES, ROOT, typescriptBelow } from './architecture/source-files.ts';

interface Tiers {
  /** What `npm test` starts for real, and the integration tests that do so. */
  readonly smoke: Readonly<Record<string, readonly string[]>>;
  /** Each slow test, and the small one about the same that runs in `npm test`. */
  readonly slow: Readonly<Record<string, string>>;
}

const tiers: Tiers = JSON.parse(readFileSync(path.join(ROOT, 'test/tiers.json'), 'utf8'));
const testFiles = [
  ...PACKAGE_NAMES.flatMap((name) => typescriptBelow(`packages/${name}`)).map(
    ({ file }) => `packages/${file}`,
  ),
  ...typescriptBelow('test').map(({ file }) => file),
].filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/editor/suite/'));

describe('the tiers of tests', () => {
  test('each slow test is named with its small one, and nothing else is', () => {
    const slow = testFiles.filter((file) => file.endsWith('.slow.test.ts'));
    expect(Object.keys(tiers.slow).toSorted()).toEqual(slow.toSorted());
  });

  test('each small one is a unit test that exists', () => {
    const units = testFiles.filter((file) => !/\.(?:integration|slow)\.test\.ts$/.test(file));
    expect(Object.values(tiers.slow).filter((file) => !units.includes(file))).toEqual([]);
  });

  test('each surface is started by an integration test that exists', () => {
    expect(Object.keys(tiers.smoke)).toEqual([
      'command line',
      'hook of an agent',
      'language server over stdio',
      'packed package, installed by a stranger',
      'real VS Code',
      'PostgreSQL with Alembic',
      'git',
      'PostgreSQL over TLS',
      'API of GitHub',
    ]);
    const integration = testFiles.filter((file) => file.endsWith('.integration.test.ts'));
    expect(
      Object.values(tiers.smoke)
        .flat()
        .filter((file) => !integration.includes(file)),
    ).toEqual([]);
  });

  test('a duration is of a unit or integration test that exists', () => {
    const durations: object = JSON.parse(readFileSync(path.join(ROOT, 'test/durations.json'), 'utf8'));
    expect(Object.keys(durations).filter((file) => !testFiles.includes(file))).toEqual([]);
    expect(Object.keys(durations).filter((file) => file.endsWith('.slow.test.ts'))).toEqual([]);
  });

  test('the ending of a name is of a tier that there is', () => {
    const endings = testFiles.map((file) => path.basename(file).split('.').slice(1).join('.'));
    expect([...new Set(endings)].toSorted()).toEqual(['integration.test.ts', 'slow.test.ts', 'test.ts']);
  });
});
