export { recordRun, type RecordedRun, type Recording } from './record-run.ts';
export type { RunRecord } from './run-record.ts';
export { isFresh } from './freshness.ts';
