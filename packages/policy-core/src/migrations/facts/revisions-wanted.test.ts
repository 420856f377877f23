import { describe, expect, it } from 'vitest';

import { judgesRevisions } from './judged-files.ts';
import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { configurationFolders } from './configuration-folders.ts';
import {
  isConfigurationPath,
  revisionEnvironments,
  revisionsToRead,
  versionFolders,
} from './revisions-wanted.ts';

const POLICY = policyOf({ migrations: { alembic: ['backend/db/versions'], sql: ['sql/*.sql'] } });
const NOTHING = unobserved('it was not looked for');

function contents(texts: Readonly<Record<string, string>>): Observations['files'] {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]));
}

const INI =
  '[alembic]\nscript_location = %(here)s/db\nversion_locations = %(here)s/db/versions %(here)s/more\n';

describe('the other revisions are wanted', () => {
  const inDocument = (path: string) =>
    judgesRevisions(POLICY, { focus: { kind: 'document', path }, change: NOTHING, listing: NOTHING });

  it('where one is open', () => {
    expect(inDocument('backend/db/versions/a.py')).toBe(true);
  });

  it.each(['backend/app.py', 'sql/1.sql', 'backend/db/versions/__init__.py', 'backend/db/versions/a.sql'])(
    'not for %s',
    (path) => {
      expect(inDocument(path)).toBe(false);
    },
  );

  it('where the file that names their head is open', () => {
    expect(inDocument('backend/db/versions/.alembic-head')).toBe(true);
    expect(inDocument('docs/.alembic-head')).toBe(false);
  });

  it('where one of a tree is judged', () => {
    const ofTree = (...paths: readonly string[]) =>
      judgesRevisions(POLICY, { focus: { kind: 'tree' }, change: NOTHING, listing: observed(paths) });
    expect(ofTree('README.md', 'backend/db/versions/a.py')).toBe(true);
    expect(ofTree('README.md', 'sql/1.sql')).toBe(false);
  });

  it('by no policy that names none', () => {
    const focus = { kind: 'document', path: 'backend/db/versions/a.py' } as const;
    expect(judgesRevisions(policyOf({}), { focus, change: NOTHING, listing: NOTHING })).toBe(false);
  });
});

describe('configurations', () => {
  it('may lie in every folder from the versions up to the root', () => {
    expect(configurationFolders(POLICY)).toEqual(['backend/db/versions', 'backend/db', 'backend', '']);
  });

  it('are looked for once where folders lie together', () => {
    const policy = policyOf({ migrations: { alembic: ['db/a', 'db/b'] } });
    expect(configurationFolders(policy)).toEqual(['db/a', 'db', '', 'db/b']);
  });

  it.each([
    ['alembic.ini', true],
    ['backend/alembic_test.ini', true],
    ['backend/db/pyproject.toml', true],
    ['frontend/alembic.ini', false],
    ['backend/tox.ini', false],
    ['backend/db/versions/deep/alembic.ini', false],
  ])('%s: %j', (path, counts) => {
    expect(isConfigurationPath(POLICY, path)).toBe(counts);
  });

  it('that are absent, unreadable or unknown count as none', () => {
    const files = {
      'alembic.ini': observed({ kind: 'absent' as const }),
      'backend/alembic.ini': unobserved('git failed'),
    };
    expect(versionFolders(POLICY, files)).toEqual(['backend/db/versions']);
  });

  it('of later texts stand before those of earlier ones', () => {
    const old = contents({ 'backend/alembic.ini': INI });
    const names = (texts: Parameters<typeof revisionEnvironments>[2]) =>
      revisionEnvironments(POLICY, [], texts).environments.map(({ name }) => name);
    expect(names([old])).toEqual(['backend/alembic.ini']);
    const deleted = { 'backend/alembic.ini': observed({ kind: 'absent' as const }) };
    expect(names([old, deleted])).toEqual(['backend/db/versions']);
    const named = contents({ 'backend/alembic.ini': INI.replace('[alembic]', '[main]') });
    expect(names([old, named])).toEqual(['backend/alembic.ini [main]']);
  });
});

describe('folders and files', () => {
  it('are also those that only a configuration names', () => {
    expect(versionFolders(POLICY, contents({ 'backend/alembic.ini': INI }))).toEqual([
      'backend/db/versions',
      'backend/more',
    ]);
  });

  it('are read where Alembic loads them', () => {
    const paths = [
      'backend/alembic.ini',
      'backend/db/versions/a.py',
      'backend/db/versions/old/b.py',
      'backend/more/c.py',
    ];
    expect(revisionsToRead(POLICY, paths, contents({ 'backend/alembic.ini': INI }))).toEqual([
      'backend/db/versions/a.py',
      'backend/more/c.py',
    ]);
    expect(revisionsToRead(POLICY, paths, {})).toEqual(['backend/db/versions/a.py']);
  });
});
