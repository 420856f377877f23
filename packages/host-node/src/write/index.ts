export { createBranches } from './branches.ts';
export { cacheFolder } from './cache-folder.ts';
export { createCommandRunner } from './command-runner.ts';
export { createFileWriter } from './file-writer.ts';
export { engineVersion } from './engine-version.ts';
export { createReadingStore, type KeptReadings } from './reading-store.ts';
export { createVerdictStore, type KeptVerdicts } from './verdict-store.ts';
export { isFileWriteError, type FileWriteError, type FileWriteProblem } from './file-write-error.ts';
export { writeNewFile } from './write-new-file.ts';
