import path from 'node:path';

import { expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';

test('the dialog of a platform that drops a table and a column is refused [row 4.04] [row 4.24]', async () => {
  const { exitCode, stdout } = await check('publish-dialog.txt');
  expect(exitCode).toBe(1);
  expect(stdout.split('\n').slice(0, 6)).toEqual([
    '❌ DO NOT APPROVE: 2 reasons.',
    '',
    'line 11: drop-table: Drops the table sessions and every row in it, with whatever depends on it.',
    '    DROP TABLE "sessions" CASCADE;--> statement-breakpoint',
    'line 12: drop-column: Drops the column users.nickname and every value in it.',
    '    ALTER TABLE "users" DROP COLUMN "nickname";',
  ]);
});

test('what Alembic prints with its log is read as a whole', async () => {
  const { exitCode, stdout } = await check('alembic-offline.txt');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^✅ NOTHING FOUND: 5 statements of SQL were read, /);
});

function check(file: string) {
  return runMain(['plan', 'check', file], { cwd: path.join(import.meta.dirname) });
}
