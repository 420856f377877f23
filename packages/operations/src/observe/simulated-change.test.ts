import { loadPolicy, observed, type Policy } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import type { Observers } from '../ports/index.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observeSimulated } from './simulated-change.ts';

function soundPolicy(): Policy {
  const policy = loadPolicy({
    path: 'lockkeeper.yaml',
    text: 'version: 1\ndependencies: [{ id: api, source: r.txt, lock: r.lock }]\n',
  });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const observers = fakeObservers({
  commits: { c1: { files: { 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' } } },
  names: { HEAD: 'c1' },
  worktree: { 'r.txt': 'a==2\n', 'r.lock': 'a==2\n' },
});

const entry = (path: string, status: ChangeEntry['status']): ChangeEntry => ({
  path,
  status,
  oldMode: '100644',
  newMode: '100644',
});

function seen(entries: readonly ChangeEntry[], given: Partial<Observers> = {}) {
  const change = { entries, branch: 'work', commits: [], circumstances: LOCAL_CIRCUMSTANCES };
  return observeSimulated(soundPolicy(), change, { ...observers, ...given });
}

describe('a simulated change', () => {
  test('is all there is, on top of the last commit', async () => {
    const entries = [entry('r.txt', 'modified')];
    expect((await seen(entries)).change).toEqual(
      observed({
        base: 'c1',
        head: 'worktree',
        branch: observed('work'),
        entries,
        isWhole: true,
        commits: observed([]),
        push: null,
      }),
    );
  });

  test('finds the texts that lie on disk', async () => {
    const { files } = await seen([entry('r.txt', 'modified')]);
    expect(files['r.txt']).toEqual(observed({ kind: 'text', text: 'a==2\n' }));
    expect(files['r.lock']).toEqual(observed({ kind: 'text', text: 'a==2\n' }));
  });

  test('takes a file away that still lies there', async () => {
    const { files } = await seen([entry('r.txt', 'deleted')]);
    expect(files['r.txt']).toEqual(observed({ kind: 'absent' }));
  });

  test('knows no text of a file that does not lie there yet', async () => {
    const empty = fakeObservers({ commits: { c1: { files: {} } }, names: { HEAD: 'c1' } });
    const { files } = await seen([entry('r.txt', 'added')], empty);
    expect(files['r.txt']).toEqual({ known: false, reason: 'a simulation knows no text of it' });
    expect(files['r.lock']).toEqual(observed({ kind: 'absent' }));
  });

  test('has nothing beside it where there is no git to say what was there', async () => {
    const { change, folders } = await seen([entry('docs/a.md', 'added')], { git: undefined });
    expect(change).toMatchObject({ value: { base: null } });
    expect(Object.values(folders)).not.toEqual([]);
    for (const folder of Object.values(folders)) expect(folder).toEqual(observed([]));
  });

  test('is not made where the simulation runs', async () => {
    const environment = new Set(['CLAUDECODE']);
    expect((await seen([entry('a', 'added')], { environment })).agentSigns).toEqual([]);
  });
});
