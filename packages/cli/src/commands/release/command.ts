import { Option, type Command } from 'commander';

import { collectWords, withAnswerFormat, withRoot } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type {
  ApproveOptions,
  DeployOptions,
  NoteOptions,
  PromoteOptions,
  ReleaseOptions,
  RollbackOptions,
  RolloutOptions,
  SignOptions,
  StatusOptions,
} from './options.ts';
import {
  withActing,
  withAsking,
  withBeginning,
  withConfirming,
  withLocks,
  withPlanned,
  withRepository,
  withService,
  withVariables,
} from './shared-options.ts';

export function addStatus(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('status')
    .summary('show what runs where, and what is under way')
    .description(
      'Shows for each service and environment of the policy: the commit that runs there by the record, and whether the platform says the same; who has the lock; what is held back; which commits are ready to be promoted; which runs have not ended.',
    )
    .option('--offline', 'show what git has here: ask neither remote nor platform nor lock')
    .option('--service <name>', 'only this one of deployment.services in the policy')
    .addOption(
      new Option(
        '--history <count>',
        'with --format json, how many runs that have ended and other events of each place to tell of',
      )
        .argParser(wholeNumber)
        .default(20),
    )
    .option('--run <id>', 'show this run: its plan, how it ended, and the proof');
  withRepository(withLocks(command))
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('./run-status.ts');
      end(await runStatus(options, world));
    });
}

export function addDeploy(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('deploy')
    .summary('deploy a commit where it is tried')
    .description(
      'Deploys a commit to an environment that nothing is promoted to, such as staging. Judges the commit, takes the lock, lets the driver of the policy deploy it, asks the probes until it is well, records it, and marks it as ready to be promoted.',
    )
    .argument('<environment>', 'such as staging')
    .option('--commit <commit>', 'what to deploy; default: what is checked out');
  withRepository(withService(withBeginning(withActing(withAsking(command)))))
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
      'Deploys the commit that is ready where the policy promotes from, or one that has the same tree. Says first what it would do and everything that stands against it, under the numbers R01 to R25. Waits for the approvals that the policy asks for. Where the service does not get well, what ran before comes back by itself if the policy says so.',
    )
    .option('--to <environment>', 'where it is promoted to', 'production')
    .option('--commit <commit>', 'what to promote; default: the newest that is ready');
  withRepository(withService(withBeginning(withActing(withAsking(command)))))
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
      'Says what going back would do to code, dependencies and the database, and does it where that is safe. Migrations that the earlier commit does not know are taken back first, by the tree that has them. Where rows would be lost, somebody has to answer for each. Writes one SYSTEM CORRECTION EVENT.',
    )
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log (required)')
    .option('--environment <name>', 'where', 'production')
    .option('--to <commit>', 'what to go back to; default: the last good deploy before the one that runs')
    .option(
      '--accept-loss <revision>',
      'rows that taking this revision back loses may be lost',
      collectWords,
    );
  withRepository(withService(withBeginning(withActing(command))))
    .addHelpText('after', ROLLBACK_EXAMPLES)
    .action(async (options: RollbackOptions) => {
      const { runRollback } = await import('./run-rollback.ts');
      end(await runRollback(options, world));
    });
}

export function addApprove(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('approve')
    .summary('answer with your signature for the plan of a run')
    .description(
      'Shows the plan of a run and signs that it may be carried out. The approval is bound to this plan, commit and policy, and is over after the time that the policy gives. Whoever wrote or committed a part of it, by its mail addresses, cannot approve it, and neither can an agent that the policy names.',
    )
    .argument('<run>', 'its id; `lockkeeper status` shows it')
    .option('--plan', 'show the plan and what it brings, and sign nothing');
  withRepository(withPlanned(withConfirming(command)))
    .addHelpText('after', APPROVE_EXAMPLES)
    .action(async (id: string, options: ApproveOptions) => {
      const { runApprove } = await import('./run-approve.ts');
      end(await runApprove(id, options, world));
    });
}

export function addResume(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('resume')
    .summary('go on with a run that was approved, or was cut off')
    .description(
      'Goes on with a deploy, promotion or rollback where the log says that it is. A run that waited is judged again, by what was asked for then. What was begun and has no end is asked about first: nothing is done twice.',
    )
    .argument('[run]', 'its id; default: the only one that has not ended');
  withRepository(withActing(withVariables(command)))
    .addHelpText('after', RESUME_EXAMPLES)
    .action(async (id: string | undefined, options: ReleaseOptions) => {
      const { runResume } = await import('./run-resume.ts');
      end(await runResume(id, options, world));
    });
}

export function addAbandon(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('abandon')
    .summary('give a run up')
    .description(
      'Ends a run that nobody goes on with. Nothing is brought back: look what runs there afterwards.',
    )
    .argument('<run>', 'its id; `lockkeeper status` shows it')
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log (required)');
  withRepository(command)
    .addHelpText('after', ABANDON_EXAMPLES)
    .action(async (id: string, options: NoteOptions) => {
      const { runAbandon } = await import('./run-abandon.ts');
      end(await runAbandon(id, options, world));
    });
}

export function addHold(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('hold')
    .summary('let nothing, or not this commit, be deployed to an environment')
    .description(
      'Holds an environment until somebody ends that with `lockkeeper release`. With --commit only that commit is held back.',
    )
    .argument('<environment>', 'such as production')
    .requiredOption('--reason <text>', 'why; shown to everybody who is held back (required)')
    .option('--commit <commit>', 'which commit; default: all');
  withRepository(withService(command))
    .addHelpText('after', HOLD_EXAMPLES)
    .action(async (environment: string, options: NoteOptions) => {
      const { runHold } = await import('./run-notes.ts');
      end(await runHold(environment, options, world));
    });
}

export function addRelease(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('release')
    .summary('end everything that holds an environment')
    .description(
      'Ends what `lockkeeper hold`, a rollback, or a way back that failed holds. It deploys nothing. `release sign` and `release rollout` are about versions that services update themselves to.',
    )
    .argument('<environment>', 'such as production')
    .option('--reason <text>', 'why; shown to everybody who reads the log (required)');
  withRepository(withService(command))
    .addHelpText('after', RELEASE_EXAMPLES)
    .action(async (environment: string, { reason, ...options }: Unreasoned) => {
      // Not an option that commander asks for: it would ask the commands below for it, too.
      if (reason === undefined)
        return command.error("error: required option '--reason <text>' not specified");
      const { runReleaseHold } = await import('./run-notes.ts');
      end(await runReleaseHold(environment, { ...options, reason }, world));
    });
  addSign(command, { world, end });
  addRollout(command, { world, end });
}

/** As it is typed: whether there is a reason is looked at later. */
type Unreasoned = Omit<NoteOptions, 'reason'> & { readonly reason?: string };

function addSign(release: Command, { world, end }: CommandContext): void {
  const command = release
    .command('sign')
    .summary('sign a version that services update themselves to')
    .description(
      'Makes a signed tag with the terms that hosts keep, and reads it again as they will. It pushes nothing.',
    )
    .argument('<version>', 'vX.Y.Z')
    .option('--commit <commit>', 'what is released; default: what is checked out')
    .option('--key <file>', 'an SSH key to sign with; default: as git of this user signs')
    .option('--message <text>', 'first line of the tag; default: the version')
    .option('--expires <time>', 'not taken from then on, such as 2027-01-01T00:00:00Z')
    .option('--min-from <version>', 'taken only where this or a newer release runs')
    .option('--rollout <stages>', 'how many hosts take it when, such as "10%@0h 50%@6h 100%@24h"')
    .option('--blocked <version>', 'a release that nobody takes any more; may be repeated', collectWords);
  withAnswerFormat(withRoot(command))
    .addHelpText('after', SIGN_EXAMPLES)
    .action(async (version: string, options: SignOptions) => {
      const { runReleaseSign } = await import('./run-release-sign.ts');
      end(await runReleaseSign(version, options, world));
    });
}

function addRollout(release: Command, { world, end }: CommandContext): void {
  const command = release
    .command('rollout')
    .summary('show which hosts take a version when')
    .description('Reads the terms of a tag, and says when each host takes it. It verifies no signature.')
    .argument('<version>', 'a tag that is here, such as v1.2.0')
    .option('--host <name>', 'a host, by its name; may be repeated', collectWords)
    .option('--canary <name>', 'a host that its settings call a canary; may be repeated', collectWords);
  withAnswerFormat(withRoot(command)).action(async (version: string, options: RolloutOptions) => {
    const { runReleaseRollout } = await import('./run-release-rollout.ts');
    end(await runReleaseRollout(version, options, world));
  });
}

export function addBlock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('block')
    .summary('let a commit be deployed nowhere')
    .description('Blocks a commit in every environment, until --undo. What runs already goes on running.')
    .argument('<commit>', 'a branch, a tag or an id')
    .requiredOption('--reason <text>', 'why; shown to everybody who wants to deploy it (required)')
    .option('--undo', 'let it be deployed again');
  withRepository(command)
    .addHelpText('after', BLOCK_EXAMPLES)
    .action(async (commit: string, options: NoteOptions) => {
      const { runBlock } = await import('./run-notes.ts');
      end(await runBlock(commit, options, world));
    });
}

const RUN_EXIT_CODES = `
Exit codes:
  0  it is done, or was only to be begun; with --plan: nothing stands against it
  1  refused, each reason with its number and what lifts it
  2  wrong usage, or something could not be looked at
  3  a technical error, or the lock was lost: go on with \`lockkeeper resume\`
  4  somebody else has the lock
  5  it did not get well, and what ran before runs again
  6  the way back failed as well: a person has to look
  7  somebody has to approve it, or to look what happened`;

const NOTE_EXIT_CODES = `
Exit codes:
  0  it is in the log
  2  wrong usage, or the log, the policy or the commit cannot be relied on; nothing was written
  3  a technical error`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper status
  lockkeeper status --service api --format json --history 100
  lockkeeper status --run promote-20261121-080000-4f2c1a --format json

Exit codes:
  0  shown, whatever it shows; with --run: the run was done
  1  with --run: it ended otherwise, and nothing runs of it
  2  wrong usage, or the log or the policy cannot be relied on
  3  a technical error; with --run: it was stopped, and resume goes on
  4  with --run: somebody carries it out
  5  with --run: it did not get well, and what ran before runs again
  6  with --run: the way back failed
  7  with --run: it waits, or a person has to look`;

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

const APPROVE_EXAMPLES = `
Examples:
  lockkeeper approve promote-20261121-080000-4f2c1a --plan
  lockkeeper approve promote-20261121-080000-4f2c1a

Exit codes:
  0  it is in the log; with --plan: the plan is shown, and nothing is in the log
  1  the plan is not the one that --planned names; nothing was written
  2  wrong usage, who may not, or what cannot be relied on; nothing was written
  3  a technical error`;

const RESUME_EXAMPLES = `
Examples:
  lockkeeper resume
  lockkeeper resume promote-20261121-080000-4f2c1a --yes --confirm production
${RUN_EXIT_CODES}`;

const ABANDON_EXAMPLES = `
Examples:
  lockkeeper abandon promote-20261121-080000-4f2c1a --reason 'a later one is on its way'
${NOTE_EXIT_CODES}`;

const HOLD_EXAMPLES = `
Examples:
  lockkeeper hold production --reason 'audit week'
  lockkeeper hold production --commit 4f2c1a9 --reason 'it loses orders'
${NOTE_EXIT_CODES}`;

const RELEASE_EXAMPLES = `
Examples:
  lockkeeper release production --reason 'the audit is over'
${NOTE_EXIT_CODES}`;

const SIGN_EXAMPLES = `
Examples:
  lockkeeper release sign v1.2.0 --key ~/.ssh/releases
  lockkeeper release sign v1.2.0 --rollout "10%@0h 100%@24h" --blocked v1.1.0

Exit codes:
  0  it is signed
  2  wrong usage, or terms that no host could follow
  3  git did not sign it, or not so that it can be verified`;

const BLOCK_EXAMPLES = `
Examples:
  lockkeeper block 4f2c1a9 --reason 'it loses orders'
  lockkeeper block 4f2c1a9 --undo --reason 'it did not'
${NOTE_EXIT_CODES}`;
