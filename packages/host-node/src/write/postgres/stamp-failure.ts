import type { StampOutcome } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';
import { connectionFailure, type FailedConnection } from '../../read/postgres/connection-failure.ts';

/**
 * What an error before COMMIT means: nothing was written. `held`: somebody else has what is needed. Nothing that the
 * server wrote is repeated.
 */
export function stampFailure(error: unknown, place: FailedConnection): StampOutcome | 'held' {
  const code = errorCode(error) ?? '';
  if (code === '55P03') return 'held';
  // Somebody else made the table at the same moment.
  if (MADE_MEANWHILE.has(code)) return { kind: 'changed' };
  const told = REASONS.get(code)?.(place);
  return {
    kind: 'failed',
    reason: told === undefined ? connectionFailure(error, place).reason : `${told} (${code})`,
  };
}

const MADE_MEANWHILE: ReadonlySet<string> = new Set(['42P07', '23505', '42P01']);

const REASONS: ReadonlyMap<string, (place: FailedConnection) => string> = new Map([
  ['42501', ({ user, host }) => `${user} may not make or write the version table at ${host}`],
  ['25006', ({ host }) => `${host} takes no changes: it only reads, as a replica does`],
  ['42809', ({ host }) => `the version table at ${host} is no table`],
]);
