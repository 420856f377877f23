import { observed, unobserved, type FileContent, type Observations } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observeDocument } from './document.ts';
import { observe } from './observe.ts';
import { readPolicyFile } from './policy-file.ts';
import { readerAt } from './reader-at.ts';

const BASE: Files = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { sql: [db/*.sql] }\n',
  'db/1.sql': 'CREATE TABLE a (id int);',
  'db/2.sql': 'SELECT 2;',
  'db/9.sql': 'SELECT 9;',
  'db/schema.sql': 'SELECT 0;',
};

function text(written: string) {
  return observed({ kind: 'text', text: written });
}

const BEFORE = observed({ 'db/1.sql': text('CREATE TABLE a (id int);'), 'db/2.sql': text('SELECT 2;') });

function observersOf(head: Files) {
  const commits = { base: { files: BASE, parents: [] }, head: { files: head, parents: ['base'] } };
  return fakeObservers({ commits, names: { main: 'base', HEAD: 'head' }, branch: 'feature' });
}

async function seenOf(head: Files, kind: 'change' | 'tree' = 'change'): Promise<Observations> {
  const seen = await observe(
    {
      focus: { kind },
      base: 'main',
      head: 'HEAD',
      policyFrom: 'base',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    observersOf(head),
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind === 'failed' ? seen.problem : seen.kind);
  return seen.observations;
}

describe('the SQL migrations before those of a change', () => {
  test('are read as the head has them, and none behind', async () => {
    const { sqlBefore, files } = await seenOf({ ...BASE, 'db/3.sql': 'SELECT 3;' });
    expect(sqlBefore).toEqual(BEFORE);
    expect(Object.keys(files)).toContain('db/3.sql');
  });

  test('are told of with all that stand in their order, those behind among them', async () => {
    const { sqlPaths } = await seenOf({ ...BASE, 'db/3.sql': 'SELECT 3;' });
    expect(sqlPaths).toEqual(['db/1.sql', 'db/2.sql', 'db/3.sql', 'db/9.sql']);
  });

  test('are not asked for where no SQL changes, nor for a tree', async () => {
    expect(await seenOf({ ...BASE, 'src/x.py': '1' })).not.toHaveProperty('sqlBefore');
    expect(await seenOf({ ...BASE, 'db/3.sql': 'SELECT 3;' }, 'tree')).not.toHaveProperty('sqlBefore');
  });

  test('are for a document as they are being typed, and read once for many keys', async () => {
    const files = { ...BASE, 'db/3.sql': 'SELECT 3;' };
    const commits = { head: { files, parents: [] } };
    const observers = fakeObservers({ commits, names: { HEAD: 'head' }, branch: 'feature', worktree: files });
    const policy = await readPolicyFile(readerAt('worktree', observers));
    if (policy.kind !== 'policy') throw new Error(policy.kind);
    const typed = { kind: 'text', text: 'CREATE TABLE typed ();' } as const;
    const own = { kind: 'text', text: 'SELECT 3;' } as const;
    const answers = new Map<string, unknown>();
    const steady = {
      files: observers.files,
      remember: async <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> => {
        if (!answers.has(question)) answers.set(question, await ask());
        return answers.get(question) as Answer;
      },
    };
    const open = new Map<string, FileContent>([
      ['db/2.sql', typed],
      ['db/3.sql', own],
    ]);
    const press = () =>
      observeDocument(
        { policy: policy.policy, path: 'db/3.sql', open, change: unobserved('no'), steady },
        observers,
      );
    await press();
    // The second key asks at once for what the first one asked for in rounds.
    await press();
    const read = observers.reads.length;
    const { sqlBefore } = await press();
    expect(observers.reads.length).toBe(read);
    expect(sqlBefore).toEqual(
      observed({ 'db/1.sql': text('CREATE TABLE a (id int);'), 'db/2.sql': observed(typed) }),
    );
  });
});
