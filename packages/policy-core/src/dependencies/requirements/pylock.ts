import type { Marker } from '../packaging/marker.ts';
import type { Specifier } from '../packaging/specifier.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A lock of the standard form (PEP 751). What is wrong with it is among the problems; the rest is read on. */
export interface PylockReading {
  /** As written; `undefined` where it is missing or no text. */
  readonly lockVersion: PylockText | undefined;
  readonly createdBy: PylockText | undefined;
  /** Where the lock counts: one of them must hold. Empty where it counts everywhere. */
  readonly environments: readonly PylockMarker[];
  readonly requiresPython: PylockSpecifiers | undefined;
  readonly extras: readonly PylockText[];
  readonly dependencyGroups: readonly PylockText[];
  /** What an installer takes when nobody chooses groups. */
  readonly defaultGroups: readonly PylockText[];
  /** In the order written; empty where the text is not TOML. */
  readonly packages: readonly PylockPackage[];
  /** In the order of the text, one a place. */
  readonly problems: readonly PylockProblem[];
}

export interface PylockProblem {
  readonly kind: /** No TOML: nothing was read. */
    | 'malformed'
    /** An installer refuses the lock. */
    | 'invalid'
    /** It goes against what the standard asks for, and an installer may take it. */
    | 'note';
  /** A clause that reads well after "because", such as "its `version` is no version". */
  readonly problem: string;
  readonly range: TextRange;
}

export interface PylockPackage {
  /** As written; empty where it is missing. */
  readonly name: string;
  readonly normalizedName: string;
  /** Of the head of the package where it has no name. */
  readonly nameRange: TextRange;
  /** As written. A source tree should have none. */
  readonly version: string | undefined;
  readonly versionRange: TextRange | undefined;
  readonly marker: PylockMarker | undefined;
  readonly requiresPython: PylockSpecifiers | undefined;
  /** Other packages of the lock that it needs: for people, not for installers. */
  readonly dependencies: readonly PylockDependency[];
  /** The index its files were found on. */
  readonly index: PylockText | undefined;
  /** One `vcs`, `directory` or `archive`, or else an `sdist` and wheels; as many as are written. */
  readonly sources: readonly PylockSource[];
  /** From its header to the end of the last table that belongs to it. */
  readonly range: TextRange;
}

export type PylockSource =
  | {
      readonly kind: 'vcs';
      /** `git`, `hg`, `bzr` or `svn`. */
      readonly type: PylockText | undefined;
      readonly url: PylockText | undefined;
      readonly path: PylockText | undefined;
      readonly requestedRevision: PylockText | undefined;
      readonly commitId: PylockText | undefined;
      readonly subdirectory: PylockText | undefined;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'directory';
      readonly path: PylockText | undefined;
      readonly isEditable: boolean;
      readonly subdirectory: PylockText | undefined;
      readonly range: TextRange;
    }
  | PylockFile;

export interface PylockFile {
  readonly kind: 'archive' | 'sdist' | 'wheel';
  readonly url: PylockText | undefined;
  readonly path: PylockText | undefined;
  /** As written, or else the last part of its path or address; `undefined` where there is none. */
  readonly fileName: string | undefined;
  /** Bytes. */
  readonly size: bigint | undefined;
  readonly uploadTime: PylockText | undefined;
  readonly hashes: readonly PylockHash[];
  /** Of an archive. */
  readonly subdirectory: PylockText | undefined;
  readonly range: TextRange;
}

export interface PylockHash {
  /** As written: `sha256`. */
  readonly algorithm: string;
  readonly digest: string;
  /** Of the digest, quotes included. */
  readonly range: TextRange;
}

export interface PylockDependency {
  /** As written; empty where it is missing. */
  readonly name: string;
  readonly version: string | undefined;
  readonly range: TextRange;
}

export interface PylockText {
  readonly value: string;
  /** Quotes included. */
  readonly range: TextRange;
}

export interface PylockMarker extends PylockText {
  /** `undefined` where it cannot be read. */
  readonly parsed: Marker | undefined;
}

export interface PylockSpecifiers extends PylockText {
  /** `undefined` where they cannot be read. */
  readonly parsed: readonly Specifier[] | undefined;
}
