import { caught } from '../engine/queries/passing-error.ts';
import type { AnyInput, WantedInput } from '../engine/queries/query-engine.ts';
import type { Get } from '../engine/queries/query.ts';
import { broughtInFiles, lookUps, type LookedUp } from '../engine/seen-inputs.ts';
import { unobserved, type Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { allRules } from './all-rules.ts';
import { runEngine } from './run-engine.ts';

/** Paths that somebody must look at before anything can be judged: files at the head and at the base, links, folders. */
export type WantedPaths = Readonly<Record<LookedUp, readonly string[]>>;

/** What lies at them; what is left out could not be looked at. */
export type FoundAtPaths = {
  readonly [Part in LookedUp]?: ReadonlyMap<string, Observations[Part][string]>;
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
  const found = noAnswers();
  const judged = noAnswers();
  for (const round of engine.rounds(askForSubjects)) {
    const asked = round.map(askedPath);
    const open = pathsWithout(found, asked);
    if (LOOK_UPS.some(({ part }) => open[part].length > 0)) {
      const answers = yield open;
      for (const { part } of LOOK_UPS)
        for (const path of open[part]) found[part].set(path, answers[part]?.get(path) ?? NOT_FOUND);
    }
    for (const { input, part, path } of asked) {
      const value = found[part].get(path) ?? NOT_FOUND;
      engine.set(input, path, { value });
      // What was read to know whether it is judged, and is not, is nobody's matter.
      if (input !== broughtInFiles.input) judged[part].set(path, value);
    }
  }
  return withAnswers(seen, judged);
}

type Answers = Readonly<Record<LookedUp, Map<string, Known<unknown>>>>;

function noAnswers(): Answers {
  return { files: new Map(), filesBefore: new Map(), links: new Map(), folders: new Map() };
}

const NOT_FOUND = unobserved('it was not read');

const LOOK_UPS = Object.values(lookUps);
const SUBJECTS = new Set(allRules.flatMap(({ judges }) => judges));

/** A fact that throws fails the run once it is judged. */
function askForSubjects(get: Get): void {
  for (const subjects of SUBJECTS)
    try {
      get(subjects);
    } catch (error) {
      caught(get, error);
    }
}

interface AskedPath {
  readonly input: AnyInput;
  readonly part: LookedUp;
  readonly path: string;
}

function askedPath({ input, key: path }: WantedInput): AskedPath {
  const asked = [...LOOK_UPS, broughtInFiles].find((one) => one.input === input);
  if (asked === undefined) throw new Error(`Nobody can look for ${input.name} ${path}`);
  return { input, part: asked.part, path };
}

function pathsWithout(found: Answers, asked: readonly AskedPath[]): WantedPaths {
  const open = {
    files: new Set<string>(),
    filesBefore: new Set<string>(),
    links: new Set<string>(),
    folders: new Set<string>(),
  };
  for (const { part, path } of asked) if (!found[part].has(path)) open[part].add(path);
  return {
    files: [...open.files],
    filesBefore: [...open.filesBefore],
    links: [...open.links],
    folders: [...open.folders],
  };
}

function withAnswers(seen: Observations, answers: Answers): Observations {
  const parts = LOOK_UPS.map(({ part }) => [part, { ...seen[part], ...Object.fromEntries(answers[part]) }]);
  // Sound: each part holds what was found for that part.
  return { ...seen, ...(Object.fromEntries(parts) as Pick<Observations, LookedUp>) };
}
