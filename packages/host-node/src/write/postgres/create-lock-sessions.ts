import type { LockSessions } from '@lockkeeper/operations/ports';

import type { Environment } from '../../system/environment.ts';
import type { DatabasesOptions } from '../../read/postgres/create-databases.ts';
import { settingsOfVariable } from '../../read/postgres/settings-of-variable.ts';

/** Less than a server is given to notice that this machine is gone: whoever has a lock knows first that it is lost. */
const PATIENCE = { connectMs: 10_000, queryMs: 10_000 };

/** PostgreSQL as variables of the environment lead to it, for locks that last as long as a session. */
export function createLockSessions(env: Environment, { patience = {} }: DatabasesOptions = {}): LockSessions {
  return {
    open: async (variable) => {
      const found = settingsOfVariable(env, variable);
      if (found.kind === 'unseen') return { kind: 'failed', reason: found.why.reason };
      // pg is loaded only where there is a database to ask.
      const { openLockSession } = await import('./lock-session.ts');
      return openLockSession(found.settings, { ...PATIENCE, ...patience });
    },
  };
}
