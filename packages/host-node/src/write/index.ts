export { createBranches } from './branches.ts';
export { createCommandRunner } from './command-runner.ts';
export { createLogStore } from './audit/log-store.ts';
export { createFileWriter } from './file-writer.ts';
export { isFileWriteError, type FileWriteError, type FileWriteProblem } from './file-write-error.ts';
export { writeNewFile } from './write-new-file.ts';
export { createFileRegister } from './register/file-register.ts';
export { createGitRegister, gitRegisters, type GitRegisterOptions } from './register/git-register.ts';
export { createScratchDatabases, type ScratchOptions } from './scratch/scratch-databases.ts';
