import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const ROOT = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/hooks.md'), 'utf8');

/** The first block of code behind a word of the page. */
function blockAfter(word: string): string {
  const [, block] = /```\w+\n([\s\S]*?)```/.exec(page.slice(page.indexOf(word))) ?? [];
  return block ?? '';
}

const [ours] = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
const [local] = parse(blockAfter('pre-commit, in `')).repos[0].hooks;

/** What each tool would run, given these staged files. */
const COMMANDS: Readonly<Record<string, string>> = {
  'pre-commit, as it is told here': ours.entry,
  'pre-commit, as the page says': local.entry,
  lefthook: parse(blockAfter('lefthook, in `'))['pre-commit'].commands.lockkeeper.run,
  husky: blockAfter('husky, in `').trim(),
  'lint-staged': `${parse(blockAfter('lint-staged, in `'))['lint-staged']['*']} db/migrations/1.sql`,
};

test('pre-commit is told the same in both places, and hands no files over', () => {
  expect(ours).toMatchObject(local);
  expect(local).toMatchObject({ id: 'lockkeeper', language: 'system', pass_filenames: false });
});

test.each(Object.keys(COMMANDS))('%s stops a commit that drops a table, and no other', async (tool) => {
  const [program, ...args] = (COMMANDS[tool] ?? '').split(' ');
  expect(program).toBe('lockkeeper');
  const repository = temporaryRepository();
  repository.commit({ 'a.txt': '' });
  const exitCodes = [];
  for (const sql of ['DROP TABLE users;\n', 'CREATE TABLE users (id bigint PRIMARY KEY);\n']) {
    repository.write('db/migrations/1.sql', sql);
    repository.git('add', '.');
    const { exitCode } = await lockkeeper(args, { cwd: repository.root });
    exitCodes.push(exitCode);
  }
  expect(exitCodes).toEqual([1, 0]);
});
