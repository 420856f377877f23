import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { committedRepository } from '../../testing/committed-repository.ts';
import { inVersions, SHOP_FILES } from '../../testing/alembic-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const repositoryWith = (files: Readonly<Record<string, string>>) => committedRepository(files, 'migrations');

const SECOND_HEAD = inVersions([{ id: '9f00', message: 'beside', parents: '"4d00"' }]);

describe('migrations heads', () => {
  test('lists the one head of a history that nobody has configured', async () => {
    expect(await repositoryWith(SHOP_FILES).run('heads')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: ['alembic.ini: 1 head', '  5e00  migrations/versions/5e00_drop_names.py  drop names', ''].join(
        '\n',
      ),
    });
  });

  test('lists two and says what to do, and fails only where it is asked to', async () => {
    const { run } = repositoryWith({ ...SHOP_FILES, ...SECOND_HEAD });
    const { exitCode, stdout } = await run('heads');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'alembic.ini: 2 heads',
        '  5e00  migrations/versions/5e00_drop_names.py  drop names',
        '  9f00  migrations/versions/9f00_beside.py  beside',
        '  `alembic upgrade head` does not know which one to go to. Merge them with `alembic merge 5e00 9f00`, or build the newer one on the other.',
        '',
      ].join('\n'),
    );
    expect((await run('heads', '--check')).exitCode).toBe(1);
    expect((await repositoryWith(SHOP_FILES).run('heads', '--check')).exitCode).toBe(0);
  });

  test('lets branches have heads of their own that the policy allows', async () => {
    const policy = `version: 1
migrations:
  alembic: [migrations]
rules:
  migrations/multiple-heads:
    options: { allowBranches: [billing] }
`;
    const files = {
      'lockkeeper.yaml': policy,
      'alembic.ini': '[alembic]\nscript_location = migrations\n',
      ...inVersions([
        { id: '1a00', message: 'base', parents: 'None' },
        { id: '2b00', message: 'a', parents: '"1a00"' },
        { id: '3c00', message: 'b', parents: '"1a00"', more: 'branch_labels = "billing"' },
      ]),
    };
    expect((await repositoryWith(files).run('heads', '--check')).exitCode).toBe(0);
    expect(
      (
        await repositoryWith({ ...files, 'lockkeeper.yaml': policy.replace('billing', 'other') }).run(
          'heads',
          '--check',
        )
      ).exitCode,
    ).toBe(1);
  });

  test('cannot tell where a file has no place', async () => {
    const { run } = repositoryWith({ ...SHOP_FILES, 'migrations/versions/odd.py': 'revision = make()\n' });
    const { exitCode, stdout } = await run('heads', '--check');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('  Where migrations/versions/odd.py belongs cannot be read from it.\n');
  });

  test('gives programs the same', async () => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('heads', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      schema_version: 1,
      environments: [
        {
          name: 'alembic.ini',
          folders: ['migrations/versions'],
          heads: [
            {
              id: '5e00',
              path: 'migrations/versions/5e00_drop_names.py',
              message: 'drop names',
              parents: ['4d00'],
              depends_on: [],
              labels: [],
              is_head: true,
              is_base: false,
              is_merge: false,
              is_released: null,
              is_new: false,
            },
          ],
          is_single: true,
          missing: [],
          circles: [],
          unplaced: [],
        },
      ],
    });
  });
});

describe('migrations heads --check', () => {
  test('cannot tell where a revision names one that is not there', async () => {
    const lost = { 'migrations/versions/6f00_x.py': 'revision = "6f00"\ndown_revision = "gone"\n' };
    const { exitCode, stdout } = await repositoryWith({ ...SHOP_FILES, ...lost }).run('heads', '--check');
    expect(stdout).toContain('6f00 names gone as down_revision, and there is no such revision.');
    expect(exitCode).toBe(2);
    const { 'alembic.ini': configuration = '' } = SHOP_FILES;
    const only = { 'alembic.ini': configuration, ...lost };
    expect((await repositoryWith(only).run('heads', '--check')).exitCode).toBe(2);
  });

  test('cannot tell where the parent of a revision cannot be read, however many heads that makes', async () => {
    const files = {
      'migrations/versions/6f00_x.py': 'revision = "6f00"\ndown_revision = parent_of("6f00")\n',
    };
    const { exitCode } = await repositoryWith({ ...SHOP_FILES, ...files }).run('heads', '--check');
    expect(exitCode).toBe(2);
  });
});

describe('migrations graph', () => {
  test('draws how branches part and meet', async () => {
    const { repository, run } = repositoryWith(SHOP_FILES);
    repository.write('migrations/versions/6f00_x.py', 'revision = "6f00"\ndown_revision = "5e00"\n');
    expect(await run('graph')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        'alembic.ini (migrations/versions): 6 revisions, 1 head',
        '●    6f00  migrations/versions/6f00_x.py  (head, new)',
        '●    5e00  drop names',
        '●─╮  4d00  merge heads  (merge)',
        '●    2b00  add total',
        '│ ●  3c00  billing starts  (label billing)',
        '●─╯  1a00  create customers  (base)',
        '',
      ]
        .join('\n')
        .replace('●    2b00', '● │  2b00'),
    });
  });

  test('draws with plain characters, and the newest only', async () => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('graph', '--ascii', '--last', '3');
    expect(stdout).toBe(
      [
        'alembic.ini (migrations/versions): 5 revisions, 1 head',
        '*    5e00  drop names  (head)',
        '*-.  4d00  merge heads  (merge)',
        '* |  2b00  add total',
        'and 2 older revisions',
        '',
      ].join('\n'),
    );
  });

  test('knows what the last good deploy has', async () => {
    const { repository, run } = repositoryWith(SHOP_FILES);
    const released = repository.git('rev-parse', 'HEAD').trim();
    repository.commit({
      ...inVersions([{ id: '6f00', message: 'later', parents: '"5e00"' }]),
      'infrastructure/last-good-deploy.json': `${JSON.stringify({ last_good_sha: released })}\n`,
    });
    const { stdout } = await run('graph', '--last', '2');
    expect(stdout).toContain('6f00  later  (head)\n');
    expect(stdout).toContain('5e00  drop names  (last release)\n');
  });

  test('writes a picture where it is told to', async () => {
    const { repository, run } = repositoryWith(SHOP_FILES);
    expect(await run('graph', '--format', 'svg', '--output', 'graph.svg')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    const picture = readFileSync(path.join(repository.root, 'graph.svg'), 'utf8');
    expect(picture).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg xmlns=/);
    expect((await run('graph', '--format', 'svg')).stdout).toBe(picture);
  });

  test('writes Mermaid and JSON', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    expect((await run('graph', '--format', 'mermaid')).stdout).toMatch(
      /^flowchart BT\n {2}e0r0\["5e00<br\/>drop names<br\/>\(head\)"\]:::head\n/,
    );
    expect(JSON.parse((await run('graph', '--format', 'json', '--last', '1')).stdout)).toMatchObject({
      schema_version: 1,
      environments: [{ older: 4, heads: ['5e00'], bases: ['1a00'], revisions: [{ id: '5e00' }] }],
    });
  });

  test.each([['0'], ['-1'], ['x'], ['1.5']])('refuses --last %s', async (number) => {
    const { exitCode, stderr } = await repositoryWith(SHOP_FILES).run('graph', `--last=${number}`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Write a number from 1 on, such as 20.');
  });
});

describe('migrations explain', () => {
  test('tells step by step what a revision does', async () => {
    expect(await repositoryWith(SHOP_FILES).run('explain', '2b00')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        '2b00  add total',
        '  migrations/versions/2b00_add_total.py in alembic.ini',
        '  builds on 1a00, and on it builds 4d00',
        '  upgrade()',
        '    13: adds the column customers.total (numeric(10,2), nullable)',
        '  downgrade()',
        '    17: drops the column customers.total and every value in it',
        '  trivial: yes',
        '  reversible: yes',
        '  destructive: no',
        '  to go back: not past 5e00, so go forward with a new revision',
        '    The downgrade does nothing.',
        '  findings: none',
        '',
      ].join('\n'),
    });
  });

  test.each([
    'head',
    '5e',
    '5e00_drop_names.py',
    'migrations/versions/5e00_drop_names.py',
    './migrations/versions/5e00_drop_names.py',
  ])('finds the last one as %s', async (name) => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('explain', name);
    expect(stdout).toMatch(/^5e00 {2}drop names {2}\(head\)\n/);
    expect(stdout).toContain(
      '  destructive: yes\n    13: Drops the column customers.name and every value in it.\n',
    );
    expect(stdout).toContain('  reversible: no\n    16: The downgrade does nothing.\n');
  });

  test('finds a file from where somebody stands', async () => {
    const { repository } = repositoryWith(SHOP_FILES);
    const cwd = path.join(repository.root, 'migrations');
    const { exitCode } = await runMain(['migrations', 'explain', 'versions/2b00_add_total.py'], { cwd });
    expect(exitCode).toBe(0);
  });

  test('gives programs the same', async () => {
    const { stdout } = await repositoryWith(SHOP_FILES).run('explain', 'billing', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      environment: 'alembic.ini',
      revision: { id: '3c00', labels: ['billing'] },
      children: ['4d00'],
      upgrade: { kind: 'empty', steps: [] },
      trivial: { answer: 'yes', reasons: [] },
    });
  });

  test.each([
    [
      'zz',
      'There is no revision "zz" in alembic.ini. Run `lockkeeper migrations graph` to see what there is.',
    ],
    ['2b01', 'There is no revision "2b01" in alembic.ini. Did you mean 2b00?'],
    ['heads', '"heads" may mean 5e00 or 9f00. Write one of these ids.'],
    [
      'odd.py',
      'migrations/versions/odd.py gives itself no id that can be read. Write revision = "..." as a literal at its top.',
    ],
  ])('says why %s is not one', async (name, sentence) => {
    const files = { ...SHOP_FILES, ...SECOND_HEAD, 'migrations/versions/odd.py': 'revision = make()\n' };
    const { exitCode, stdout, stderr } = await repositoryWith(files).run('explain', name);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

describe('the environment', () => {
  const TWO = {
    ...SHOP_FILES,
    'billing/alembic.ini': '[alembic]\nscript_location = %(here)s/alembic\n',
    'billing/alembic/env.py': '',
    'billing/alembic/versions/77aa_x.py': 'revision = "77aa"\ndown_revision = None\n',
  };

  test('is each of them, or the one that is named', async () => {
    const { run } = repositoryWith(TWO);
    expect((await run('heads')).stdout).toContain('alembic.ini: 1 head\n  5e00');
    expect((await run('heads')).stdout).toContain('\n\nbilling/alembic.ini: 1 head\n  77aa');
    for (const name of ['billing/alembic.ini', 'billing/alembic/versions', 'billing/alembic/versions/']) {
      expect((await run('heads', '--environment', name)).stdout).toMatch(/^billing\/alembic\.ini: 1 head\n/);
    }
  });

  test('is to be named where several have what is asked for', async () => {
    expect((await repositoryWith(TWO).run('explain', 'head')).stderr).toBe(
      '"head" may mean 5e00 in alembic.ini or 77aa in billing/alembic.ini. Write the whole id, or name the environment with --environment.\n',
    );
  });

  test('may lie in many folders, and be one by the word of the policy alone', async () => {
    const policy = `version: 1
migrations:
  alembic:
    - { name: network, folders: [${['versions', 'versions/kilo', 'versions/kilo/expand', 'l', 'm'].map((folder) => `db/${folder}`).join(', ')}] }
`;
    const { run } = repositoryWith({
      'lockkeeper.yaml': policy,
      'db/env.py': '',
      'db/versions/aa11.py': 'revision = "aa11"\ndown_revision = None\n',
      'db/versions/kilo/expand/bb22.py': 'revision = "bb22"\ndown_revision = "aa11"\n',
      'db/versions/kilo/unloaded/zz99.py': 'revision = "zz99"\ndown_revision = "nowhere"\n',
      'db/l/cc33.py': 'revision = "cc33"\ndown_revision = "bb22"\n',
    });
    expect((await run('heads')).stdout).toBe('network: 1 head\n  cc33  db/l/cc33.py\n');
    expect((await run('graph', '--environment', 'network')).stdout).toBe(
      [
        'network (db/versions, db/versions/kilo and 3 more folders): 3 revisions, 1 head',
        '●  cc33  db/l/cc33.py  (head)',
        '●  bb22  db/versions/kilo/expand/bb22.py',
        '●  aa11  db/versions/aa11.py  (base)',
        '',
      ].join('\n'),
    );
  });

  test('must be there', async () => {
    const { run } = repositoryWith(TWO);
    expect(await run('heads', '--environment', 'alembic.in')).toMatchObject({
      exitCode: 2,
      stderr: 'There is no environment "alembic.in". Did you mean alembic.ini?\n',
    });
    expect((await run('heads', '--environment', 'zzz')).stderr).toBe(
      'There is no environment "zzz". There are: alembic.ini, billing/alembic.ini.\n',
    );
  });

  test('is found in pyproject.toml, and in a folder beside an env.py', async () => {
    const [[, text] = []] = Object.entries(inVersions([{ id: '1a00', message: 'x', parents: 'None' }]));
    const { run } = repositoryWith({
      'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/db"\n',
      'db/versions/1a00_x.py': text ?? '',
      'other/env.py': '',
      'other/versions/2b00_x.py': 'revision = "2b00"\ndown_revision = None\n',
    });
    expect((await run('heads')).stdout).toMatch(/^pyproject\.toml: 1 head\n[^]*\nother\/versions: 1 head\n/);
  });

  test('is none where there are no revisions', async () => {
    const empty = temporaryFolder();
    expect(await runMain(['migrations', 'graph'], { cwd: empty })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `No Alembic revisions were found in ${empty}. Name their folders in a policy: migrations.alembic.\n`,
    });
    const { run } = repositoryWith({ 'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [db] }\n' });
    expect((await run('heads')).stderr).toBe(
      'db holds no Alembic revision. Check migrations.alembic in lockkeeper.yaml.\n',
    );
  });

  test('needs a policy that can be read, where there is one', async () => {
    const { run } = repositoryWith({ ...SHOP_FILES, 'lockkeeper.yaml': 'version: 1\nmigrations: 7\n' });
    const { exitCode, stdout } = await run('heads', '--format', 'json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'invalid-policy' } });
  });
});

test('without git it tells the same, and nothing of what is new', async () => {
  const { repository } = repositoryWith(SHOP_FILES);
  const { stdout } = await runMain(['migrations', 'heads', '--no-git', '--format', 'json'], {
    cwd: repository.root,
  });
  expect(JSON.parse(stdout)).toMatchObject({ environments: [{ heads: [{ id: '5e00', is_new: null }] }] });
});

test('colours are for terminals', async () => {
  const { repository } = repositoryWith(SHOP_FILES);
  const looking = await runMain(['migrations', 'graph'], { cwd: repository.root, terminal: 80 });
  expect(looking.stdout).toContain('\u001b[33m5e00\u001b[39m');
  const piped = await runMain(['migrations', 'graph'], { cwd: repository.root });
  expect(piped.stdout).not.toContain('\u001b');
});
