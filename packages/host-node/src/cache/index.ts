export { cacheFolder } from './cache-folder.ts';
export { createCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
export { engineVersion } from './engine-version.ts';
export { digestOf } from './cache-files.ts';
export { createCompileCache, type CompileCacheOptions, type CompileCache } from './compile-cache.ts';
export { createReadingStore, type CachedReadings } from './reading-store.ts';
export { createRunStore, type CachedRuns } from './run-store.ts';
export { createOutcomeStore, type CachedOutcomes } from './outcome-store.ts';
