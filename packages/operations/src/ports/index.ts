export type { FileWriter } from './actuators.ts';
export type { Clock, CommitRange, FileSystem, Forge, Git, Observers, RepositoryState } from './observers.ts';
