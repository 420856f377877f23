import type { Databases } from '@lockkeeper/operations/ports';
import type { DatabaseSight, UnseenDatabase } from '@lockkeeper/policy-core';

import { readAddress } from './address.ts';
import type { Patience } from './connect.ts';
import { settingsFor, type Environment } from './settings.ts';

export interface DatabasesOptions {
  readonly patience?: Partial<Patience>;
}

const PATIENCE: Patience = { connectMs: 10_000, queryMs: 30_000 };

/**
 * PostgreSQL as variables of the environment lead to it, read only. The address of a database comes from a variable
 * and from nowhere else, and its password stands in no reason.
 */
export function createDatabases(env: Environment, { patience = {} }: DatabasesOptions = {}): Databases {
  return {
    look: async ({ variable, schemas }) => {
      const written = env[variable]?.trim();
      if (written === undefined || written === '')
        return unseen({ kind: 'unset', reason: `${variable} is not set` });
      const address = readAddress(written);
      const settings = address.known ? settingsFor(address.value, env) : address;
      if (!settings.known) return unseen({ kind: 'unusable-address', reason: settings.reason });
      // pg is loaded only where there is a database to ask.
      const { lookAt } = await import('./look-at.ts');
      return lookAt(settings.value, { schemas, patience: { ...PATIENCE, ...patience } });
    },
  };
}

function unseen(why: UnseenDatabase): DatabaseSight {
  return { kind: 'unseen', why };
}
