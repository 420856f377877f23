import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';
import type { Policy } from '@lockkeeper/policy-core';

import { stopForNotSeen } from '../errors/not-seen.ts';
import type { Repository } from '../repository/repository.ts';

/** The policy of the files on disk; `undefined` where there is none. Stops where it cannot be used. */
export async function policyHere({ observers, root }: Repository): Promise<Policy | undefined> {
  const file = await readPolicyFile(readerAt('worktree', observers));
  switch (file.kind) {
    case 'policy':
      return file.policy;
    case 'absent':
      return undefined;
    case 'invalid':
      throw stopForNotSeen({ ...file, kind: 'invalid-policy', where: 'the working tree' }, root);
    case 'unusable':
      throw stopForNotSeen({ kind: 'failed', problem: file.problem }, root);
  }
}
