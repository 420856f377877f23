import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../../../host-node/src/testing/temporary-repository.ts';
import { committedRepository } from '../../testing/committed-repository.ts';
import { inVersions, SHOP_FILES } from '../../testing/alembic-sample.ts';

afterAll(removeTemporaryFolders);

const repositoryWith = (files: Readonly<Record<string, string>>) => committedRepository(files, 'migrations');

describe('what is explained of a revision', () => {
  test('shows what the rules find in it, as the policy weighs them', async () => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('explain', '5e00');
    expect(stdout.slice(stdout.indexOf('  findings'))).toMatch(
      /^ {2}findings: 2\n {4}13: error migrations\/drop-column: .+customers\.name.+\n {4}16: error migrations\/downgrade-empty: .+\n$/,
    );
    const policy = [
      'version: 1',
      'migrations: { alembic: [migrations/versions] }',
      'rules: { migrations/drop-column: off, migrations/downgrade-empty: warning }',
      '',
    ].join('\n');
    const weighed = await repositoryWith({ ...SHOP_FILES, 'lockkeeper.yaml': policy }).run('explain', '5e00');
    expect(weighed.stdout).toMatch(/ {2}findings: 1\n {4}16: warning migrations\/downgrade-empty: /);
  });

  test('gives programs the findings with their lines', async () => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('explain', '5e00', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { rule: 'migrations/drop-column', severity: 'error', line: 13 },
        { rule: 'migrations/downgrade-empty', severity: 'error', line: 16 },
      ],
    });
  });
});

describe('a revision that is not named', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the head', SHOP_FILES, '5e00'],
    [
      'one of several heads',
      { ...SHOP_FILES, ...inVersions([{ id: '9f00', message: 'beside', parents: '"4d00"' }]) },
      '5e00',
    ],
    ['what there is, where nothing has an id', { 'alembic/versions/odd.py': 'revision = make()\n' }, 'head'],
  ])('says what is missing where no revision is named, and shows %s', async (_, files, shown) => {
    expect(await repositoryWith(files).run('explain')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `No revision is named. Name one by its id or the beginning of it, its file, a branch label, or head, such as \`lockkeeper migrations explain ${shown}\`.\n`,
    });
  });
});
