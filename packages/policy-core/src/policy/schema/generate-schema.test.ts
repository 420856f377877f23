import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { problemsIn } from '../../testing/problems-in.ts';

describe('names of generated files', () => {
  test('are the usual ones, each unless the policy gives another', () => {
    expect(policyOf({}).generated).toEqual({
      guardWorkflow: '.github/workflows/lockkeeper-guard.yml',
      dependencyWorkflow: '.github/workflows/lockkeeper-dependencies.yml',
      stampScript: 'scripts/stamp_baseline.sh',
    });
    expect(policyOf({ generate: { stamp_script: 'scripts/stamp.sh' } }).generated).toEqual({
      guardWorkflow: '.github/workflows/lockkeeper-guard.yml',
      dependencyWorkflow: '.github/workflows/lockkeeper-dependencies.yml',
      stampScript: 'scripts/stamp.sh',
    });
  });

  test.each([
    'guard.yml',
    '.github/workflows/deep/guard.yml',
    '.github/workflows/guard.sh',
    '".github/workflows/a b.yml"',
    '.github/workflows/../guard.yml',
  ])('a workflow that GitHub would not start: %s', (written) => {
    for (const key of ['guard_workflow', 'dependency_workflow'])
      expect(problemsIn(`generate: { ${key}: ${written} }`).map(([message]) => message)).toContainEqual(
        expect.stringContaining('Write a workflow such as .github/workflows/lockkeeper-guard.yml'),
      );
  });

  test.each(['.git/hooks/pre-commit', 'stamp.sh', 'scripts/db/stamp.sh', 'scripts/stamp', 'scripts/.sh'])(
    'a script that is none in scripts/: %s',
    (written) => {
      expect(problemsIn(`generate: { stamp_script: ${written} }`).map(([message]) => message)).toContainEqual(
        expect.stringContaining('Write a script in scripts/ such as scripts/stamp_baseline.sh'),
      );
    },
  );
});
