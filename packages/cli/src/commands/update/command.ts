import type { Command } from 'commander';

import { withAnswerFormat, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type {
  UpdateAckOptions,
  UpdateOptions,
  UpdateRecoverOptions,
  UpdateRunOptions,
  UpdateStatusOptions,
} from './options.ts';

export function addUpdate(program: Command, { world, end }: CommandContext): void {
  const update = program
    .command('update')
    .summary('update a service from signed releases, and roll it back')
    .description(
      'Updates a service from signed releases, as config/update.toml says. If the new version is not healthy, the old one returns. Its state and history are below bot_persistence.',
    );
  addRuns(update, { world, end });
  const explain = update
    .command('explain')
    .summary('show every setting and its source')
    .description(
      'Prints every setting with its value and source: environment, file or default. It reports each mistake in the file or a variable with its place, and replaces none by a default.',
    );
  withAnswerFormat(withRoot(explain)).action(async (options: UpdateOptions) => {
    const { runUpdateExplain } = await import('./run-update-explain.ts');
    end(await runUpdateExplain(options, world));
  });
  const status = update
    .command('status')
    .summary('show what runs, and how the last update ended')
    .description(
      'Shows what runs, and how the last update ended. From version.json and update_state.json of the profile, it also shows what was spent today and which versions failed here. It reports a file that it cannot read completely, and never guesses.',
    )
    .requiredOption('--profile <name>', 'folder below bot_persistence');
  withAnswerFormat(withRoot(status))
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (options: UpdateStatusOptions) => {
      const { runUpdateStatus } = await import('./run-update-status.ts');
      end(await runUpdateStatus(options, world));
    });
  const history = withProfile(update.command('history'))
    .summary('list every update that began')
    .description(
      'Lists every update in the journal of the profile, newest first. The journal omits runs that found nothing to do.',
    );
  history.action(async (options: UpdateStatusOptions) => {
    const { runUpdateHistory } = await import('./run-update-history.ts');
    end(await runUpdateHistory(options, world));
  });
  const verify = withProfile(update.command('verify-setup'))
    .summary('check whether this host is set up for updates')
    .description(
      'Checks whether this host is set up for updates, and changes nothing. Run it on the host, as the user of the service. It checks that the deploy key can only read, that the host key is pinned, that key files and trusted signers are out of reach, that the units are enabled, that the service answers its health check, and where other hosts can connect.',
    );
  verify.action(async (options: UpdateStatusOptions) => {
    const { runUpdateVerifySetup } = await import('./run-update-verify-setup.ts');
    end(await runUpdateVerifySetup(options, world));
  });
  addWishes(update, { world, end });
}

function withProfile(command: Command): Command {
  return withAnswerFormat(
    withRoot(command.requiredOption('--profile <name>', 'folder below bot_persistence')),
  );
}

/** What acts on the service. */
function addRuns(update: Command, { world, end }: CommandContext): void {
  const run = withProfile(update.command('run'))
    .summary('update to the newest version, if nothing prevents it')
    .description(
      'Updates to the newest version, and rolls back if it is not healthy. It verifies the signature, tests the version in a separate folder, pauses the service, switches and restarts. If an update was interrupted, it ends that one and begins no new one.',
    )
    .option('--dry-run', 'show what would happen; apply nothing')
    .option('--interactive', 'ask before each step that changes something')
    .addHelpText('after', RUN_EXAMPLES);
  run.action(async (options: UpdateRunOptions) => {
    if (options.dryRun === true) {
      const { runUpdatePreview } = await import('./run-update-preview.ts');
      end(await runUpdatePreview(options, world));
      return;
    }
    const { runUpdateActing } = await import('./run-update.ts');
    end(await runUpdateActing('scheduled', options, world));
  });
  for (const [asked, summary, description] of PARTS)
    withProfile(update.command(asked))
      .summary(summary)
      .description(description)
      .action(async (options: UpdateRunOptions) => {
        const { runUpdateActing } = await import('./run-update.ts');
        end(await runUpdateActing(asked, options, world));
      });
  const recover = withProfile(update.command('recover'))
    .summary('end an interrupted update')
    .description(
      'Ends an update whose process was killed. Before the switch, it undoes the update. After it, it asks the service whether it is healthy, and brings the old version back if not.',
    )
    .option('--before-start', 'make the installation complete before the service starts; ask nothing');
  recover.action(async (options: UpdateRecoverOptions) => {
    if (options.beforeStart === true) {
      const { runUpdateBeforeStart } = await import('./run-update-before-start.ts');
      end(await runUpdateBeforeStart(options, world));
      return;
    }
    const { runUpdateActing } = await import('./run-update.ts');
    end(await runUpdateActing('recover', options, world));
  });
  update
    .command('supervise')
    .summary('keep a service running, and restart it for updates')
    .description(
      'Keeps a service running, and restarts it when an update asks. Use it on hosts without systemd. SIGTERM ends both.',
    )
    .requiredOption('--profile <name>', 'folder below bot_persistence')
    .option('--root <dir>', 'repository to use; default: the one around the current folder')
    .argument('<command...>', 'program of the service and its arguments, after --')
    .action(async (words: readonly string[], options: Pick<UpdateStatusOptions, 'profile' | 'root'>) => {
      const { runUpdateSupervise } = await import('./run-update-supervise.ts');
      end(await runUpdateSupervise(words, options, world));
    });
}

const PARTS = [
  [
    'acquire',
    'fetch, verify and test the newest version, and apply nothing',
    'Fetches, verifies and tests the newest version in a separate folder. It leaves the service alone. `lockkeeper update apply` installs the version.',
  ],
  [
    'apply',
    'install the acquired version',
    'Installs the acquired version, without a network. It verifies the version again, pauses the service, switches and restarts.',
  ],
] as const;

function addWishes(update: Command, { world, end }: CommandContext): void {
  for (const [name, wish, summary, description] of WISHES) {
    const command = withProfile(update.command(name)).summary(summary).description(description);
    if (wish === 'acknowledge')
      command.option('--ack', 'confirm that somebody found the cause of the failure');
    command.action(async (options: UpdateAckOptions) => {
      const { runUpdateWish } = await import('./run-update-wish.ts');
      end(await runUpdateWish(wish, options, world));
    });
  }
}

const WISHES = [
  [
    'pause',
    'pause',
    'begin no update until resumed',
    'Stops new updates of the profile, until `lockkeeper update resume`.',
  ],
  [
    'resume',
    'resume',
    'continue paused updates',
    'Continues paused updates. Updates that failures disabled stay disabled.',
  ],
  [
    'enable',
    'acknowledge',
    'enable updates that failures disabled',
    'Enables updates again, including versions that failed here. First find the cause, then confirm that with --ack.',
  ],
] as const;

const RUN_EXAMPLES = `
Examples:
  lockkeeper update run --profile live
  lockkeeper update run --dry-run --profile live --format json

Exit codes:
  0  updated, staged, or nothing to do
  1  failed before the service was touched, or a person has to look
  2  something is unknown, or a file cannot be used
  4  another update is running
  5  the new version was rolled back
  6  the rollback failed
  7  interrupted too often

Exit codes with --dry-run:
  0  it would update, or there is nothing to do
  1  something prevents it
  2  something is unknown, or a file cannot be used
  3  the remote did not answer
  4  another update is running`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper update status --profile live
  lockkeeper update status --profile live --format json

Exit codes:
  0  shown
  2  a file cannot be used, or the profile does not exist`;
