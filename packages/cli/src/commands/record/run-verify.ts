import { seeDeployRecord } from '@lockkeeper/operations';
import { recordReport, recordReportText, type RecordReport } from '@lockkeeper/policy-core';

import type { RecordOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { policyHere } from '../../policy/policy-here.ts';
import { wantsColors } from '../../command-line/options.ts';
import { recordsOf } from '../../records/records-of.ts';
import { openRepository } from '../../repository/repository.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { askedRecord } from '../../records/record-path.ts';

/** `lockkeeper record verify` */
export function runRecordVerify(options: RecordOptions, world: World): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const repository = await openRepository(options, world);
    const { observers } = repository;
    const policy = await policyHere(repository);
    const place = askedRecord(policy, options);
    const records = await recordsOf(repository, { policy });
    const report = recordReport(await seeDeployRecord({ path: place.path, place }, { observers, records }));
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
  fail: EXIT.findings,
  undetermined: EXIT.notJudged,
};
