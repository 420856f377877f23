/** What the server's main thread and its worker say to each other: plain data that can be cloned. */
import type {
  FileContent,
  Finding,
  Known,
  PolicyProblem,
  Position,
  Report,
  SourceSpan,
  TextEdit,
  Undetermined,
} from '@lockkeeper/policy-core';
import type { DocumentView, PlaceNote, PolicyCompletion } from '@lockkeeper/policy-core/editor';

import type { Coverage, GuardedFile, MigrationGraphAnswer } from '../protocol.ts';

export interface WorkerOptions {
  /** Folder that holds the parsers' WebAssembly files. */
  readonly parserFolder: string;
  /** In a workspace that is not trusted git is never started. */
  readonly trusted: boolean;
}

export type ToWorker =
  | { readonly kind: 'opened'; readonly uri: string; readonly version: number; readonly text: string }
  | { readonly kind: 'closed'; readonly uri: string }
  /** Files or git may have changed since they were last looked at. */
  | { readonly kind: 'invalidate' }
  /** Nothing will be asked any more. It ends by itself once it has written what it keeps. */
  | { readonly kind: 'ending' }
  | ValidPolicy
  | { readonly kind: 'question'; readonly id: number; readonly question: CheckRequest | WorkerQuery };

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly verdicts: readonly PolicyVerdict[] }
  | { readonly kind: 'looked'; readonly id: number; readonly found: QueryResults[WorkerQuery['kind']] }
  /** A bug, or parsers that cannot be loaded. */
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }
  | WorkerEvent;

/** What nobody asked for. */
export type WorkerEvent =
  /** A second look found another branch or another change than the verdicts so far were based on. */
  { readonly kind: 'moved' } | ValidPolicy;

/**
 * What a valid policy was read from. Nobody can read it again once it is overwritten, so whoever starts workers keeps it
 * for the next one.
 */
export interface ValidPolicy {
  readonly kind: 'valid-policy';
  /** URI of the folder that holds it. */
  readonly root: string;
  /** By path below the root; `undefined` when somebody took the policy away. */
  readonly contents: PolicyContents | undefined;
}

export type PolicyContents = ReadonlyMap<string, Known<FileContent>>;

/** `folder`: URI of the workspace folder; `undefined` for a document that lies in none. */
export type CheckRequest =
  | { readonly kind: 'document'; readonly uri: string; readonly folder: string | undefined }
  /** Which policy holds in a folder, without judging anything. One verdict. */
  | { readonly kind: 'policy'; readonly folder: string }
  /** Every file that any policy in the folder names. One verdict for each policy. */
  | { readonly kind: 'tree'; readonly folder: string };

/** What is asked for beside verdicts. */
export type WorkerQuery =
  | PositionQuery
  | ViewQuery
  | CompletionQuery
  | WaiversQuery
  | GuardsQuery
  | ChangedQuery
  | GraphQuery;

/** What each kind of them is answered with. */
export interface QueryResults {
  /** `undefined` where there is nothing to say. */
  readonly place: PlaceNote | undefined;
  /** `undefined` for a document that was not judged. */
  readonly view: DocumentView | undefined;
  readonly completion: readonly PolicyCompletion[];
  /** In the order asked; `undefined` for a rule that takes no waiver, or where none can be written. */
  readonly waivers: readonly (TextEdit | undefined)[];
  readonly guards: readonly GuardedFile[];
  /** URIs; unobserved where git is not asked, or cannot tell. */
  readonly changed: Known<readonly string[]>;
  readonly graph: MigrationGraphAnswer;
}

/** What is to be said of a place in an open document, as it was judged last. */
export interface PositionQuery {
  readonly kind: 'place';
  readonly uri: string;
  readonly position: Position;
}

/** What is to be shown of an open document beside the findings, as it was judged last. */
export interface ViewQuery {
  readonly kind: 'view';
  readonly uri: string;
}

/** What can be written at a place in an open document; nothing where that is no policy. */
export interface CompletionQuery {
  readonly kind: 'completion';
  readonly uri: string;
  readonly position: Position;
}

/** How the policy of a folder would accept what these rules find in a file. */
export interface WaiversQuery {
  readonly kind: 'waivers';
  /** URI of the folder that holds the policy. */
  readonly folder: string;
  readonly rules: readonly string[];
  /** Relative to the folder. */
  readonly path: string;
}

/** What stands before a change of these files, whether they are there or not. */
export interface GuardsQuery {
  readonly kind: 'guards';
  /** `folder`: URI of the workspace folder; `undefined` for a file that lies in none. */
  readonly files: readonly { readonly uri: string; readonly folder: string | undefined }[];
}

/** Which files of a folder differ from the last commit. */
export interface ChangedQuery {
  readonly kind: 'changed';
  readonly folder: string;
}

/** The histories of the migrations in a folder. */
export interface GraphQuery {
  readonly kind: 'graph';
  readonly folder: string;
}

/** What one policy says, about one document or about a tree. Paths are relative to `root`. */
export interface PolicyVerdict {
  /** URI of the folder that holds the policy; `undefined` where there is none. */
  readonly root: string | undefined;
  readonly policy: PolicyState;
  readonly branch: string | undefined;
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  /** What is wrong with the policy's own text, or could be better. */
  readonly notes: readonly PolicyNote[];
  readonly crashed: Report['crashed'];
  /** A rule had something that it could judge here: else no findings mean nothing. */
  readonly isJudged: boolean;
  /** Sentences about the run itself, such as what was seen and not judged. */
  readonly notices: readonly string[];
  /** What must be true, by rule: for the rules that are named above. */
  readonly summaries: Readonly<Record<string, string>>;
  /** Of those rules: whose findings are about several files, and are told at each of them that is judged. */
  readonly reportedAtChangedFile: readonly string[];
  /** Every file the verdict depends on, and with a `/` at their end folders. */
  readonly files: readonly string[];
  /** Versions of the open documents that were judged, by URI. */
  readonly versions: Readonly<Record<string, number>>;
  /** Of a tree: an open document says nothing of what the policy governs. */
  readonly coverage?: Coverage;
}

export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'sound'; readonly path: string }
  /** Files are judged by what it said before, or not at all, until it is mended; `problem` says so in sentences. */
  | { readonly kind: 'broken'; readonly path: string; readonly problems: number; readonly problem: string };

export interface PolicyNote {
  /** `settings`: a problem of a file of ours that is no policy. */
  readonly kind: 'problem' | 'settings' | 'hint';
  readonly message: string;
  readonly at: SourceSpan;
  /** For what stands at `at`, where a known word is close. */
  readonly meant?: NonNullable<PolicyProblem['meant']>;
}

export const NO_VERDICT: PolicyVerdict = {
  root: undefined,
  policy: { kind: 'none' },
  branch: undefined,
  findings: [],
  undetermined: [],
  notes: [],
  crashed: [],
  isJudged: false,
  notices: [],
  summaries: {},
  reportedAtChangedFile: [],
  files: [],
  versions: {},
};
