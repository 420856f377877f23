import { expect, test } from 'vitest';

import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { startOf } from '../../model/source-span.ts';
import { stepsOf } from './migration-step.ts';
import { comesBack, isNewObject } from './object-lives.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';

const parser = (await testParsers()).sql;

function upgradeOf(text: string): JudgedUpgrade {
  return {
    path: 'a.sql',
    text,
    steps: sqlSteps(parser, text),
    span: () => startOf('a.sql'),
    revision: undefined,
    history: undefined,
  };
}

/** Of each drop in the script. */
function drops(text: string, ask: typeof isNewObject): readonly boolean[] {
  return stepsOf(upgradeOf(text), 'drop-object').map((step) => ask(step, step.operation));
}

test.each([
  ['made before', 'CREATE VIEW a AS SELECT 1; DROP VIEW a', [true]],
  ['never made', 'DROP VIEW a', [false]],
  ['made later', 'DROP VIEW a; CREATE VIEW a AS SELECT 1', [false]],
  ['of another name', 'CREATE VIEW b AS SELECT 1; DROP VIEW a', [false]],
  ['of another kind', 'CREATE SEQUENCE a; DROP VIEW a', [false]],
  ['of another kind that shares its names', 'CREATE DOMAIN a AS int; DROP TYPE a', [true]],
  ['a materialised view', 'CREATE MATERIALIZED VIEW a AS SELECT 1; DROP MATERIALIZED VIEW public.a', [true]],
  ['of a schema', 'CREATE VIEW s.a AS SELECT 1; DROP VIEW s.a; DROP VIEW a', [true, false]],
  ['dropped twice', 'CREATE TYPE a AS (); DROP TYPE a; DROP TYPE a', [true, false]],
  ['renamed', 'CREATE TYPE a AS (); ALTER TYPE a RENAME TO b; DROP TYPE b', [true]],
  ['renamed, under its first name', 'CREATE TYPE a AS (); ALTER TYPE a RENAME TO b; DROP TYPE a', [false]],
  ['an old one, renamed', 'ALTER TYPE a RENAME TO b; DROP TYPE b', [false]],
  ['renamed within its schema', 'CREATE TYPE s.a AS (); ALTER TYPE s.a RENAME TO b; DROP TYPE s.b', [true]],
  ['made where it is missing', 'CREATE SEQUENCE IF NOT EXISTS a; DROP SEQUENCE a', [false]],
  [
    'made where an error tells that it is there',
    'DO $$ BEGIN CREATE TYPE a AS (); EXCEPTION WHEN duplicate_object THEN NULL; END $$; DROP TYPE a',
    [false],
  ],
  ['replaced', 'CREATE OR REPLACE VIEW a AS SELECT 1; DROP VIEW a', [false]],
  ['in another search path', 'CREATE VIEW a AS SELECT 1; SET search_path = b; DROP VIEW a', [false]],
  ['behind a COMMIT', 'CREATE VIEW s.a AS SELECT 1; COMMIT; DROP VIEW s.a', [true]],
  [
    'made under a condition',
    'DO $$ BEGIN IF x THEN CREATE VIEW a AS SELECT 1; END IF; END $$; DROP VIEW a',
    [false],
  ],
  [
    'made and dropped under a condition',
    'DO $$ BEGIN IF x THEN CREATE VIEW a AS SELECT 1; DROP VIEW a; END IF; END $$',
    [true],
  ],
])('new: %s', (_name, text, expected) => {
  expect(drops(text, isNewObject)).toEqual(expected);
});

test.each([
  ['made again', 'DROP VIEW a; CREATE VIEW a AS SELECT 1', [true]],
  ['replaced, which makes it', 'DROP VIEW a; CREATE OR REPLACE VIEW a AS SELECT 1', [true]],
  ['made before', 'CREATE VIEW a AS SELECT 1; DROP VIEW a', [false]],
  ['a table of its name', 'DROP VIEW a; CREATE TABLE a (b int)', [true]],
  ['a table that is moved to its name', 'DROP VIEW s.a; ALTER TABLE a SET SCHEMA s', [true]],
  ['another view that is renamed', 'DROP VIEW a; ALTER VIEW b RENAME TO a', [true]],
  ['dropped twice', 'DROP VIEW a; CREATE VIEW a AS SELECT 1; DROP VIEW a', [true, false]],
  ['in another search path', 'DROP VIEW a; SET search_path = b; CREATE VIEW a AS SELECT 1', [false]],
  ['a schema', 'DROP SCHEMA a CASCADE; CREATE SCHEMA a', [true]],
  [
    'made again under a condition',
    'DROP VIEW a; DO $$ BEGIN IF x THEN CREATE VIEW a AS SELECT 1; END IF; END $$',
    [false],
  ],
])('comes back: %s', (_name, text, expected) => {
  expect(drops(text, comesBack)).toEqual(expected);
});

test('what is made in another file may have been there, for its text is not at hand', () => {
  const upgrade = upgradeOf('CREATE SEQUENCE a; DROP SEQUENCE a');
  const [made, dropped] = upgrade.steps;
  if (made === undefined || dropped === undefined) throw new Error('two steps');
  const elsewhere = { ...made, from: { path: 'b.py', line: 1 } };
  const [step] = stepsOf({ ...upgrade, steps: [elsewhere, dropped] }, 'drop-object');
  expect(step && isNewObject(step, step.operation)).toBe(false);
});

test('a name that is not known is that of nothing else', () => {
  const [step] = stepsOf(upgradeOf('CREATE VIEW a AS SELECT 1; DROP VIEW a'), 'drop-object');
  const name = { text: 'a', isKnown: false };
  expect(step && isNewObject(step, { object: 'view', name })).toBe(false);
  expect(step && comesBack(step, { object: 'view', name })).toBe(false);
});
