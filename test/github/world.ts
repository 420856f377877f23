/** A small GitHub: one repository as a script tells it. Everything has a default that is quiet. */
export interface GitHubWorld {
  /** `acme/shop`. */
  readonly repository: string;
  /** Any other token is refused with 401. Without it every token is taken. */
  readonly token?: string;
  /** By login. Who is only mentioned exists too, as somebody who may read. */
  readonly accounts?: Readonly<Record<string, WorldAccount>>;
  readonly pullRequests?: readonly WorldPullRequest[];
  /** By commit. */
  readonly statuses?: Readonly<Record<string, readonly WorldStatus[]>>;
  readonly checkRuns?: Readonly<Record<string, readonly WorldCheckRun[]>>;
  /** Oldest first. */
  readonly activity?: readonly WorldActivity[];
  /** Commits that one has and another has not, oldest first; without another, the one itself. */
  readonly commits?: (from: string | undefined, to: string) => readonly WorldCommit[];
  /** By name. */
  readonly environments?: Readonly<Record<string, WorldEnvironment>>;
  readonly faults?: readonly Fault[];
  /** The most entries on a page, so that a few of them make several pages. 100, as on GitHub. */
  readonly pageSize?: number;
}

export interface WorldAccount {
  readonly id?: number;
  /** `Bot` by default when the login ends in `[bot]`. */
  readonly type?: 'User' | 'Bot';
  /** As GitHub names it, an organisation's own roles included. `read` by default. */
  readonly role?: string;
  /** The step the role is based on. By default what GitHub reports for `role`. */
  readonly permission?: 'none' | 'read' | 'write' | 'admin';
}

export interface WorldPullRequest {
  readonly number: number;
  /** `null`: the account is gone. */
  readonly author: string | null;
  readonly branch: string;
  /** The commit its head is at. */
  readonly head: string;
  /** The branch it asks to be merged into; `main` by default. */
  readonly base?: string;
  /** Where that branch is: `mallory/shop`; the repository itself by default. */
  readonly baseRepository?: string;
  /** `mallory/shop`; `null`: the fork is gone. The repository itself by default. */
  readonly fork?: string | null;
  /** Other commits that belong to it. */
  readonly commits?: readonly string[];
  readonly state?: 'open' | 'closed';
  readonly mergedAt?: string;
  readonly mergeCommit?: string;
  /** Oldest first. */
  readonly events?: readonly WorldEvent[];
  /** What is on it now. By default what the events leave. */
  readonly labels?: readonly string[];
  readonly reviews?: readonly WorldReview[];
}

export interface WorldEvent {
  /** `labeled`, `unlabeled`, `base_ref_changed`, `closed` and so on. */
  readonly event: string;
  readonly label?: string;
  /** `null`: the account is gone. */
  readonly actor: string | null;
  readonly at: string;
  /** The app that acted for the actor. */
  readonly app?: string;
  /** The reason an agent gave. */
  readonly intent?: string;
}

export interface WorldReview {
  readonly by: string | null;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** `null`: the commit is gone. */
  readonly commit: string | null;
  readonly at: string;
}

export interface WorldStatus {
  readonly context: string;
  readonly state: 'success' | 'pending' | 'failure' | 'error';
}

export interface WorldCheckRun {
  readonly name: string;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  /** `null` unless completed. */
  readonly conclusion?: string | null;
  /** The id of the app that ran it. */
  readonly app?: number;
}

export interface WorldActivity {
  /** `mallory/shop`; the repository itself by default. */
  readonly repository?: string;
  /** `refs/heads/topic`. */
  readonly ref: string;
  readonly after: string;
  readonly at: string;
  readonly kind?: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';
  /** By default whoever opened the pull request from this branch; `null`: the account is gone. */
  readonly actor?: string | null;
}

export interface WorldCommit {
  readonly sha: string;
  readonly author: WorldSignature;
  /** The author by default. */
  readonly committer?: WorldSignature;
}

export interface WorldSignature {
  readonly email: string;
  /** `null`: no account has this address. */
  readonly login: string | null;
}

export interface WorldEnvironment {
  /** Logins; a name with a `/` is a team. Left out: there is no such rule. */
  readonly reviewers?: readonly string[];
  readonly preventsSelfReview?: boolean;
  /** `undefined`: a server that does not say. */
  readonly adminsMayBypass?: boolean | undefined;
  /** Any branch may deploy there unless it is protected. */
  readonly onlyProtectedBranches?: boolean;
}

/** What goes wrong. */
export type Fault = FaultScope &
  (
    | {
        readonly kind: 'answer';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        /** JSON; a text is sent as it is. `{ message }` by default. */
        readonly body?: unknown;
      }
    /** Takes the request and never answers. */
    | { readonly kind: 'silence' }
    /** Sends the head and half of the body, and then nothing more. */
    | { readonly kind: 'half-open' }
    /** Breaks the connection in the middle of the body. */
    | { readonly kind: 'cut' }
    /** A valid answer, and after it as many spaces as make it this large. */
    | { readonly kind: 'large'; readonly bytes: number }
    | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
    /** The right answer, which names this address as its next page. */
    | { readonly kind: 'next-page'; readonly to: string }
  );

interface FaultScope {
  /** Matches the path with its query. Every request by default. */
  readonly at?: RegExp;
  /** How many requests it hits, the first ones. All of them by default. */
  readonly times?: number;
}
