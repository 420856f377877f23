import fc from 'fast-check';
import { expect, test } from 'vitest';

import { evaluate } from '../engine/evaluate.ts';
import { broughtInFiles, lookUps, type LookedUp } from '../engine/seen-inputs.ts';
import { textContent } from '../model/file-content.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { runsOf } from '../testing/kept-engine-law.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { changeObservations, documentObservations, treeObservations } from './observations-from-input.ts';
import { runEngine } from './run-engine.ts';
import { wantedPaths } from './wanted-paths.ts';

const parsers = await testParsers();

const policy = policyOf({
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  documents: ['docs/**'],
  dependencies: [{ id: 'api', source: 'r.in', lock: 'r.lock' }],
  migrations: {
    alembic: ['alembic/versions/'],
    sql: ['db/*.sql'],
    models: ['app/models.py', 'app/names.py'],
    application: ['app/**'],
  },
  change_scope: { applies_to: ['human', 'ai'], allow: ['app/**'] },
});

/** What may lie at each path: what leads to other paths, what a parser alone reads, what nobody reads. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'alembic.ini': ['[alembic]\nscript_location = alembic\n', '[alembic]\nversion_locations = other\n', '['],
  'alembic/env.py': [
    'target_metadata = None\n',
    'from app.models import Base\ntarget_metadata = Base.metadata\n',
    'from app import names\nimport alembic.helpers\ncontext.configure(target_metadata=names.metadata)\n',
    'def (',
  ],
  'alembic/helpers.py': ['from app.names import NAME\n', 'NAME = "a"\n'],
  'alembic/versions/1.py': [
    'from app.names import NAME\nrevision = "1"\ndown_revision = None\ndef upgrade():\n    op.drop_table(NAME)\n',
    'from ..helpers import drop\nrevision = "1"\ndown_revision = None\ndef upgrade():\n    drop(op)\n',
    'revision = "1"\ndown_revision = "0"\n',
    'def (',
  ],
  'alembic/versions/2.py': [
    'import app.models as models\nrevision = "2"\ndown_revision = "1"\ndef upgrade():\n    op.execute(models.SQL)\n',
  ],
  'app/__init__.py': ['', 'from .names import NAME\n'],
  'app/models.py': [
    'from sqlalchemy.orm import DeclarativeBase\nfrom .names import NAME\nclass Base(DeclarativeBase): pass\nclass A(Base):\n    __tablename__ = NAME\n',
    'SQL = "DROP TABLE a"\n',
  ],
  'app/names.py': ['NAME = "a"\n', 'from .deeper import NAME\n', 'def ('],
  'app/deeper.py': ['NAME = "b"\nengine.execute("DROP TABLE b")\n'],
  'db/1.sql': ['DROP TABLE a;', '\\i db/2.sql\n', "COPY a FROM 'core/a.csv';"],
  'db/2.sql': ['CREATE TABLE a (id int);', 'DROP'],
  'docs/a.md': ['See [b](b.md) and `app/models.py`.', '[c](../core/a.csv)'],
  'docs/b.md': ['Nothing.'],
  'core/a.csv': ['1\n'],
  'r.in': ['-r more.in\na==1\n', 'a==1\n'],
  'more.in': ['b==2\n', '-c r.in\n'],
  'r.lock': ['a==1\n'],
};

const PATHS = Object.keys(PLACES);
const anyText = (path: string) => fc.option(fc.constantFrom(...(PLACES[path] ?? [])), { nil: undefined });
const anyTexts = fc.tuple(...PATHS.map((path) => anyText(path).map((text) => [path, text] as const)));

const anyWorld = fc.record({
  now: anyTexts,
  before: anyTexts,
  touched: fc.subarray(PATHS, { minLength: 1 }),
  focus: fc.constantFrom('tree' as const, 'change' as const, 'document' as const),
});
type World = typeof anyWorld extends fc.Arbitrary<infer Drawn> ? Drawn : never;

test('a look without parsers asks for each path that judging with them reads', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const asked = new Set<string>();
      const steps = wantedPaths(policy, beginningOf(world));
      let step = steps.next();
      while (step.done !== true) {
        for (const part of PARTS) for (const path of step.value[part]) asked.add(`${part} ${path}`);
        step = steps.next(foundIn(world, step.value));
      }
      expect(readBeside(world, { observations: step.value, asked })).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const PARTS = ['files', 'filesBefore', 'links', 'folders'] as const satisfies readonly LookedUp[];

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

function foundIn(world: World, wanted: Readonly<Record<LookedUp, readonly string[]>>) {
  return { files: textsAt(wanted.files, world.now), filesBefore: textsAt(wanted.filesBefore, world.before) };
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

/** What judging looks at beside what was asked for. */
function readBeside(world: World, { observations, asked }: Looked): readonly string[] {
  const runs = runsOf(policy);
  const engine = runEngine({ policy, observations, stage: 'ci', parsers, runs, isLooking: true });
  const beside: string[] = [];
  for (const round of engine.rounds(evaluate))
    for (const { input, key } of round) {
      const part = [...Object.values(lookUps), broughtInFiles].find((one) => one.input === input)?.part;
      if (!asked.has(`${part} ${key}`)) beside.push(`${part} ${key}`);
      const value = part === 'files' ? textsAt([key], world.now).get(key) : unobserved('nobody looked');
      engine.set(input, key, { value });
    }
  return beside;
}
