/** What the server and its editor say to each other beyond LSP. Only types and names: no imports. */

/** Sent by the server after every run and whenever a policy, a branch or a label may have changed. */
export const STATUS_NOTIFICATION = 'lockkeeper/status';

/** Asks for every finding of every open folder; the answer sums up, the findings arrive as diagnostics. */
export const CHECK_WORKSPACE_REQUEST = 'lockkeeper/checkWorkspace';

/** Sent by the editor once the user trusts the workspace: from then on git may be asked. */
export const TRUST_GRANTED_NOTIFICATION = 'lockkeeper/trustGranted';

/** Asks what the policy says of a change of these files, for marks beside their names: {@link PathGuardsParams}. */
export const PATH_GUARDS_REQUEST = 'lockkeeper/pathGuards';

/** Sent by the server, without parameters, when a policy was edited, came or went: what was answered is out of date. */
export const GUARDS_CHANGED_NOTIFICATION = 'lockkeeper/guardsChanged';

/** Asks for the histories of a folder's migrations, for a drawing of them: {@link MigrationGraphParams}. */
export const MIGRATION_GRAPH_REQUEST = 'lockkeeper/migrationGraph';

export interface InitializationOptions {
  /** In a workspace that is not trusted no process is started, git included. */
  readonly trusted: boolean;
  /** Folder that holds the parsers' WebAssembly files. */
  readonly parserFolder: string;
  /** Makes the link of a diagnostic's code; `{rule}` is replaced by the rule id. */
  readonly pageLink?: string;
  /** Command of the client that puts its one argument, a text, on the clipboard. */
  readonly copyCommand?: string;
  /** Command of the client that opens the page of a rule; its one argument is `{ page: 'area/name' }`. */
  readonly openPageCommand?: string;
  /** Command of the client that draws the history of the revision whose URI is its one argument. */
  readonly historyCommand?: string;
  /** The client shows the message of what is underlined, and its link, in the hover: they are not said twice. */
  readonly showsMessageInHover?: boolean;
}

export interface ServerStatus {
  readonly version: string;
  readonly folders: readonly FolderStatus[];
}

export interface FolderStatus {
  /** URI of the folder. */
  readonly folder: string;
  /** `null` when the folder has no policy. */
  readonly policy: { readonly uri: string; readonly problems: number } | null;
  readonly branch: string | null;
  /** Subjects that wait: nothing is underlined for them. */
  readonly waiting: readonly { readonly rule: string; readonly reason: string; readonly count: number }[];
  readonly findings: number;
  /** Of the findings; what is neither is information or a hint. */
  readonly errors: number;
  readonly warnings: number;
  /** When a file here was judged last, in ISO 8601; absent while no rule has anything to judge in those looked at. */
  readonly judged?: string;
  /** Why files here are not judged, in sentences: the policy is not valid, or a check took too long. */
  readonly problem?: string;
  /** Rules that stopped with an error, each as `area/name: what it said`. Present when there are any. */
  readonly crashed?: readonly string[];
  /** Sentences about what was seen and not judged. Present when there are any. */
  readonly notices?: readonly string[];
  /** What the last check of the whole folder came to; absent before the first. */
  readonly coverage?: Coverage;
  /** Absent once the whole folder was judged, and where git is not asked or cannot tell. */
  readonly changed?: ChangedStatus;
}

/** How many of the files that differ from the last commit were judged, open or not. */
export interface ChangedStatus {
  readonly judged: number;
  /** Of those that a policy governs. */
  readonly all: number;
  /** More of them are about to be judged. */
  readonly isUnderWay: boolean;
}

export interface Coverage {
  /** No rule passed and none failed, so that no findings mean nothing. */
  readonly judgedNothing: boolean;
  /** What was judged and how many rules ended how; where nothing was, then why. */
  readonly sentences: readonly string[];
}

export interface PathGuardsParams {
  readonly uris: readonly string[];
}

export interface PathGuardsAnswer {
  /** Those that anything stands before, in the order asked. The others may be changed by anybody. */
  readonly files: readonly GuardedFile[];
}

export interface GuardedFile {
  /** As it was asked for. */
  readonly uri: string;
  /** A section, the policy itself or a machine stands before it. */
  readonly isProtected: boolean;
  /** An agent may not touch it, or not without a label. */
  readonly isDeniedToAgents: boolean;
  /** At least one. */
  readonly guards: readonly FileGuard[];
}

export interface FileGuard {
  /** `self`: it enforces the policy. `scope`: some may not touch it. `machine`: only machines write it. */
  readonly kind: 'section' | 'self' | 'scope' | 'machine';
  /** Such as `Section core: a change needs the label core-ok before merge`. */
  readonly text: string;
  /** The line of the policy that says so. */
  readonly policy: FileLocation;
}

/** A place as LSP counts: from zero, in UTF-16 units. */
export interface FileLocation {
  readonly uri: string;
  readonly range: { readonly start: LineLocation; readonly end: LineLocation };
}

export interface LineLocation {
  readonly line: number;
  readonly character: number;
}

export interface MigrationGraphParams {
  /** URI of a folder of the workspace, as the status names it. */
  readonly folder: string;
}

export interface MigrationGraphAnswer {
  /** Of every policy in the folder, those with at least one file. */
  readonly histories: readonly GraphHistory[];
  /** URIs of the deploy records, which say what is released. */
  readonly records: readonly string[];
  /** Why something is missing, in sentences: no policy, no folder of revisions, a policy that is not valid. */
  readonly problems: readonly string[];
}

/** One Alembic environment. */
export interface GraphHistory {
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly name: string;
  /** URIs. */
  readonly folders: readonly string[];
  /** Newest first: each before those it builds on. */
  readonly revisions: readonly GraphRevision[];
  /** From each revision to what it builds on. */
  readonly edges: readonly GraphEdge[];
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  /** Ids that build on each other: Alembic does not load the history. */
  readonly circles: readonly (readonly string[])[];
  /** Ids that several files have. */
  readonly duplicates: readonly { readonly id: string; readonly uris: readonly string[] }[];
  /** URIs of files that Alembic loads and whose place cannot be known. */
  readonly unplaced: readonly string[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'parent' | 'depends_on';
  /** There is no revision `to`: Alembic does not load the history. */
  readonly isMissing: boolean;
}

export interface GraphRevision {
  readonly id: string;
  /** The message of the file; `null` where it has none. */
  readonly title: string | null;
  readonly uri: string;
  /** Relative to the folder that holds the policy. */
  readonly path: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** Branch labels that it carries itself. */
  readonly labels: readonly string[];
  readonly isHead: boolean;
  readonly isBase: boolean;
  readonly isMerge: boolean;
  /** Whether the last good deploy has it; `null` where none is recorded or that cannot be seen. */
  readonly isReleased: boolean | null;
  /** Whether it is not merged yet; `null` where that cannot be seen. */
  readonly isNew: boolean | null;
  readonly reversible: 'yes' | 'partly' | 'no' | 'unknown';
  readonly trivial: 'yes' | 'no' | 'unknown';
  readonly losesData: 'yes' | 'no' | 'unknown';
  /** Of the rules about migrations, as a check of the workspace finds them. */
  readonly findings: GraphFindings;
}

export interface GraphFindings {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

export interface CheckWorkspaceAnswer {
  readonly findings: number;
  readonly undetermined: number;
  readonly files: number;
  /** Folders without a policy. */
  readonly withoutPolicy: readonly string[];
}
