export type { Branches, CommandRunner, FileWriter, UserCommandOutcome } from './actuators.ts';
export type {
  Clock,
  CommitRange,
  FileSystem,
  Forge,
  Git,
  Observers,
  RepositoryState,
  WorktreeStanding,
  Worktrees,
} from './observers.ts';
