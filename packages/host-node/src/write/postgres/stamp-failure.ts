import type { StampOutcome } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';
import { whyUnseen, type AskedPlace } from '../../read/postgres/why-unseen.ts';

/**
 * What an error before COMMIT means: nothing was written. `held`: somebody else has what is needed. Nothing that the
 * server wrote is repeated.
 */
export function stampFailure(error: unknown, place: AskedPlace): StampOutcome | 'held' {
  const code = errorCode(error) ?? '';
  if (code === '55P03') return 'held';
  // Somebody else made the table at the same moment.
  if (MADE_MEANWHILE.has(code)) return { kind: 'changed' };
  const told = REASONS.get(code)?.(place);
  return {
    kind: 'failed',
    reason: told === undefined ? whyUnseen(error, place).reason : `${told} (${code})`,
  };
}

const MADE_MEANWHILE: ReadonlySet<string> = new Set(['42P07', '23505', '42P01']);

const REASONS: ReadonlyMap<string, (place: AskedPlace) => string> = new Map([
  ['42501', ({ user, host }) => `${user} may not make or write the version table at ${host}`],
  ['25006', ({ host }) => `${host} takes no changes: it only reads, as a replica does`],
  ['42809', ({ host }) => `the version table at ${host} is no table`],
]);
