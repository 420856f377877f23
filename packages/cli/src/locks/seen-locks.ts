import { readLock, type LockName, type LockState } from '@lockkeeper/policy-core';

import { reaching, type Locks } from './lock-place.ts';

export interface SeenLocked {
  readonly locked: LockName;
  readonly state: LockState;
}

/** Every lock that was ever taken there; stops where that cannot be seen. */
export function seenLocks(locks: Locks): Promise<readonly SeenLocked[]> {
  return reaching(async () =>
    Promise.all(
      (await locks.list()).map(async (locked) => {
        const { text } = await locks.place(locked).register.read();
        return { locked, state: readLock(text) };
      }),
    ),
  );
}
