export { agentCommits } from '../change/agent-commits.ts';
export { approvalPaths } from '../change/facts/release-approval.ts';
export { accountNamed, appliedLabel } from '../checker/observations-from-input.ts';
export { searchTools } from './seen-tools.ts';
export { releasedSearch } from './released-names.ts';
export { judgesRevisions } from '../migrations/facts/judged-files.ts';
export { needsParsers, wantedPaths, type FoundAtPaths } from '../checker/wanted-paths.ts';
export { validUntil } from './verdict-validity.ts';
export { projectFiles } from '../dependencies/facts/pairs-of-project.ts';
export { digestsToTake } from '../deployment/facts/recorded-files.ts';
export {
  isAboutChange,
  ROLES,
  type Account,
  type AppliedLabel,
  type Change,
  type ChangeEntry,
  type CheckResult,
  type Commit,
  type FolderEntry,
  type NamedLine,
  type PullRequest,
  type Push,
  type Review,
  type RevisionSources,
  type Role,
} from '../model/observations.ts';
export { gitLookAlike } from '../paths/facts/git-look-alike.ts';
export { subjectPlaces } from './subject-places.ts';
export { policyCopies } from '../policy/extends/policy-copies.ts';
export { baseContents } from '../policy/extends/resolve-bases.ts';
export { policyWords } from '../policy/policy-digest.ts';
export { mergedPolicy, wantedBases } from '../policy/read-policy.ts';
export { branchClassOf, isGuardedBranch } from '../policy/branch-class.ts';
export { findUnmatchedPlaces as unmatchedPlaces } from '../policy/places/unmatched-places.ts';
export { hookMessage, type HookSubject } from '../hook/hook-message.ts';
export { decideHook, JUDGED_LATER, type HookDecision } from '../hook/hook.ts';
