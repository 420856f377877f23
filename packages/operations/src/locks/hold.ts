import type { Beat, HeldUntil, LockName } from '@lockkeeper/policy-core/deployment/lock';

/** A lock that is ours while something is done under it, wherever it lies. */
export interface Hold {
  readonly locked: LockName;
  readonly token: number;
  /** Lines for people about how it came to be ours; mostly none. */
  readonly notes: readonly string[];
  readonly held: HeldUntil;
  /** Resolves where the lock says by itself that it is lost; mostly never. */
  readonly gone: Promise<void>;
  /** Says that its holder lives. Never rejects; may hang. */
  readonly beat: () => Promise<Beat>;
  /** Never rejects. */
  readonly giveBack: () => Promise<HoldRelease>;
}

export type HoldRelease =
  | { readonly kind: 'free' }
  /** Somebody else got it meanwhile. `why` is a clause. */
  | { readonly kind: 'lost'; readonly why: string }
  /** As sentences. */
  | { readonly kind: 'kept'; readonly why: string };
