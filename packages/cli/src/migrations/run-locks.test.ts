import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { PG_VERSIONS } from '../../../policy-core/src/index.ts';
import { migrationsContract } from '../../../policy-core/src/testing/migrations-json-contract.ts';
import { inVersions, SHOP_FILES } from '../testing/alembic-sample.ts';
import { runMain } from '../testing/run-main.ts';

afterAll(removeTemporaryFolders);

function repositoryWith(files: Readonly<Record<string, string>>) {
  const repository = temporaryRepository();
  repository.commit(files);
  return {
    run: (...args: readonly string[]) => runMain(['migrations', 'locks', ...args], { cwd: repository.root }),
  };
}

describe('what a revision locks', () => {
  test.each([['5e00'], ['5e'], ['head'], ['migrations/versions/5e00_drop_names.py'], ['5e00_drop_names.py']])(
    'is shown for %s',
    async (named) => {
      expect(await repositoryWith(SHOP_FILES).run(named)).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: [
          '5e00  drop names  (head)',
          '  migrations/versions/5e00_drop_names.py in alembic.ini',
          '  upgrade() on PostgreSQL 13',
          '    13: drops the column customers.name and every value in it',
          '        customers  ACCESS EXCLUSIVE  a moment  readers and writers wait',
          '',
        ].join('\n'),
      });
    },
  );

  test('is that of the version which the policy names, or the command line', async () => {
    const policy = 'version: 1\nmigrations: { alembic: [migrations/versions], pg_version: 16 }\n';
    const { run } = repositoryWith({ ...SHOP_FILES, 'lockkeeper.yaml': policy });
    expect((await run('head')).stdout).toContain('upgrade() on PostgreSQL 16\n');
    expect((await run('head', '--pg-version', '18')).stdout).toContain('upgrade() on PostgreSQL 18\n');
  });

  test('is asked for by the versions that are known', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    for (const version of PG_VERSIONS)
      expect((await run('head', '--pg-version', String(version))).exitCode).toBe(0);
    const { exitCode, stderr } = await run('head', '--pg-version', '12');
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `Option '--pg-version <version>' argument '12' is invalid. Allowed choices are ${PG_VERSIONS.join(', ')}. Run \`lockkeeper migrations --help\` to see what there is.\n`,
    );
  });

  test('is given to programs', async () => {
    const { exitCode, stdout } = await repositoryWith(SHOP_FILES).run('2b00', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(migrationsContract.locks.parse(JSON.parse(stdout))).toMatchObject({
      environment: 'alembic.ini',
      revision: { id: '2b00' },
      pg_version: 13,
      statements: [{ kind: 'add-column', line: 13, locks: [{ relation: 'customers' }] }],
    });
  });

  test('is coloured where somebody asks for it', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    expect((await run('head', '--color')).stdout).toContain('\u001b[31mreaders and writers wait\u001b[39m');
    expect((await run('head')).stdout).not.toContain('\u001b');
  });
});

describe('a revision that cannot be found', () => {
  test.each<[readonly string[], string]>([
    [
      [],
      'No revision is named. Name one by its id or the beginning of it, its file, a branch label, or head, such as `lockkeeper migrations locks 5e00`.\n',
    ],
    [['5e01'], 'There is no revision "5e01" in alembic.ini. Did you mean 5e00?\n'],
    [
      ['heads', '--environment', 'other.ini'],
      'There is no environment "other.ini". There are: alembic.ini.\n',
    ],
  ])('is told with the way on: %j', async (args, stderr) => {
    expect(await repositoryWith(SHOP_FILES).run(...args)).toEqual({ exitCode: 2, stdout: '', stderr });
  });

  test('may be one of several', async () => {
    const files = { ...SHOP_FILES, ...inVersions([{ id: '5e99', message: 'beside', parents: '"4d00"' }]) };
    expect((await repositoryWith(files).run('5e')).stderr).toBe(
      '"5e" may mean 5e00 or 5e99. Write one of these ids.\n',
    );
  });

  test('is told to programs as well', async () => {
    const { exitCode, stdout } = await repositoryWith(SHOP_FILES).run('zz', '--format', 'json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'usage' } });
  });
});
