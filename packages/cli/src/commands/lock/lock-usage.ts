import type { LockOptions } from './options.ts';
import { CliError } from '../../errors/cli-error.ts';

/** Stops where the options do not belong together. */
export function checkLockUsage(
  words: readonly string[],
  { reason, database }: Pick<LockOptions, 'reason' | 'database'>,
  argv: readonly string[],
): void {
  if (reason.trim() === '') throw new CliError('usage', '--reason is empty. Say what the lock is for.');
  const dashes = argv.indexOf('--');
  const behind = dashes < 0 ? [] : argv.slice(dashes + 1);
  if (JSON.stringify(words) !== JSON.stringify(behind))
    throw new CliError(
      'usage',
      `Write the command after --, and everything else before it. For example: ${EXAMPLE} -- ./deploy.sh`,
    );
  if (database === undefined) return;
  checkVariable(database);
  if (words.length === 0)
    throw new CliError(
      'usage',
      `--database needs a command. An advisory lock of PostgreSQL lasts as long as the session that has it, and that ends with this program; so say what to run meanwhile. For example: ${EXAMPLE} --database DATABASE_URL_PROD -- ./deploy.sh`,
    );
}

const EXAMPLE = "lockkeeper lock production --reason 'release'";

/** What was written instead may be an address, and is not repeated. */
export function checkVariable(database: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(database)) return;
  throw new CliError(
    'usage',
    '--database is no name of a variable. Name the variable that holds the address, such as DATABASE_URL_PROD: everybody on this machine can read an address in a command line.',
  );
}
