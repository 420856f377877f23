import { defineSubjects } from '../../engine/judged-fact.ts';
import type { Get } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { fileContent, isTakenAway, seenParts } from '../../engine/seen-inputs.ts';
import { observed } from '../../model/known.ts';
import { isAboutChange, type Observations } from '../../model/observations.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import type { Policy } from '../../policy/policy.ts';
import { PLACES_SECTIONS, placeJudged, type PlacesPolicy } from '../../policy/record-places.ts';
import { readDeployRecord, type DeployRecordFile } from './deploy-record.ts';
import { recordedFiles } from './recorded-files.ts';

/** None: the record is not under judgement, or there is none. */
export const deployRecord = defineSubjects<DeployRecordFile>({
  name: 'deploy-record',
  words: 'the deploy record',
  of: 'file',
  compute: (get) => {
    const policy = policySections(get, ...PLACES_SECTIONS, 'dependencies');
    if (!judgesRecord(policy, seenParts(get, 'focus', 'change'))) return [];
    const judged = recordFile(get, policy);
    if (isNone(judged)) return [];
    const unread = problemIn(judged);
    return [{ paths: [judged.path], judged, ...(unread !== undefined && { unread }) }];
  },
});

/** A release has its record judged in any case. */
function judgesRecord(policy: Pick<Policy, 'record'>, seen: Pick<Observations, 'focus' | 'change'>): boolean {
  const { kind } = seen.focus;
  return kind === 'tree' || kind === 'release' || touchedPaths(seen).has(policy.record.path);
}

function recordFile(get: Get, policy: PlacesPolicy & Pick<Policy, 'dependencies'>): DeployRecordFile {
  const { path } = policy.record;
  const { focus, recordedCommit: commit } = seenParts(get, 'focus', 'recordedCommit');
  const content = get(fileContent, path);
  const reading = content.known ? observed(readDeployRecord(path, content.value)) : content;
  return {
    path,
    place: placeJudged(policy),
    reading,
    isTakenAway: isAboutChange(focus) && get(isTakenAway, path),
    commit,
    files: reading.known ? recordedFiles(policy, reading.value, commit) : [],
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
