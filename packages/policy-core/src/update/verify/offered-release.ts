import type { Known } from '../../model/known.ts';

/** What ssh-keygen or gpg say of a signature. */
export type SignatureSight =
  | { readonly kind: 'none' }
  /** Of a kind that nobody here can verify. */
  | { readonly kind: 'unsupported' }
  | {
      readonly kind: 'ssh';
      /** Its fingerprint, as ssh-keygen prints it. */
      readonly key: string;
      /** What it was made for. */
      readonly namespace: string;
      /** Whether this key made it of this text, trusted or not. */
      readonly isIntact: boolean;
      /** For which namespaces the key is pinned, one for each line; `null`: for all. None: it is not pinned. */
      readonly pinnedFor: readonly (readonly string[] | null)[];
      /** Whom the pinned keys say it is from, at the time that it gives itself; `null`: from nobody. */
      readonly signerThen: string | null;
      /** The same by the clock of this host. */
      readonly signerNow: string | null;
    }
  | {
      readonly kind: 'gpg';
      /** Lines of `--status-fd`, over a keyring that holds the pinned keys and no other. */
      readonly status: string;
    };

/** A ref of the mirror, and what it leads to. */
export interface OfferedRelease {
  /** Of the object that the ref names. */
  readonly type: 'tag' | 'commit' | 'tree' | 'blob';
  /** That object without its signature. */
  readonly payload: string;
  /** What is behind all tags. */
  readonly peeled: { readonly type: string; readonly id: string };
  /** When the commit was made, as it says itself; `null`: it leads to none. */
  readonly committedAt: string | null;
  readonly signature: Known<SignatureSight>;
}

/** A file of trusted keys; where others may write, the path is of the place that is open to them. */
export type PinsSight =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'missing' | 'in-tree' | 'writable'; readonly path: string };
