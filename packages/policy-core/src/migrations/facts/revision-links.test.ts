import { describe, expect, it } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { linkedPath, revisionLinksSought } from './revision-links.ts';

describe('links among revisions', () => {
  it('may be the folders of the policy, those around them, and what lies in them', () => {
    const policy = policyOf({ migrations: { alembic: ['db/alembic/versions', 'billing'] } });
    const listed = [
      'db/alembic/env.py',
      'db/alembic/versions/a.py',
      'db/alembic/versions/more',
      'db/alembic/versionsx/more',
      'billing/README',
      'docs/latest',
    ];
    expect(revisionLinksSought(policy, listed)).toEqual([
      'db/alembic/versions',
      'db/alembic',
      'db',
      'billing',
      'db/alembic/versions/more',
      'billing/README',
    ]);
  });

  it('are not looked for where the policy names no revisions', () => {
    expect(revisionLinksSought(policyOf({ migrations: { sql: ['db/*.sql'] } }), ['db/a.sql'])).toEqual([]);
  });
});

describe('a link', () => {
  it.each([
    ['db/versions/more', '../../plugins', 'plugins'],
    ['db/versions/more', './deep//x', 'db/versions/deep/x'],
    ['more', 'plugins', 'plugins'],
    ['db/versions/root', '../..', ''],
  ])('%s to %s leads to %j', (path, target, expected) => {
    expect(linkedPath(path, target)).toBe(expected);
  });

  it.each(['../../../x', '/srv/versions', 'C:\\versions', 'c:/versions', '\\\\host\\share'])(
    'to %s leads out of the repository',
    (target) => {
      expect(linkedPath('db/versions/more', target)).toBeUndefined();
    },
  );
});
