import { readerAt, readPolicyFile } from '@lockkeeper/operations/observe';

import { observationFailure } from '../errors/observation-failure.ts';
import type { Repository } from '../repository/repository.ts';

type PolicyFile = Awaited<ReturnType<typeof readPolicyFile>>;

/** The policy of the working tree; stops with the reason where there is none that can be used. */
export async function readPolicy({
  observers,
  root,
}: Repository): Promise<Extract<PolicyFile, { kind: 'policy' }>> {
  const file = await readPolicyFile(readerAt('worktree', observers));
  if (file.kind === 'policy') return file;
  throw observationFailure(notSeen(file), root);
}

function notSeen(file: Exclude<PolicyFile, { kind: 'policy' }>): Parameters<typeof observationFailure>[0] {
  const where = 'the working tree';
  switch (file.kind) {
    case 'absent':
      return { kind: 'no-policy', where };
    case 'invalid':
      return { kind: 'invalid-policy', policy: file.policy, text: file.text, where };
    case 'unusable':
      return { kind: 'failed', problem: file.problem };
  }
}
