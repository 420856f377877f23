import { displayText } from '@lockkeeper/policy-core';

import type { RecordOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import { openRecordsForDisplay } from '../../records/records-for-display.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { selectedRecord } from '../../records/selected-record.ts';

/** `lockkeeper record show`: the text as it is, for programs and people alike. */
export function runRecordShow(options: RecordOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository(options, world);
    const policy = await worktreePolicy(repository);
    const { path } = selectedRecord(policy, options);
    const content = await (await openRecordsForDisplay(repository, policy, world)).read(path);
    const shown = displayText(displayedRecordPath(policy, path));
    if (!content.known)
      throw new CliError('not-judged', `${shown} was not read: ${displayText(content.reason)}.`);
    if (content.value.kind === 'absent')
      throw new CliError(
        'not-judged',
        `There is no ${shown}. The first deploy that is proved healthy writes it.`,
      );
    if (content.value.kind === 'unreadable')
      throw new CliError('not-judged', `${shown} cannot be read: ${displayText(content.value.problem)}.`);
    world.stdout.write(content.value.text.replace(/\n*$/, '\n'));
    return EXIT.ok;
  });
}
