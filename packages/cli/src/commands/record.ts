import type { Command } from 'commander';

import {
  withAnswerFormat,
  withColor,
  withPlace,
  type AnswerOptions,
  type ColorOptions,
  type PlaceOptions,
} from '../options.ts';
import type { CommandContext } from '../program.ts';

export interface RecordOptions extends PlaceOptions, AnswerOptions, ColorOptions {}

export function addRecord(program: Command, { world, end }: CommandContext): void {
  const record = program
    .command('record')
    .summary('show and verify the record of the last good deploy')
    .description(
      'What concerns the deploy record, infrastructure/LAST_PROD_DEPLOY.json unless the policy names another: the commit that production returns to.',
    );
  const show = record
    .command('show')
    .summary('print the record')
    .description('Prints the record as it is. Whether it can be relied on says `record verify`.');
  withPlace(show).action(async (options: RecordOptions) => {
    const { runRecordShow } = await import('../record/run-show.ts');
    end(await runRecordShow(options, world));
  });
  const verify = record
    .command('verify')
    .summary('say whether the record can be relied on')
    .description(
      'Says whether the record is whole, was written by a program and not by hand, names a commit of the history here, and agrees with the audit log.',
    )
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(withAnswerFormat(verify))).action(async (options: RecordOptions) => {
    const { runRecordVerify } = await import('../record/run-verify.ts');
    end(await runRecordVerify(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper record verify
  lockkeeper record verify --format json

Exit codes:
  0  everything that it says holds
  1  something does not hold
  2  something could not be looked at, or there is no record`;
