/** What numbers of a version are kept in: a `bigint` only beyond 2^53, so that `<` and `===` always tell. */
export type VersionNumber = number | bigint;

/** A version of a Python package as PEP 440 reads it. */
export interface Version {
  readonly epoch: VersionNumber;
  /** As many as were written: trailing zeros do not count when versions are compared. */
  readonly release: Release;
  readonly pre: PreRelease | undefined;
  readonly post: VersionNumber | undefined;
  readonly dev: VersionNumber | undefined;
  /** In lower case, numbers as numbers: `+CU121.4` is `['cu121', 4]`. */
  readonly local: LocalVersion | undefined;
}

export type Release = readonly [VersionNumber, ...VersionNumber[]];
export type LocalVersion = readonly (string | VersionNumber)[];

export interface PreRelease {
  readonly phase: 'a' | 'b' | 'rc';
  readonly number: VersionNumber;
}
