import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../known.ts';
import type { Change, ChangeEntry, Focus } from '../observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { protectedChanges } from './protected-change.ts';

const CHANGE: Focus = { kind: 'change' };

function changeOf(...paths: readonly string[]): Change {
  const entries = paths.map((path): ChangeEntry => ({
    path,
    status: 'modified',
    oldMode: '100644',
    newMode: '100644',
  }));
  return { base: null, head: 'worktree', branch: unobserved('nobody asked'), entries };
}

function found(sections: readonly object[], ...paths: readonly string[]) {
  const policy = policyOf({
    protected: sections.map((section) => ({ ...section, require: { label: 'ok' } })),
  });
  const changes = protectedChanges(policy, observed(changeOf(...paths)), CHANGE);
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
    const changes = protectedChanges(policy, observed(changeOf('a', 'b')), CHANGE);
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
      expect(protectedChanges(guarded, lost, focus)).toEqual(lost);
    },
  );

  test.each([{ kind: 'tree' }, { kind: 'document', path: 'core/a.py' }] as const)(
    'is no change where none is needed: focus $kind',
    (focus) => {
      expect(protectedChanges(guarded, lost, focus)).toEqual(observed([]));
    },
  );

  test('does not matter where nothing is protected', () => {
    expect(protectedChanges(policyOf({}), lost, CHANGE)).toEqual(observed([]));
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
