export { AT_HOME, type Circumstances } from './circumstances.ts';
export { forgeCircumstances, type ForgeSubject, type Told } from './forge-circumstances.ts';
export type { PushedCommits } from './pull-request-of-push.ts';
export { observePush, type PushRequest } from './push.ts';
export { implicitBase, observeChange, type ObservedChange } from './change.ts';
export { expectDocument, observeDocument, type DocumentRequest, type Steady } from './document.ts';
export { observe, observeSubjects, type ObserveRequest } from './observe.ts';
export { readerAt } from './reader-at.ts';
export {
  readBaselineFile,
  readPolicyFile,
  type BaselineFile,
  type PolicyFile,
  type ReadFiles,
} from './policy-file.ts';
export { withReleasedNames } from './released-names.ts';
export type { NotSeen, Seen } from './seen.ts';
export { observeSimulated, type SimulatedChange } from './simulated-change.ts';
export { observeSurroundings, type Surroundings } from './surroundings.ts';
export { homeBase, type HomeBase } from './home-base.ts';
export { judge, snapshotOf } from './judge.ts';
export { verdictInputs } from './kept-verdict.ts';
export { observeMigrationWork, type MigrationWorkRequest } from './migration-work.ts';
export { policyOfBase, type BasePolicy } from './policy-of-base.ts';
export { observeWrite, type ProposedWrite } from './proposed-write.ts';
export { observeWholeRevisions } from './whole-revisions.ts';
export { startOfWrite, type WriteStart } from './write-start.ts';
export type { Clock, FileSystem, Git, Observers } from '../ports/index.ts';
