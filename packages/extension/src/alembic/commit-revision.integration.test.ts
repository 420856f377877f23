import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { runProcess } from '../cli/run-process.ts';
import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { changedFiles, looksLikeModels } from './changed-files.ts';
import { commitRevision } from './commit-revision.ts';

const STATUS = 'status --porcelain=v1 -z --untracked-files=all';
const CHANGED = '?? alembic/versions/cd34_add_total.py\0 M app/models.py\0 M app/views.py\0 D app/old.py\0';

describe('a commit of a new migration [row 4.35]', () => {
  test('holds it and its models, and nothing else', async () => {
    const { done, talk, calls } = await commit('as offered', 'as given');
    expect(done).toBe(true);
    expect(talk.heard).toEqual([
      'pick: Commit which files? [*alembic/versions/cd34_add_total.py, *app/models.py, app/views.py, app/old.py]',
      'ask: Commit alembic/versions/cd34_add_total.py, app/models.py [feat(db): add total]',
      'say: Committed: feat(db): add total',
    ]);
    const files = ['--', 'alembic/versions/cd34_add_total.py', 'app/models.py'];
    expect(calls.slice(1)).toEqual([
      { args: ['add', ...files] },
      { args: ['commit', '--message', 'feat(db): add total', ...files] },
    ]);
  });

  test.each([
    [[], 'as given'],
    [undefined, 'as given'],
    ['as offered', undefined],
    ['as offered', 'add total'],
    ['as offered', 'feat(db): '],
    ['as offered', 'feat: add total'],
  ] as const)('is not made where somebody answers %j and %j', async (files, message) => {
    const { done, calls } = await commit(files, message);
    expect(done).toBe(false);
    expect(calls.map(({ args }) => args[0])).toEqual(['status']);
  });

  test('has nothing to do where no migration is new', async () => {
    const { talk } = await commitWith({ [STATUS]: ' M app/models.py\0' });
    expect(talk.heard).toEqual(['say: No migration is new or changed. Create one before you commit.']);
  });

  test('tells what git says, such as by a hook', async () => {
    const message =
      'commit --message feat(db): add total -- alembic/versions/cd34_add_total.py app/models.py';
    const refused = ended('', 1, 'hook: the policy forbids it\n');
    const { done, talk } = await commitWith(
      { [STATUS]: CHANGED, [message]: refused },
      'as offered',
      'as given',
    );
    expect(done).toBe(false);
    expect(talk.heard.at(-1)).toBe('refuse: git failed: hook: the policy forbids it');
  });
});

test('what git lists is read by its fields, whatever the names are', () => {
  const output =
    ' M a b.py\0R  new.py\0old.py\0C  twin.py\0one.py\0A  c.py\0?? d\n.py\0MD gone.py\0D  out.py\0AD never.py\0';
  expect(changedFiles(output)).toEqual([
    { path: 'a b.py', state: 'changed' },
    { path: 'new.py', state: 'changed', before: 'old.py' },
    { path: 'twin.py', state: 'changed' },
    { path: 'c.py', state: 'new' },
    { path: 'd\n.py', state: 'new' },
    { path: 'gone.py', state: 'gone' },
    { path: 'out.py', state: 'gone' },
  ]);
  expect(changedFiles('')).toEqual([]);
});

test('real git commits a renamed file whole, and a deleted one that was chosen [row 4.35]', async () => {
  const { root, git, write } = scratchRepository();
  const [before, revision] = ['alembic/versions/cd34_x.py', 'alembic/versions/cd34_add_total.py'];
  write({ [before]: 'revision = "cd34"\n', 'app/old.py': 'x\n', 'app/out.py': 'y\n' });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat(db): begin');
  git('mv', before, revision);
  git('rm', '--quiet', 'app/out.py');
  rmSync(path.join(root, 'app/old.py'));
  write({ 'app/other.py': 'z\n' });
  git('add', 'app/other.py');
  const talk = scriptedConversation([revision, 'app/old.py', 'app/out.py'], 'as given');
  const done = await commitRevision({
    talk,
    git: (args) =>
      runProcess({
        command: 'git',
        args,
        cwd: root,
        timeoutMs: 60_000,
        signal: new AbortController().signal,
      }),
    revisions: async () => [{ id: 'cd34', path: revision, message: 'add total', parents: [], dependsOn: [] }],
  });
  expect([done, talk.heard.at(-1)]).toEqual([true, 'say: Committed: feat(db): add total']);
  expect(git('show', '--name-status', '--find-renames', '--format=', 'HEAD').split('\n')).toEqual([
    `R100\t${before}\t${revision}`,
    'D\tapp/old.py',
    'D\tapp/out.py',
  ]);
  expect(git('status', '--porcelain=v1')).toBe('A  app/other.py');
});

test.each([
  ['app/models.py', true],
  ['app/models/order.py', true],
  ['shop/order_model.py', true],
  ['app/remodel.txt', false],
  ['app/views.py', false],
])('%s says which tables there are: %s', (path, answer) => {
  expect(looksLikeModels(path)).toBe(answer);
});

function commit(...answers: readonly Answer[]) {
  return commitWith({ [STATUS]: CHANGED }, ...answers);
}

async function commitWith(replies: Parameters<typeof scriptedProgram>[0], ...answers: readonly Answer[]) {
  const git = scriptedProgram(replies);
  const talk = scriptedConversation(...answers);
  const path = 'alembic/versions/cd34_add_total.py';
  const done = await commitRevision({
    talk,
    git: (args) => git.run({ args }),
    revisions: async () => [{ id: 'cd34', path, message: 'add total', parents: [], dependsOn: [] }],
  });
  return { done, talk, calls: git.calls };
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-commit-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function scratchRepository() {
  const root = mkdtempSync(path.join(scratch, 'shop-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trimEnd();
  git('init', '--quiet');
  git('config', 'user.name', 'Ana');
  git('config', 'user.email', 'ana@example.com');
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
  };
  return { root, git, write };
}
