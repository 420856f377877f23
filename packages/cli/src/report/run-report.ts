import { seeAuditLog, seeDeployRecord } from '@lockkeeper/operations/observe';
import {
  AUDIT_LOG_PATH,
  auditReport,
  observed,
  qualityReport,
  qualityReportMarkdown,
  qualityReportText,
  readLog,
  recordedFacts,
  recordReport,
  unobserved,
  type QualityReport,
  type QualitySight,
} from '@lockkeeper/policy-core';

import { entriesOfRecord } from '../audit/entries-of-record.ts';
import { showProgress } from '../check/progress.ts';
import type { ReportOptions } from '../commands/report.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { askedEnvironment } from '../guard/asked-environment.ts';
import { guardedRelease } from '../guard/guarded-release.ts';
import { locksAt } from '../lock/lock-place.ts';
import { seenLocks } from '../lock/seen-locks.ts';
import { policyHere } from '../migrations/policy-here.ts';
import { wantsColors } from '../options.ts';
import { parsersFor } from '../parsers.ts';
import { recordOfRelease } from '../record/record-path.ts';
import { recordsOf } from '../records/records-of.ts';
import { openRepository, type Repository } from '../repository.ts';
import { stopFor } from '../stop.ts';
import { orTellWhy } from '../tell-stop.ts';
import type { World } from '../world.ts';

/** `lockkeeper report` */
export function runReport(options: ReportOptions, world: World): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const environment = askedEnvironment(options);
    const hideProgress = showProgress('Looking…', world.stderr);
    try {
      const repository = await openRepository(options, world);
      const report = qualityReport(await seen(repository, { options, environment, world }));
      hideProgress();
      world.stdout.write(written(report, options, world));
      return EXIT.ok;
    } finally {
      hideProgress();
    }
  });
}

function written(report: QualityReport, options: ReportOptions, world: World): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'markdown':
      return qualityReportMarkdown(report);
    case 'pretty':
      return qualityReportText(report, { colors: wantsColors(options, world) });
  }
}

interface Asked {
  readonly options: ReportOptions;
  readonly environment: string | undefined;
  readonly world: World;
}

async function seen(repository: Repository, { options, environment, world }: Asked): Promise<QualitySight> {
  const { head, variables, service } = options;
  const [guard, record, log, locks] = await Promise.all([
    guardedRelease(
      { head, environment, service, variables, loadParsers: parsersFor(world.installation) },
      { repository, world },
    ),
    recordHere(repository, options),
    logHere(repository),
    locksHere(repository, { options, environment, world }),
  ]);
  return { now: repository.observers.clock.now(), environment, guard, record, log, locks };
}

async function recordHere(repository: Repository, options: ReportOptions): Promise<QualitySight['record']> {
  const { observers } = repository;
  const policy = await policyHere(repository);
  const place = recordOfRelease(policy, options);
  const { path } = place;
  // The guard judges that of the commit, and nothing is reported of another one.
  const commit = await observers.git?.resolve(options.head);
  const head = commit?.known === true ? commit.value : 'worktree';
  const records = await recordsOf(repository, { policy, head });
  const [record, content] = await Promise.all([
    seeDeployRecord({ path, place }, { observers, records, head }),
    records.read(path),
  ]);
  const text = content.known && content.value.kind === 'text' ? content.value.text : undefined;
  return { report: recordReport(record), facts: text === undefined ? undefined : recordedFacts(text) };
}

async function logHere(repository: Repository): Promise<QualitySight['log']> {
  const policy = await policyHere(repository);
  const records = await recordsOf(repository, { policy });
  const { logs } = records;
  const known = await entriesOfRecord(policy, records);
  const [verified, part] = await Promise.all([
    seeAuditLog({ path: AUDIT_LOG_PATH, known, checkpoint: undefined }, logs),
    logs.since(AUDIT_LOG_PATH, 0),
  ]);
  if (!verified.known) return verified;
  if (!part.known) return part;
  const report = auditReport({
    path: AUDIT_LOG_PATH,
    verdict: verified.value?.verdict,
    fromCheckpoint: false,
    branch: records.mirror?.branch,
  });
  return observed({ report, entries: readLog(part.value?.text ?? '').entries });
}

async function locksHere(
  { withoutGit, root }: Repository,
  { options: { remote }, world }: Asked,
): Promise<QualitySight['locks']> {
  if (withoutGit !== undefined) return unobserved(withoutGit);
  try {
    const locks = await seenLocks(await locksAt({ root, remote, format: 'json' }, world));
    return observed(locks.map(({ locked, state }) => ({ ...locked, state })));
  } catch (error) {
    return unobserved(stopFor(error).message.replace(/\.$/, ''));
  }
}
