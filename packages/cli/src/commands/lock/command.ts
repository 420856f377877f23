import { InvalidArgumentError, Option, type Command } from 'commander';

import { duration } from '../../command-line/duration.ts';
import { withAnswerFormat, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { LockOptions, LocksOptions, UnlockOptions } from './options.ts';

export function addLock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('lock')
    .summary('take the lock of an environment')
    .description(
      'Takes the lock of an environment, so that nobody else acts on it. If several try at once, one gets it. Locks expire. Each carries a growing fencing token, so that a stale holder can be refused. With a command after --, it holds the lock while the command runs, and gives it back afterwards.',
    )
    .argument('<environment>', 'such as production', lockName)
    .argument(
      '[command...]',
      'after --: command to run under the lock; LOCKKEEPER_LOCK_TOKEN has the fencing token',
    )
    .requiredOption('--reason <text>', 'why; shown to everybody who wants the lock')
    .option(
      '--for <duration>',
      'time until the lock expires, such as 30m or 2h; with a command: time without a sign of life. Default: 1h, with a command 10m',
      duration,
    )
    .option('--wait <duration>', 'how long to wait if somebody else holds it', duration, 0)
    .option(
      '--holder <name>',
      'name of the holder; default: who runs the workflow, or the user of this machine',
    );
  withDatabase(withLockPlace(withService(command)), ['file', 'remote', 'for'])
    .addHelpText('after', LOCK_EXAMPLES)
    .action(async (environment: string, words: readonly string[], options: LockOptions) => {
      const { runLock } = await import('./run-lock.ts');
      end(await runLock({ environment, service: options.service, words }, options, world));
    });
}

export function addUnlock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('unlock')
    .summary('give back the lock of an environment')
    .description(
      'Gives back your lock of an environment. With --force, it removes the lock of somebody else.',
    )
    .argument('<environment>', 'such as production', lockName)
    .option('--force', 'remove the lock of somebody else; first make sure that nothing of theirs still runs')
    .option('--holder <name>', 'name of the holder; default: as for `lock`');
  withLockPlace(withService(command))
    .addHelpText('after', UNLOCK_EXAMPLES)
    .action(async (environment: string, options: UnlockOptions) => {
      const { runUnlock } = await import('./run-unlock.ts');
      end(await runUnlock(environment, options, world));
    });
}

export function addLocks(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('locks')
    .summary('list the locks and who holds them')
    .description('Lists the held locks, with holder, reason and expiry.');
  withDatabase(withLockPlace(command), ['file', 'remote']).action(async (options: LocksOptions) => {
    const { runLocks } = await import('./run-locks.ts');
    end(await runLocks(options, world));
  });
}

function withService(command: Command): Command {
  return command.option('--service <name>', 'one service of the environment; default: all of it', lockName);
}

function withLockPlace(command: Command): Command {
  const placed = withRoot(command)
    .option(
      '--remote <name>',
      'git remote that holds the locks, as refs below refs/lockkeeper/locks',
      'origin',
    )
    .option('--file <dir>', 'folder that holds the locks, instead of a git remote');
  return withAnswerFormat(placed);
}

function withDatabase(command: Command, others: string[]): Command {
  const option = new Option(
    '--database <variable>',
    'variable with the address of a PostgreSQL that holds the locks, instead of a git remote',
  );
  return command.addOption(option.conflicts(others));
}

/** Part of the name of a ref and of a folder. */
function lockName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(name) && !name.endsWith('.lock')) return name;
  throw new InvalidArgumentError('Use letters, digits, dots, hyphens and underscores.');
}

const LOCK_EXAMPLES = `
Examples:
  lockkeeper lock production --reason 'release 1.4'
  lockkeeper lock production --service api --reason 'release 1.4' --for 30m --wait 10m
  lockkeeper lock production --reason 'release 1.4' -- ./deploy.sh --fast
  lockkeeper lock production --reason 'release 1.4' --database DATABASE_URL_PROD -- ./deploy.sh

Exit codes:
  0  you hold the lock
  2  the lock store cannot be read
  3  the lock store cannot be reached
  4  somebody else holds it

Exit codes with a command:
  2, 3, 4   as above; the last line of standard error ends "Nothing was run."
  3         the lock was lost while the command ran; the last line says so
  126, 127  the command cannot run, or does not exist
  128 + N   signal N ended the command
  others    exit code of the command; the last line names it`;

const UNLOCK_EXAMPLES = `
Examples:
  lockkeeper unlock production
  lockkeeper unlock production --force

Exit codes:
  0  nobody holds it any more
  2  the lock store cannot be read
  3  the lock store cannot be reached
  4  somebody else holds it`;
