import { unobserved, type Known } from '../../model/known.ts';
import type { RecordedCommit } from '../../model/observations.ts';
import type { DependencyPair, Policy } from '../../policy/policy.ts';
import type { DeployRecordReading } from './deploy-record.ts';
import type { RecordedDigest } from './recorded-digests.ts';
import type { RecordField, RecordedFile } from './record-field.ts';

/** Digests of pairs that the policy does not name say nothing: nobody knows which files they are of. */
export function recordedFiles(
  policy: Pick<Policy, 'dependencies'>,
  reading: DeployRecordReading,
  commit: Known<RecordedCommit>,
): readonly RecordedFile[] {
  if (reading.kind !== 'read' || reading.lastGoodSha === undefined) return [];
  const { lastGoodSha, digests } = reading;
  return digests.flatMap(({ pair: id, side, digest }) => {
    const path = pairOf(policy, id)?.[side];
    if (path === undefined) return [];
    return [{ path, commit: lastGoodSha.value, written: digest, there: digestAt(path, lastGoodSha, commit) }];
  });
}

/** Files whose digests at the recorded commit are needed, each once. */
export function digestsToTake(policy: Policy, reading: DeployRecordReading): readonly string[] {
  return [...new Set(recordedFiles(policy, reading, NOT_YET).map(({ path }) => path))];
}

const NOT_YET = unobserved('git was not asked');

function pairOf(
  { dependencies }: Pick<Policy, 'dependencies'>,
  id: RecordedDigest['pair'],
): DependencyPair | undefined {
  return id === undefined ? dependencies[0] : dependencies.find((pair) => pair.id === id);
}

/** What git said counts only for the commit it was asked about: the record may have been edited since. */
function digestAt(path: string, { value }: RecordField, commit: Known<RecordedCommit>): Known<string | null> {
  if (!commit.known) return commit;
  const { sha, state, digests = {} } = commit.value;
  if (sha !== value) return unobserved('git was asked about another commit');
  if (state === 'absent' || state === 'not-a-commit') return unobserved('there is no such commit here');
  return (
    (Object.hasOwn(digests, path) ? digests[path] : undefined) ?? unobserved('no digest of it was taken')
  );
}
