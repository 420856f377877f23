import type { Command } from 'commander';

import { duration } from '../../command-line/duration.ts';
import { collectWords, withAnswerFormat, withColor, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type {
  DeployOptions,
  NoteOptions,
  PromoteOptions,
  RollbackOptions,
  RunOptions,
  StatusOptions,
} from './options.ts';

const LOCK_FOR_MS = 60_000;

export function addStatus(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('status')
    .summary('show what runs where, and what is under way')
    .description(
      'Shows for each service and environment of the policy which commit runs there by the record, whether the platform says the same, who has the lock, what is held back, which commits are ready to be promoted, and which runs are open.',
    )
    .option('--offline', 'ask neither the platform nor for the lock')
    .addHelpText('after', STATUS_EXAMPLES);
  withReleasePlace(command).action(async (options: StatusOptions) => {
    const { runStatus } = await import('./run-status.ts');
    end(await runStatus(options, world));
  });
}

export function addDeploy(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('deploy')
    .summary('deploy a commit where it is tried')
    .description(
      'Deploys a commit to an environment that nothing is promoted to, such as staging: judges it, takes the lock, lets the driver of the policy deploy it, asks the probes until it is well, records it, and marks it as ready to be promoted.',
    )
    .argument('<environment>', 'such as staging')
    .option('--commit <commit>', 'what to deploy; default: what is checked out');
  withActing(withJudging(command))
    .addHelpText('after', DEPLOY_EXAMPLES)
    .action(async (environment: string, options: DeployOptions) => {
      const { runDeploy } = await import('./run-deploy.ts');
      end(await runDeploy(environment, options, world));
    });
}

export function addPromote(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('promote')
    .summary('deploy to production what was tried before')
    .description(
      'Deploys the commit that is ready where the policy promotes from, or one that has the same tree. Says first what it would do and everything that stands against it, under the numbers R01 to R25. Waits for the approvals that the policy asks for. What does not get well comes back by itself where the policy says so.',
    )
    .option('--to <environment>', 'where it is promoted to', 'production')
    .option('--commit <commit>', 'what to promote; default: the newest that is ready');
  withActing(withJudging(command))
    .addHelpText('after', PROMOTE_EXAMPLES)
    .action(async (options: PromoteOptions) => {
      const { runPromote } = await import('./run-promote.ts');
      end(await runPromote(options, world));
    });
}

export function addRollback(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('rollback')
    .summary('bring an earlier commit back, with its migrations')
    .description(
      'Says what going back would do to code, dependencies and the database, and does it where that is safe. Where production is ahead of what the earlier commit knows, migrations are taken back first, by the tree that has them; where rows would be lost, somebody has to answer for each. Writes one SYSTEM CORRECTION EVENT.',
    )
    .option('--environment <name>', 'where', 'production')
    .option('--to <commit>', 'what to go back to; default: the last good deploy before the one that runs')
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log')
    .option(
      '--accept-loss <revision>',
      'rows that taking this revision back loses may be lost',
      collectWords,
    );
  withActing(command)
    .addHelpText('after', ROLLBACK_EXAMPLES)
    .action(async (options: RollbackOptions) => {
      const { runRollback } = await import('./run-rollback.ts');
      end(await runRollback(options, world));
    });
}

export function addResume(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('resume')
    .summary('go on with a run that was approved, or was cut off')
    .description(
      'Goes on with a deploy, promotion or rollback where the log says that it is. What was begun and has no end is asked about first: nothing is done twice.',
    )
    .argument('[run]', 'its id; default: the only one that is open');
  withActing(command)
    .addHelpText('after', RUN_EXIT_CODES)
    .action(async (id: string | undefined, options: RunOptions) => {
      const { runResume } = await import('./run-resume.ts');
      end(await runResume(id, options, world));
    });
}

export function addAbandon(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('abandon')
    .summary('give a run up')
    .description('Ends a run that nobody goes on with. Nothing is brought back: look what runs there.')
    .argument('<run>', 'its id')
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log');
  withReleasePlace(command).action(async (id: string, options: RunOptions) => {
    const { runAbandon } = await import('./run-resume.ts');
    end(await runAbandon(id, { ...options, lockFor: LOCK_FOR_MS }, world));
  });
}

export function addApprove(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('approve')
    .summary('answer with your signature for the plan of a run')
    .description(
      'Shows the plan of a run and signs that it may be carried out. The approval is bound to this plan, commit and policy, and is over after the time that the policy gives. Whoever wrote or committed a part of it, by its mail addresses, cannot approve it, and neither can an agent that the policy names.',
    )
    .argument('<run>', 'its id');
  withConfirming(withReleasePlace(command)).action(async (id: string, options: RunOptions) => {
    const { runApprove } = await import('./run-approve.ts');
    end(await runApprove(id, options, world));
  });
}

export function addHold(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('hold')
    .summary('let nothing, or not this commit, be deployed to an environment')
    .description(
      'Holds an environment until somebody releases it. With --commit only that commit is held back.',
    )
    .argument('<environment>', 'such as production')
    .option('--commit <commit>', 'which commit; default: all')
    .requiredOption('--reason <text>', 'why; shown to everybody who is held back');
  withReleasePlace(command).action(async (environment: string, options: NoteOptions) => {
    const { runHold } = await import('./run-notes.ts');
    end(await runHold(environment, options, world));
  });
}

export function addRelease(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('release')
    .summary('end everything that holds an environment')
    .description('Ends what `hold`, a rollback, or a way back that failed holds.')
    .argument('<environment>', 'such as production')
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log');
  withReleasePlace(command).action(async (environment: string, options: NoteOptions) => {
    const { runReleaseHold } = await import('./run-notes.ts');
    end(await runReleaseHold(environment, options, world));
  });
}

export function addBlock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('block')
    .summary('let a commit be deployed nowhere')
    .description('Blocks a commit in every environment, until --undo.')
    .argument('<commit>', 'a branch, a tag or an id')
    .option('--undo', 'let it be deployed again')
    .requiredOption('--reason <text>', 'why; shown to everybody who wants to deploy it');
  withReleasePlace(command).action(async (commit: string, options: NoteOptions) => {
    const { runBlock } = await import('./run-notes.ts');
    end(await runBlock(commit, options, world));
  });
}

/** Which repository, service and locks. */
function withReleasePlace(command: Command): Command {
  const placed = withRoot(command)
    .option('--service <name>', 'one of deployment.services in the policy; default: the only one')
    .option('--remote <name>', 'the git remote with the branches and the locks', 'origin')
    .option('--file <dir>', 'a folder that holds the locks, in place of the git remote');
  return withColor(withAnswerFormat(placed));
}

function withConfirming(command: Command): Command {
  return command
    .option('--yes', 'do not ask; where there is no terminal nothing is done without it')
    .option('--confirm <environment>', 'with --yes: production, where it is done in production');
}

function withActing(command: Command): Command {
  return withConfirming(withReleasePlace(command))
    .option('--plan', 'say what would be done and what stands against it, and do nothing')
    .option(
      '--lock-for <duration>',
      'after how long without a sign of life others may take the lock',
      duration,
      LOCK_FOR_MS,
    )
    .option('--python <program>', 'the Python that has your Alembic; else that on the PATH');
}

function withJudging(command: Command): Command {
  return command
    .option('--reason <text>', 'why; shown to everybody who reads the log')
    .option(
      '--accept-unknown <cause>',
      'answer for what could not be looked at, such as R15:backup, or R19 where that has one cause; it is part of what is approved',
      collectWords,
    )
    .option('--retry-failed', 'try a commit once more that failed there before')
    .option('--tests <suite=file>', 'a JUnit report of the tests of the commit', collectWords)
    .option(
      '--variables <environment=file>',
      'a file such as .env that sets the variables of an environment; no value is shown',
      collectWords,
    );
}

const RUN_EXIT_CODES = `
Exit codes:
  0  it is done; with --plan: nothing stands against it
  1  refused, each reason with its number and what lifts it
  2  wrong usage, or something could not be looked at
  3  a technical error, or the lock was lost: go on with \`lockkeeper resume\`
  4  somebody else has the lock
  5  it did not get well, and what ran before runs again
  6  the way back failed as well: a person has to look
  7  somebody has to approve it, or to look what happened`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper status
  lockkeeper status --service api --format json`;

const DEPLOY_EXAMPLES = `
Examples:
  lockkeeper deploy staging
  lockkeeper deploy staging --commit auto/fix-rounding --tests backend=report.xml
  lockkeeper deploy staging --plan
${RUN_EXIT_CODES}`;

const PROMOTE_EXAMPLES = `
Examples:
  lockkeeper promote --plan
  lockkeeper promote --yes --confirm production
  lockkeeper promote --commit 4f2c1a9 --accept-unknown R19
${RUN_EXIT_CODES}`;

const ROLLBACK_EXAMPLES = `
Examples:
  lockkeeper rollback --plan --reason 'orders are lost'
  lockkeeper rollback --to v1.3.2 --reason 'orders are lost' --yes --confirm production
${RUN_EXIT_CODES}`;
