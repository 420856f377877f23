/** Why a file decides what passes: what it does for the tool that reads it. */
export const FILE_CLASSES = [
  /** What an agent is told, and what it may do without asking: instructions, settings, hooks, tools. */
  'agent',
  /** What a CI system runs. */
  'ci',
  /** What git runs before a commit or a push. */
  'git-hooks',
  /** What an install runs, and where it takes packages from. */
  'install',
  /** Who must review, and what is merged without a person. */
  'review',
  /** What git shows of a change. */
  'git',
  /** What Lockkeeper itself reads and writes. */
  'lockkeeper',
] as const;
export type FileClass = (typeof FILE_CLASSES)[number];

/** A tool, with the files of a repository that tell it what to do, and the signs its work carries. */
export interface KnownTool {
  readonly name: string;
  readonly files: readonly ToolFiles[];
  /** Left out for what is no AI agent. */
  readonly signs?: AgentMarks;
}

export interface ToolFiles {
  readonly class: FileClass;
  /** In the lockpath dialect. */
  readonly patterns: readonly string[];
  /** The page of the vendor that says so. */
  readonly source: string;
}

/** How an agent signs what it does: exact accounts and addresses, because people share domains and first names. */
export interface AgentMarks {
  readonly accounts?: readonly string[];
  readonly emails?: readonly string[];
  readonly branches?: readonly string[];
  /** Set in the commands that the agent starts. */
  readonly localEnv?: readonly string[];
  /** Keys of trailers that nobody else writes. */
  readonly trailers?: readonly string[];
  /** Where the vendor says so, or a public history in which it is seen. */
  readonly source: string;
}
