export type { FileWriter } from './actuators.ts';
export type { Clock, CommitRange, FileSystem, Git, Observers, RepositoryState } from './observers.ts';
