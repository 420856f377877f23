import { caught } from '../engine/queries/passing-error.ts';
import type { AnyInput, QueryEngine, WantedInput } from '../engine/queries/query-engine.ts';
import type { Fact, Get } from '../engine/queries/query.ts';
import {
  broughtInFiles,
  eachLookUp,
  lookUps,
  soughtPlaces,
  type LookedUp,
  type LookUpKind,
} from '../engine/seen-inputs.ts';
import { workflowTexts } from '../change/facts/calling-texts.ts';
import { presentPaths } from '../documents/facts/present-paths.ts';
import { configurationSources } from '../migrations/facts/configuration-sources.ts';
import { earlierSql, type EarlierSql } from '../migrations/facts/earlier-sql.ts';
import { migrations } from '../migrations/facts/known-migrations.ts';
import { databaseSources } from '../migrations/facts/project-drivers.ts';
import { revisionLinks } from '../migrations/facts/revision-links.ts';
import { unobserved, type Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { allRules } from './all-rules.ts';
import { takeEngine } from './kept-engines.ts';
import { runEngine } from './run-engine.ts';

/** Paths that somebody must look at before anything can be judged, by what is to be found there. */
export type WantedPaths = Readonly<Record<LookUpKind, readonly string[]>>;

/** What lies at them; what is left out could not be looked at. */
export type FoundAtPaths = {
  readonly [Kind in LookUpKind]?: ReadonlyMap<string, Known<LookedUp[Kind]>>;
};

/**
 * Asks for what judging rests on beside what was `seen`, round by round: a file names others, a link leads to one. Judging
 * itself says what it reads, so that no list of it has to be kept in step. No path is asked for twice. Of a document that
 * was looked at before, what that rested on is looked at again first, all at once.
 *
 * @returns what was seen, with all of it
 */
export function* wantedPaths(
  policy: Policy,
  seen: Observations,
): Generator<WantedPaths, Observations, FoundAtPaths> {
  const given = { policy, observations: seen, stage: 'local', parsers: undefined, isLooking: true } as const;
  const { engine, putBack } = takeEngine(given, 'to look');
  const found = eachLookUp(() => new Map<string, Known<unknown>>());
  const before = lookedUp(engine, seen);
  yield* answered(before, { engine, found });
  const rounds = engine.rounds(askForAll);
  let round = rounds.next();
  for (; round.done !== true; round = rounds.next())
    yield* answered(round.value.map(askedPath), { engine, found });
  const now = lookedUp(engine, seen);
  const places = new Set(now.map(placeOf));
  // Nobody looks there any more: whoever wants it again has to ask.
  for (const asked of before) if (!places.has(placeOf(asked))) engine.unset(asked.input, asked.path);
  putBack();
  const { links, ...made } = round.value;
  const parts = Object.values(lookUps).map(({ kind: part, input }) => {
    const paths = now.flatMap((asked) => (asked.input === input ? [asked.path] : []));
    const known = Object.fromEntries(paths.map((path) => [path, found[part].get(path)]));
    return [part, { ...seen[part], ...known, ...(part === 'links' && links) }];
  });
  // Sound: each part holds what was found for that part.
  return { ...seen, ...(Object.fromEntries(parts) as Pick<Observations, keyof typeof lookUps>), ...made };
}

interface Looking {
  readonly engine: QueryEngine;
  readonly found: Readonly<Record<LookUpKind, Map<string, Known<unknown>>>>;
}

/** Looks at what is asked, but for what somebody has looked at already. */
function* answered(
  asked: readonly AskedPath[],
  { engine, found }: Looking,
): Generator<WantedPaths, void, FoundAtPaths> {
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
  for (const { input, kind, path } of asked)
    engine.set(input, path, { value: found[kind].get(path) ?? NOT_FOUND });
}

/** What the last answer of the engine rests on of what was looked up, and not given. */
function lookedUp(engine: QueryEngine, seen: Observations): readonly AskedPath[] {
  return engine.inputs().flatMap(({ input, key: path }) => {
    const asked = LOOK_UPS.find((one) => one.input === input);
    if (asked === undefined) return [];
    const { kind } = asked;
    const isGiven = isPart(kind) && input === lookUps[kind].input && Object.hasOwn(seen[kind], path);
    return isGiven ? [] : [{ input, kind, path }];
  });
}

function isPart(kind: LookUpKind): kind is keyof typeof lookUps {
  return Object.hasOwn(lookUps, kind);
}

function placeOf({ input, path }: AskedPath): string {
  return `${input.name}\n${path}`;
}

const NOT_FOUND = unobserved('it was not read');

const LOOK_UPS = [...Object.values(lookUps), broughtInFiles, ...Object.values(soughtPlaces)];
const KINDS = Object.values(eachLookUp((kind) => kind));
const SUBJECTS = new Set(allRules.flatMap(({ judges }) => judges));

/** With the parts that are made of what is found. */
function askForAll(
  get: Get,
): Pick<Observations, 'links' | 'present' | 'configurations' | 'databases' | 'workflows'> & EarlierSql {
  for (const subjects of SUBJECTS) tried(get, subjects);
  return {
    links: tried(get, revisionLinks) ?? {},
    present: tried(get, presentPaths) ?? {},
    ...tried(get, earlierSql),
    ...tried(get, configurationSources),
    ...tried(get, databaseSources),
    ...tried(get, workflowTexts),
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
