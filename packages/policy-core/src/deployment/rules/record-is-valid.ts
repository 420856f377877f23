import { saysPlace } from '../record/says-place.ts';
import { timeFaults } from '../record/record-times.ts';
import { displayText } from '../../model/display-text.ts';
import type { DeployRecordFile, DeployRecordReading } from '../facts/deploy-record.ts';
import type { MissingFact } from '../../model/finding.ts';
import type { Known } from '../../model/known.ts';
import type { RecordedCommit } from '../../model/observations.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import type { RecordField } from '../facts/record-field.ts';
import { deployRecord } from '../facts/judged-record.ts';
import { now } from '../../engine/seen-inputs.ts';

type MessageId =
  | 'deleted'
  | 'unreadable'
  | 'field'
  | 'inFuture'
  | 'beforePrevious'
  | 'edited'
  | 'misplaced'
  | 'noCommit'
  | 'notReleased'
  | 'unseen'
  | 'unverified';
type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

export const recordIsValid = defineRule({
  id: 'deployment/record-is-valid',
  summary: 'Keep the deploy record complete and its commit deployable.',
  defaultSeverity: 'error',
  subjects: deployRecord,
  reportsUnread: true,

  options: NO_OPTIONS,

  messages: {
    deleted:
      'This change deletes {path}, the record of the last deploy. Restore it, because releases and rollbacks start from it.',
    unreadable: '{path} cannot be read: {problem}. Restore its last version from git.',
    field: '{field} {problem}. Restore the last version of the record from git.',
    inFuture: 'deployed_at is {value}, which is in the future. Write the time of the deploy, in UTC.',
    beforePrevious:
      'deployed_at is {value}, before the previous deploy. Write the time of the deploy, in UTC.',
    edited: 'record_hash does not match the record: somebody edited it. Restore its last version from git.',
    misplaced:
      '{path} contains the record of {other}, not {service} in {environment}. Restore its last version from git.',
    noCommit: 'last_good_sha {sha} is not a commit of this repository. Write the commit that was deployed.',
    notReleased:
      'last_good_sha {sha} is not an ancestor of the checked commit. Write a commit that was merged.',
    unseen: 'Lockkeeper did not read {path}.',
    unverified: 'Cannot determine whether last_good_sha {sha} can be deployed again.',
  },

  *check(get, judged) {
    const { path, reading } = judged;
    if (!reading.known) {
      yield unseenFile('unseen', path, reading.reason);
      return;
    }
    const record = reading.value;
    yield* judgeFile(record, judged);
    if (record.kind !== 'read') return;
    for (const { field, problem, at } of record.problems) {
      yield {
        kind: 'violation',
        messageId: 'field',
        data: { field: field === '' ? 'The record' : field, problem },
        at,
      };
    }
    yield* judgePlace(record, judged);
    yield* judgeTimes(record, get(now));
    if (record.hash?.matches === false)
      yield { kind: 'violation', messageId: 'edited', data: {}, at: record.hash.at };
    yield* judgeCommit(record, judged);
  },
});

function* judgeFile(
  record: DeployRecordReading,
  { path, isTakenAway }: DeployRecordFile,
): Iterable<Outcome<MessageId>> {
  if (record.kind === 'absent' && isTakenAway)
    yield { kind: 'violation', messageId: 'deleted', data: { path }, at: startOf(path) };
  if (record.kind === 'unreadable') {
    const { problem, at } = record;
    yield { kind: 'violation', messageId: 'unreadable', data: { path, problem }, at };
  }
}

/** Sound in itself, it would send one service back to a commit of another. */
function* judgePlace(record: ReadRecord, { path, place }: DeployRecordFile): Iterable<Outcome<MessageId>> {
  const { environment, service } = record;
  if (place === undefined || saysPlace(record, place) !== false || !service || !environment) return;
  const other = `${displayText(service.value)} in ${displayText(environment.value)}`;
  const data = { path, service: place.service ?? '', environment: place.environment, other };
  yield { kind: 'violation', messageId: 'misplaced', data, at: service.at };
}

function* judgeTimes(record: ReadRecord, now: Known<string>): Iterable<Outcome<MessageId>> {
  const { deployedAt } = record;
  const faults = timeFaults(record, now.known ? now.value : undefined);
  // A time that cannot be read is reported as a field.
  if (deployedAt === undefined || faults.includes('no-time')) return;
  const { at } = deployedAt;
  const data = { value: deployedAt.value };
  if (!now.known) yield undecided({ messageId: 'inFuture', data, at }, { fact: 'now', reason: now.reason });
  if (faults.includes('not-yet')) yield { kind: 'violation', messageId: 'inFuture', data, at };
  if (faults.includes('before-previous')) yield { kind: 'violation', messageId: 'beforePrevious', data, at };
}

function* judgeCommit(
  { lastGoodSha, problems }: ReadRecord,
  { commit }: DeployRecordFile,
): Iterable<Outcome<MessageId>> {
  if (lastGoodSha === undefined || problems.some(({ field }) => field === 'last_good_sha')) return;
  const state = stateOf(lastGoodSha, commit);
  const data = { sha: lastGoodSha.value };
  if (!state.known) {
    yield undecided(
      { messageId: 'unverified', data, at: lastGoodSha.at },
      { fact: 'commit', reason: state.reason },
    );
  } else if (state.value === 'not-an-ancestor') {
    yield { kind: 'violation', messageId: 'notReleased', data, at: lastGoodSha.at };
  } else if (state.value !== 'ancestor') {
    yield { kind: 'violation', messageId: 'noCommit', data, at: lastGoodSha.at };
  }
}

/** What git said counts only for the commit it was asked about: the record may have been edited since. */
function stateOf({ value }: RecordField, commit: Known<RecordedCommit>): Known<RecordedCommit['state']> {
  if (!commit.known) return commit;
  if (commit.value.sha !== value) return { known: false, reason: 'git was asked about another commit' };
  return { known: true, value: commit.value.state };
}

function undecided(
  subject: {
    readonly messageId: MessageId;
    readonly data: Readonly<Record<string, string>>;
    readonly at: SourceSpan;
  },
  missing: MissingFact,
): Outcome<MessageId> {
  return {
    kind: 'undecided',
    ...subject,
    subject: subject.at.path,
    waitsFor: 'observation',
    missing: [missing],
  };
}
