import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import type { RevisionEnvironment } from '../history/environments.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { MigrationsAt } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { sameEnvironment, targetConfigurations, targetEnvironments } from './target-environments.ts';

const POLICY = policyOf({ migrations: { alembic: ['db/versions', 'plugins'] } });
const INI = '[alembic]\nscript_location = %(here)s/db\n';

function at(texts: Readonly<Record<string, string>>): MigrationsAt {
  const files = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]),
  );
  return { commit: 'c'.repeat(40), files };
}

describe('configurations of the target', () => {
  it('are those that it alone has changed', () => {
    const atTarget = observed(
      at({ 'alembic.ini': INI, 'db/alembic.ini': INI, 'docs/alembic.ini': INI, 'db/versions/a.py': '' }),
    );
    const atBase = observed(at({ 'db/alembic.ini': '' }));
    expect(Object.keys(targetConfigurations(POLICY, { atBase, atTarget }))).toEqual(['alembic.ini']);
    expect(Object.keys(targetConfigurations(POLICY, { atTarget }))).toEqual([
      'alembic.ini',
      'db/alembic.ini',
    ]);
  });

  it.each([undefined, observed(null), unobserved('offline')])('are none with %j', (atTarget) => {
    expect(targetConfigurations(POLICY, atTarget === undefined ? {} : { atTarget })).toEqual({});
  });
});

describe('environments of the target', () => {
  const seen = (there: Readonly<Record<string, string>>) => ({
    files: {},
    revisions: {
      paths: observed(['db/versions/a.py', 'plugins/env.py', 'plugins/versions/p.py']),
      files: at({ 'alembic.ini': INI }).files,
      atTarget: observed(at(there)),
    },
  });

  it('are as here where it changes no configuration', () => {
    expect(targetEnvironments(POLICY, seen({ 'db/versions/b.py': '' }))).toBeUndefined();
  });

  it('are those of its configuration, and of folders that none speaks of', () => {
    const text = `${INI}version_locations = db/versions db/more\n`;
    expect(targetEnvironments(POLICY, seen({ 'alembic.ini': text }))).toEqual(
      observed([
        { name: 'alembic.ini', folders: ['db/versions', 'db/more'], isRecursive: false },
        { name: 'plugins', folders: ['plugins/versions'], isRecursive: false },
      ]),
    );
  });
});

describe('the same environment', () => {
  const environment = (name: string, ...folders: readonly string[]): RevisionEnvironment => ({
    name,
    folders,
    isRecursive: false,
  });
  const here = environment('alembic.ini', 'a', 'b');

  it.each<[string, readonly RevisionEnvironment[], number | undefined]>([
    ['has its name', [environment('x', 'a', 'b'), environment('alembic.ini', 'c')], 1],
    ['else its folders', [environment('x', 'a'), environment('y', 'a', 'b')], 1],
    ['else one of them', [environment('x', 'c'), environment('y', 'c', 'b')], 1],
    ['else is gone', [environment('x', 'c')], undefined],
  ])('%s', (_, others, index) => {
    expect(sameEnvironment(here, others)).toBe(index === undefined ? undefined : others[index]);
  });
});
