/**
 * How a history of migrations is drawn: where its revisions and lines go, and the words beside them. It knows neither
 * policy nor parsers, so that a page in a browser carries little.
 */
export type { LanedRevision } from '../../migrations/history/graph-lanes.ts';
export { environmentLanes } from '../environment-lanes.ts';
export { environmentProblems } from '../environment-problems.ts';
export { lastReleased, revisionMarks } from '../revision-marks.ts';
export { ROW, dependencyPath, laneClass, linePath, lanePoint, textStart } from '../svg-lanes.ts';
