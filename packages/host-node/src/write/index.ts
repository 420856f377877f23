export { attendCommand, type AttendedCommand, type AttendedEnd } from './commands/attended-command.ts';
export { startWatchdog } from './commands/command-watchdog.ts';
export { createReleaseTagger } from './git/release-tagger.ts';
export { createReleaseFetcher } from './git/release-fetcher.ts';
export { offeredRefs } from './git/offered-refs.ts';
export { createPolicyOrigins } from './git/policy-origins.ts';
export { createBranches } from './git/branches.ts';
export { createCommandRunner } from './commands/command-runner.ts';
export { createLogStore } from './audit-log/log-store.ts';
export { createFileWriter } from './files/file-writer.ts';
export { removeFile } from './files/remove-file.ts';
export { isFileWriteError, type FileWriteError, type FileWriteProblem } from './files/file-write-error.ts';
export { writeNewFile } from './files/write-new-file.ts';
export { createFileRegister } from './register/file-register.ts';
export { createGitRegister, gitRegisters, type GitRegisterOptions } from './register/git-register.ts';
export { beginRecords } from './records/begin-records.ts';
export { defaultBranch, remoteTip } from './records/remote-branches.ts';
export { mirrorRecords, type Mirrored } from './records/mirror-records.ts';
export {
  lastSeenRecords,
  recordsName,
  seeRecords,
  type RecordsPlace,
  type SeenRecords,
} from './records/records-branch.ts';
export { publishContents } from './records/publish-contents.ts';
export { createSshSigner, SIGNING_KEY } from './signatures/ssh-signer.ts';
export { fetchWholeHistory } from './records/whole-history.ts';
export { createRecordsStore } from './records/records-store.ts';
export { createScratchDatabases, type ScratchOptions } from './scratch/scratch-databases.ts';
export { createLockSessions } from './postgres/create-lock-sessions.ts';
export { createStamps } from './postgres/create-stamps.ts';
export { createPullRequests } from './github/github-pull-requests.ts';
export { createDriver } from './drivers/create-driver.ts';
export type { DriverPlace } from './drivers/driver-place.ts';
export { createOfflineAlembic } from './alembic/offline-alembic.ts';
export { treeOnDemand } from './git/tree-on-demand.ts';
export { policyEnvironment } from '../system/policy-program.ts';
export { createBranchMover } from './git/branch-mover.ts';
export { createDowngrades, type DowngradeOptions } from './alembic/create-downgrades.ts';
export { hasHolderEnded, isHolderGone, newLockNonce } from './register/lock-nonce.ts';
export { createReleasesInstallation, commandsBackTo } from './update/releases-installation.ts';
export { createInplaceInstallation } from './update/inplace-installation.ts';
export { mustBeClean } from './update/clean-tree.ts';
export { createSnapshots } from './update/snapshots.ts';
export { createHostCommands } from './update/host-commands.ts';
export { createMetaFiles } from './update/meta-files.ts';
export { createPathUnitService } from './update/path-unit.ts';
export { createSupervisedService } from './update/supervised-unit.ts';
export { createSystemdService } from './update/systemd-unit.ts';
export { tellJournal } from './update/system-journal.ts';
export { superviseService } from './update/supervisor.ts';
export { whileUpdating } from './update/update-lock.ts';
