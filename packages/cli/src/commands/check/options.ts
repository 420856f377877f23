import type {
  CacheOptions,
  ColorOptions,
  PlaceOptions,
  FormatName,
  StageName,
} from '../../command-line/options.ts';

export interface CheckOptions extends PlaceOptions, CacheOptions, ColorOptions {
  /** Files and folders, relative to the current folder; empty: the whole repository. */
  readonly paths: readonly string[];
  readonly base?: string;
  readonly head?: string;
  readonly branch?: string;
  readonly labels?: readonly string[];
  readonly actor?: string;
  readonly event?: string;
  readonly pullRequest?: number;
  readonly tree?: true;
  readonly staged?: true;
  readonly all?: true;
  readonly stage?: StageName;
  readonly format: FormatName;
  readonly output?: string;
  readonly fix?: boolean;
  readonly saveSnapshot?: string;
  readonly snapshot?: string;
  /** `false`: there is none, and what needs none judges. */
  readonly policy: 'base' | 'worktree' | false;
  readonly only?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
