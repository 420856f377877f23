import { caught } from '../engine/queries/passing-error.ts';
import type { AnyInput, WantedInput } from '../engine/queries/query-engine.ts';
import type { Fact, Get } from '../engine/queries/query.ts';
import {
  broughtInFiles,
  eachLookUp,
  lookUps,
  soughtPlaces,
  type LookedUp,
  type LookUpKind,
} from '../engine/seen-inputs.ts';
import { presentPaths } from '../documents/facts/present-paths.ts';
import { configurationSources } from '../migrations/facts/configuration-sources.ts';
import { earlierSql, type EarlierSql } from '../migrations/facts/earlier-sql.ts';
import { migrations } from '../migrations/facts/known-migrations.ts';
import { unobserved, type Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { allRules } from './all-rules.ts';
import { runEngine } from './run-engine.ts';

/** Paths that somebody must look at before anything can be judged, by what is to be found there. */
export type WantedPaths = Readonly<Record<LookUpKind, readonly string[]>>;

/** What lies at them; what is left out could not be looked at. */
export type FoundAtPaths = {
  readonly [Kind in LookUpKind]?: ReadonlyMap<string, Known<LookedUp[Kind]>>;
};

/**
 * Asks for what judging rests on beside what was `seen`, round by round: a file names others, a link leads to one. Judging
 * itself says what it reads, so that no list of it has to be kept in step. No path is asked for twice.
 *
 * @returns what was seen, with all of it
 */
export function* wantedPaths(
  policy: Policy,
  seen: Observations,
): Generator<WantedPaths, Observations, FoundAtPaths> {
  const engine = runEngine({
    policy,
    observations: seen,
    stage: 'local',
    parsers: undefined,
    isLooking: true,
  });
  const found = eachLookUp(() => new Map<string, Known<unknown>>());
  const judged = eachLookUp(() => new Map<string, Known<unknown>>());
  const rounds = engine.rounds(askForAll);
  let round = rounds.next();
  for (; round.done !== true; round = rounds.next()) {
    const asked = round.value.map(askedPath);
    const open = eachLookUp((kind) =>
      pathsWithout(
        found[kind],
        asked.filter((one) => one.kind === kind),
      ),
    );
    if (KINDS.some((kind) => open[kind].length > 0)) {
      const answers = yield open;
      for (const kind of KINDS)
        for (const path of open[kind]) found[kind].set(path, answers[kind]?.get(path) ?? NOT_FOUND);
    }
    for (const { input, kind, path } of asked) {
      const value = found[kind].get(path) ?? NOT_FOUND;
      engine.set(input, path, { value });
      // What was read to know whether it is judged, and is not, is nobody's matter.
      if (input !== broughtInFiles.input) judged[kind].set(path, value);
    }
  }
  const parts = Object.values(lookUps).map(({ kind: part }) => [
    part,
    { ...seen[part], ...Object.fromEntries(judged[part]) },
  ]);
  // Sound: each part holds what was found for that part.
  return {
    ...seen,
    ...(Object.fromEntries(parts) as Pick<Observations, keyof typeof lookUps>),
    ...round.value,
  };
}

const NOT_FOUND = unobserved('it was not read');

const LOOK_UPS = [...Object.values(lookUps), broughtInFiles, ...Object.values(soughtPlaces)];
const KINDS = Object.values(eachLookUp((kind) => kind));
const SUBJECTS = new Set(allRules.flatMap(({ judges }) => judges));

/** With the parts that are made of what is found. */
function askForAll(get: Get): Pick<Observations, 'present' | 'configurations'> & EarlierSql {
  for (const subjects of SUBJECTS) tried(get, subjects);
  return {
    present: tried(get, presentPaths) ?? {},
    ...tried(get, earlierSql),
    ...tried(get, configurationSources),
  };
}

/** Whether judging parses anything; loading the parsers takes a while. One fact after the other, until one wants them. */
export function needsParsers(policy: Policy, seen: Observations): boolean {
  const engine = runEngine({ policy, observations: seen, stage: 'local' });
  return [migrations, ...SUBJECTS].some((fact) => {
    const rounds = engine.rounds((get) => tried<unknown>(get, fact));
    const isAnswered = rounds.next().done === true;
    rounds.return(undefined);
    return !isAnswered;
  });
}

/** A fact that throws fails the run once it is judged. */
function tried<Value>(get: Get, fact: Fact<'', Value>): Value | undefined {
  try {
    return get(fact);
  } catch (error) {
    caught(get, error);
    return undefined;
  }
}

interface AskedPath {
  readonly input: AnyInput;
  readonly kind: LookUpKind;
  readonly path: string;
}

/** What a question of the engine stands for. */
export function askedPath({ input, key: path }: WantedInput): AskedPath {
  const asked = LOOK_UPS.find((one) => one.input === input);
  if (asked === undefined) throw new Error(`Nobody can look for ${input.name} ${path}`);
  return { input, kind: asked.kind, path };
}

function pathsWithout(found: ReadonlyMap<string, unknown>, asked: readonly AskedPath[]): readonly string[] {
  return [...new Set(asked.flatMap(({ path }) => (found.has(path) ? [] : [path])))];
}
