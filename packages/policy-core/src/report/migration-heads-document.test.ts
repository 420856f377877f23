import { describe, expect, test } from 'vitest';

import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentHeads } from '../migrations/explain/migration-heads.ts';
import { terminalText } from './document/terminal.ts';
import { migrationHeadsDocument } from './migration-heads-document.ts';

const HEAD: ListedRevision = {
  id: 'ab12',
  path: 'v/ab12_x.py',
  message: 'add total',
  parents: ['99ff'],
  depends_on: [],
  labels: [],
  is_head: true,
  is_base: false,
  is_merge: false,
  is_released: null,
  is_new: null,
};

const ENVIRONMENT: EnvironmentHeads = {
  name: 'alembic.ini',
  folders: ['v'],
  heads: [HEAD],
  is_single: true,
  missing: [],
  circles: [],
  unplaced: [],
};

function shown(...environments: readonly Partial<EnvironmentHeads>[]): readonly string[] {
  const all = environments.map((one) => ({ ...ENVIRONMENT, ...one }));
  return terminalText(migrationHeadsDocument({ schema_version: 1, environments: all }), {
    colors: false,
  }).split('\n');
}

describe('the heads of a history as text', () => {
  test('are one, mostly', () => {
    expect(shown({})).toEqual(['alembic.ini: 1 head', '  ab12  v/ab12_x.py  add total', '']);
  });

  test('have no message where the file has none', () => {
    expect(shown({ heads: [{ ...HEAD, message: null }] })[1]).toBe('  ab12  v/ab12_x.py');
  });

  test('say what is special about them, but not that they are heads', () => {
    const head = { ...HEAD, labels: ['billing'], is_new: true, is_merge: true };
    expect(shown({ heads: [head] })[1]).toBe('  ab12  v/ab12_x.py  add total  (merge, label billing, new)');
  });

  test('that are two say how to make them one', () => {
    expect(shown({ heads: [HEAD, { ...HEAD, id: 'c3' }], is_single: false })).toEqual([
      'alembic.ini: 2 heads',
      '  ab12  v/ab12_x.py  add total',
      '  c3    v/ab12_x.py  add total',
      '  `alembic upgrade head` does not know which one to go to. Merge them with `alembic merge ab12 c3`, or build the newer one on the other.',
      '',
    ]);
  });

  test('that are none say why', () => {
    expect(shown({ heads: [], is_single: false, circles: [['a1', 'b2']] })).toEqual([
      'alembic.ini: 0 heads',
      '  Alembic cannot load these revisions. Correct the down_revision or depends_on that is named here.',
      '  These revisions build on each other: a1, b2.',
      '',
    ]);
  });

  test('are not to be merged where Alembic does not come so far', () => {
    const missing = [{ revision: 'ab12', names: '99ff', as: 'down_revision' as const }];
    const heads = [HEAD, { ...HEAD, id: 'c3' }];
    expect(shown({ heads, is_single: false, missing, circles: [['e5']] }).slice(3)).toEqual([
      '  Alembic cannot load these revisions. Correct the down_revision or depends_on that is named here.',
      '  ab12 names 99ff as down_revision, and there is no such revision.',
      '  e5 builds on itself.',
      '',
    ]);
    expect(shown({ missing })).toHaveLength(5);
  });

  test('may be others where a file has no place', () => {
    expect(shown({ unplaced: ['v/odd.py'] }).at(-2)).toBe('  Where v/odd.py belongs cannot be read from it.');
  });

  test('of each environment stand by themselves', () => {
    expect(shown({}, { name: 'billing' })).toEqual([
      'alembic.ini: 1 head',
      '  ab12  v/ab12_x.py  add total',
      '',
      'billing: 1 head',
      '  ab12  v/ab12_x.py  add total',
      '',
    ]);
    expect(shown()).toEqual(['', '']);
  });

  test('show what a terminal would obey', () => {
    const lines = shown({ heads: [{ ...HEAD, message: 'a\u001B[31m\nb', path: 'v/\u202E.py' }] });
    expect(lines[1]).toBe('  ab12  v/\\u{202e}.py  a\\u{1b}[31m\\nb');
  });

  test('are coloured for terminals', () => {
    const text = terminalText(migrationHeadsDocument({ schema_version: 1, environments: [ENVIRONMENT] }), {
      colors: true,
    });
    expect(text).toContain('\u001B[1malembic.ini\u001B[22m: 1 head\n');
    expect(text).toContain('\u001B[33mab12\u001B[39m');
  });
});
