import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const POLICY = "version: 1\nmigrations: { sql: ['db/**/*.sql'] }\n";
const DROP = 'DROP TABLE orders;\n';

/** What stands before a statement that must be found all the same. */
const BEFORE: readonly (readonly [what: string, text: string])[] = [
  ['a dump of nearly 2 MB', "INSERT INTO t VALUES (1, 'a');\n".repeat(66_000)],
  ['rows for COPY, nearly 2 MB', `COPY t FROM stdin;\n${'1\ta; two\n'.repeat(200_000)}\\.\n`],
  ['a hundred thousand OR', `DELETE FROM t WHERE ${Array(100_000).fill('a = 1').join(' OR ')};\n`],
  ['200,000 parentheses', `SELECT ${'('.repeat(200_000)}1${')'.repeat(200_000)};\n`],
  ['parentheses that never close', `SELECT ${'('.repeat(200_000)};\n`],
  ['commands of psql', '\\set ON_ERROR_STOP on\n\\connect shop\n'],
  ['templates', 'CREATE TABLE {{ .Schema }}.a (id int);\nDELETE FROM b WHERE id = :id;\nFROB ${a};\n'],
  ['what is no SQL', 'CREATE TABEL a (id int);\n'],
];

/** What cannot be judged at all, and the clause that says why. */
const UNREADABLE: readonly (readonly [what: string, text: string, because: string])[] = [
  ['more than 2 MB', "INSERT INTO t VALUES (1, 'a');\n".repeat(80_000), 'MB'],
  ['a NUL', `SELECT 1;\0\n${DROP}`, 'it is a binary file'],
];

async function check(files: Readonly<Record<string, string>>) {
  const repository = temporaryRepository();
  for (const [file, text] of Object.entries({ 'lockkeeper.yaml': POLICY, ...files }))
    repository.write(file, text);
  const ended = await lockkeeper(['check', '--no-git', '--no-cache', '--format', 'json'], {
    cwd: repository.root,
  });
  expect(ended.stderr).toBe('');
  return ended;
}

describe('SQL migrations that nobody would write', () => {
  test.each(BEFORE)('hide nothing that stands behind: %s', async (_, text) => {
    const { exitCode, stdout } = await check({ 'db/1.sql': `${text}${DROP}` });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('This drops table orders');
  });

  test.each(UNREADABLE)('are a finding where they cannot be judged: %s', async (_, text, because) => {
    const { exitCode, stdout } = await check({ 'db/1.sql': text });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(because);
  });

  test.skipIf(process.platform === 'win32')(
    'may have any name, and lie in folders called like files',
    async () => {
      const paths = ['db/a folder.sql/in it.sql', 'db/new\nline.sql', 'db/-rf.sql', 'db/größe😀.sql'];
      const { stdout } = await check(Object.fromEntries(paths.map((file) => [file, DROP])));
      const { findings } = JSON.parse(stdout) as { findings: { rule: string; path: string }[] };
      const dropped = findings.filter(({ rule }) => rule === 'migrations/drop-table');
      expect(dropped.map((finding) => finding.path).toSorted()).toEqual(paths.toSorted());
    },
  );
});
