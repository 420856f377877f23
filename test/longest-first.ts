import path from 'node:path';

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take ten seconds and more, so that no worker begins one when the others have nothing left to do.
 * Vitest knows such things from its last run, which a fresh checkout has not.
 */
export const LONGEST: readonly string[] = [
  'test/attacks/attacks.test.ts',
  'test/verdicts/verdicts.test.ts',
  'test/editor/product.test.ts',
  'test/packages/strangers.test.ts',
  'test/generate/guard-attacks.test.ts',
  'test/cli/github-approval.test.ts',
  'test/editor/product-ui.test.ts',
  'test/editor/harness.test.ts',
  'test/pip/pip-differential.test.ts',
  'test/alembic/reversibility-laws.test.ts',
  'test/alembic/classification-truth.test.ts',
  'test/alembic/filled-downgrade-truth.test.ts',
  'test/hook/claude-code-write.test.ts',
  'test/generate/dependency-guard.test.ts',
  'test/cases/diff-cases.test.ts',
  'test/cli/bad-requirements.test.ts',
  'test/hook/claude-code-failures.test.ts',
  'test/editor/workbench.test.ts',
  'test/alembic/reversibility-truth.test.ts',
  'test/tools/new-rule.test.ts',
  'test/scenarios/editor.test.ts',
  'test/alembic/fuzzed-revisions.test.ts',
  'packages/policy-core/src/checker/engine-laws.test.ts',
];

/**
 * To start a program costs a worker the more the larger it has grown. So what makes it large comes last:
 * the tests that read very many texts, and start nothing.
 */
const LARGE = /^packages\/policy-core\/|^test\/alembic\/fuzzed-/;

/** Within each half the longest files first, then vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ moduleId }: TestSpecification) => {
      const file = path.relative(this.ctx.config.root, moduleId).replaceAll('\\', '/');
      return (LARGE.test(file) ? 2 : 0) + (LONGEST.includes(file) ? 0 : 1);
    };
    return (await super.sort(files)).toSorted((one, other) => turn(one) - turn(other));
  }
}
