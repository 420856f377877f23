import { defineSubjects } from '../../engine/judged-fact.ts';
import { observationsInput, policyInput } from '../../engine/run-inputs.ts';
import { contentOf, isDeleted } from '../../model/content-of.ts';
import { observed } from '../../model/known.ts';
import { isAboutChange, type Observations } from '../../model/observations.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import type { Policy } from '../../policy/policy.ts';
import { placeJudged } from '../../policy/record-places.ts';
import { readDeployRecord, type DeployRecordFile } from './deploy-record.ts';
import { recordedFiles } from './recorded-files.ts';

/** None: the record is not under judgement, or there is none. */
export const deployRecord = defineSubjects<DeployRecordFile>({
  name: 'deploy-record',
  words: 'the deploy record',
  of: 'file',
  compute: (get) => {
    const [policy, seen] = [get(policyInput), get(observationsInput)];
    if (!judgesRecord(policy, seen)) return [];
    const judged = recordFile(policy, seen);
    if (isNone(judged)) return [];
    const unread = problemIn(judged);
    return [{ paths: [judged.path], judged, ...(unread !== undefined && { unread }) }];
  },
});

/** A release has its record judged in any case. */
export function judgesRecord(policy: Policy, seen: Pick<Observations, 'focus' | 'change'>): boolean {
  const { kind } = seen.focus;
  return kind === 'tree' || kind === 'release' || touchedPaths(seen).has(policy.record.path);
}

function recordFile(policy: Policy, seen: Observations): DeployRecordFile {
  const { path } = policy.record;
  const content = contentOf(seen, path);
  const reading = content.known ? observed(readDeployRecord(path, content.value)) : content;
  return {
    path,
    place: placeJudged(policy),
    reading,
    isTakenAway: isAboutChange(seen.focus) && isDeleted(seen, path),
    commit: seen.recordedCommit,
    files: reading.known ? recordedFiles(policy, reading.value, seen.recordedCommit) : [],
  };
}

/** Why nothing of it was read. */
function problemIn({ reading }: DeployRecordFile): string | undefined {
  if (!reading.known) return reading.reason;
  return reading.value.kind === 'unreadable' ? reading.value.problem : undefined;
}

function isNone({ reading, isTakenAway }: DeployRecordFile): boolean {
  return reading.known && reading.value.kind === 'absent' && !isTakenAway;
}
