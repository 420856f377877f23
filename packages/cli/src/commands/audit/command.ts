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
      'Works with the audit log, infrastructure/deploys/audit.jsonl. Every irreversible action is written there before it happens. Each entry carries the hash of the one before.',
    );
  addShow(audit, context);
  addVerify(audit, context);
}

function addShow(audit: Command, { world, end }: CommandContext): void {
  const command = audit
    .command('show')
    .summary('list the entries of the log')
    .description('Lists the entries of the log, newest last. Run `audit verify` before you trust them.')
    .option('--last <number>', 'only this many of the newest entries', wholeNumber)
    .option('--environment <name>', 'only entries of this environment')
    .addHelpText('after', SHOW_EXAMPLES);
  withColor(withRoot(withAnswerFormat(command))).action(async (options: AuditShowOptions) => {
    const { runAuditShow } = await import('./run-show.ts');
    end(await runAuditShow(options, world));
  });
}

function addVerify(audit: Command, { world, end }: CommandContext): void {
  const command = audit
    .command('verify')
    .summary('verify that the log is complete and unchanged')
    .description(
      'Reports every log entry that was changed, moved or removed. It also reports a truncated end, as far as the deploy record and the file beside the log show it.',
    )
    .option(
      '--from-checkpoint',
      'read only entries since the last verification on this machine, and compare the rest by digest',
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
  0  every entry is unchanged, and none is missing
  1  the log was changed, or part of it is missing
  2  the log could not be read`;
