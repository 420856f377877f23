import fc from 'fast-check';
import { expect, test } from 'vitest';

import { evaluate } from '../engine/evaluate.ts';
import { eachLookUp } from '../engine/seen-inputs.ts';
import { textContent } from '../model/file-content.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { anyTexts, TREE_PATHS, TREE_POLICY } from '../testing/any-tree.ts';
import { policyOf } from '../testing/any-repository.ts';
import { runsOf } from '../testing/kept-engine-law.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { changeObservations, documentObservations, treeObservations } from './observations-from-input.ts';
import { runEngine } from './run-engine.ts';
import { askedPath, needsParsers, wantedPaths, type FoundAtPaths, type WantedPaths } from './wanted-paths.ts';

const parsers = await testParsers();

const policy = policyOf(TREE_POLICY);

const anyWorld = fc.record({
  now: anyTexts,
  before: anyTexts,
  linked: fc.subarray(['alembic', 'alembic/versions', 'core/a.csv']),
  touched: fc.subarray(TREE_PATHS, { minLength: 1 }),
  focus: fc.constantFrom('tree' as const, 'change' as const, 'document' as const),
});
type World = typeof anyWorld extends fc.Arbitrary<infer Drawn> ? Drawn : never;

test('a look without parsers asks for each path that judging with them reads', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      expect(readBeside(world, lookedAt(policy, world))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a document that is looked at again is seen as if it were for the first time', () => {
  const path = fc.constantFrom('alembic/versions/1.py', 'docs/a.md', 'r.in', 'db/2.sql');
  fc.assert(
    fc.property(path, fc.array(anyWorld, { minLength: 2, maxLength: 4 }), (at, worlds) => {
      const kept = policyOf(TREE_POLICY);
      for (const drawn of worlds) {
        const world = { ...drawn, touched: [at, ...drawn.touched], focus: 'document' as const };
        const [again, first] = [kept, policyOf(TREE_POLICY)].map((by) => lookedAt(by, world).observations);
        expect(again).toEqual(first);
      }
    }),
    { numRuns: 40 },
  );
});

test('what is judged without parsers, because it needs none, asks for none', () => {
  fc.assert(
    fc.property(anyWorld, fc.subarray([...TREE_PATHS]), (world, left) => {
      const files = world.now.flatMap(([path, text]) =>
        text === undefined || !left.includes(path) ? [] : [{ path, text }],
      );
      const seen = changeObservations(
        { changes: world.touched.filter((path) => left.includes(path)), files, filesBefore: files },
        {},
      );
      fc.pre(!needsParsers(policy, seen));
      const engine = runEngine({ policy, observations: seen, stage: 'ci', runs: runsOf(policy) });
      expect(() => engine.ask(evaluate)).not.toThrow();
    }),
    { numRuns: 200 },
  );
});

const KINDS = Object.values(eachLookUp((kind) => kind));

function beginningOf({ now, touched, focus }: World): Observations {
  const path = touched[0] ?? '';
  const files = now.flatMap(([at, text]) => (text === undefined ? [] : [{ path: at, text }]));
  const { text } = files.find((one) => one.path === path) ?? { text: '' };
  const seen = {
    change: changeObservations({ changes: touched, files: [] }, {}),
    document: documentObservations({ path, text }, {}),
    tree: { ...treeObservations(policy, [], {}), listing: observed(files.map((one) => one.path)) },
  }[focus];
  return { ...seen, files: {}, filesBefore: {}, links: {}, folders: {} };
}

function foundIn(
  world: World,
  { files, filesBefore, links, nearest, names, below, texts }: WantedPaths,
): FoundAtPaths {
  const there = world.now.flatMap(([path, text]) => (text === undefined ? [] : [path]));
  const isBelow = (path: string, folder: string) => folder === '' || path.startsWith(`${folder}/`);
  return {
    files: textsAt(files, world.now),
    filesBefore: textsAt(filesBefore, world.before),
    links: new Map(
      links.map((path) => [
        path,
        world.linked.includes(path) ? observed('app') : unobserved('it is no link'),
      ]),
    ),
    texts: textsAt(texts, world.now),
    nearest: new Map(nearest.map((path) => [path, observed(there.find((one) => one === path))])),
    names: new Map(names.map((folder) => [folder, observed(namesIn(folder, there))])),
    below: new Map(below.map((folder) => [folder, observed(there.filter((path) => isBelow(path, folder)))])),
  };
}

function namesIn(folder: string, paths: readonly string[]): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  return paths.flatMap((path) =>
    path.startsWith(start) ? path.slice(start.length).split('/').slice(0, 1) : [],
  );
}

function textsAt(paths: readonly string[], texts: World['now']) {
  const known = new Map(texts);
  return new Map(
    paths.map((path) => {
      const text = known.get(path);
      return [path, observed(text === undefined ? { kind: 'absent' as const } : textContent(text))];
    }),
  );
}

interface Looked {
  readonly observations: Observations;
  readonly asked: ReadonlySet<string>;
}

function lookedAt(by: Policy, world: World): Looked {
  const asked = new Set<string>();
  const steps = wantedPaths(by, beginningOf(world));
  let step = steps.next();
  while (step.done !== true) {
    for (const kind of KINDS) for (const path of step.value[kind]) asked.add(`${kind} ${path}`);
    step = steps.next(foundIn(world, step.value));
  }
  return { observations: step.value, asked };
}

/** What judging looks at beside what was asked for. */
function readBeside(world: World, { observations, asked }: Looked): readonly string[] {
  const runs = runsOf(policy);
  const engine = runEngine({ policy, observations, stage: 'ci', parsers, runs, isLooking: true });
  const beside: string[] = [];
  for (const round of engine.rounds(evaluate))
    for (const wanted of round) {
      const { input, kind, path } = askedPath(wanted);
      if (!asked.has(`${kind} ${path}`)) beside.push(`${kind} ${path}`);
      const found = foundIn(world, { ...NOTHING_WANTED, [kind]: [path] })[kind]?.get(path);
      engine.set(input, path, { value: found ?? unobserved('nobody looked') });
    }
  return beside;
}

const NOTHING_WANTED = eachLookUp(() => []);
