import { Option, type Command } from 'commander';

import type { World } from '../world.ts';
import { isJobOfCi } from './job-of-ci.ts';

/** Spelled out here, because policy-core is not loaded before a command runs. A test compares them. */
export const STAGE_NAMES = ['editor', 'hook', 'local', 'ci', 'deploy'] as const;
export const FORMAT_NAMES = ['pretty', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;

export type StageName = (typeof STAGE_NAMES)[number];
export type FormatName = (typeof FORMAT_NAMES)[number];

export interface PlaceOptions {
  readonly root?: string;
  readonly git: boolean;
}

export interface CacheOptions {
  readonly cache: boolean;
}

export interface ColorOptions {
  readonly color?: boolean;
}

export interface AnswerOptions {
  readonly format: 'pretty' | 'json';
}

export function withPlace(command: Command): Command {
  return withRoot(command).option('--no-git', 'judge files only; do not use git');
}

export function withRoot(command: Command): Command {
  return command.option('--root <dir>', 'repository to use; default: the one around the current folder');
}

/** For what is read by people and programs, and by no other tool. */
export function withAnswerFormat(command: Command): Command {
  return command.addOption(
    new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'),
  );
}

export function withCache(command: Command): Command {
  return command.option('--no-cache', 'neither read nor write the cache');
}

export function withColor(command: Command): Command {
  return command
    .addOption(new Option('--color', 'always use colours'))
    .addOption(new Option('--no-color', 'never use colours'));
}

/** `--a x,y --a z` is three words. */
export function collectWords(value: string, before: readonly string[] = []): readonly string[] {
  const words = value.split(',').map((word) => word.trim());
  return [...before, ...words.filter((word) => word !== '')];
}

/** In CI everything must be proved; at home what is missing is only shown. */
export function defaultStage(env: World['env']): StageName {
  return isJobOfCi(env) ? 'ci' : 'local';
}

/** Flags first, then https://no-color.org and its counterpart, then whether somebody is looking. */
export function wantsColors(
  { color }: ColorOptions,
  { env, stdout }: Pick<World, 'env' | 'stdout'>,
): boolean {
  if (color !== undefined) return color;
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR'])) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return stdout.isTerminal && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
