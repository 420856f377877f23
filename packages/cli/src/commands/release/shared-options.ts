import { Option, type Command } from 'commander';

import { duration } from '../../command-line/duration.ts';
import { collectWords, withAnswerFormat, withColor, withRoot } from '../../command-line/options.ts';

export const LOCK_FOR_MS = 60_000;

/** Which repository, and how it answers. */
export function withRepository(command: Command): Command {
  const placed = withRoot(command).option(
    '--remote <name>',
    'git remote with the branches and the locks',
    'origin',
  );
  return withColor(withAnswerFormat(placed));
}

export function withService(command: Command): Command {
  return command.option(
    '--service <name>',
    'service from deployment.services in the policy; default: the only one',
  );
}

export function withLocks(command: Command): Command {
  return command.option('--file <dir>', 'folder that holds the locks, instead of the git remote');
}

export function withConfirming(command: Command): Command {
  return command
    .option('--yes', 'do not ask; required without a terminal')
    .option('--confirm <environment>', 'with --yes, to act on production: production');
}

/** For what carries a run out, under the lock of its place. */
export function withActing(command: Command): Command {
  return withHolding(
    withPlanned(withConfirming(command.option('--plan', 'show the plan and what prevents it; do nothing'))),
  );
}

/** For what is agreed to once its plan was read. */
export function withPlanned(command: Command): Command {
  return command.option(
    '--planned <digest>',
    'act only if the plan has this digest, from --plan --format json',
  );
}

/** For how the lock is held, and by which Python migrations are taken back. */
export function withHolding(command: Command): Command {
  return withLocks(
    command
      .addOption(
        new Option('--lock-for <duration>', 'time without a sign of life, before others may take the lock')
          .argParser(duration)
          .default(LOCK_FOR_MS, '1m'),
      )
      .option('--python <program>', 'Python that has your Alembic; default: the one on PATH'),
  );
}

/** For what is shown to people before somebody lets it be carried out. */
export function withBeginning(command: Command): Command {
  return command.addOption(
    new Option(
      '--begin',
      'record the run and let it wait, even if it needs no approval; `lockkeeper resume` continues it',
    ).conflicts('plan'),
  );
}

/** What a release is asked for with, and what somebody answers for. */
export function withAsking(command: Command): Command {
  return withVariables(
    command
      .option('--reason <text>', 'why; recorded in the audit log')
      .option(
        '--accept-unknown <cause>',
        'accept what could not be checked, such as R15:backup, or R19 if it has one cause; part of the approved plan',
        collectWords,
      )
      .option('--retry-failed', 'retry a commit that failed there before')
      .option('--tests <suite=file>', 'JUnit report of the tests of the commit', collectWords),
  );
}

/** What a release is judged with on this machine, whoever asked for it. */
export function withVariables(command: Command): Command {
  return command.option(
    '--variables <environment=file>',
    'file such as .env with the variables of an environment; values are never shown',
    collectWords,
  );
}
