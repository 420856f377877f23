import path from 'node:path';

import type { CheckpointStore } from '@lockkeeper/host-node/cache';
import { seeAuditLog } from '@lockkeeper/operations';
import {
  AUDIT_LOG_PATH,
  auditReport,
  auditReportText,
  checkpointText,
  displayText,
  readCheckpoint,
  type AuditReport,
  type Checkpoint,
} from '@lockkeeper/policy-core';

import { cachePlace } from '../../cache/cache-place.ts';
import type { AuditVerifyOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import { policyHere } from '../../policy/policy-here.ts';
import { shownPlace } from '../../records/records-place.ts';
import { recordsOf } from '../../records/records-of.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { entriesOfRecord } from '../../records/entries-of-record.ts';

/** `lockkeeper audit verify` */
export function runAuditVerify(options: AuditVerifyOptions, world: World): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const report = await verified(repository, options, world);
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(report, null, 2)}\n`
        : auditReportText(report, { colors: wantsColors(options, world) }),
    );
    return report.verdict === 'pass' ? EXIT.ok : EXIT.findings;
  });
}

async function verified(
  repository: Repository,
  { fromCheckpoint = false }: AuditVerifyOptions,
  world: World,
): Promise<AuditReport> {
  const policy = await policyHere(repository);
  const records = await recordsOf(repository, { policy });
  const where = shownPlace(policy, AUDIT_LOG_PATH);
  const log = path.join(repository.root, where);
  const checkpoints = await checkpointsOf(world);
  const checkpoint = readCheckpoint((fromCheckpoint && checkpoints?.get(log)) || '');
  // The entry of the last deploy may stand before the checkpoint, where it was seen when that was made.
  const known = checkpoint === undefined ? await entriesOfRecord(policy, records) : [];
  const seen = await seeAuditLog({ path: AUDIT_LOG_PATH, known, checkpoint }, records.logs);
  if (!seen.known)
    throw new Stop('not-judged', `${displayText(where)} was not read: ${displayText(seen.reason)}.`);
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
  const place = await cachePlace(world);
  if (place === undefined) return undefined;
  const { createCheckpointStore } = await import('@lockkeeper/host-node/cache');
  return createCheckpointStore(place.folder);
}
