import { displayText } from '@lockkeeper/policy-core';

import type { RecordOnceOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { selectedReleaseRecord } from '../../records/selected-record.ts';
import { logRecordEvent } from './record-event.ts';

/** `lockkeeper record once` */
export function runRecordOnce(revision: string, options: RecordOnceOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await worktreePolicy(repository);
    const ids = policy?.migrations.once.map(({ id }) => id) ?? [];
    if (!ids.includes(revision))
      throw new CliError(
        'usage',
        `The policy does not say that ${displayText(revision)} may run only once. Name it in migrations.once first.`,
      );
    const { environment } = options;
    selectedReleaseRecord(policy, { environment });
    const event = { event: 'migration.once', env: environment, data: { revision } } as const;
    const { where, rest } = await logRecordEvent(event, { repository, policy, world });
    world.stdout.write(
      `Wrote into ${where} that ${displayText(revision)} has run in ${displayText(environment)}.${rest}\n`,
    );
    return EXIT.ok;
  });
}
