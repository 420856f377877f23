import { observeAuditLog, observeDeployRecord } from '@lockkeeper/operations';
import type { DeployRecords, Observers } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Policy } from '@lockkeeper/policy-core';
import { qualityReport } from '@lockkeeper/policy-core/deployment';
import { auditReport, readLog } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH, recordedFacts, recordReport } from '@lockkeeper/policy-core/deployment/record';
import { qualityReportDocument } from '@lockkeeper/policy-core/report';

import { knownLogEntries } from '../../records/known-log-entries.ts';
import { showProgress } from '../../io/progress.ts';
import type { ReportOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { nonEmptyEnvironment } from '../../command-line/non-empty-options.ts';
import { guardedRelease } from '../../deploy-guard/guarded-release.ts';
import { openLockRegistry } from '../../locks/lock-registry.ts';
import { listLocks } from '../../locks/lock-listing.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { selectedReleaseRecord } from '../../records/selected-record.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { toCliError } from '../../errors/cli-error.ts';
import { namedCommit } from '../../judging/named-commit.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';

/** `lockkeeper report` */
export function runReport(options: ReportOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const environment = nonEmptyEnvironment(options);
    const hideProgress = showProgress('Looking…', world.stderr);
    try {
      const repository = await openRepository(options, world);
      const report = qualityReport(await seen(repository, { options, environment, world }));
      hideProgress();
      world.stdout.write(answerText(report, qualityReportDocument(report), { options, world }));
      return EXIT.ok;
    } finally {
      hideProgress();
    }
  });
}

interface Asked {
  readonly options: ReportOptions;
  readonly environment: string | undefined;
  readonly world: World;
}

type QualitySight = Parameters<typeof qualityReport>[0];

async function seen(repository: Repository, { options, environment, world }: Asked): Promise<QualitySight> {
  const { variables, service } = options;
  const head = namedCommit(options.head);
  const here = await recordsHere(repository, options);
  const [guard, record, log, locks] = await Promise.all([
    guardedRelease(
      { head, environment, service, variables, loadParsers: parsersFor(world.installation) },
      { repository, world },
    ),
    recordHere(here, options),
    logHere(here),
    locksHere(repository, { options, environment, world }),
  ]);
  return { now: repository.observers.clock.now(), environment, guard, record, log, locks };
}

interface Here {
  readonly observers: Observers;
  readonly policy: Policy | undefined;
  readonly head: string;
  readonly records: DeployRecords;
}

/** The guard judges the records of the commit, and nothing is reported of others. */
async function recordsHere(repository: Repository, options: ReportOptions): Promise<Here> {
  const { observers } = repository;
  const policy = await worktreePolicy(repository);
  const commit = await observers.git?.resolve(namedCommit(options.head));
  const head = commit?.known === true ? commit.value : 'worktree';
  return { observers, policy, head, records: await openDeployRecords(repository, { policy, head }) };
}

async function recordHere(
  { observers, policy, head, records }: Here,
  options: ReportOptions,
): Promise<QualitySight['record']> {
  const place = selectedReleaseRecord(policy, options);
  const { path } = place;
  const [record, content] = await Promise.all([
    observeDeployRecord({ path, place, first: policy?.record.services[0] }, { observers, records, head }),
    records.read(path),
  ]);
  const text = content.known && content.value.kind === 'text' ? content.value.text : undefined;
  return { report: recordReport(record), facts: text === undefined ? undefined : recordedFacts(text) };
}

async function logHere({ policy, head, records }: Here): Promise<QualitySight['log']> {
  const { logs, mirror } = records;
  const known = await knownLogEntries(policy, records);
  const [verified, part] = await Promise.all([
    observeAuditLog({ path: AUDIT_LOG_PATH, known, checkpoint: undefined }, logs),
    logs.since(AUDIT_LOG_PATH, 0),
  ]);
  if (!verified.known) return verified;
  if (!part.known) return part;
  const report = auditReport({
    path: AUDIT_LOG_PATH,
    verdict: verified.value?.verdict,
    fromCheckpoint: false,
    branch: mirror?.branch,
  });
  const ofTree = head === 'worktree' ? 'on disk' : `of ${head.slice(0, 12)}`;
  const heldAgainst = `the deploy records ${mirror === undefined ? ofTree : 'there'}`;
  return observed({ report, entries: readLog(part.value?.text ?? '').entries, heldAgainst });
}

async function locksHere(
  { withoutGit, root }: Repository,
  { options: { remote }, world }: Asked,
): Promise<QualitySight['locks']> {
  if (withoutGit !== undefined) return unobserved(withoutGit);
  try {
    const locks = await listLocks(await openLockRegistry({ root, remote }, world));
    return observed(locks.map(({ locked, state }) => ({ ...locked, state })));
  } catch (error) {
    return unobserved(toCliError(error).message.replace(/\.$/, ''));
  }
}
