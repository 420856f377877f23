import path from 'node:path';

import type { CheckpointStore } from '@lockkeeper/host-node/cache';
import { observeAuditLog } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import {
  auditReport,
  auditReportText,
  checkpointText,
  readCheckpoint,
  type Checkpoint,
} from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { cacheLocation } from '../../cache/cache-location.ts';
import type { AuditVerifyOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { knownLogEntries } from '../../records/known-log-entries.ts';

/** `lockkeeper audit verify` */
export function runAuditVerify(options: AuditVerifyOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const report = await verified(repository, options, world);
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(report, null, 2)}\n`
        : auditReportText(report, { colors: wantsColors(options, world) }),
    );
    return report.verdict === 'fail' ? EXIT.findings : EXIT.ok;
  });
}

async function verified(
  repository: Repository,
  { fromCheckpoint = false }: AuditVerifyOptions,
  world: World,
) {
  const policy = await worktreePolicy(repository);
  const records = await openDeployRecords(repository, { policy });
  const where = displayedRecordPath(policy, AUDIT_LOG_PATH);
  const log = path.join(repository.root, where);
  const checkpoints = await checkpointsOf(world);
  const checkpoint = readCheckpoint((fromCheckpoint && checkpoints?.get(log)) || '');
  // The entry of the last deploy may stand before the checkpoint, where it was seen when that was made.
  const known = checkpoint === undefined ? await knownLogEntries(policy, records) : [];
  const seen = await observeAuditLog({ path: AUDIT_LOG_PATH, known, checkpoint }, records.logs);
  if (!seen.known)
    throw new CliError('not-judged', `${displayText(where)} was not read: ${displayText(seen.reason)}.`);
  keep(seen.value?.checkpoint, { log, checkpoints });
  return auditReport({
    path: AUDIT_LOG_PATH,
    verdict: seen.value?.verdict,
    fromCheckpoint: checkpoint !== undefined,
    branch: records.mirror?.branch,
  });
}

function keep(
  checkpoint: Checkpoint | undefined,
  { log, checkpoints }: { readonly log: string; readonly checkpoints: CheckpointStore | undefined },
): void {
  if (checkpoint !== undefined) checkpoints?.set(log, checkpointText(checkpoint));
}

async function checkpointsOf(world: World): Promise<CheckpointStore | undefined> {
  const place = await cacheLocation(world);
  if (place === undefined) return undefined;
  const { createCheckpointStore } = await import('@lockkeeper/host-node/cache');
  return createCheckpointStore(place.folder);
}
