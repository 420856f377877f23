export { cacheFolder } from './cache-folder.ts';
export { createCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
export { engineVersion } from './engine-version.ts';
export { digestOf } from './kept-files.ts';
export { quickParts, type PartPlaces, type QuickParts } from './quick-parts.ts';
export { createReadingStore, type KeptReadings } from './reading-store.ts';
export { createRunStore, type KeptRuns } from './run-store.ts';
export { createVerdictStore, type KeptVerdicts } from './verdict-store.ts';
