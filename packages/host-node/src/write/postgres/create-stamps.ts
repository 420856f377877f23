import type { DatabaseStamps } from '@lockkeeper/operations/ports';

import type { Environment } from '../../system/environment.ts';
import { DEFAULT_TIMEOUTS, type DatabasesOptions } from '../../read/postgres/create-databases.ts';
import { settingsOfVariable } from '../../read/postgres/settings-of-variable.ts';

/** PostgreSQL as variables of the environment lead to it, for the one change that a stamp is. */
export function createStamps(env: Environment, { patience = {} }: DatabasesOptions = {}): DatabaseStamps {
  return {
    stamp: async (wanted) => {
      const found = settingsOfVariable(env, wanted.variable);
      if (found.kind === 'unseen') return { kind: 'failed', reason: found.why.reason };
      // pg is loaded only where there is a database to ask.
      const { stampAt } = await import('./stamp-at.ts');
      return stampAt(found.settings, wanted, { ...DEFAULT_TIMEOUTS, ...patience });
    },
  };
}
