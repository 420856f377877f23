import { deploysTo, type DeployEntry } from '../audit-log/deploys-in-log.ts';
import { givenUp } from '../audit-log/earlier-logs.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { LogVerdict } from '../audit-log/verify-log.ts';
import { displayText } from '../../model/display-text.ts';
import type { DeployRecordReading } from '../facts/deploy-record.ts';
import type { Known } from '../../model/known.ts';
import type { RecordedCommit } from '../../model/observations.ts';
import type { DeployPlace } from '../../policy/record-places.ts';
import { commitInHistory } from './commit-in-history.ts';
import { earlierRecordFaults, type EarlierRecord } from './earlier-records.ts';
import { entryFault, type NamedDeploy } from './entry-of-record.ts';
import { mirrorVerdict, type MirroredRecord } from './mirrored-record.ts';
import { saysPlace } from './says-place.ts';
import { timeFaults, type TimeFault } from './record-times.ts';

/** What was seen of a record and of what it names. */
export interface SeenRecord {
  readonly path: string;
  /** Where it lies; its service is left out where the policy names none. */
  readonly place?: DeployPlace | undefined;
  readonly reading: Known<DeployRecordReading>;
  /** What git says of `last_good_sha`. */
  readonly commit: Known<RecordedCommit['state']>;
  /** The audit log, verified with the entry that the record names; `undefined`: there is none. */
  readonly audit: Known<LogVerdict | undefined>;
  /** Versions of the record that commits held. */
  readonly earlier: Known<readonly EarlierRecord[]>;
  /** The first service of the policy, whose deploys need not name it. */
  readonly first?: string | undefined;
  /** UTC. */
  readonly now: string;
  /** Left out where the tree holds the record itself. */
  readonly mirror?: MirroredRecord | undefined;
}

/** Whether a deploy record can be relied on, point by point. */
export interface RecordReport {
  readonly schema_version: 1;
  /** `unproved`: nothing stands against it, and no signer vouches for it. */
  readonly verdict: 'pass' | 'unproved' | 'fail' | 'undetermined';
  readonly path: string;
  /** The branch on which it was read, such as `origin/lockkeeper/records`; `null`: in the tree. */
  readonly branch: string | null;
  readonly last_good_sha: string | null;
  readonly deployed_at: string | null;
  readonly checks: readonly RecordCheck[];
}

export interface RecordCheck {
  /**
   * `place` where the policy names services; `entry` where the log holds the one that the record names; `latest` where the log
   * knows of a later deploy than the record; `mirror` on a branch.
   */
  readonly name:
    | 'form'
    | 'place'
    | 'hash'
    | 'time'
    | 'commit'
    | 'audit-log'
    | 'entry'
    | 'latest'
    | 'history'
    | 'signature'
    | 'mirror';
  /** `not-said`: the record, of version 0, says nothing of it. */
  readonly outcome: 'passed' | 'failed' | 'undetermined' | 'not-said';
  /** A sentence. */
  readonly message: string;
}

type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

export function recordReport(seen: SeenRecord): RecordReport {
  const { path, reading } = seen;
  const record = reading.known && reading.value.kind === 'read' ? reading.value : undefined;
  const checks = record === undefined ? checksWithout(seen) : checksOf(record, seen);
  return {
    schema_version: 1,
    verdict: verdictOf(checks),
    path,
    branch: seen.mirror?.branch ?? null,
    ...deployIn(record),
    checks,
  };
}

function deployIn(record: ReadRecord | undefined): Pick<RecordReport, 'last_good_sha' | 'deployed_at'> {
  return {
    last_good_sha: record?.lastGoodSha?.value ?? null,
    deployed_at: record?.deployedAt?.value ?? null,
  };
}

function verdictOf(checks: readonly RecordCheck[]): RecordReport['verdict'] {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'fail';
  if (checks.some(({ outcome }) => outcome === 'undetermined')) return 'undetermined';
  const isSigned = checks.some(({ name, outcome }) => name === 'signature' && outcome === 'passed');
  return isSigned ? 'pass' : 'unproved';
}

/** Of no record, or none that can be read. */
function checksWithout(seen: SeenRecord): readonly RecordCheck[] {
  const isLost = seen.reading.known && seen.reading.value.kind === 'absent' && deploysHere(seen).length > 0;
  return [
    isLost ? { name: 'latest', outcome: 'failed', message: LOST } : unread(seen.reading),
    ...history(seen),
    ...unknownCopy(seen),
  ];
}

const LOST = 'There is no deploy record, and the audit log knows of a deploy: it was taken away or moved.';

/** The deploys to this place that the log knows. Where the policy names no services, that is production. */
function deploysHere({ audit: log, place: here = PRODUCTION, first }: SeenRecord): readonly DeployEntry[] {
  return log.known ? deploysTo(log.value?.reading.entries ?? [], here, first) : [];
}

const PRODUCTION: DeployPlace = { environment: 'production', service: undefined };

function unread(reading: Known<DeployRecordReading>): RecordCheck {
  if (!reading.known)
    return { name: 'form', outcome: 'undetermined', message: `It was not read: ${reading.reason}.` };
  if (reading.value.kind === 'unreadable')
    return { name: 'form', outcome: 'failed', message: `It cannot be read: ${reading.value.problem}.` };
  return {
    name: 'form',
    outcome: 'undetermined',
    message: 'There is no deploy record. The first deploy that is proved healthy writes it.',
  };
}

/** Of a record that the branch does not have. */
function unknownCopy({ reading, mirror }: SeenRecord): readonly RecordCheck[] {
  const isNone = reading.known && reading.value.kind === 'absent';
  if (!isNone || mirror?.copy.known !== true || mirror.copy.value.kind === 'absent') return [];
  const message = `The tree has a record, and ${mirror.branch} has none. Where the branch was never there, run \`lockkeeper record begin\`.`;
  return [{ name: 'mirror', outcome: 'failed', message }];
}

function checksOf(record: ReadRecord, seen: SeenRecord): readonly RecordCheck[] {
  return [
    form(record),
    ...place(record, seen.place),
    hash(record),
    time(record, seen.now),
    commit(seen.commit),
    audit(seen.audit, record),
    ...entry(seen, record),
    ...history(seen),
    signature(seen),
    ...(seen.mirror === undefined
      ? []
      : [{ name: 'mirror' as const, ...mirrorVerdict(record, seen.mirror) }]),
  ];
}

function form({ version, problems }: ReadRecord): RecordCheck {
  const message = problems.map(({ field, problem }) => `${field === '' ? 'The record' : field} ${problem}.`);
  if (message.length > 0) return { name: 'form', outcome: 'failed', message: message.join(' ') };
  return { name: 'form', outcome: 'passed', message: `It is a record of version ${version}.` };
}

/** A record may be sound in itself and lie where that of another service belongs. */
function place(record: ReadRecord, here: DeployPlace | undefined): readonly RecordCheck[] {
  if (here?.service === undefined) return [];
  const isHere = saysPlace(record, here);
  if (isHere === undefined) {
    const message = 'It does not say what it is the record of: the next deploy adds it.';
    return [{ name: 'place', outcome: 'not-said', message }];
  }
  const { environment, service } = record;
  const own = `It is the record of ${displayText(service?.value ?? '')} in ${displayText(environment?.value ?? '')}`;
  return isHere
    ? [{ name: 'place', outcome: 'passed', message: `${own}.` }]
    : [
        {
          name: 'place',
          outcome: 'failed',
          message: `${own}, at the place of that of ${here.service} in ${here.environment}.`,
        },
      ];
}

function hash({ hash: own, version, isAsWritten }: ReadRecord): RecordCheck {
  const check = (outcome: RecordCheck['outcome'], message: string): RecordCheck => ({
    name: 'hash',
    outcome,
    message,
  });
  if (own === undefined && version === 0)
    return check('not-said', 'It carries no hash of itself: the next deploy adds it.');
  if (own === undefined) return check('failed', 'It was edited by hand: its record_hash is gone.');
  if (!own.matches) return check('failed', 'It was edited by hand: record_hash does not match.');
  if (!isAsWritten) return check('failed', 'It was edited by hand: it is not laid out as it was written.');
  return check('passed', 'Its hash is the one of what it says.');
}

function time(record: ReadRecord, now: string): RecordCheck {
  const [fault] = timeFaults(record, now);
  return fault === undefined
    ? { name: 'time', outcome: 'passed', message: 'deployed_at is past, and not before the previous deploy.' }
    : { name: 'time', outcome: 'failed', message: TIME_FAULTS[fault] };
}

const TIME_FAULTS: Readonly<Record<TimeFault, string>> = {
  'no-time': 'deployed_at is no time.',
  'not-yet': 'deployed_at has not come yet.',
  'before-previous': 'deployed_at is before the previous deploy.',
};

function commit(state: Known<RecordedCommit['state']>): RecordCheck {
  if (!state.known) {
    const message = `The commit cannot be looked up: ${state.reason}.`;
    return { name: 'commit', outcome: 'undetermined', message };
  }
  const outcome = state.value === 'ancestor' ? 'passed' : 'failed';
  return { name: 'commit', outcome, message: commitInHistory(state.value, 'last_good_sha') };
}

function audit(
  log: Known<LogVerdict | undefined>,
  { auditHead }: Pick<ReadRecord, 'auditHead'>,
): RecordCheck {
  const check = (outcome: RecordCheck['outcome'], message: string): RecordCheck => ({
    name: 'audit-log',
    outcome,
    message,
  });
  if (!log.known) return check('undetermined', `The audit log was not read: ${log.reason}.`);
  if (log.value === undefined) return check('not-said', 'There is no audit log, and the record names none.');
  const [problem] = log.value.problems;
  if (problem !== undefined) return check('failed', problem.problem);
  return auditHead === undefined
    ? check('not-said', 'The audit log is whole, and the record names no entry of it.')
    : check('passed', 'The audit log is whole and holds the entry of this deploy.');
}

/** Asked only where the log is whole: else it is no witness. */
function entry(seen: SeenRecord, record: ReadRecord): readonly RecordCheck[] {
  const { audit: log } = seen;
  if (!log.known || log.value === undefined || log.value.problems.length > 0) return [];
  const last = deploysHere(seen).at(-1)?.entry;
  if (record.auditHead === undefined)
    return last === undefined ? [] : [{ name: 'latest', outcome: 'failed', message: UNBOUND }];
  const { value: hash } = record.auditHead;
  const named = log.value.reading.entries.find((one) => one.hash === hash);
  const fault = entryFault(named, namedDeploy(record));
  const older = olderEntry(named, last);
  return [
    fault === undefined
      ? { name: 'entry', outcome: 'passed', message: 'The entry is of a deploy of this commit.' }
      : { name: 'entry', outcome: 'failed', message: fault },
    ...(older === undefined ? [] : [{ name: 'latest', outcome: 'failed', message: older } as const]),
  ];
}

function namedDeploy({ lastGoodSha, environment, service, saying }: ReadRecord): NamedDeploy {
  return { sha: lastGoodSha?.value, environment: environment?.value, service: service?.value, saying };
}

/** Version 0 is for those who have no log yet: beside a log anybody could write one with any commit. */
const UNBOUND =
  'It names no entry of the audit log, which knows of a deploy: no program wrote it after that.';

/** A record that was sound once sends production back to what ran before. */
function olderEntry(named: LogEntry | undefined, last: LogEntry | undefined): string | undefined {
  if (named === undefined || last === undefined || named.seq >= last.seq) return undefined;
  return `It names entry ${named.seq} of the log, which knows of a later deploy in entry ${last.seq}.`;
}

/** Asked of commits that held the record. Versions that somebody answers for in the log are left out. */
function history({ reading, earlier, audit: log }: SeenRecord): readonly RecordCheck[] {
  const check = (outcome: RecordCheck['outcome'], message: string): readonly RecordCheck[] => [
    { name: 'history', outcome, message },
  ];
  if (!reading.known) return [];
  if (!earlier.known) return check('undetermined', `What commits held is not known: ${earlier.reason}.`);
  const accepted = givenUp(log.known ? (log.value?.reading.entries ?? []) : []);
  const [fault] = earlierRecordFaults(
    reading.value,
    earlier.value.filter(({ id }) => !accepted.has(id)),
  );
  if (fault !== undefined) return check('failed', fault.message);
  return reading.value.kind === 'absent'
    ? []
    : check('passed', 'It is not behind any version of it that the history holds.');
}

function signature({ audit: log }: SeenRecord): RecordCheck {
  const isSigned = log.known && log.value?.isSigned === true;
  return isSigned
    ? { name: 'signature', outcome: 'passed', message: 'A signer of the policy vouches for the log.' }
    : { name: 'signature', outcome: 'not-said', message: UNSIGNED };
}

const UNSIGNED =
  'Not provable without signers: log and record could both be made anew. Name signers in deployment.records.signers.';
