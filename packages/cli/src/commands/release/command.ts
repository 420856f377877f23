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
    .summary('show what runs where, and which runs are open')
    .description(
      'Shows what runs in each environment, for each service of the policy. It lists the recorded commit, whether the platform reports the same one, who holds the lock, what is on hold, which commits are ready to promote, and which runs are open.',
    )
    .option('--offline', 'use local git data only; ask neither remote, platform nor lock')
    .option('--service <name>', 'only this service of deployment.services in the policy')
    .addOption(
      new Option(
        '--history <count>',
        'with --format json: how many ended runs and other events to list for each service',
      )
        .argParser(wholeNumber)
        .default(20),
    )
    .option('--run <id>', 'show one run: its plan, outcome and proof');
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
    .summary('deploy a commit to an environment such as staging')
    .description(
      'Deploys a commit to an environment without promote_from, such as staging. It judges the commit, takes the lock, runs the driver of the policy, probes the service until it is healthy, records the deploy, and marks the commit as ready to promote.',
    )
    .argument('<environment>', 'such as staging')
    .option('--commit <commit>', 'commit to deploy; default: the one checked out');
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
    .summary('deploy a tried commit to production')
    .description(
      'Promotes the ready commit, or one with the same tree. It first shows the plan and every objection, numbered R01 to R25. It waits for the approvals that the policy requires. If the service does not become healthy and the policy says so, the previous version returns.',
    )
    .option('--to <environment>', 'environment to promote to', 'production')
    .option('--commit <commit>', 'commit to promote; default: the newest that is ready');
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
    .summary('return to an earlier commit, and downgrade migrations')
    .description(
      'Returns to an earlier commit where that is safe. It first shows the effect on code, dependencies and the database. It downgrades migrations that the earlier commit lacks, from the tree that has them. Each downgrade that loses rows needs --accept-loss. It writes one SYSTEM CORRECTION EVENT.',
    )
    .requiredOption('--reason <text>', 'why; recorded in the audit log (required)')
    .option('--environment <name>', 'environment to roll back', 'production')
    .option('--to <commit>', 'commit to return to; default: the last good deploy before the current one')
    .option(
      '--accept-loss <revision>',
      'accept that the downgrade of this revision loses rows',
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
    .summary('sign the plan of a run')
    .description(
      'Shows the plan of a run and signs an approval. The approval covers only this plan, commit and policy, and expires as the policy says. Authors and committers of the change (by mail address) cannot approve it, nor can agents that the policy names.',
    )
    .argument('<run>', 'id of the run; `lockkeeper status` shows it')
    .option('--plan', 'show the plan and its effects; sign nothing');
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
    .summary('continue a run that was approved or interrupted')
    .description(
      'Continues a deploy, promotion or rollback from where the log ends. It judges a waiting run again, with its original request. It first asks how an unfinished step ended, so that nothing runs twice.',
    )
    .argument('[run]', 'id of the run; default: the only open one');
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
    .summary('end a run without finishing it')
    .description(
      'Ends a run that nobody will continue. It reverts nothing: check what runs there afterwards.',
    )
    .argument('<run>', 'id of the run; `lockkeeper status` shows it')
    .requiredOption('--reason <text>', 'why; recorded in the audit log (required)');
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
    .summary('stop deploys to an environment, or of one commit there')
    .description(
      'Stops deploys to an environment until `lockkeeper release` ends the hold. With --commit, it stops only that commit.',
    )
    .argument('<environment>', 'such as production')
    .requiredOption('--reason <text>', 'why; shown to everybody it stops (required)')
    .option('--commit <commit>', 'commit to hold; default: all');
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
    .summary('end every hold on an environment')
    .description(
      'Ends every hold on an environment, and deploys nothing. Holds come from `lockkeeper hold`, from a rollback, and from a failed rollback. `release sign` and `release rollout` concern versions that services update themselves to.',
    )
    .argument('<environment>', 'such as production')
    .option('--reason <text>', 'why; recorded in the audit log (required)');
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
      'Creates a signed tag with terms for hosts, and reads it back as they do. It pushes nothing.',
    )
    .argument('<version>', 'vX.Y.Z')
    .option('--commit <commit>', 'commit to release; default: the one checked out')
    .option('--key <file>', 'SSH key to sign with; default: the signing settings of git')
    .option('--message <text>', 'first line of the tag; default: the version')
    .option('--expires <time>', 'when hosts stop taking it, such as 2027-01-01T00:00:00Z')
    .option('--min-from <version>', 'oldest running release that may take it')
    .option('--rollout <stages>', 'share of hosts by time, such as "10%@0h 50%@6h 100%@24h"')
    .option('--blocked <version>', 'release that no host takes any more; may be repeated', collectWords);
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
    .summary('show when each host takes a version')
    .description('Shows when each host takes a version, by the terms of its tag. It verifies no signature.')
    .argument('<version>', 'local tag, such as v1.2.0')
    .option('--host <name>', 'name of a host; may be repeated', collectWords)
    .option('--canary <name>', 'name of a canary host; may be repeated', collectWords);
  withAnswerFormat(withRoot(command)).action(async (version: string, options: RolloutOptions) => {
    const { runReleaseRollout } = await import('./run-release-rollout.ts');
    end(await runReleaseRollout(version, options, world));
  });
}

export function addBlock(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('block')
    .summary('forbid a commit in every environment')
    .description('Blocks a commit in every environment until --undo. It does not stop what already runs.')
    .argument('<commit>', 'branch, tag or commit id')
    .requiredOption('--reason <text>', 'why; shown to everybody who tries to deploy it (required)')
    .option('--undo', 'allow the commit again');
  withRepository(command)
    .addHelpText('after', BLOCK_EXAMPLES)
    .action(async (commit: string, options: NoteOptions) => {
      const { runBlock } = await import('./run-notes.ts');
      end(await runBlock(commit, options, world));
    });
}

const RUN_EXIT_CODES = `
Exit codes:
  0  done, or begun as asked; with --plan: nothing prevents it
  1  refused; each reason has a number and a way to lift it
  2  wrong usage, or something could not be checked
  3  technical error, or lost lock: continue with \`lockkeeper resume\`
  4  somebody else holds the lock
  5  the service did not become healthy; the previous version runs again
  6  the rollback failed too: a person must look
  7  somebody must approve it, or find out what happened`;

const NOTE_EXIT_CODES = `
Exit codes:
  0  recorded in the log
  2  wrong usage, or an unreliable log, policy or commit; nothing was written
  3  technical error`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper status
  lockkeeper status --service api --format json --history 100
  lockkeeper status --run promote-20261121-080000-4f2c1a --format json

Exit codes:
  0  shown, whatever the state; with --run: the run succeeded
  1  with --run: it ended otherwise, and nothing of it still runs
  2  wrong usage, or an unreliable log or policy
  3  technical error; with --run: interrupted, continue with \`lockkeeper resume\`
  4  with --run: somebody is carrying it out
  5  with --run: the service was not healthy; the previous version runs again
  6  with --run: the rollback failed
  7  with --run: it waits, or a person must look`;

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
  0  signed and recorded; with --plan: shown, and nothing recorded
  1  the plan differs from --planned; nothing was written
  2  wrong usage, no right to approve, or unreliable data; nothing was written
  3  technical error`;

const RESUME_EXAMPLES = `
Examples:
  lockkeeper resume
  lockkeeper resume promote-20261121-080000-4f2c1a --yes --confirm production
${RUN_EXIT_CODES}`;

const ABANDON_EXAMPLES = `
Examples:
  lockkeeper abandon promote-20261121-080000-4f2c1a --reason 'a newer release is coming'
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
  0  signed
  2  wrong usage, or a release that no host would take
  3  git did not sign it, or the signature cannot be verified`;

const BLOCK_EXAMPLES = `
Examples:
  lockkeeper block 4f2c1a9 --reason 'it loses orders'
  lockkeeper block 4f2c1a9 --undo --reason 'false alarm'
${NOTE_EXIT_CODES}`;
