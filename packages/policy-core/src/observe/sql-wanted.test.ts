import { describe, expect, it } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import type { Focus, Observations } from '../model/observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { soughtSql } from './sql-wanted.ts';

const POLICY = policyOf({ migrations: { alembic: ['versions'], sql: ['db/**/*.sql', '*.sql'] } });

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

function change(focus: Focus['kind'] & ('change' | 'release'), ...paths: readonly string[]): Seen {
  const entries = paths.map((path) => ({
    status: 'added' as const,
    path,
    oldMode: '000000',
    newMode: '100644',
  }));
  return {
    focus: { kind: focus },
    listing: unobserved('no tree is judged'),
    change: observed({
      base: null,
      head: 'worktree',
      branch: unobserved('nobody said'),
      entries,
      isWhole: true,
      commits: observed([]),
      push: null,
    }),
  };
}

const THERE = [
  'db/1_a.sql',
  'db/2_b.sql',
  'db/3_c.sql',
  'db/10_d.sql',
  'db/schema.sql',
  'db/other/1_a.sql',
  'db/V1__a.sql',
  'db/1_readme.md',
  'versions/1.py',
];

describe('The SQL migrations to be read beside those under judgement', () => {
  it('are those that run before the last one, in the same folder', () => {
    const seen = change('change', 'db/3_c.sql', 'db/2_b.sql');
    expect(soughtSql(POLICY, seen)?.folders).toEqual(['db']);
    expect(soughtSql(POLICY, seen)?.among(THERE).before).toEqual(['db/1_a.sql']);
    expect(soughtSql(POLICY, change('release', 'db/10_d.sql'))?.among(THERE).before).toEqual([
      'db/1_a.sql',
      'db/2_b.sql',
      'db/3_c.sql',
    ]);
  });

  it('are those of every line that has one under judgement', () => {
    const seen = change('change', 'db/V2__b.sql', 'db/other/2.sql', '5.sql');
    expect(soughtSql(POLICY, seen)?.folders).toEqual(['db', 'db/other', '']);
    expect(soughtSql(POLICY, seen)?.among([...THERE, '4.sql']).before).toEqual([
      'db/other/1_a.sql',
      'db/V1__a.sql',
      '4.sql',
    ]);
  });

  it('are those before an open document', () => {
    const seen: Seen = { ...change('change'), focus: { kind: 'document', path: 'db/2_b.sql' } };
    expect(soughtSql(POLICY, seen)?.folders).toEqual(['db']);
    expect(soughtSql(POLICY, seen)?.among(THERE).before).toEqual(['db/1_a.sql']);
  });

  it.each([
    ['no version', 'db/schema.sql'],
    ['a revision of Alembic', 'versions/2.py'],
    ['another file', 'src/1.sql'],
  ])('are none for %s', (_name, path) => {
    const seen = change('change', path);
    expect(soughtSql(POLICY, seen)).toBeUndefined();
  });

  it('are none for a tree, where all are judged', () => {
    const seen: Seen = {
      ...change('change', 'db/2_b.sql'),
      focus: { kind: 'tree' },
      listing: observed(THERE),
    };
    expect(soughtSql(POLICY, seen)).toBeUndefined();
  });
});
