import { observed, type Known } from '../model/known.ts';
import { isAboutChange, type Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { DependencyPair, Policy } from '../policy/policy.ts';
import { placeJudged } from '../policy/record-places.ts';
import type { Stage } from '../model/stage.ts';
import { approvalsFor, findPolicyApproval } from '../change/facts/approvals.ts';
import { findAskedApprovals, type ApprovalRequest } from '../change/facts/required-approvals.ts';
import { findAuthorship } from '../change/facts/authorship.ts';
import { findChangeSight } from '../change/facts/change-sight.ts';
import { collectMigrations } from '../migrations/facts/collect-migrations.ts';
import { contentOf, isDeleted } from '../model/content-of.ts';
import { effectiveApprovals } from '../change/facts/effective-approvals.ts';
import { findDependencyChanges } from '../dependencies/facts/dependency-change.ts';
import { readDeployRecord, type DeployRecordFile } from '../deployment/facts/deploy-record.ts';
import { findDeployRequirements } from '../change/facts/deploy-requirements.ts';
import { findDeploySource } from '../change/facts/deploy-source.ts';
import type { Facts } from './facts.ts';
import { findHashedRequirements } from '../dependencies/facts/hashed-requirements.ts';
import { judgedDocuments, judgeNamedDocuments } from '../documents/facts/judged-documents.ts';
import { judgedRequirements } from '../dependencies/facts/judged-requirements.ts';
import { findMachineOwnedChanges } from '../change/facts/machine-owned-change.ts';
import { ownership } from './ownership.ts';
import { pathIntegrity } from '../paths/facts/path-integrity.ts';
import { findPolicyChange } from '../change/facts/policy-change.ts';
import { findPassingChanges, findProtectedChanges } from '../change/facts/protected-change.ts';
import { findPushedBranch } from '../change/facts/pushed-branch.ts';
import { findPythonChanges } from '../change/facts/python-changes.ts';
import { recordedFiles } from '../deployment/facts/recorded-files.ts';
import { requirementsFile } from '../dependencies/facts/requirements-file.ts';
import { requirementsPair } from '../dependencies/facts/requirements-pair.ts';
import { findScopedChange } from '../change/facts/scoped-change.ts';
import { findSelfProtectedChanges } from '../change/facts/self-protected-change.ts';
import { findSkippedChecks } from '../change/facts/skipped-checks.ts';
import { unmatchedNames } from '../migrations/facts/unmatched-names.ts';
import { findUnsupportedTools } from '../change/facts/unsupported-tools.ts';
import { subjectsOf } from './subjects.ts';
import { loadPolicy } from './load-policy.ts';

export interface CollectContext {
  readonly stage: Stage;
  /** `undefined` when not loaded. */
  readonly parsers: Parsers | undefined;
}

/** Parses what was observed, once, into what rules ask about. */
export function collectFacts(policy: Policy, seen: Observations, { stage, parsers }: CollectContext): Facts {
  const subjects = subjectsOf(policy, seen);
  const change = changeFacts(policy, seen, { stage, pairs: subjects.pairs });
  const requirements = (path: string) =>
    mapKnown(contentOf(seen, path), (content) => requirementsFile(path, content));
  const pairs = subjects.pairs.map((pair) => requirementsPair(pair, requirements));
  const content = (path: string) => contentOf(seen, path);
  const requirementsFiles = judgedRequirements(pairs, content);
  const migrations = collectMigrations(policy, seen, {
    parsers,
    paths: subjects.migrations,
    pins: subjects.pins,
    content,
  });
  const more = {
    pythonChanges: findPythonChanges(policy, seen, { authorship: change.authorship, parsers }),
    requirementsPairs: pairs,
    requirementsFiles,
    hashedRequirements: findHashedRequirements(requirementsFiles),
    migrations,
    releasedNames: seen.releasedNames,
    deployRecord: subjects.record ? deployRecordFile(policy, seen) : undefined,
    deploySource: findDeploySource(policy, seen),
    deployRequirements: findDeployRequirements(policy, seen),
    policyChange: findPolicyChange(policy, seen, loadPolicy),
    unmatchedPlaces: [...(seen.unmatchedPlaces ?? []), ...unmatchedNames(policy, seen, migrations)],
    unsupportedTools: findUnsupportedTools(policy, seen),
    documents: documentsIn(policy, seen, subjects.documents),
    namedDocuments: judgeNamedDocuments(policy, seen),
    now: seen.now,
  };
  // So many spread out take V8 many times as long, and each change of a replay has them.
  return Object.assign(
    more,
    change,
    pathIntegrity(policy, seen),
    ownership(policy, seen, { content, parsers, migrations }),
  );
}

function deployRecordFile(policy: Policy, seen: Observations): DeployRecordFile {
  const { path } = policy.record;
  const reading = mapKnown(contentOf(seen, path), (content) => readDeployRecord(path, content));
  return {
    path,
    place: placeJudged(policy),
    reading,
    isTakenAway: isAboutChange(seen.focus) && isDeleted(seen, path),
    commit: seen.recordedCommit,
    files: reading.known ? recordedFiles(policy, reading.value, seen.recordedCommit) : [],
  };
}

type ChangeFacts = Pick<
  Facts,
  | 'changeSight'
  | 'authorship'
  | 'protectedChanges'
  | 'passingChanges'
  | 'selfProtectedChanges'
  | 'scopedChange'
  | 'machineOwnedChanges'
  | 'dependencyChanges'
  | 'pushedBranch'
  | 'skippedChecks'
  | 'approvals'
  | 'policyApproval'
  | 'askedApprovals'
>;

function changeFacts(
  policy: Policy,
  seen: Observations,
  { stage, pairs }: { readonly stage: Stage; readonly pairs: readonly DependencyPair[] },
): ChangeFacts {
  const made = findAuthorship(policy, seen);
  const judged = { change: changeUnderJudgement(seen), focus: seen.focus, authorship: made };
  const protectedOnes = findProtectedChanges(policy, judged);
  const inFocus = { ...seen, change: judged.change };
  const scoped = findScopedChange(policy, inFocus, made);
  const dependencies = findDependencyChanges(policy, inFocus, { pairs, authorship: made });
  const approvals = approvalsFor(policy, seen, stage);
  const requests = [
    ...(protectedOnes.known ? protectedOnes.value : []).map(({ section: { label }, entry: { path } }) => ({
      label,
      path,
    })),
    ...scopeRequests(scoped),
    ...dependencies.flatMap(({ label, touched }) =>
      label === undefined ? [] : touched.map((path) => ({ label, path })),
    ),
  ];
  return {
    changeSight: findChangeSight(seen),
    authorship: made,
    protectedChanges: protectedOnes,
    passingChanges: findPassingChanges(policy, judged),
    selfProtectedChanges: findSelfProtectedChanges(policy, judged),
    scopedChange: scoped,
    machineOwnedChanges: findMachineOwnedChanges(policy, inFocus),
    dependencyChanges: dependencies,
    pushedBranch: findPushedBranch(policy, seen),
    skippedChecks: findSkippedChecks(seen, made),
    approvals: effectiveApprovals(policy, approvals),
    policyApproval: findPolicyApproval(policy, seen, stage),
    askedApprovals: findAskedApprovals(requests, { policy, approvals }),
  };
}

function documentsIn(policy: Policy, seen: Observations, paths: readonly string[]): Facts['documents'] {
  const isUnlisted = seen.focus.kind === 'tree' && policy.documents.length > 0 && !seen.listing.known;
  return isUnlisted ? seen.listing : observed(judgedDocuments(paths, (path) => contentOf(seen, path), seen));
}

/** As long as nobody knows whose change it is, the scope may not ask for anything. */
function scopeRequests(scoped: Facts['scopedChange']): readonly ApprovalRequest[] {
  if (scoped === undefined || !scoped.authorship.known) return [];
  return [...scoped.denied, ...scoped.outside].flatMap(({ label, entry: { path } }) =>
    label === undefined ? [] : [{ label, path }],
  );
}

/** An open document is judged for itself: other changed files are theirs. */
function changeUnderJudgement({ focus, change }: Observations): Observations['change'] {
  if (focus.kind !== 'document' || !change.known) return change;
  const entries = change.value.entries.filter(({ path }) => path === focus.path);
  return observed({ ...change.value, entries });
}

function mapKnown<T, U>(value: Known<T>, map: (value: T) => U): Known<U> {
  return value.known ? observed(map(value.value)) : value;
}
