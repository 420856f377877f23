import { InvalidArgumentError, Option, type Command } from 'commander';

import { duration } from '../../command-line/duration.ts';
import { withAnswerFormat, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { LockOptions, LocksOptions, UnlockOptions } from './options.ts';

export function addLock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('lock')
    .summary('take an environment for yourself')
    .description(
      'Takes the lock of an environment, so that nobody else acts on it meanwhile. Of those who try at once, one gets it. It is over by itself after a while; then somebody else may take it. It gives a number that is greater than those of all before: what acts on the environment can tell a late one by it. With a command behind -- it has the lock while that runs, and gives it back afterwards.',
    )
    .argument('<environment>', 'such as production', lockName)
    .argument(
      '[command...]',
      'behind --: what to run meanwhile; it finds the number in LOCKKEEPER_LOCK_TOKEN',
    )
    .requiredOption('--reason <text>', 'what for; shown to everybody who wants it')
    .option(
      '--for <duration>',
      'how long at most, such as 30m or 2h; with a command: how long without a sign of life from here. Default: 1h, with a command 10m',
      duration,
    )
    .option('--wait <duration>', 'how long to wait where somebody else has it', duration, 0)
    .option('--holder <name>', 'who takes it; default: who runs the workflow, or the user of this machine');
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
    .summary('give an environment back')
    .description(
      'Gives back the lock of an environment that you hold. With --force also that of somebody else.',
    )
    .argument('<environment>', 'such as production', lockName)
    .option('--force', 'give back also what somebody else holds; make sure that nothing of theirs still runs')
    .option('--holder <name>', 'who gives it back; default: as for `lock`');
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
    .summary('list who holds which environment')
    .description('Lists the locks that are held, by whom, why and until when.');
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
      'the git remote that holds the locks, as refs below refs/lockkeeper/locks',
      'origin',
    )
    .option('--file <dir>', 'a folder that holds the locks, in place of a git remote');
  return withAnswerFormat(placed);
}

function withDatabase(command: Command, others: string[]): Command {
  const option = new Option(
    '--database <variable>',
    'the variable with the address of a PostgreSQL that holds the locks, in place of a git remote',
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
  0  the lock is yours
  2  what holds the lock cannot be read
  3  the place of the locks cannot be reached
  4  somebody else has it

Exit codes with a command:
  2, 3, 4   as above; the last line on standard error ends with "Nothing was run."
  3         the lock was lost while the command ran; the last line says so
  126, 127  the command cannot be run, or there is none
  128 + N   the command was ended by signal N
  others    those of the command; the last line names its code`;

const UNLOCK_EXAMPLES = `
Examples:
  lockkeeper unlock production
  lockkeeper unlock production --force

Exit codes:
  0  nobody holds it any more
  2  what holds the lock cannot be read
  3  the place of the locks cannot be reached
  4  somebody else has it`;
