import { canonicalJson } from '../../model/canonical-json.ts';
import type { DeployRecordReading } from '../facts/deploy-record.ts';
import type { Known } from '../../model/known.ts';

/** A record on a branch, and its copy in the tree. */
export interface MirroredRecord {
  /** Such as `origin/lockkeeper/records`. */
  readonly branch: string;
  readonly copy: Known<DeployRecordReading>;
  /** The command that brings the copy up to date. */
  readonly refresh: string;
}

type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

export interface MirrorVerdict {
  readonly outcome: 'passed' | 'failed' | 'undetermined' | 'not-said';
  /** A sentence. */
  readonly message: string;
}

/** The tree may be behind the branch, and never ahead of it. */
export function mirrorVerdict(record: ReadRecord, { branch, copy, refresh }: MirroredRecord): MirrorVerdict {
  if (!copy.known)
    return { outcome: 'undetermined', message: `The copy in the tree was not read: ${copy.reason}.` };
  if (copy.value.kind === 'absent')
    return {
      outcome: 'not-said',
      message: `The tree has no copy of it yet. \`${refresh}\` brings one there.`,
    };
  if (copy.value.kind === 'unreadable')
    return {
      outcome: 'failed',
      message: `The copy in the tree cannot be read: ${copy.value.problem}.`,
    };
  const isSound = isAsWritten(copy.value);
  if (isSound && isSame(copy.value, record))
    return { outcome: 'passed', message: 'The copy in the tree is the same.' };
  if (isSound && seqOf(copy.value) < seqOf(record))
    return {
      outcome: 'passed',
      message: `The copy in the tree is an earlier one. \`${refresh}\` brings it up to date.`,
    };
  return {
    outcome: 'failed',
    message: `The copy in the tree is neither the record on ${branch} nor an earlier one: one of them was changed.`,
  };
}

/** From version 1 on a record carries its hash, which nobody who edits it may leave out. */
function isAsWritten({ version, hash, problems }: ReadRecord): boolean {
  return problems.length === 0 && (hash === undefined ? version === 0 : hash.matches);
}

function isSame(one: ReadRecord, other: ReadRecord): boolean {
  return canonicalJson(marksOf(one)) === canonicalJson(marksOf(other));
}

function marksOf({ version, seq = 0, hash, lastGoodSha, deployedAt }: ReadRecord): readonly unknown[] {
  const texts = [hash, lastGoodSha, deployedAt].map((field) => field?.value ?? null);
  return [version, seq, ...texts];
}

/** A record of version 0 comes before all others. */
function seqOf({ seq }: ReadRecord): number {
  return seq ?? 0;
}
