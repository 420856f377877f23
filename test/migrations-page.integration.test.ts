import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { SHOP_FILES } from '../packages/cli/src/testing/alembic-sample.ts';
import { runMain } from '../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../packages/host-node/src/testing/temporary-repository.ts';
import { ROOT } from './architecture/source-files.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs/migrations.md'), 'utf8');

afterAll(removeTemporaryFolders);

describe('the page about migrations', () => {
  test('shows what the program says', async () => {
    const root = repositoryOfPage();
    const shown = Array.from(
      PAGE.matchAll(/```console\n\$ lockkeeper (.*)\n([\s\S]*?)```/g),
      ([, line = '', output]) => ({
        args: line.split(' '),
        output,
      }),
    );
    expect(shown).toHaveLength(6);
    for (const { args, output = '' } of shown) {
      const ran = await runMain(args, { cwd: root });
      // Three dots stand for what comes before, and was shown above.
      const end = output.replace(/^\.\.\.\n/, '\n');
      const stdout = end === output ? ran.stdout : ran.stdout.slice(-end.length);
      expect({ ...ran, stdout }).toEqual({ exitCode: 0, stderr: '', stdout: end });
    }
  });

  test('shows the picture that the program draws', async () => {
    const { stdout } = await runMain(['migrations', 'graph', '--format', 'svg'], { cwd: repositoryOfPage() });
    await expect(stdout).toMatchFileSnapshot('../docs/images/migrations.svg');
  });

  test('names every field that programs get', async () => {
    const root = repositoryOfPage();
    for (const args of [
      ['heads'],
      ['graph'],
      ['explain', 'head'],
      ['locks', 'head'],
      ['locks', 'db/V10__total.sql'],
    ]) {
      const { stdout } = await runMain(['migrations', ...args, '--format', 'json'], { cwd: root });
      for (const field of fieldsOf(JSON.parse(stdout))) expect(PAGE).toContain(`\`${field}`);
    }
  });
});

const SQL_OF_PAGE = {
  'db/V1__orders.sql': 'CREATE TABLE orders (id int PRIMARY KEY, note text);\n',
  'db/V2__small.sql': 'ALTER TABLE orders ADD COLUMN size varchar(10);\n',
  'db/V10__total.sql':
    'ALTER TABLE orders ALTER COLUMN size TYPE varchar(20);\nCREATE INDEX ix_orders_note ON orders (note);\n',
};

function repositoryOfPage(): string {
  const repository = temporaryRepository();
  repository.commit({ ...SHOP_FILES, ...SQL_OF_PAGE });
  return repository.root;
}

function fieldsOf(value: unknown): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...fieldsOf(item)]));
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, inner]) => [key, ...fieldsOf(inner)]));
}
