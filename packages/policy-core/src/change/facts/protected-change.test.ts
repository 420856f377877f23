import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Change, ChangeEntry, Commit, Focus } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import type { Authorship } from './authorship.ts';
import { findPassingChanges, findProtectedChanges, type ChangeUnderJudgement } from './protected-change.ts';

const CHANGE: Focus = { kind: 'change' };

function changeOf(...paths: readonly string[]): Change {
  const entries = paths.map((path): ChangeEntry => ({
    path,
    status: 'modified',
    oldMode: '100644',
    newMode: '100644',
  }));
  return {
    base: null,
    head: 'worktree',
    branch: unobserved('nobody asked'),
    entries,
    isWhole: true,
    commits: observed([]),
    push: null,
  };
}

function judged(change: Change, by: Authorship['kind'] = 'human'): ChangeUnderJudgement {
  return { change: observed(change), focus: CHANGE, authorship: observed({ kind: by, evidence: [] }) };
}

function found(sections: readonly object[], ...paths: readonly string[]) {
  const policy = policyOf({
    protected: sections.map((section) => ({ ...section, require: { label: 'ok' } })),
  });
  const changes = findProtectedChanges(policy, judged(changeOf(...paths)));
  if (!changes.known) throw new Error(changes.reason);
  return changes.value.map(({ entry, section, pattern }) =>
    [entry.path, section.id, pattern.pattern.text].join(' '),
  );
}

describe('a changed path is under protection', () => {
  const core = { id: 'core', paths: ['core/**', '*.toml'] };

  test('of the section whose pattern it matches', () => {
    expect(found([core], 'core/a.py', 'docs/a.md', 'pyproject.toml')).toEqual([
      'core/a.py core core/**',
      'pyproject.toml core *.toml',
    ]);
  });

  test('of every section that matches', () => {
    expect(found([core, { id: 'python', paths: ['**/*.py'] }], 'core/a.py')).toEqual([
      'core/a.py core core/**',
      'core/a.py python **/*.py',
    ]);
  });

  test('by the first pattern of a section, once', () => {
    expect(found([{ id: 'core', paths: ['core/*', 'core/**', '**'] }], 'core/a.py')).toEqual([
      'core/a.py core core/*',
    ]);
  });

  test('unless the section excepts it', () => {
    const section = { ...core, except: ['core/docs/**', '*.lock.toml'] };
    expect(found([section], 'core/docs/a.md', 'x.lock.toml', 'core/a.py')).toEqual([
      'core/a.py core core/**',
    ]);
  });

  test('where another section excepts it', () => {
    const lenient = { id: 'lenient', paths: ['**'], except: ['core/**'] };
    expect(found([lenient, core], 'core/a.py')).toEqual(['core/a.py core core/**']);
  });

  test('in the order of the changes, then of the sections', () => {
    const sections = [
      { id: 'one', paths: ['**'] },
      { id: 'two', paths: ['**'] },
    ];
    expect(found(sections, 'b', 'a')).toEqual(['b one **', 'b two **', 'a one **', 'a two **']);
  });

  test('when the folder itself becomes something else', () => {
    expect(found([core], 'core')).toEqual(['core core core/**']);
  });

  test.each(['Core/a.py', 'xcore/a.py', 'core2/a.py', 'sub/core/a.py'])('and %s is not', (path) => {
    expect(found([core], path)).toEqual([]);
  });
});

describe('a pattern knows the line that says so', () => {
  test('by its index', () => {
    const policy = policyOf({
      protected: [{ id: 'core', paths: ['a', 'b'], require: { label: 'ok' } }],
    });
    const changes = findProtectedChanges(policy, judged(changeOf('a', 'b')));
    if (!changes.known) throw new Error(changes.reason);
    const [one, other] = changes.value.map(({ pattern }) => pattern.at);
    expect(one?.path).toBe('lockkeeper.json');
    expect(one?.start).not.toEqual(other?.start);
  });
});

describe('a change that nobody has seen', () => {
  const guarded = policyOf({ protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] });
  const lost = unobserved('this is a shallow clone');

  test.each([{ kind: 'change' }, { kind: 'release' }] as const)(
    'is not known to be harmless: focus $kind',
    (focus) => {
      expect(findProtectedChanges(guarded, { ...judged(changeOf()), change: lost, focus })).toEqual(lost);
    },
  );

  test.each([{ kind: 'tree' }, { kind: 'document', path: 'core/a.py' }] as const)(
    'is no change where none is needed: focus $kind',
    (focus) => {
      expect(findProtectedChanges(guarded, { ...judged(changeOf()), change: lost, focus })).toEqual(
        observed([]),
      );
    },
  );

  test('does not matter where nothing is protected', () => {
    expect(findProtectedChanges(policyOf({}), { ...judged(changeOf()), change: lost })).toEqual(observed([]));
  });
});

describe('whose change needs the approval', () => {
  const section = { id: 'core', paths: ['core/**'], require: { label: 'ok' } };
  const count = (
    appliesTo: readonly string[] | undefined,
    authorship: ChangeUnderJudgement['authorship'],
  ) => {
    const policy = policyOf({ protected: [appliesTo ? { ...section, applies_to: appliesTo } : section] });
    const changes = findProtectedChanges(policy, { ...judged(changeOf('core/a.py')), authorship });
    return changes.known ? changes.value.length : undefined;
  };
  const by = (kind: Authorship['kind']) => observed({ kind, evidence: [] });

  test.each(['human', 'ai', 'automation'] as const)('is said nowhere: also that of %s', (kind) => {
    expect(count(undefined, by(kind))).toBe(1);
  });

  test.each([
    ['ai', 1],
    ['automation', 1],
    ['human', 0],
  ] as const)('is said: of agents and bots, so one by %s is asked %i times', (kind, times) => {
    expect(count(['ai', 'automation'], by(kind))).toBe(times);
  });

  test('is asked of somebody nobody knows', () => {
    expect(count(['ai'], unobserved('the commits were not read'))).toBe(1);
  });
});

describe('what counts as a change', () => {
  const entry = (status: ChangeEntry['status'], oldMode = '100644', newMode = '100644'): ChangeEntry => ({
    path: 'core/a',
    status,
    oldMode,
    newMode,
  });
  const counts = (kinds: readonly string[], changed: ChangeEntry) => {
    const policy = policyOf({
      protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' }, changes: kinds }],
    });
    const changes = findProtectedChanges(policy, judged({ ...changeOf(), entries: [changed] }));
    return changes.known && changes.value.length === 1;
  };

  test.each([
    ['add', entry('added')],
    ['rename_to', entry('added')],
    ['copy_to', entry('added')],
    ['modify', entry('modified')],
    ['delete', entry('deleted')],
    ['rename_from', entry('deleted')],
    ['type', entry('type-changed')],
    ['mode', entry('modified', '100644', '100755')],
    ['modify', entry('modified', '100644', '100755')],
    ['submodule', entry('added', '000000', '160000')],
    ['submodule', entry('type-changed', '160000', '120000')],
  ])('%s counts %o', (kind, changed) => {
    expect(counts([kind], changed)).toBe(true);
  });

  test.each([
    ['add', entry('modified')],
    ['modify', entry('added')],
    ['mode', entry('modified')],
    ['submodule', entry('added')],
    ['delete', entry('type-changed')],
  ])('%s leaves out %o', (kind, changed) => {
    expect(counts([kind], changed)).toBe(false);
  });
});

describe('a commit that a later one takes back', () => {
  const commit = (id: string, ...paths: readonly string[]): Commit => {
    const person = { name: 'Ana', email: 'ana@example.com' };
    return { id, author: person, committer: person, message: 'work', paths };
  };
  const commits = observed([commit('c1', 'core/a', 'docs/a'), commit('c2', 'core/a', 'core/b')]);
  const change = { ...changeOf('core/b'), commits };
  const draft = { protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] };
  const strict = policyOf({ ...draft, integrity: { history: 'strict' } });
  const shown = (changes: ReturnType<typeof findProtectedChanges>) =>
    changes.known
      ? changes.value.map(({ entry: { path }, onlyIn }) => [path, onlyIn ?? 'the whole change'])
      : changes;

  test('passes a protected path by, once a path and with its first commit', () => {
    expect(shown(findPassingChanges(policyOf(draft), judged(change)))).toEqual([['core/a', 'c1']]);
  });

  test('is no change of it where only what is left counts', () => {
    expect(shown(findProtectedChanges(policyOf(draft), judged(change)))).toEqual([
      ['core/b', 'the whole change'],
    ]);
  });

  test('is one where every commit counts', () => {
    expect(shown(findProtectedChanges(strict, judged(change)))).toEqual([
      ['core/b', 'the whole change'],
      ['core/a', 'c1'],
    ]);
  });

  test('is not known to be there where the commits were not seen', () => {
    const unseen = judged({ ...change, base: 'b1', commits: unobserved('this is a shallow clone') });
    expect(findPassingChanges(policyOf(draft), unseen)).toEqual(unobserved('this is a shallow clone'));
    expect(findProtectedChanges(strict, unseen)).toEqual(unobserved('this is a shallow clone'));
    expect(findProtectedChanges(policyOf(draft), unseen).known).toBe(true);
    expect(findPassingChanges(policyOf({}), unseen)).toEqual(observed([]));
  });

  test('is not asked for where only the changed paths were given', () => {
    const given = judged({ ...changeOf('core/b'), commits: unobserved('no commits were given') });
    expect(findPassingChanges(policyOf(draft), given)).toEqual(observed([]));
  });
});

describe('for any change', () => {
  const path = fc
    .array(fc.constantFrom('core', 'a.py', 'docs', 'x'), { minLength: 1, maxLength: 3 })
    .map((names) => names.join('/'));

  test('everything is protected by **, once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        expect(found([{ id: 'all', paths: ['**'] }], ...paths)).toHaveLength(paths.length);
      }),
    );
  });

  test('nothing is protected that is excepted by **', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        expect(found([{ id: 'all', paths: ['**'], except: ['**'] }], ...paths)).toEqual([]);
      }),
    );
  });

  test('two changes are protected as each of them alone', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        const section = { id: 'core', paths: ['core/**', '**/a.py'], except: ['docs/**'] };
        expect(found([section], one, other)).toEqual([...found([section], one), ...found([section], other)]);
      }),
    );
  });
});
