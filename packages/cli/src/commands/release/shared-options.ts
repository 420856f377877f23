import { Option, type Command } from 'commander';

import { duration } from '../../command-line/duration.ts';
import { collectWords, withAnswerFormat, withColor, withRoot } from '../../command-line/options.ts';

export const LOCK_FOR_MS = 60_000;

/** Which repository, and how it answers. */
export function withRepository(command: Command): Command {
  const placed = withRoot(command).option(
    '--remote <name>',
    'the git remote with the branches and the locks',
    'origin',
  );
  return withColor(withAnswerFormat(placed));
}

export function withService(command: Command): Command {
  return command.option(
    '--service <name>',
    'one of deployment.services in the policy; default: the only one',
  );
}

export function withLocks(command: Command): Command {
  return command.option('--file <dir>', 'a folder that holds the locks, in place of the git remote');
}

export function withConfirming(command: Command): Command {
  return command
    .option('--yes', 'do not ask; without a terminal nothing is done without it')
    .option('--confirm <environment>', 'with --yes, where it is done in production: production');
}

/** For what carries a run out, under the lock of its place. */
export function withActing(command: Command): Command {
  return withHolding(
    withPlanned(
      withConfirming(
        command.option('--plan', 'say what would be done and what stands against it, and do nothing'),
      ),
    ),
  );
}

/** For what is agreed to once its plan was read. */
export function withPlanned(command: Command): Command {
  return command.option(
    '--planned <digest>',
    'do it only where the plan is the one with this digest, as --plan --format json gave it',
  );
}

/** For how the lock is held, and by which Python migrations are taken back. */
export function withHolding(command: Command): Command {
  return withLocks(
    command
      .addOption(
        new Option('--lock-for <duration>', 'after how long without a sign of life others may take the lock')
          .argParser(duration)
          .default(LOCK_FOR_MS, '1m'),
      )
      .option('--python <program>', 'the Python that has your Alembic; default: that on the PATH'),
  );
}

/** For what is shown to people before somebody lets it be carried out. */
export function withBeginning(command: Command): Command {
  return command.addOption(
    new Option(
      '--begin',
      'write the run down and let it wait, also where nobody has to approve it; `lockkeeper resume` carries it out',
    ).conflicts('plan'),
  );
}

/** What a release is asked for with, and what somebody answers for. */
export function withAsking(command: Command): Command {
  return withVariables(
    command
      .option('--reason <text>', 'why; shown to everybody who reads the log')
      .option(
        '--accept-unknown <cause>',
        'answer for what could not be looked at, such as R15:backup, or R19 where that has one cause; it is part of what is approved',
        collectWords,
      )
      .option('--retry-failed', 'try a commit once more that failed there before')
      .option('--tests <suite=file>', 'a JUnit report of the tests of the commit', collectWords),
  );
}

/** What a release is judged with on this machine, whoever asked for it. */
export function withVariables(command: Command): Command {
  return command.option(
    '--variables <environment=file>',
    'a file such as .env that sets the variables of an environment; no value is shown',
    collectWords,
  );
}
