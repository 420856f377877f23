import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { inVersions, SHOP_FILES } from '../../packages/cli/src/testing/alembic-sample.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { readXml } from '../../packages/policy-core/src/testing/read-xml.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

function repositoryWith(files: Readonly<Record<string, string>>) {
  const repository = temporaryRepository();
  repository.commit(files);
  const { root } = repository;
  return {
    repository,
    read: (file: string) => readFileSync(path.join(root, file), 'utf8'),
    run: (...args: readonly string[]) => lockkeeper(['migrations', ...args], { cwd: root }),
  };
}

const SECOND_HEAD = inVersions([{ id: '9f00', message: 'beside', parents: '"4d00"' }]);

describe('migrations, as it is installed', () => {
  test('lists the heads of a project that never heard of it, and fails where it is asked to', async () => {
    const { run, repository } = repositoryWith(SHOP_FILES);
    const { exitCode, stdout, stderr } = await run('heads', '--check');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe('alembic.ini: 1 head\n  5e00  migrations/versions/5e00_drop_names.py  drop names\n');
    repository.commit(SECOND_HEAD);
    expect((await run('heads')).exitCode).toBe(0);
    expect((await run('heads', '--check')).exitCode).toBe(1);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('draws a history, with two sides that meet and one that does not', async () => {
    const { run } = repositoryWith({ ...SHOP_FILES, ...SECOND_HEAD });
    const { exitCode, stdout } = await run('graph');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'alembic.ini (migrations/versions): 6 revisions, 2 heads',
        '●    9f00  beside  (head)',
        '│ ●  5e00  drop names  (head)',
        '●─┤  4d00  merge heads  (merge)',
        '● │  2b00  add total',
        '│ ●  3c00  billing starts  (label billing)',
        '●─╯  1a00  create customers  (base)',
        '',
      ].join('\n'),
    );
  });

  test('draws a picture that any program can read', async () => {
    const { run, read } = repositoryWith(SHOP_FILES);
    expect(await run('graph', '--format', 'svg', '--output', 'history.svg')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    const svg = readXml(read('history.svg'));
    expect(svg.name).toBe('svg');
    expect(svg.children.find(({ name }) => name === 'desc')?.text).toBe(
      'alembic.ini (migrations/versions): 5 revisions, 1 head (5e00).',
    );
  });

  test('explains a revision, and says when there is none', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    const { exitCode, stdout } = await run('explain', 'head', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      revision: { id: '5e00' },
      trivial: { answer: 'no' },
      reversible: { answer: 'no' },
      destructive: { answer: 'yes' },
    });
    expect(await run('explain', '5e01')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'There is no revision "5e01" in alembic.ini. Did you mean 5e00?\n',
    });
  });
});
