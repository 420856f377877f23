export { attendCommand, type AttendedCommand, type AttendedEnd } from './attended-command.ts';
export { createBranches } from './branches.ts';
export { createCommandRunner } from './command-runner.ts';
export { createLogStore } from './audit/log-store.ts';
export { createFileWriter } from './file-writer.ts';
export { isFileWriteError, type FileWriteError, type FileWriteProblem } from './file-write-error.ts';
export { writeNewFile } from './write-new-file.ts';
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
export { createRecordsStore } from './records/records-store.ts';
export { createScratchDatabases, type ScratchOptions } from './scratch/scratch-databases.ts';
export { createLockSessions } from './postgres/create-lock-sessions.ts';
export { createStamps } from './postgres/create-stamps.ts';
export { createOfflineAlembic } from './offline-alembic.ts';
