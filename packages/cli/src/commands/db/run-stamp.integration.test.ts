import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { stampAnswer } from '../../../../policy-core/src/answers/stamp-answer.ts';
import { SHOP_FILES } from '../../testing/alembic-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

function stamp(args: readonly string[], files: Readonly<Record<string, string>> = SHOP_FILES, env = {}) {
  const repository = temporaryRepository();
  repository.commit(files);
  return runMain(['db', 'stamp', '--no-alembic', ...args], { cwd: repository.root, env });
}

describe('lockkeeper db stamp', () => {
  test('needs the address of production', async () => {
    const { exitCode, stdout } = await stamp(['--yes']);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(
      '❌ NOT PROVED\n  Production was not seen because DATABASE_URL_PROD is not set.\n',
    );
    expect(stdout).toContain('  1. Set DATABASE_URL_PROD to the address of the production database');
  });

  test('tells programs the same', async () => {
    const { exitCode, stdout } = await stamp(['--format', 'json', '--revision', '2b00']);
    expect(exitCode).toBe(2);
    expect(stampAnswer.parse(JSON.parse(stdout))).toMatchObject({
      decision: 'undetermined',
      outcome: 'undetermined',
      logged: null,
      revision: '2b00',
      head: '5e00',
      alembic_unasked: 'it was not to be asked',
      reasons: [{ kind: 'not-seen' }],
    });
  });

  test('takes the variable that is named, and the baseline of the policy', async () => {
    const policy =
      'version: 1\ndatabases: { production: SHOP_DB }\nmigrations: { alembic: [migrations], baseline: 4d00 }\n';
    const files = { ...SHOP_FILES, 'lockkeeper.yaml': policy };
    expect((await stamp([], files)).stdout).toMatch(
      /\nProduction \(SHOP_DB\)\n {2}Now at +not known\n {2}Stamp at +4d00\n/,
    );
    expect((await stamp(['--variable', 'OTHER'], files)).stdout).toMatch(/\nProduction \(OTHER\)\n/);
  });

  test.each([
    [
      ['--variable', 'postgresql://ana:planted@db/shop'],
      '--variable does not name an environment variable. Name one: Lockkeeper reads addresses only from variables.\n',
    ],
    [
      ['--alembic', 'alembic && rm x'],
      /^The command of --alembic cannot be run: .*\. Write one program and its arguments\.\n$/,
    ],
  ])('says what is wrong with %j', async (args, said) => {
    const { exitCode, stdout, stderr } = await stamp(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('planted');
  });

  test('needs migrations', async () => {
    const { exitCode, stdout } = await stamp([], { 'README.md': 'x' });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('The migrations were not read because no Alembic revisions were found.');
  });
});
