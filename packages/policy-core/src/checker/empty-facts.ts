import type { DeployRecordFile } from '../deployment/facts/deploy-record.ts';
import type { Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { FactName, Facts } from './facts.ts';

/** Facts that hold what is judged, and how it shows that there is nothing. */
const HOLDS_NOTHING: { readonly [Name in FactName]?: (fact: Facts[Name]) => boolean } = {
  migrations: ({ scripts, unsettled, histories }) =>
    scripts.length === 0 && unsettled === undefined && histories.known && histories.value.length === 0,
  applicationCode: (code) => code.known && code.value.files.length === 0,
  applicationImports: isEmpty,
  changedApplication: isEmpty,
  modelChanges: ({ changes, unclear }) => changes.length + unclear.length === 0,
  modelMetadata: isEmpty,
  secondTools: isEmpty,
  environmentCode: isEmpty,
  versionLocations: ({ problems }) => problems.length === 0,
  baselineRevision: isAbsent,
  requirementsFiles: isEmpty,
  requirementsPairs: isEmpty,
  hashedRequirements: isEmpty,
  dependencyChanges: isEmpty,
  deployRecord: isAbsent,
  deploySource: isAbsent,
  deployRequirements: isEmpty,
  pythonChanges: isAbsent,
  scopedChange: isAbsent,
  machineOwnedChanges: isEmpty,
  pushedBranch: isAbsent,
  skippedChecks: isAbsent,
  protectedChanges: isKnownEmpty,
  passingChanges: isKnownEmpty,
  selfProtectedChanges: isEmpty,
  askedApprovals: isEmpty,
  changedLinks: isEmpty,
  changedSubmodules: isEmpty,
  documents: isKnownEmpty,
  namedDocuments: isEmpty,
  unmatchedPlaces: isEmpty,
  unsupportedTools: isEmpty,
};

/** Facts about files that are not there: rules may say so, and have judged nothing where they do not. */
const NOT_THERE: typeof HOLDS_NOTHING = {
  requirementsFiles: (files) => files.every(({ file }) => isAbsentFile(file)),
  requirementsPairs: (pairs) => pairs.every(({ source, lock }) => [source, lock].every(isAbsentFile)),
  deployRecord: (record) => record === undefined || isNoRecord(record),
};

/** What is told of changed files and of who changed them: without one of these nothing was told. */
const OF_CHANGED_FILES: readonly FactName[] = [
  'caseCollisions',
  'suspiciousNames',
  'confusableNames',
  'scopedChange',
  'pythonChanges',
];

/** Facts that say more about a subject and are none. */
const CIRCUMSTANCES: ReadonlySet<FactName> = new Set(['approvals', 'policyApproval', 'releasedNames', 'now']);

/** The facts that hold nothing to judge. */
export function emptyFacts(facts: Facts): ReadonlySet<FactName> {
  return new Set(NAMES.filter((name) => isIn(HOLDS_NOTHING, facts, name)));
}

/** The facts that hold no subject that a rule could pass: nothing, or files that are not there. */
export function subjectlessFacts(
  facts: Facts,
  { change }: Pick<Observations, 'change'>,
): ReadonlySet<FactName> {
  const isEmptyChange = change.known && change.value.entries.length === 0;
  return new Set([
    ...emptyFacts(facts),
    ...(isEmptyChange ? OF_CHANGED_FILES : []),
    ...factNames(NOT_THERE).filter((name) => isIn(NOT_THERE, facts, name)),
  ]);
}

/** Whether a rule that needs these facts can have nothing to say, so that it need not be asked. */
export function isIdle(needs: readonly FactName[], empty: ReadonlySet<FactName>): boolean {
  if (!needs.some((name) => empty.has(name))) return false;
  return needs.every((name) => empty.has(name) || CIRCUMSTANCES.has(name));
}

const NAMES: readonly FactName[] = factNames(HOLDS_NOTHING);

function factNames(table: typeof HOLDS_NOTHING): readonly FactName[] {
  // Sound: the table has no other keys than names of facts.
  return Object.keys(table) as FactName[];
}

function isIn<Name extends FactName>(table: typeof HOLDS_NOTHING, facts: Facts, name: Name): boolean {
  return table[name]?.(facts[name]) ?? false;
}

function isNoRecord({ reading, isTakenAway }: DeployRecordFile): boolean {
  return reading.known && reading.value.kind === 'absent' && !isTakenAway;
}

function isAbsentFile(file: Known<{ readonly kind: string }>): boolean {
  return file.known && file.value.kind === 'absent';
}

function isEmpty(list: readonly unknown[]): boolean {
  return list.length === 0;
}

function isKnownEmpty(list: Known<readonly unknown[]>): boolean {
  return list.known && list.value.length === 0;
}

function isAbsent(fact: unknown): boolean {
  return fact === undefined;
}
