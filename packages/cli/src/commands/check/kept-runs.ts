import type { KeptRun, RunStore } from '@lockkeeper/operations/ports';
import type { RunRecord } from '@lockkeeper/operations/run-cache';

import { cachePlace } from '../../cache/cache-place.ts';
import type { CheckOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { defaultStage } from '../../command-line/options.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

/** What a run said, but for how long it took. */
export interface SaidOnce {
  readonly exitCode: ExitCode;
  /** UTC. From the next day on a waiver may have ended. */
  readonly day: string;
  readonly beforeTime: string;
  readonly afterTime: string;
}

/** What the same command said before, for a person who gives it again. */
export interface KeptRuns {
  /** `undefined` where it was not given before, or would not be told the same today. */
  said(): Promise<SaidOnce | undefined>;
  /** To be looked at in place of the repository that was given, so that the run can be kept. */
  readonly repository: Repository;
  keep(said: SaidOnce): void;
}

/**
 * `undefined` where nothing may be kept: for a command that does more than tell, and, as for verdicts, wherever
 * somebody else than the person at home relies on it.
 */
export async function keptRuns(
  options: CheckOptions,
  { world, repository }: { readonly world: World; readonly repository: Repository },
): Promise<KeptRuns | undefined> {
  if (!isOnlyTold(options, world)) return undefined;
  const place = await cachePlace(world);
  if (place === undefined) return undefined;
  const [{ createRunStore, digestOf }, { fileStates }, { holdsStill, recordRun }] = await Promise.all([
    import('@lockkeeper/host-node/cache'),
    import('@lockkeeper/host-node/read'),
    import('@lockkeeper/operations/run-cache'),
  ]);
  const store = createRunStore(place);
  const inputs = inputsOf(options, { world, repository });
  const looking = { stateOf: fileStates(repository.root), digest: digestOf };
  const run = recordRun(repository.observers, { ...looking, startedAt: Date.now() });
  return {
    repository: { ...repository, observers: run.observers },
    said: async () => {
      const kept = keptIn(store, inputs);
      if (kept === undefined || kept.said.day !== dayOf(repository)) return undefined;
      const holds = await holdsStill(kept.record, { observers: repository.observers, ...looking });
      return holds ? kept.said : undefined;
    },
    keep: ({ exitCode, day, beforeTime, afterTime }) => {
      const record = run.record();
      if (record === undefined) return;
      store.set(inputs, { record: { record, exitCode, day } satisfies Kept, texts: [beforeTime, afterTime] });
    },
  };
}

/** Whoever writes files, or asks GitHub, does not want to hear what came of it the last time. */
const MORE_THAN_TOLD = [
  'event',
  'pullRequest',
  'output',
  'fix',
  'saveSnapshot',
  'snapshot',
  'quiet',
] as const;

function isOnlyTold(options: CheckOptions, { env }: World): boolean {
  const stage = options.stage ?? defaultStage(env);
  if (!options.cache || stage !== 'local' || defaultStage(env) !== 'local') return false;
  return MORE_THAN_TOLD.every((name) => options[name] === undefined);
}

/** All that goes into a report beside what observers tell. */
function inputsOf(
  options: CheckOptions,
  { world, repository }: { readonly world: World; readonly repository: Repository },
): string {
  const { env, stdout, installation } = world;
  const { root, withoutGit } = repository;
  return JSON.stringify([
    installation.version,
    options,
    [root, withoutGit ?? null],
    [stdout.isTerminal, stdout.columns ?? null],
    variablesIn(env),
  ]);
}

/** What a shell counts up with every command, and nobody reads. Whether they are there counts. */
const NEVER_READ: ReadonlySet<string> = new Set(['_', 'OLDPWD', 'SHLVL', 'PWD']);

function variablesIn(env: World['env']): readonly (readonly [name: string, value: string])[] {
  return Object.entries(env)
    .map(([name, value = '']) => [name, NEVER_READ.has(name) ? String(value !== '') : value] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

interface Kept {
  readonly record: RunRecord;
  readonly exitCode: ExitCode;
  readonly day: string;
}

function keptIn(
  store: RunStore,
  inputs: string,
): { readonly record: RunRecord; readonly said: SaidOnce } | undefined {
  const run: KeptRun | undefined = store.get(inputs);
  if (run === undefined) return undefined;
  // It has the form that `keep` gave it: the store vouches for each byte.
  const { record, exitCode, day } = run.record as Kept;
  const [beforeTime = '', afterTime = ''] = run.texts;
  return { record, said: { exitCode, day, beforeTime, afterTime } };
}

function dayOf({ observers }: Repository): string {
  return observers.clock.now().slice(0, 10);
}
