export type { AskedBase } from './base-of-anybody.ts';
export { comparePolicyCopies, type PolicyCopy, type UnusedCopy } from './policy-copies.ts';
export { LOCAL_CIRCUMSTANCES, type Circumstances } from './circumstances.ts';
export { forgeCircumstances, type ForgeSubject, type ForgeFallback } from './forge-circumstances.ts';
export type { PushedCommits } from './pull-request-of-push.ts';
export { observePush, type PushRequest } from './push.ts';
export { implicitBase, observeChange, type ObservedChange } from './change.ts';
export { prefetchDocument, observeDocument, type DocumentRequest, type StableReads } from './document.ts';
export { observe, observeSubjects, type ObserveRequest } from './observe.ts';
export { readerAt } from './reader-at.ts';
export {
  readBaselineFile,
  readBases,
  readPolicyFile,
  wordsOf,
  type BaselineFile,
  type PolicyFile,
  type ReadFiles,
} from './policy-file.ts';
export { withReleasedNames } from './released-names.ts';
export type { ObservationFailure, Seen } from './seen.ts';
export { observeSimulated, type SimulatedChange } from './simulated-change.ts';
export { localBase, type LocalBase } from './local-base.ts';
export { judge, snapshotOf } from './judge.ts';
export { verdictInputs } from './verdict-inputs.ts';
export { observeMigrationWork, type MigrationWorkRequest } from './migration-work.ts';
export { policyOfBase, type BasePolicy } from './policy-of-base.ts';
export { observeWrite, type ProposedWrite } from './proposed-write.ts';
export { observeDatabaseSources, observeWholeRevisions } from './whole-revisions.ts';
export { prefetchWrite, type WritePrefetch } from './write-prefetch.ts';
export type { Clock, FileSystem, Git, Observers } from '../ports/index.ts';
