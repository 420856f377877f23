import { Option, type Command } from 'commander';

import type { DeployOptions } from '../release/options.ts';
import type { ColorOptions, PlaceOptions, FormatName, StageName } from '../../command-line/options.ts';

/** Spelled out here, because policy-core is not loaded before a command runs. A test compares them. */
export const MODE_NAMES = ['textual', 'mirror', 'compiled'] as const;
export const PLATFORM_NAMES = ['linux', 'macos', 'windows'] as const;

/** Which pairs are meant. */
export interface PairOptions {
  readonly pair?: string;
  readonly source?: string;
  readonly lock?: string;
  readonly mode?: (typeof MODE_NAMES)[number];
  readonly python?: string;
  readonly platform?: (typeof PLATFORM_NAMES)[number];
}

export function withPairs(command: Command): Command {
  return command
    .option('--pair <id>', 'only this pair')
    .option('--source <file>', 'source file, with --lock instead of the pairs of the policy')
    .option('--lock <file>', 'lock file of --source')
    .addOption(new Option('--mode <mode>', 'sync mode, if no policy names it').choices(MODE_NAMES))
    .option('--python <version>', 'Python version for markers, if no policy names it, such as 3.11')
    .addOption(
      new Option('--platform <name>', 'platform for markers, if no policy names it').choices(PLATFORM_NAMES),
    );
}

export interface DepsCheckOptions extends PairOptions, PlaceOptions, ColorOptions {
  readonly init?: boolean;
  readonly stage?: StageName;
  readonly format: FormatName;
  readonly output?: string;
  readonly fix?: boolean;
  readonly quiet?: boolean;
}

export interface DepsExplainOptions extends PairOptions, PlaceOptions, ColorOptions {
  readonly format: 'pretty' | 'json';
}

export interface DepsSyncOptions extends PairOptions, PlaceOptions, ColorOptions {
  readonly dryRun?: boolean;
}

export interface DepsSandboxOptions
  extends
    DepsUpgradeOptions,
    Omit<
      DeployOptions,
      keyof DepsUpgradeOptions | 'plan' | 'planned' | 'begin' | 'confirm' | 'commit' | 'format' | 'offline'
    > {
  /** Goes on with what it holds. */
  readonly branch?: string;
  /** Where it is tried. */
  readonly environment?: string;
  /** `false`: none is opened. */
  readonly pullRequest: boolean;
}

export interface DepsUpgradeOptions {
  readonly start?: boolean;
  readonly pair?: string;
  readonly package?: readonly string[];
  readonly command?: string;
  /** `false`: not at all; `undefined`: as the policy says. */
  readonly test?: string | false;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly keep?: boolean;
  readonly output?: string;
  readonly root?: string;
}
