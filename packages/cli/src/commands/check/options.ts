import type {
  CacheOptions,
  ColorOptions,
  PlaceOptions,
  FormatName,
  StageName,
} from '../../command-line/options.ts';

export interface CheckOptions extends PlaceOptions, CacheOptions, ColorOptions {
  readonly base?: string;
  readonly head?: string;
  readonly branch?: string;
  readonly labels?: readonly string[];
  readonly actor?: string;
  readonly event?: string;
  readonly pullRequest?: number;
  readonly tree?: true;
  readonly stage?: StageName;
  readonly format: FormatName;
  readonly output?: string;
  readonly fix?: boolean;
  readonly saveSnapshot?: string;
  readonly snapshot?: string;
  readonly policy: 'base' | 'worktree';
  readonly only?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
