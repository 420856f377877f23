import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';
import type { Policy } from '@lockkeeper/policy-core';

import { observationFailure } from '../errors/observation-failure.ts';
import type { Repository } from '../repository/repository.ts';

/** The policy of the files on disk; `undefined` where there is none. Stops where it cannot be used. */
export async function worktreePolicy({ observers, root }: Repository): Promise<Policy | undefined> {
  const file = await readPolicyFile(readerAt('worktree', observers));
  switch (file.kind) {
    case 'policy':
      return file.policy;
    case 'absent':
      return undefined;
    case 'invalid':
      throw observationFailure({ ...file, kind: 'invalid-policy', where: 'the working tree' }, root);
    case 'unusable':
      throw observationFailure({ kind: 'failed', problem: file.problem }, root);
  }
}
