import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { isProjectFile, pairsOfProject, projectFiles } from './pairs-of-project.ts';

const POLICY = policyOf({
  dependencies: [
    { id: 'root', source: 'requirements.in', lock: 'requirements.txt' },
    { id: 'api', source: 'api/base.in', lock: 'api/base.txt' },
    { id: 'jobs', source: 'api/jobs/base.in', lock: 'api/jobs/base.txt' },
    { id: 'elsewhere', source: 'api/tools.in', lock: 'locks/tools.txt' },
  ],
});

describe('a project file', () => {
  test.each<[string, boolean]>([
    ['pyproject.toml', true],
    ['api/pyproject.toml', true],
    ['api/my-pyproject.toml', false],
    ['pyproject.toml.bak', false],
    ['pyproject.toml/readme.txt', false],
    ['PYPROJECT.TOML', false],
    ['setup.cfg', false],
  ])('%s: %s', (path, isOne) => {
    expect(isProjectFile(path)).toBe(isOne);
  });
});

describe('the pairs of a project', () => {
  test.each<[string, readonly string[]]>([
    ['pyproject.toml', ['root', 'api', 'jobs', 'elsewhere']],
    ['api/pyproject.toml', ['api', 'jobs']],
    ['api/jobs/pyproject.toml', ['jobs']],
    ['locks/pyproject.toml', ['elsewhere']],
    ['ap/pyproject.toml', []],
    ['web/pyproject.toml', []],
    ['api/base.in', []],
  ])('that %s describes have their lock beside it or below: %j', (path, ids) => {
    expect(pairsOfProject(POLICY, path).map(({ id }) => id)).toEqual(ids);
  });

  test('are read with the project itself while that is open', () => {
    const focus = { kind: 'document', path: 'api/jobs/pyproject.toml' } as const;
    expect(projectFiles(POLICY, { focus })).toEqual([focus.path, 'api/jobs/base.in', 'api/jobs/base.txt']);
  });

  test('are not read where the project has none, nor for a tree', () => {
    const focus = { kind: 'document', path: 'web/pyproject.toml' } as const;
    expect(projectFiles(POLICY, { focus })).toEqual([]);
    expect(projectFiles(POLICY, { focus: { kind: 'tree' } })).toEqual([]);
    expect(projectFiles(policyOf({}), { focus: { kind: 'document', path: 'pyproject.toml' } })).toEqual([]);
  });
});
