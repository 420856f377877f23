import { readLock, type LockName, type LockState } from '@lockkeeper/policy-core/deployment/lock';

import { reportingUnreachableLocks, type LockRegistry } from './lock-registry.ts';

export interface LockListing {
  readonly locked: LockName;
  readonly state: LockState;
}

/** Every lock that was ever taken there; stops where that cannot be seen. */
export function listLocks(locks: LockRegistry): Promise<readonly LockListing[]> {
  return reportingUnreachableLocks(async () =>
    Promise.all(
      (await locks.list()).map(async (locked) => {
        const { text } = await locks.place(locked).register.read();
        return { locked, state: readLock(text) };
      }),
    ),
  );
}
