import type { Databases } from '@lockkeeper/operations/ports';

import type { Environment } from '../../system/environment.ts';
import type { ConnectionTimeouts } from './connect.ts';
import { settingsOfVariable } from './settings-of-variable.ts';

export interface DatabasesOptions {
  readonly patience?: Partial<ConnectionTimeouts>;
}

/** Unless somebody is in a hurry. */
export const DEFAULT_TIMEOUTS: ConnectionTimeouts = { connectMs: 10_000, queryMs: 30_000 };

/**
 * PostgreSQL as variables of the environment lead to it, read only. The address of a database comes from a variable
 * and from nowhere else, and its password stands in no reason.
 */
export function createDatabases(env: Environment, { patience = {} }: DatabasesOptions = {}): Databases {
  return {
    look: async ({ variable, ...looking }) => {
      const found = settingsOfVariable(env, variable);
      if (found.kind === 'unseen') return found;
      // pg is loaded only where there is a database to ask.
      const { observeDatabase } = await import('./observe-database.ts');
      return observeDatabase(found.settings, { ...looking, patience: { ...DEFAULT_TIMEOUTS, ...patience } });
    },
  };
}
