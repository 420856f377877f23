import type { LinePlace } from '../facts/expanded-requirements.ts';

/** Where a package comes from in some pairs. This is what `deps explain --format json` gives. */
export interface DependencyExplanation {
  readonly schema_version: 1;
  /** As PEP 503 compares names. */
  readonly package: string;
  /** Those that know of it. */
  readonly pairs: readonly PairExplanation[];
  /** Ids of the others. */
  readonly absent_from: readonly string[];
}

export interface PairExplanation {
  readonly id: string;
  readonly source: string;
  readonly lock: string;
  readonly mode: 'textual' | 'mirror' | 'compiled';
  /** Whose markers count; `null` where neither the policy nor the lock says. */
  readonly python: string | null;
  readonly platform: 'linux' | 'macos' | 'windows';
  /** Lines that name it, in the order pip reads them. */
  readonly asked: readonly AskedLine[];
  readonly locked: readonly LockedEntry[];
  /** How it comes to be there, the shortest ways first. */
  readonly required_by: readonly RequirementWay[];
  /** How many more ways there are. */
  readonly more_ways: number;
  /** Files that could not be looked at. */
  readonly unseen: readonly { readonly path: string; readonly reason: string }[];
}

export interface AskedLine extends LinePlace {
  /** In one spelling, without hashes and passwords. */
  readonly text: string;
  readonly as: 'requirements' | 'constraints';
  /** The lines that bring the file in, from the source on; empty where it stands in the source itself. */
  readonly brought_in_by: readonly LinePlace[];
  /** `null` where it names an address. */
  readonly specifier: string | null;
  readonly extras: readonly string[];
  readonly marker: ExplainedMarker | null;
}

export interface ExplainedMarker {
  readonly text: string;
  /** `null` where it depends on what is not known, or cannot be evaluated. */
  readonly holds: boolean | null;
  readonly depends_on: readonly string[];
  /** Why it cannot be evaluated, as a clause. */
  readonly problem: string | null;
}

export interface LockedEntry extends LinePlace {
  readonly text: string;
  /** `null` where it names none. */
  readonly version: string | null;
  readonly hashes: number;
  readonly marker: ExplainedMarker | null;
  /** Whether it is what each line admits that asks for versions. */
  readonly meets: readonly MetSpecifier[];
}

export interface MetSpecifier extends LinePlace {
  readonly specifier: string;
  readonly satisfied: boolean;
  /** A clause; `null` where it is satisfied. */
  readonly why_not: string | null;
}

/** One way from the package up to what people wrote. */
export interface RequirementWay {
  /** The package first, then what needs it, and so on. */
  readonly packages: readonly string[];
  readonly from: WayStart;
}

export interface WayStart {
  readonly path: string;
  /** `null` where the lock names the file and nobody can tell the line. */
  readonly line: number | null;
  readonly as: 'requirements' | 'constraints' | 'overrides' | 'project';
}
