import { loadPolicy, observed, textContent, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { prefetchDocument, observeDocument } from './document.ts';

const policy = loadPolicy({
  path: 'lockkeeper.yaml',
  text: 'version: 1\ndependencies: [{ id: api, source: r.txt, lock: r.lock }]\n',
});
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
const observers = fakeObservers({
  commits: { c1: { files: { 'r.txt': 'disk\n', 'r.lock': 'disk\n' } } },
  names: { HEAD: 'c1' },
});
const change = unobserved('git was not asked');

test('an open document stands before what is on disk, and its pair comes from disk', async () => {
  const seen = await observeDocument(
    { policy, path: 'r.txt', open: new Map([['r.txt', textContent('typed\n')]]), change },
    observers,
  );
  expect(seen.files).toEqual({
    'r.txt': observed({ kind: 'text', text: 'typed\n' }),
    'r.lock': observed({ kind: 'text', text: 'disk\n' }),
  });
});

test('both files of a pair may be open and unsaved', async () => {
  const open = new Map([
    ['r.txt', textContent('one\n')],
    ['r.lock', textContent('two\n')],
  ]);
  const seen = await observeDocument({ policy, path: 'r.lock', open, change }, observers);
  expect(seen.files).toEqual({
    'r.txt': observed({ kind: 'text', text: 'one\n' }),
    'r.lock': observed({ kind: 'text', text: 'two\n' }),
  });
});

test('a document the policy does not speak of costs no read', async () => {
  const quiet = fakeObservers({ commits: { c1: { files: {} } }, names: { HEAD: 'c1' } });
  const seen = await observeDocument(
    { policy, path: 'src/a.ts', open: new Map([['src/a.ts', textContent('x')]]), change },
    quiet,
  );
  expect([seen.files, quiet.reads]).toEqual([{}, []]);
});

describe('a file that a pair brings in', () => {
  const files = {
    'r.txt': '-r parts/base.txt\n',
    'r.lock': 'flask==3.0.3\n',
    'parts/base.txt': '-c limits.txt\n',
    'parts/limits.txt': 'flask<4\n',
    'notes.txt': 'Buy milk.\n',
  };
  const seenFrom = async (path: string, text: string) => {
    const around = fakeObservers({ commits: { c1: { files } }, names: { HEAD: 'c1' } });
    const open = new Map([[path, textContent(text)]]);
    const { files: seen } = await observeDocument({ policy, path, open, change }, around);
    return { seen: Object.keys(seen).sort(), reads: around.reads };
  };
  const WHOLE = ['parts/base.txt', 'parts/limits.txt', 'r.lock', 'r.txt'];

  test.each(['parts/base.txt', 'parts/limits.txt'])(
    'is judged with it when %s alone is open',
    async (path) => {
      expect((await seenFrom(path, 'flask\n')).seen).toEqual(
        path === 'parts/limits.txt' ? WHOLE : WHOLE.filter((file) => file !== 'parts/limits.txt'),
      );
    },
  );

  test('is looked for only where the name may be that of requirements', async () => {
    expect((await seenFrom('notes.txt', 'Buy bread.\n')).seen).toEqual([]);
    expect((await seenFrom('parts/base.md', 'flask\n')).reads).toEqual([]);
  });
});

test('labels are never guessed while typing', async () => {
  const seen = await observeDocument({ policy, path: 'r.txt', open: new Map(), change }, observers);
  expect([seen.labels.known, seen.focus]).toEqual([false, { kind: 'document', path: 'r.txt' }]);
});

/** Remembers for good. */
function remembering() {
  const answers = new Map<string, unknown>();
  return async <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    if (!answers.has(question)) answers.set(question, ask());
    return answers.get(question) as Promise<Answer>;
  };
}

describe('an open revision', () => {
  const revisionPolicy = loadPolicy({
    path: 'lockkeeper.yaml',
    text: 'version: 1\nmigrations: { alembic: [db/versions] }\n',
  });
  if (revisionPolicy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  const base = { 'db/versions/a.py': 'a', 'db/versions/b.py': 'b' };
  const here = () => fakeObservers({ commits: { c1: { files: base } }, names: { HEAD: 'c1', main: 'c1' } });
  const ofB = { policy: revisionPolicy, path: 'db/versions/b.py' };
  const changed = observed({
    base: 'c1',
    head: 'worktree',
    branch: observed('x'),
    entries: [{ status: 'modified', path: 'db/versions/b.py', oldMode: '100644', newMode: '100644' }],
    isWhole: true,
    commits: observed([]),
    push: null,
  } as const);

  test('comes with the others, as they are being typed', async () => {
    const open = new Map([
      ['db/versions/b.py', textContent('typed b')],
      ['db/versions/a.py', textContent('typed a')],
      ['src/other.py', textContent('elsewhere')],
    ]);
    const { revisions, files } = await observeDocument({ ...ofB, open, change: changed }, here());
    expect(files['db/versions/b.py']).toEqual(observed({ kind: 'text', text: 'typed b' }));
    expect(revisions?.files).toEqual({ 'db/versions/a.py': observed({ kind: 'text', text: 'typed a' }) });
    expect(revisions?.atBase).toEqual(
      observed({ commit: 'c1', files: { 'db/versions/b.py': observed({ kind: 'text', text: 'b' }) } }),
    );
  });

  test('asks nothing twice of what does not change with a key press', async () => {
    const observers = here();
    const remember = remembering();
    const judge = (typed: string) =>
      observeDocument(
        {
          ...ofB,
          open: new Map([['db/versions/b.py', textContent(typed)]]),
          change: changed,
          target: 'main',
          steady: { files: observers.files, remember },
        },
        observers,
      );
    const first = await judge('one');
    const read = observers.reads.filter((path) => path.endsWith('.py')).length;
    const second = await judge('two');
    expect(observers.reads.filter((path) => path.endsWith('.py')).length).toBe(read);
    expect(second.revisions?.files['db/versions/a.py']).toBe(first.revisions?.files['db/versions/a.py']);
    expect(second.revisions?.atBase).toBe(first.revisions?.atBase);
    expect(second.revisions?.atTarget).toEqual(observed(null));
    expect(second.files['db/versions/b.py']).toEqual(observed({ kind: 'text', text: 'two' }));
  });

  test('is looked at with the others before its change is known, and then they are not read again', async () => {
    const observers = here();
    const steady = { files: observers.files, remember: remembering() };
    const expected = await prefetchDocument({ ...ofB, steady }, observers);
    expect(expected.toSorted()).toEqual(['a', 'b']);
    const read = observers.reads.filter((path) => path === 'db/versions/a.py').length;
    const { revisions } = await observeDocument(
      { ...ofB, open: new Map([['db/versions/b.py', textContent('typed')]]), change: changed, steady },
      observers,
    );
    expect(revisions?.files['db/versions/a.py']).toEqual(observed({ kind: 'text', text: 'a' }));
    expect(observers.reads.filter((path) => path === 'db/versions/a.py').length).toBe(read);
  });

  test('is the only document for which others are read before its change is known', async () => {
    const observers = here();
    const steady = { files: observers.files, remember: remembering() };
    expect(await prefetchDocument({ ...ofB, path: 'src/b.py', steady }, observers)).toEqual([]);
    expect(observers.reads).toEqual([]);
  });
});
