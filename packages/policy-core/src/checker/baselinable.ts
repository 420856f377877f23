import type { FactName } from './facts.ts';
import { allRules } from './all-rules.ts';

/**
 * Whether a baseline may hold what a rule says. It says what stood in files when the policy was adopted, and
 * knows it again by what is said of them. Of the next change of a file a rule says the same as of the last one:
 * accepted once, it would accept every one to come.
 */
export function isBaselinable(rule: string): boolean {
  return !judgesChange(rule) && !rule.startsWith('policy/');
}

/** Whether it is changes that a rule judges: without one it has nothing to say. */
export function judgesChange(rule: string): boolean {
  return OF_CHANGES.has(rule);
}

/** What a fact says something of. */
export function aboutOf(fact: FactName): 'change' | 'file' | 'circumstance' {
  return ABOUT[fact];
}

/** One row for each fact, so that a new one is thought about. Deploys and pushes are changes as well. */
const ABOUT: Readonly<Record<FactName, 'change' | 'file' | 'circumstance'>> = {
  changeSight: 'change',
  protectedChanges: 'change',
  passingChanges: 'change',
  selfProtectedChanges: 'change',
  scopedChange: 'change',
  machineOwnedChanges: 'change',
  pythonChanges: 'change',
  pushedBranch: 'change',
  skippedChecks: 'change',
  askedApprovals: 'change',
  dependencyChanges: 'change',
  policyChange: 'change',
  changedLinks: 'change',
  changedSubmodules: 'change',
  caseCollisions: 'change',
  suspiciousNames: 'change',
  confusableNames: 'change',
  deploySource: 'change',
  deployRequirements: 'change',
  requirementsPairs: 'file',
  requirementsFiles: 'file',
  hashedRequirements: 'file',
  migrations: 'file',
  applicationCode: 'file',
  applicationImports: 'file',
  changedApplication: 'change',
  modelChanges: 'change',
  modelMetadata: 'file',
  secondTools: 'change',
  versionLocations: 'file',
  environmentCode: 'file',
  baselineRevision: 'file',
  deployRecord: 'file',
  unmatchedPlaces: 'file',
  unsupportedTools: 'file',
  documents: 'file',
  namedDocuments: 'file',
  authorship: 'circumstance',
  approvals: 'circumstance',
  policyApproval: 'circumstance',
  releasedNames: 'circumstance',
  now: 'circumstance',
};

const OF_CHANGES: ReadonlySet<string> = new Set(
  allRules.filter(({ needs }) => needs.some((fact) => ABOUT[fact] === 'change')).map(({ id }) => id),
);
