export type {
  Branches,
  CommandRunner,
  DatabaseStamps,
  FileWriter,
  OfflineAlembic,
  OfflineQuestion,
  StampOutcome,
  StampWanted,
  UserCommandOutcome,
} from './actuators.ts';
export type {
  Clock,
  CommitRange,
  Databases,
  FileSystem,
  Forge,
  Git,
  Observers,
  RepositoryState,
  TrackedFiles,
  WorktreeState,
  Worktrees,
} from './observers.ts';
export type { DeployRecords, RecordsMirror } from './deploy-records.ts';
export type { BranchMover, MoveOutcome } from './branch-mover.ts';
export type { DatabaseDowngrades, Downgrade, DowngradeOutcome } from './database-downgrades.ts';
export type {
  DeployOrder,
  DeployReference,
  DeployResult,
  Driver,
  FoundDeploy,
  PlatformApproval,
  PlatformDeploy,
  PlatformGate,
} from './driver.ts';
export type {
  HostCommands,
  HostOutcome,
  HostVersion,
  Installation,
  MetaFiles,
  ServiceManager,
  ServiceProcess,
  Snapshots,
} from './service-host.ts';
export type { HealthProbe, ProbeAnswer } from './health-probe.ts';
export type { JournalledRun, RunJournal } from './run-journal.ts';
export type { CopyOrigin, PolicyOrigins } from './policy-origins.ts';
export type { FoundPullRequest, OpenedPullRequest, PullRequests } from './pull-requests.ts';
export type { CommitMakers, ReleaseHistory, SignedTag } from './release-history.ts';
export type {
  ClockReading,
  Refs,
  ReleaseFetcher,
  ReleaseReader,
  SignedTagAt,
  ReleasedEntry,
  OfferedRelease,
  RemoteAnswer,
  SetupSight,
  SignatureSight,
  UpdateRefusal,
} from './release-mirror.ts';
export type { ManualAnswer, ManualTask, Person } from './person.ts';
export type { StopSignal } from './stop-signal.ts';
export type { Timer } from './timer.ts';
export type { FileHistory, FileVersion, VersionPlace, VersionsBeside } from './file-history.ts';
export type { FileState, ReadFileState } from './file-state.ts';
export type {
  LockSession,
  LockSessions,
  OpenedSession,
  NoteOutcome,
  ListedSessions,
  LockAttempt,
  AdvisoryKeyRequest,
} from './lock-sessions.ts';
export type { LogSigner, LogSigners, SignedText } from './log-signers.ts';
export type { LogBranch, LogBytes, LogPart, LogReader, LogStore, OpenLog } from './log-store.ts';
export type { LockClock, Register, RegisterState } from './register.ts';
export type {
  AlembicOutcome,
  AlembicRun,
  CountedRows,
  ScratchDatabase,
  ScratchDatabases,
} from './scratch-databases.ts';
export type { CachedRun, RunStore } from './run-store.ts';
export type { OutcomeStore } from './outcome-store.ts';
