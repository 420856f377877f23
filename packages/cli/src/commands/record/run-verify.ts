import { observeDeployRecord } from '@lockkeeper/operations';
import { recordReport, recordReportText, type RecordReport } from '@lockkeeper/policy-core/deployment/record';

import type { RecordOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { wantsColors } from '../../command-line/options.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openRepository } from '../../repository/repository.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { selectedRecord } from '../../records/selected-record.ts';

/** `lockkeeper record verify` */
export function runRecordVerify(options: RecordOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const repository = await openRepository(options, world);
    const { observers } = repository;
    const policy = await worktreePolicy(repository);
    const place = selectedRecord(policy, options);
    const records = await openDeployRecords(repository, { policy });
    const report = recordReport(
      await observeDeployRecord(
        { path: place.path, place, first: policy?.record.services[0] },
        { observers, records },
      ),
    );
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(report, null, 2)}\n`
        : recordReportText(report, { colors: wantsColors(options, world) }),
    );
    return EXITS[report.verdict];
  });
}

const EXITS: Readonly<Record<RecordReport['verdict'], ExitCode>> = {
  pass: EXIT.ok,
  unproved: EXIT.ok,
  fail: EXIT.findings,
  undetermined: EXIT.notJudged,
};
