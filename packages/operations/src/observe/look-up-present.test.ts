import { loadPolicy, observed, textContent, unobserved, type Observations } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import type { Observers } from '../ports/index.ts';
import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { lookUp } from './look-up.ts';

/** Another one each time: of one policy it is known what a document asked for last. */
function newPolicy() {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: '{"version":1,"documents":["docs/**/*.md"]}' });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const TREE = {
  'docs/steps.md': '# Steps\n',
  'docs/ops/ROLLBACK.md': '# Rollback\n',
  'scripts/prove.sh': 'true\n',
  'AGENTS.md': '# Agents\n',
};

/** What there is of what a document with this text speaks of. */
async function presentFor(
  text: string,
  head: string,
  observers: Pick<Observers, 'files' | 'git'>,
): Promise<Observations['present']> {
  const found = await lookUp(
    newPolicy(),
    {
      focus: { kind: 'document', path: 'docs/releases.md' },
      change: unobserved('no base was given'),
      listing: unobserved('no tree is judged'),
    },
    {
      ...observers,
      head,
      read: async (paths) => new Map(paths.map((path) => [path, observed(textContent(text))])),
    },
  );
  return found.present;
}

function repository(files: Readonly<Record<string, string>>, rest: Partial<FakeRepository> = {}) {
  return fakeObservers({ commits: { c1: { files } }, names: { HEAD: 'c1' }, ...rest });
}

/** The same question at a commit and on disk. */
describe.each(['c1', 'worktree'])('at %s', (head) => {
  const look = (text: string, files: Readonly<Record<string, string>> = TREE) =>
    presentFor(text, head, repository(files));

  test('a file exists by its exact name', async () => {
    expect(await look('[a](steps.md) [b](Steps.md)')).toMatchObject({
      'docs/steps.md': observed(true),
      'docs/Steps.md': observed(false),
    });
  });

  test('a folder exists when something lies below it, at the root as well', async () => {
    expect(await look('`./scripts/` `./ops/audits/` `./ops/`')).toMatchObject({
      scripts: observed(true),
      'ops/audits': observed(false),
      'docs/ops': observed(true),
      ops: observed(false),
    });
  });

  test('a file at the root is found', async () => {
    expect(await look('See `AGENTS.md`.')).toMatchObject({ 'AGENTS.md': observed(true) });
  });

  test('a name alone is looked for among all documents', async () => {
    expect(await look('See `ROLLBACK.md`.')).toMatchObject({
      'docs/ROLLBACK.md': observed(false),
      'docs/ops/ROLLBACK.md': observed(true),
    });
  });

  test('what is called almost the same is told, beside it and among the documents', async () => {
    expect(await look('[a](step.md) `ROLBACK.md`')).toMatchObject({
      'docs/step.md': observed(false),
      'docs/steps.md': observed(true),
      'docs/ops/ROLLBACK.md': observed(true),
    });
  });

  test('a document that speaks of nothing costs nothing', async () => {
    const quiet = repository(TREE);
    expect(await presentFor('# Releases\n', head, quiet)).toEqual({});
    expect(quiet.reads).toEqual([]);
  });
});

test('at a commit a submodule and a link are there', async () => {
  const observers = fakeObservers({
    commits: {
      c1: { files: {}, submodules: { 'vendor/lib': 'a'.repeat(40) }, links: { 'docs/a.md': '../a.md' } },
    },
    names: { HEAD: 'c1' },
  });
  expect(await presentFor('[a](a.md) [b](../vendor/lib/)', 'c1', observers)).toMatchObject({
    'docs/a.md': observed(true),
    'vendor/lib': observed(true),
  });
});

describe('what cannot be looked at is not known, with the reason', () => {
  const broken = repository(TREE);

  test('at a commit', async () => {
    const git = {
      ...broken.git,
      foldersAt: async (_commit: string, folders: readonly string[]) =>
        new Map(folders.map((folder) => [folder, unobserved('this is a shallow clone')])),
    };
    const found = await presentFor('[a](steps.md)', 'c1', { ...broken, git });
    expect(found).toEqual({ 'docs/steps.md': unobserved('this is a shallow clone') });
  });

  test('on disk', async () => {
    const files = { ...broken.files, list: async () => unobserved('permission is denied') };
    const found = await presentFor('[a](steps.md)', 'worktree', { ...broken, files });
    expect(found).toEqual({ 'docs/steps.md': unobserved('permission is denied') });
  });

  test('when the documents cannot be listed for a name alone', async () => {
    const git = { ...broken.git, listAt: async () => unobserved('git is too slow') };
    const found = await presentFor('See `NONE.md`.', 'c1', { ...broken, git });
    expect(found).toMatchObject({ 'NONE.md': unobserved('git is too slow') });
  });
});

test('without git the disk is looked at, whatever the head', async () => {
  const { files } = repository(TREE);
  const found = await presentFor('[a](steps.md)', 'c1', { files, git: undefined });
  expect(found).toMatchObject({ 'docs/steps.md': observed(true) });
});
