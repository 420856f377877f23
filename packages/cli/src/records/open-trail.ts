import { createFileHistory, createLogReader } from '@lockkeeper/host-node/read';
import { createSshSigner } from '@lockkeeper/host-node/write';
import type { AuditTrail } from '@lockkeeper/operations';
import { observed, type Policy } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { lockHolder } from '../locks/lock-holder.ts';
import type { Repository } from '../repository/repository.ts';
import type { World } from '../world.ts';
import { logLockFolder } from './log-lock-folder.ts';
import { openLogSigners } from './log-signers.ts';
import { openLogStore } from './records-branch.ts';

/** The audit log to write into, where the policy keeps it, signed where the policy names signers. */
export async function openTrail(
  repository: Repository,
  world: World,
  { isRepair = false }: { readonly isRepair?: boolean } = {},
): Promise<(policy: Policy | undefined) => AuditTrail> {
  const { root, observers, withoutGit } = repository;
  const locks = await logLockFolder(root);
  return (policy) => {
    const signers = openLogSigners(policy, 'worktree', repository);
    return {
      path: AUDIT_LOG_PATH,
      logs: openLogStore(policy, { root, locks, env: world.env, isRepair }),
      clock: observers.clock,
      actor: lockHolder(world, undefined),
      signing: signers && {
        signers,
        sha256: (text) => createLogReader(root).sha256(text),
        signer: createSshSigner({ ...world.env }),
        history: createFileHistory(root, observed(withoutGit === undefined ? ['HEAD'] : [])),
      },
    };
  };
}
