/** What the server and its editor say to each other beyond LSP. Only types and names: no imports. */

/** Sent by the server after every run and whenever a policy, a branch or a label may have changed. */
export const STATUS_NOTIFICATION = 'lockkeeper/status';

/** Asks for every finding of every open folder; the answer sums up, the findings arrive as diagnostics. */
export const CHECK_WORKSPACE_REQUEST = 'lockkeeper/checkWorkspace';

/** Sent by the editor once the user trusts the workspace: from then on git may be asked. */
export const TRUST_GRANTED_NOTIFICATION = 'lockkeeper/trustGranted';

export interface InitializationOptions {
  /** In a workspace that is not trusted no process is started, git included. */
  readonly trusted: boolean;
  /** Folder that holds the parsers' WebAssembly files. */
  readonly parserFolder: string;
  /** Folder that holds the rules' pages, `<area>/<name>.md`. */
  readonly pagesFolder: string;
  /** Makes the link of a diagnostic's code; `{rule}` is replaced by the rule id. */
  readonly pageLink?: string;
  /** Command of the client that puts its one argument, a text, on the clipboard. */
  readonly copyCommand?: string;
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
  /** When a file here was judged last, in ISO 8601; absent before the first one was. */
  readonly judged?: string;
  /** Why files here are not judged, in sentences: the policy is not valid, or a check took too long. */
  readonly problem?: string;
  /** Rules that stopped with an error, each as `area/name: what it said`. Present when there are any. */
  readonly crashed?: readonly string[];
}

export interface CheckWorkspaceAnswer {
  readonly findings: number;
  readonly undetermined: number;
  readonly files: number;
  /** Folders without a policy. */
  readonly withoutPolicy: readonly string[];
}
