import type { CachedRun, RunStore } from '@lockkeeper/operations/ports';
import type { RunRecord } from '@lockkeeper/operations/run-cache';

import { cacheLocation } from '../../cache/cache-location.ts';
import { isKeptFor } from '../../cache/kept-for.ts';
import type { CheckOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { defaultStage } from '../../command-line/options.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

/** What an earlier run printed, in two parts: the time that it took stood between them. */
export interface CachedOutput {
  readonly exitCode: ExitCode;
  /** UTC. From the next day on a waiver may have ended. */
  readonly day: string;
  readonly beforeTime: string;
  readonly afterTime: string;
}

/** The output of `lockkeeper check`, for a person who repeats the command. */
export interface OutputCache {
  /** `undefined` where the command was not run before, or its output would differ today. */
  find(): Promise<CachedOutput | undefined>;
  /** Records what it is asked. Only a run that uses it can be saved. */
  readonly repository: Repository;
  save(output: CachedOutput): void;
}

/**
 * `undefined` where nothing may be cached: for a command that does more than print, and wherever somebody else than the
 * person at this machine relies on the output.
 */
export async function openOutputCache(
  options: CheckOptions,
  { world, repository }: { readonly world: World; readonly repository: Repository },
): Promise<OutputCache | undefined> {
  if (!isOnlyPrinted(options, world)) return undefined;
  const location = await cacheLocation(world);
  if (location === undefined) return undefined;
  const [{ createRunStore, digestOf }, { fileStates }, { isFresh, recordRun }] = await Promise.all([
    import('@lockkeeper/host-node/cache'),
    import('./file-states.ts'),
    import('@lockkeeper/operations/run-cache'),
  ]);
  const store = createRunStore(location);
  const inputs = inputsOf(options, { world, repository });
  const disk = { stateOf: fileStates(repository.root), digest: digestOf };
  const run = recordRun(repository.observers, { ...disk, startedAt: Date.now() });
  return {
    repository: { ...repository, observers: run.observers },
    find: async () => {
      const cached = cachedIn(store, inputs);
      if (cached === undefined || cached.output.day !== dayOf(repository)) return undefined;
      const fresh = await isFresh(cached.record, { observers: repository.observers, ...disk });
      return fresh ? cached.output : undefined;
    },
    save: ({ exitCode, day, beforeTime, afterTime }) => {
      const record = run.record();
      if (record === undefined) return;
      store.set(inputs, {
        record: { record, exitCode, day } satisfies CachedRecord,
        texts: [beforeTime, afterTime],
      });
    },
  };
}

/** Whoever writes files, or asks GitHub, wants it done again. */
const MORE_THAN_PRINTED = [
  'event',
  'pullRequest',
  'staged',
  'output',
  'fix',
  'saveSnapshot',
  'snapshot',
  'quiet',
] as const;

function isOnlyPrinted(options: CheckOptions, world: World): boolean {
  const stage = options.stage ?? defaultStage(world.env);
  return (
    isKeptFor({ stage, cache: options.cache }, world) &&
    MORE_THAN_PRINTED.every((name) => options[name] === undefined)
  );
}

/** Everything that a report depends on besides what observers answer. */
function inputsOf(
  options: CheckOptions,
  { world, repository }: { readonly world: World; readonly repository: Repository },
): string {
  const { env, stdout, installation } = world;
  const { root, withoutGit } = repository;
  const from = options.paths.length === 0 ? null : world.cwd;
  return JSON.stringify([
    installation.version,
    options,
    [root, withoutGit ?? null, from],
    [stdout.isTerminal, stdout.columns ?? null],
    variablesIn(env),
  ]);
}

/** Variables that a shell changes with every command. Lockkeeper reads whether they are set, never their values. */
const SHELL_VARIABLES: ReadonlySet<string> = new Set(['_', 'OLDPWD', 'SHLVL', 'PWD']);

function variablesIn(env: World['env']): readonly (readonly [name: string, value: string])[] {
  return Object.entries(env)
    .map(([name, value = '']) => [name, SHELL_VARIABLES.has(name) ? String(value !== '') : value] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

interface CachedRecord {
  readonly record: RunRecord;
  readonly exitCode: ExitCode;
  readonly day: string;
}

function cachedIn(
  store: RunStore,
  inputs: string,
): { readonly record: RunRecord; readonly output: CachedOutput } | undefined {
  const run: CachedRun | undefined = store.get(inputs);
  if (run === undefined) return undefined;
  // It has the form that `save` gave it: the store vouches for each byte.
  const { record, exitCode, day } = run.record as CachedRecord;
  const [beforeTime = '', afterTime = ''] = run.texts;
  return { record, output: { exitCode, day, beforeTime, afterTime } };
}

function dayOf({ observers }: Repository): string {
  return observers.clock.now().slice(0, 10);
}
