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
      'Updates a service from signed releases, by the settings in config/update.toml, and brings the old version back where the new one is not healthy. What happened is kept below bot_persistence.',
    );
  addRuns(update, { world, end });
  const explain = update
    .command('explain')
    .summary('show every setting, and what set it')
    .description(
      'Prints every setting with its value and where that comes from: the environment, the file or the default. A mistake in the file or in a variable is told with its place; no default stands in for it.',
    );
  withAnswerFormat(withRoot(explain)).action(async (options: UpdateOptions) => {
    const { runUpdateExplain } = await import('./run-update-explain.ts');
    end(await runUpdateExplain(options, world));
  });
  const status = update
    .command('status')
    .summary('show what runs, and how the last update ended')
    .description(
      'Prints what version.json and update_state.json of a profile say: what runs, how the last update ended, what was spent today, which versions failed here. A file that cannot be read whole is told, never guessed at.',
    )
    .requiredOption('--profile <name>', 'the folder below bot_persistence');
  withAnswerFormat(withRoot(status))
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (options: UpdateStatusOptions) => {
      const { runUpdateStatus } = await import('./run-update-status.ts');
      end(await runUpdateStatus(options, world));
    });
  const history = withProfile(update.command('history'))
    .summary('list every update that was begun')
    .description(
      'Lists every update that was begun, the newest first, as the journal of the profile has it. A run that found nothing to do is not written down.',
    );
  history.action(async (options: UpdateStatusOptions) => {
    const { runUpdateHistory } = await import('./run-update-history.ts');
    end(await runUpdateHistory(options, world));
  });
  const verify = withProfile(update.command('verify-setup'))
    .summary('say whether this host is set up for updates')
    .description(
      'Looks, as the user of the service and on its host, whether the deploy key can only read, the host key is pinned, key files and trusted signers are out of reach, the units are enabled, and what listens. It changes nothing.',
    );
  verify.action(async (options: UpdateStatusOptions) => {
    const { runUpdateVerifySetup } = await import('./run-update-verify-setup.ts');
    end(await runUpdateVerifySetup(options, world));
  });
  addWishes(update, { world, end });
}

function withProfile(command: Command): Command {
  return withAnswerFormat(
    withRoot(command.requiredOption('--profile <name>', 'the folder below bot_persistence')),
  );
}

/** What acts on the service. */
function addRuns(update: Command, { world, end }: CommandContext): void {
  const run = withProfile(update.command('run'))
    .summary('update to the newest version, if nothing stands against it')
    .description(
      'Asks the remote for the newest version, verifies its signature, tries it in a folder of its own, pauses the service, switches, restarts, and rolls back where the new version is not healthy. An update that was interrupted is ended first, and then nothing new is begun.',
    )
    .option('--dry-run', 'show what would be done, and apply nothing')
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
    .summary('end an update that was interrupted')
    .description(
      'Ends an update whose process was killed: before the switch it is undone, behind it the service is asked whether it is healthy, and the old version comes back where it is not.',
    )
    .option('--before-start', 'the service does not run yet: make whole what is installed, and ask nothing');
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
      'Starts a service, starts it again where it ends, and restarts it where an update asks for it. For hosts without systemd. SIGTERM ends both.',
    )
    .requiredOption('--profile <name>', 'the folder below bot_persistence')
    .option('--root <dir>', 'the repository, when it is not the one around the current folder')
    .argument('<command...>', 'the program of the service and its arguments, behind --')
    .action(async (words: readonly string[], options: Pick<UpdateStatusOptions, 'profile' | 'root'>) => {
      const { runUpdateSupervise } = await import('./run-update-supervise.ts');
      end(await runUpdateSupervise(words, options, world));
    });
}

const PARTS = [
  [
    'acquire',
    'fetch, verify and test the newest version, and apply nothing',
    'Fetches the newest version, verifies it, and tries it in a folder of its own. The service is not touched. `lockkeeper update apply` brings it.',
  ],
  [
    'apply',
    'bring the version that was acquired',
    'Verifies once more what was acquired, pauses the service, switches and restarts. It needs no network.',
  ],
] as const;

function addWishes(update: Command, { world, end }: CommandContext): void {
  for (const [name, wish, summary, description] of WISHES) {
    const command = withProfile(update.command(name)).summary(summary).description(description);
    if (wish === 'acknowledge') command.option('--ack', 'somebody found out what failed');
    command.action(async (options: UpdateAckOptions) => {
      const { runUpdateWish } = await import('./run-update-wish.ts');
      end(await runUpdateWish(wish, options, world));
    });
  }
}

const WISHES = [
  ['pause', 'pause', 'begin no update until it is resumed', 'Begins no update of the profile any more.'],
  [
    'resume',
    'resume',
    'go on with updates that were paused',
    'Goes on with updates that somebody paused. Updates that were disabled by failures stay so.',
  ],
  [
    'enable',
    'acknowledge',
    'enable updates that failures disabled',
    'Enables updates again, and lets versions come that failed here. Find out first what failed, and say so with --ack.',
  ],
] as const;

const RUN_EXAMPLES = `
Examples:
  lockkeeper update run --profile live
  lockkeeper update run --dry-run --profile live --format json

Exit codes:
  0  updated, staged, or nothing to do
  1  it failed before the service was touched, or the version is suspect
  2  something is not known, or a file cannot be used
  4  another update is under way
  5  the new version was rolled back
  6  the rollback failed
  7  it was interrupted too often
With --dry-run, 0: it would be taken; 1: something stands against it; 3: the remote did not answer.`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper update status --profile live
  lockkeeper update status --profile live --format json

Exit codes:
  0  it was read
  2  a file cannot be used, or there is no such profile`;
