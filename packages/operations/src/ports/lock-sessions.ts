import type { SeenSession } from '@lockkeeper/policy-core/deployment/lock';

/** Sessions of databases that have advisory locks of ours. Only the CLI is ever given this. */
export interface LockSessions {
  /**
   * A session of our own, straight to the server. Never rejects; reasons are clauses.
   *
   * @param variable leads to the database; its value stays with the host, as it holds a password
   */
  open(variable: string): Promise<OpenedSession>;
}

export type OpenedSession =
  | { readonly kind: 'open'; readonly session: LockSession }
  | { readonly kind: 'failed'; readonly reason: string };

/** Everything it has it loses as soon as it ends, in whatever way. */
export interface LockSession {
  /** As `hostText` writes it, without anything that lets somebody in. */
  readonly host: string;
  /** Resolves once the server has ended it, or the connection is gone. Never rejects. */
  readonly gone: Promise<void>;
  /** Takes the lock of this key where nobody has it. Never waits and never rejects. */
  tryLock(wanted: AdvisoryKeyRequest): Promise<LockAttempt>;
  /** Asks nothing but whether it is still there, with these words in a comment that others see. Never rejects. */
  say(note: string): Promise<NoteOutcome>;
  /** Whoever has locks of these keys in this database. Never rejects. */
  others(keyClass: number): Promise<ListedSessions>;
  /** Ends it. */
  end(): Promise<void>;
}

export interface AdvisoryKeyRequest {
  readonly keyClass: number;
  readonly key: number;
  /** The application name from then on, for others to see. */
  readonly name: string;
}

export type LockAttempt =
  /** `token` is greater than that of everybody who had the lock before. */
  | { readonly kind: 'taken'; readonly token: number }
  | { readonly kind: 'held'; readonly by: readonly SeenSession[] }
  | { readonly kind: 'failed'; readonly reason: string };

export type ListedSessions =
  | { readonly kind: 'seen'; readonly sessions: readonly SeenSession[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** `lost`: the session is gone, or nobody knows; either way it is of no more use. */
export type NoteOutcome = { readonly kind: 'said' } | { readonly kind: 'lost'; readonly reason: string };
