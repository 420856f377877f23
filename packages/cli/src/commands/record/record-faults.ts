import { observeAuditLog, observeDeployRecord } from '@lockkeeper/operations';
import type { DeployRecords, Observers } from '@lockkeeper/operations/ports';
import { displayText, type Policy } from '@lockkeeper/policy-core';
import { auditReport } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH, recordPlaces, recordReport } from '@lockkeeper/policy-core/deployment/record';

import { knownLogEntries } from '../../records/known-log-entries.ts';
import { CliError } from '../../errors/cli-error.ts';
import { noPolicy } from '../../policy/no-policy.ts';

interface Seen {
  readonly observers: Observers;
  readonly records: DeployRecords;
  /** The commit that every recorded one has to be behind. */
  readonly head: string;
}

/** What does not hold of the log and of each record there is, a line each. Stops where something could not be looked at. */
export async function recordFaults(policy: Policy | undefined, seen: Seen): Promise<readonly string[]> {
  const faults = [...(await faultsOfLog(policy, seen)), ...(await faultsOfRecords(policy, seen))];
  return faults.map(({ path, message }) => `  ${displayText(path)}: ${displayText(message)}\n`);
}

interface Fault {
  readonly path: string;
  /** A sentence. */
  readonly message: string;
}

async function faultsOfLog(policy: Policy | undefined, { records }: Seen): Promise<readonly Fault[]> {
  const path = AUDIT_LOG_PATH;
  const known = await knownLogEntries(policy, records);
  const log = await observeAuditLog({ path, known, checkpoint: undefined }, records.logs);
  if (!log.known) throw notSeen({ path, message: `It was not read: ${log.reason}.` });
  const { problems } = auditReport({ path, verdict: log.value?.verdict, fromCheckpoint: false });
  return problems.map(({ message }) => ({ path, message }));
}

async function faultsOfRecords(policy: Policy | undefined, seen: Seen): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const place of recordPlaces(policy ?? noPolicy())) {
    const { path } = place;
    const record = await observeDeployRecord({ path, place, first: policy?.record.services[0] }, seen);
    const { checks } = recordReport(record);
    faults.push(
      ...checks.filter(({ outcome }) => outcome === 'failed').map(({ message }) => ({ path, message })),
    );
    const isThere = !record.reading.known || record.reading.value.kind !== 'absent';
    const unseen = checks.find(({ outcome }) => outcome === 'undetermined');
    if (isThere && unseen !== undefined) throw notSeen({ path, message: unseen.message });
  }
  return faults;
}

function notSeen({ path, message }: Fault): CliError {
  return new CliError(
    'not-judged',
    `Nothing was copied, because ${displayText(path)} is not proved. ${displayText(message)}`,
  );
}
