import { divergingVersions, repairRecords } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH, recordPlaces } from '@lockkeeper/policy-core/deployment/record';

import type { RecordRepairOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { CliError } from '../../errors/cli-error.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openTrail } from '../../records/open-trail.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import { noPolicy } from '../../policy/no-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

/** `lockkeeper record repair` */
export function runRecordRepair(options: RecordRepairOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { reason } = options;
    if (reason.trim() === '')
      throw new CliError('usage', '--reason is empty. Say why log or records are not what they were.');
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await worktreePolicy(repository);
    const paths = recordPlaces(policy ?? noPolicy()).map(({ path }) => path);
    const diverging = await divergingVersions(await openDeployRecords(repository, { policy }), paths);
    if (!diverging.known)
      throw new CliError('not-judged', `The history was not read: ${displayText(diverging.reason)}.`);
    const where = displayedRecordPath(policy, AUDIT_LOG_PATH);
    const trail = (await openTrail(repository, world, { isRepair: true }))(policy);
    const repaired = await repairRecords(trail, { reason, givenUp: diverging.value }).catch(
      (error: unknown) => {
        throw new CliError('technical', `It was not written into ${where}: ${failureReason(error)}.`);
      },
    );
    if (repaired.kind === 'not-believed')
      throw new CliError(
        'not-judged',
        `${where} does not hold in itself: ${repaired.problems[0]?.problem ?? ''} Restore it from git first.`,
      );
    const given_up = diverging.value;
    const { seq } = repaired.head;
    const rest = policy?.recordsBranch === undefined ? ' Commit the log.' : '';
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ schema_version: 1, state: 'repaired', path: AUDIT_LOG_PATH, seq, given_up }, null, 2)}\n`
        : `Entry ${seq} of ${where} answers for ${given_up.length} earlier versions.${rest}\n`,
    );
    return EXIT.ok;
  });
}
