import { describe, expect, test, vi } from 'vitest';

import { createChecker } from './create-checker.ts';
import { loadPolicy } from './load-policy.ts';
import { policyOf } from '../testing/any-repository.ts';
import { installedParserBytes } from '../testing/load-parsers.ts';

const policy = policyOf({ migrations: { sql: ['db/*.sql'], alembic: ['versions'] } });
const DROPS = [
  { path: 'db/1.sql', text: 'CREATE TABLE a (id int);\nDROP TABLE users;\n' },
  {
    path: 'versions/1.py',
    text: 'from alembic import op\nrevision = "1"\ndown_revision = None\ndef upgrade():\n    op.drop_table("orders")\n',
  },
];

/** Of the running engine; the libraries of the pure core do not declare it. */
const webAssembly: { compile(bytes: Uint8Array): Promise<unknown> } = Reflect.get(globalThis, 'WebAssembly');

describe.each([
  { what: 'with the bytes of this package', options: {} },
  { what: 'with bytes the host brings', options: { wasm: installedParserBytes() } },
])('a checker $what', ({ options }) => {
  test('reads SQL and Python', async () => {
    const checker = await createChecker(policy, options);
    const { findings } = checker.checkFiles(DROPS, { only: ['migrations/drop-table'] });
    expect(findings.map(({ at, message }) => [at?.path, message])).toEqual([
      ['db/1.sql', expect.stringContaining('drops table users')],
      ['versions/1.py', expect.stringContaining('drops table orders')],
    ]);
  });

  test('is synchronous from then on', async () => {
    const checker = await createChecker(policy, options);
    expect(checker.checkFiles([])).toMatchObject({ verdict: 'pass' });
  });

  test('compiles its parsers once a process, whoever asks at a time', async () => {
    await createChecker(policy, options);
    const compile = vi.spyOn(webAssembly, 'compile');
    const checkers = await Promise.all([createChecker(policy, options), createChecker(policy, options)]);
    expect(compile).not.toHaveBeenCalled();
    compile.mockRestore();
    for (const checker of checkers)
      expect(checker.checkFiles(DROPS, { only: ['migrations/drop-table'] }).findings).toHaveLength(2);
  });
});

test('a policy that is not valid is refused before anything is loaded', async () => {
  const invalid = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 2\n' });
  await expect(createChecker(invalid)).rejects.toThrow('lockkeeper.yaml is not a valid policy.');
});

test('bytes that are no parser are refused', async () => {
  const nothing = new Uint8Array();
  const wasm = { libpgQuery: nothing, treeSitter: nothing, treeSitterPython: nothing };
  await expect(createChecker(policy, { wasm })).rejects.toThrow(/WebAssembly|wasm|magic/i);
});
