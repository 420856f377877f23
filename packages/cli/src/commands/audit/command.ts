import { type Command } from 'commander';

import { withAnswerFormat, withColor, withRoot } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { AuditShowOptions, AuditVerifyOptions } from './options.ts';

export function addAudit(program: Command, context: CommandContext): void {
  const audit = program
    .command('audit')
    .summary('show and verify the log of deploys and corrections')
    .description(
      'What concerns infrastructure/deploys/audit.jsonl, the log into which everything that cannot be taken back is written before it is done. Each entry carries the hash of the one before.',
    );
  addShow(audit, context);
  addVerify(audit, context);
}

function addShow(audit: Command, { world, end }: CommandContext): void {
  const command = audit
    .command('show')
    .summary('list what was written down')
    .description(
      'Lists the entries of the log, the newest last. Whether they can be believed says `audit verify`.',
    )
    .option('--last <number>', 'only so many of the newest', wholeNumber)
    .option('--environment <name>', 'only what happened to this environment')
    .addHelpText('after', SHOW_EXAMPLES);
  withColor(withRoot(withAnswerFormat(command))).action(async (options: AuditShowOptions) => {
    const { runAuditShow } = await import('./run-show.ts');
    end(await runAuditShow(options, world));
  });
}

function addVerify(audit: Command, { world, end }: CommandContext): void {
  const command = audit
    .command('verify')
    .summary('say whether the log is whole')
    .description(
      'Reads the log and says of every entry that was changed, moved or taken out, and whether its end was cut off, as far as the file beside the log and the deploy record know it.',
    )
    .option(
      '--from-checkpoint',
      'read only what was written since this machine last verified the log, and compare the rest by its digest',
    )
    .addHelpText('after', VERIFY_EXAMPLES);
  withColor(withRoot(withAnswerFormat(command))).action(async (options: AuditVerifyOptions) => {
    const { runAuditVerify } = await import('./run-verify.ts');
    end(await runAuditVerify(options, world));
  });
}

const SHOW_EXAMPLES = `
Examples:
  lockkeeper audit show --last 20
  lockkeeper audit show --environment production --format json`;

const VERIFY_EXAMPLES = `
Examples:
  lockkeeper audit verify
  lockkeeper audit verify --from-checkpoint --format json

Exit codes:
  0  every entry is as it was written, and none is missing
  1  the log was changed, or part of it is gone
  2  it could not be read`;
