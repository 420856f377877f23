import { ADVISORY_CLASS, readSession } from '@lockkeeper/policy-core/deployment/lock';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { checkVariable } from './lock-usage.ts';
import { openSession, databaseUnreachable } from './run-in-session.ts';
import { sessionJson, sessionText } from './session-text.ts';

/** Lists the locks that sessions of a database have. */
export async function runSessionLocks(
  variable: string,
  { format }: { readonly format: 'pretty' | 'json' },
  world: Pick<World, 'env' | 'stdout'>,
): Promise<ExitCode> {
  checkVariable(variable);
  const session = await openSession(variable, world);
  try {
    const seen = await session.others(ADVISORY_CLASS);
    if (seen.kind === 'failed') throw databaseUnreachable(seen.reason);
    const locks = seen.sessions.map((one) => readSession(one));
    if (format === 'json') {
      const listed = locks.map((lock) => sessionJson(lock));
      world.stdout.write(`${JSON.stringify({ schema_version: 1, locks: listed }, null, 2)}\n`);
    } else if (locks.length === 0) world.stdout.write('Nobody holds a lock.\n');
    else world.stdout.write(locks.map((lock) => sessionText(lock, session)).join(''));
    return EXIT.ok;
  } finally {
    await session.end();
  }
}
