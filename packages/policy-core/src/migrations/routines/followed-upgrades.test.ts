import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Step } from '../operations/operation.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { readSqlFile } from '../sql/file-reading.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { followedUpgrades } from './followed-upgrades.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

/** What the last of these files does beside making things. */
function done(files: readonly string[], vouched: readonly string[] = []): readonly string[] {
  const upgrades = files.map((text) => readSqlFile(parser, text).upgrade.steps);
  const isVouchedFor = ({ name }: { readonly name: string }) => vouched.includes(name);
  const followed = followedUpgrades(upgrades, { parser, isVouchedFor });
  return (followed.at(-1) ?? []).flatMap(told);
}

function told(step: Step): readonly string[] {
  if (step.kind === 'unclear') return [`? ${step.calls?.name ?? step.problem}`];
  const { operation } = step;
  if (operation.kind === 'change-rows') return [`${operation.verb} ${operation.table.text}`];
  if (operation.kind === 'truncate') return [`truncate ${operation.tables.map(({ text }) => text).join()}`];
  if (operation.kind === 'drop-table') return [`drop ${operation.table.text}`];
  return [];
}

const sql = (name: string, body: string) =>
  `CREATE FUNCTION ${name} RETURNS void LANGUAGE sql AS $$ ${body} $$;`;
const code = (name: string, body: string, returns = 'void') =>
  `CREATE OR REPLACE FUNCTION ${name} RETURNS ${returns} LANGUAGE plpgsql AS $$ ${body} $$;`;
const WIPE = sql('wipe()', 'TRUNCATE a');
const NOTHING = sql('wipe()', 'SELECT 1');
const TRIGGER = code('fire()', 'BEGIN DELETE FROM b; RETURN NEW; END', 'trigger');

describe('A call does what the body of its function does', () => {
  test.each([
    ['SQL', WIPE, 'SELECT wipe()', ['truncate a']],
    ['PL/pgSQL', code('wipe()', 'BEGIN DROP TABLE a; END'), 'SELECT wipe()', ['drop a']],
    [
      'an expression',
      code('f()', 'DECLARE x int; BEGIN x := wipe(); END') + WIPE,
      'SELECT f()',
      ['truncate a'],
    ],
    ['PERFORM', code('f()', 'BEGIN PERFORM wipe(); END') + WIPE, 'SELECT f()', ['truncate a']],
    ['EXECUTE of a literal', code('f()', "BEGIN EXECUTE 'DELETE FROM a'; END"), 'SELECT f()', ['delete a']],
    [
      'RETURN QUERY',
      code('f()', 'BEGIN RETURN QUERY DELETE FROM a RETURNING *; END'),
      'SELECT f()',
      ['delete a'],
    ],
    [
      'a procedure',
      'CREATE PROCEDURE p(a int) LANGUAGE sql AS $$ DELETE FROM a $$;',
      'CALL p(1)',
      ['delete a'],
    ],
    [
      'BEGIN ATOMIC',
      'CREATE FUNCTION f() RETURNS void BEGIN ATOMIC DELETE FROM a; END;',
      'SELECT f()',
      ['delete a'],
    ],
    ['RETURN', `CREATE FUNCTION f() RETURNS void RETURN wipe();${WIPE}`, 'SELECT f()', ['truncate a']],
    [
      'one that calls another',
      sql('f()', 'SELECT g()') + sql('g()', 'SELECT wipe()') + WIPE,
      'SELECT f()',
      ['truncate a'],
    ],
    ['one that calls itself', sql('f(int)', 'SELECT f($1); DELETE FROM a'), 'SELECT f(1)', ['delete a']],
    ['a call in a DO block', WIPE, 'DO $$ BEGIN PERFORM wipe(); END $$', ['truncate a']],
    ['a schema that only the call has', WIPE, 'SELECT app.wipe()', ['truncate a']],
    ['a schema that only the function has', sql('app.wipe()', 'TRUNCATE a'), 'SELECT wipe()', ['truncate a']],
    [
      'an argument with a default',
      sql('f(a int, b int DEFAULT 1)', 'DELETE FROM a'),
      'SELECT f(1)',
      ['delete a'],
    ],
    ['VARIADIC', sql('f(VARIADIC a int[])', 'DELETE FROM a'), 'SELECT f(1, 2, 3)', ['delete a']],
    ['another name', `${WIPE}ALTER FUNCTION wipe() RENAME TO f;`, 'SELECT f()', ['truncate a']],
    ['one that is made in a DO block', `DO $d$ BEGIN ${WIPE} END $d$;`, 'SELECT wipe()', ['truncate a']],
  ])('%s', (...[, before, now, expected]) => {
    expect(done([before, now])).toEqual(expected);
    expect(done([before + now])).toEqual(expect.arrayContaining([...expected]));
  });

  test.each([
    ['a query', NOTHING],
    ['PL/pgSQL that only computes', code('wipe()', "BEGIN RAISE NOTICE 'a'; RETURN; END")],
    ['a row of a trigger', code('wipe()', 'BEGIN NEW.at := now(); RETURN NEW; END', 'trigger')],
  ])('is harmless where it is: %s', (_, before) => {
    expect(done([before, 'SELECT wipe()'])).toEqual([]);
  });

  test('is that of the last one made under the same name with the same types', () => {
    expect(done([WIPE + NOTHING, 'SELECT wipe()'])).toEqual([]);
    expect(done([NOTHING, WIPE, 'SELECT wipe()'])).toEqual(['truncate a']);
  });

  test('is that of each it may mean', () => {
    const both = sql('f(int)', 'DELETE FROM a') + sql('f(text)', 'SELECT 1') + sql('f()', 'DROP TABLE c');
    expect(done([both, 'SELECT f($1)'])).toEqual(['delete a']);
    expect(done([both, 'SELECT f()'])).toEqual(['drop c']);
  });

  test('counts at the time of the call', () => {
    expect(done(['SELECT wipe()', WIPE])).toEqual([]);
    expect(done([`SELECT wipe(); ${WIPE}`])).toEqual(['? wipe']);
  });
});

describe('What cannot be followed stays unclear', () => {
  test.each([
    ['text that is put together', code('f()', "BEGIN EXECUTE 'DELETE FROM ' || x; END"), ['? f']],
    ['another language', "CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS 'x';", ['? f']],
    ['a library', "CREATE FUNCTION f() RETURNS void LANGUAGE c AS 'x', 'y';", ['? f']],
    ['a call of another that nobody knows', sql('f()', 'SELECT g()'), ['? g']],
    ['another number of arguments', sql('f(int)', 'SELECT 1'), ['? f']],
    ['another schema', sql('other.f()', 'SELECT 1'), ['? f']],
    ['another number of arguments that are not known', sql('f({{ type }})', 'SELECT 1'), ['? f']],
    ['a body that PostgreSQL cannot read', sql('f()', 'SELEC 1'), ['? f']],
  ])('%s', (_, before, expected) => {
    expect(done([before, 'SELECT app.f()'])).toEqual(expected);
  });

  test('a chain of calls without end', () => {
    const chain = Array.from({ length: 100 }, (_, index) => sql(`f${index}()`, `SELECT f${index + 1}()`));
    expect(done([chain.join(''), 'SELECT f0()'])).toEqual([expect.stringMatching(/^\? f\d+$/)]);
  });
});

describe('Statements run what relations keep', () => {
  test.each([
    [
      'a trigger',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire();`,
      'INSERT INTO a VALUES (1)',
      ['insert a', 'delete b'],
    ],
    [
      'a trigger of UPDATE',
      `${TRIGGER} CREATE TRIGGER t AFTER UPDATE OF x ON a EXECUTE FUNCTION fire();`,
      'UPDATE a SET x = 1',
      ['update a', 'delete b'],
    ],
    [
      'a trigger of TRUNCATE',
      `${TRIGGER} CREATE TRIGGER t AFTER TRUNCATE ON a EXECUTE FUNCTION fire();`,
      'TRUNCATE a',
      ['truncate a', 'delete b'],
    ],
    [
      'a condition of a trigger',
      `${WIPE} CREATE TRIGGER t AFTER INSERT ON c FOR EACH ROW WHEN (wipe() IS NULL) EXECUTE FUNCTION moddatetime();`,
      'COPY c FROM stdin',
      ['copy c', 'truncate a'],
    ],
    [
      'a default',
      `${WIPE} CREATE TABLE c (id int, b text DEFAULT wipe());`,
      'INSERT INTO c VALUES (1)',
      ['insert c', 'truncate a'],
    ],
    [
      'a default that is set',
      `${WIPE} ALTER TABLE c ALTER b SET DEFAULT wipe();`,
      'INSERT INTO c VALUES (1)',
      ['insert c', 'truncate a'],
    ],
    [
      'a check',
      `${WIPE} CREATE TABLE c (id int CHECK (wipe() IS NULL));`,
      'UPDATE c SET id = 1',
      ['update c', 'truncate a'],
    ],
    [
      'a generated column',
      `${WIPE} CREATE TABLE c (id int, b int GENERATED ALWAYS AS (wipe()) STORED);`,
      'INSERT INTO c VALUES (1)',
      ['insert c', 'truncate a'],
    ],
    [
      'an index',
      `${WIPE} CREATE INDEX ON c (wipe(b));`.replace('wipe(b)', '(wipe())'),
      'INSERT INTO c VALUES (1)',
      ['insert c', 'truncate a'],
    ],
    ['statistics', `${WIPE} CREATE STATISTICS s ON (wipe()), b FROM c;`, 'ANALYZE c', ['truncate a']],
    ['a view', `${WIPE} CREATE VIEW v AS SELECT wipe();`, 'SELECT * FROM v', ['truncate a']],
    [
      'a view of a view',
      `${WIPE} CREATE VIEW v AS SELECT wipe(); CREATE VIEW w AS SELECT * FROM v;`,
      'INSERT INTO c SELECT * FROM w',
      ['insert c', 'truncate a'],
    ],
    [
      'a materialized view',
      `${WIPE} CREATE MATERIALIZED VIEW v AS SELECT wipe() WITH NO DATA;`,
      'REFRESH MATERIALIZED VIEW v',
      ['truncate a'],
    ],
    [
      'a parent of a partition',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION fire(); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);`,
      'INSERT INTO c VALUES (1)',
      ['insert c', 'delete b'],
    ],
    [
      'a partition',
      `${TRIGGER} CREATE TABLE c PARTITION OF p FOR VALUES IN (1); CREATE TRIGGER t AFTER INSERT ON c FOR EACH ROW EXECUTE FUNCTION fire();`,
      'INSERT INTO p VALUES (1)',
      ['insert p', 'delete b'],
    ],
    [
      'a table under another name',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire(); ALTER TABLE a RENAME TO d;`,
      'INSERT INTO d VALUES (1)',
      ['insert d', 'delete b'],
    ],
    [
      'a trigger that fires another',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire(); ${WIPE} CREATE TRIGGER t AFTER DELETE ON b EXECUTE FUNCTION wipe();`,
      'INSERT INTO a VALUES (1)',
      ['insert a', 'delete b', 'truncate a'],
    ],
    [
      'a trigger behind foreign keys',
      `${TRIGGER} CREATE TABLE c (a int REFERENCES a ON DELETE CASCADE); CREATE TABLE d (c int REFERENCES c ON DELETE SET NULL); CREATE TRIGGER t AFTER UPDATE ON d EXECUTE FUNCTION fire();`,
      'DELETE FROM a WHERE x = 1',
      ['delete a', 'delete b'],
    ],
    [
      'a trigger behind TRUNCATE CASCADE',
      `${TRIGGER} CREATE TABLE c (a int REFERENCES a); CREATE TRIGGER t AFTER TRUNCATE ON c EXECUTE FUNCTION fire();`,
      'TRUNCATE a CASCADE',
      ['truncate a', 'delete b'],
    ],
    [
      'a trigger that nobody knows',
      'CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION app.fire();',
      'INSERT INTO a VALUES (1)',
      ['insert a', '? fire'],
    ],
  ])('%s', (...[, before, now, expected]) => {
    expect(done([before, now])).toEqual(expected);
  });

  test.each([
    [
      'another statement than the trigger is for',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire();`,
      'UPDATE a SET x = 1',
      ['update a'],
    ],
    [
      'a foreign key that takes nothing along',
      `${TRIGGER} CREATE TABLE c (a int REFERENCES a); CREATE TRIGGER t AFTER DELETE ON c EXECUTE FUNCTION fire();`,
      'DELETE FROM a WHERE x = 1',
      ['delete a'],
    ],
    [
      'another table',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire();`,
      'INSERT INTO c VALUES (1)',
      ['insert c'],
    ],
    [
      'a trigger that is dropped',
      `${TRIGGER} CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire(); DROP TRIGGER t ON a;`,
      'INSERT INTO a VALUES (1)',
      ['insert a'],
    ],
    [
      'a trigger that only changes its row',
      `${code('fire()', 'BEGIN NEW.at := now(); RETURN NEW; END', 'trigger')} CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION fire();`,
      'INSERT INTO a VALUES (1)',
      ['insert a'],
    ],
    [
      'a helper of PostgreSQL',
      'CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();',
      'UPDATE a SET b = 1',
      ['update a'],
    ],
  ])('and nothing more: %s', (...[, before, now, expected]) => {
    expect(done([before, now])).toEqual(expected);
  });
});

describe('What later statements run without a name is told where it is made', () => {
  test.each([
    ['a domain', `${WIPE} CREATE DOMAIN d AS int CHECK (wipe() IS NULL);`, ['? wipe']],
    [
      'an operator',
      `${WIPE} CREATE OPERATOR ==> (leftarg = int, rightarg = int, function = wipe);`,
      ['? wipe'],
    ],
    ['a policy', `${WIPE} CREATE POLICY p ON a USING (wipe());`, ['? wipe']],
    ['another policy', `${WIPE} ALTER POLICY p ON a WITH CHECK (wipe());`, ['? wipe']],
    ['a cast', `${WIPE} CREATE CAST (text AS int) WITH FUNCTION wipe(text);`, ['? wipe']],
    ['an aggregate', `${WIPE} CREATE AGGREGATE s (int) (sfunc = wipe, stype = int);`, ['? wipe']],
    [
      'an event trigger',
      `${WIPE} CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION wipe();`,
      ['? wipe'],
    ],
    ['a function of the name of a known one', sql('lower(int)', 'DELETE FROM a'), ['? lower']],
    ['a function that looks like a column', sql('wipe(orders)', 'DELETE FROM a'), ['? wipe']],
    ['a function of what may be a row', sql('wipe({{ type }})', 'DELETE FROM a'), ['? wipe']],
  ])('%s', (_, text, expected) => {
    expect(done([text])).toEqual(expected);
  });

  test.each([
    ['a policy', `${NOTHING} CREATE POLICY p ON a USING (wipe());`],
    ['a policy that asks who somebody is', 'CREATE POLICY p ON a USING (auth.uid() = b);'],
    ['a domain', `${NOTHING} CREATE DOMAIN d AS int CHECK (wipe() IS NULL);`],
    [
      'an operator of a known function',
      'CREATE OPERATOR ==> (leftarg = int, rightarg = int, function = int4pl);'.replace('int4pl', 'lower'),
    ],
    ['an aggregate', 'CREATE AGGREGATE s (int) (sfunc = array_append, stype = int[]);'],
    ['a function of the name of a known one', sql('lower(int)', 'SELECT 1')],
    ['a function of a value', sql('wipe(date)', 'DELETE FROM a')],
    ['a computed column', sql('full_name(people)', 'SELECT $1.a')],
  ])('unless it is harmless: %s', (_, text) => {
    expect(done([text])).toEqual([]);
  });
});

describe('What an earlier migration hid may be run by a later one', () => {
  const DRAIN = sql('drain(int, text)', 'DELETE FROM a');
  test.each([
    ['an operator', `${DRAIN} CREATE OPERATOR = (leftarg = int, rightarg = text, function = drain);`],
    ['a cast', `${DRAIN} CREATE CAST (duo AS text) WITH FUNCTION drain(duo);`],
    ['a domain', `${DRAIN} CREATE DOMAIN d AS int CHECK (drain(value, 'a') IS NULL);`],
    ['a policy', `${DRAIN} CREATE POLICY p ON a USING (drain(1, 'a') IS NULL);`],
    [
      'the class of an operator',
      `${DRAIN} CREATE OPERATOR CLASS c FOR TYPE int USING btree AS FUNCTION 1 drain(int, text);`,
    ],
    ['a function of the name of a known one', sql('lower(text, int)', 'DELETE FROM a')],
    ['a function that looks like a column', sql('drain(orders)', 'DELETE FROM a')],
    [
      'one that was harmless when it was hidden',
      `${sql('drain(int, text)', 'SELECT 1')} CREATE CAST (duo AS text) WITH FUNCTION drain(duo); ${code('drain(int, text)', 'BEGIN DELETE FROM a; END')}`,
    ],
    ['a domain that was changed', `${DRAIN} ALTER DOMAIN d ADD CHECK (drain(value, 'a') IS NULL) NOT VALID;`],
    [
      'the family of an operator',
      `${DRAIN} ALTER OPERATOR FAMILY f USING btree ADD FUNCTION 1 (int, text) drain(int, text);`,
    ],
    [
      'a range',
      `${sql('drain(float8, float8)', 'DELETE FROM a')} CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = drain);`,
    ],
    [
      'one that was another at first',
      `${sql('lower(text, int)', 'SELECT 1')} ${sql('lower(text, int)', 'DELETE FROM a')}`,
    ],
  ])('by %s', (_, text) => {
    for (const later of ["SELECT 1 = 'a'::text", 'INSERT INTO b VALUES (1)', 'CREATE INDEX ON b ((a + 1))'])
      expect([later, ...done([text, 'SELECT 2', later])]).toEqual([
        later,
        expect.stringMatching(/^\? (?:drain|lower)$/),
        ...done([later]),
      ]);
    for (const later of ['CREATE TABLE b (a int)', 'DROP TABLE b', 'SET lock_timeout = 1'])
      expect(done([text, later])).toEqual(done([later]));
  });

  test('by an event trigger, where something is made or dropped', () => {
    const made = `${WIPE} CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION wipe();`;
    expect(done([made, 'CREATE TABLE b (a int)'])).toEqual(['? wipe']);
    expect(done([made, 'ALTER TABLE b ADD c int; CREATE INDEX ON b (c)'])).toEqual(['? wipe']);
    expect(done([made, 'SELECT 1; INSERT INTO b VALUES (1)'])).toEqual(['insert b']);
  });

  test.each([
    [
      'an operator of a name of its own',
      `${WIPE} CREATE OPERATOR ==> (leftarg = int, rightarg = int, function = wipe);`,
    ],
    ['an aggregate of a name of its own', `${WIPE} CREATE AGGREGATE s (int) (sfunc = wipe, stype = int);`],
    [
      'one that is harmless by now',
      `${sql('lower(text, int)', 'DELETE FROM a')} ${code('lower(text, int)', 'BEGIN END')}`,
    ],
  ])('unless that is seen, or over: %s', (_, text) => {
    expect(done([text, 'SELECT 1'])).toEqual([]);
  });

  test.each([
    ['insert', 'INSERT INTO a VALUES (1)'],
    ['update', 'UPDATE a SET b = 1 WHERE c = 2'],
    ['delete', 'DELETE FROM a WHERE c = 2'],
  ])('by a rule, on %s', (event, later) => {
    const rule = (how: string, action: string) => `CREATE RULE r AS ON ${event} TO a DO ${how} ${action};`;
    const ruled = '? the rule r of an earlier statement does something else with it';
    expect(done([rule('ALSO', 'DELETE FROM b'), later])).toEqual([`${event} a`, ruled]);
    expect(done([rule('INSTEAD', 'NOTHING'), later])).toEqual([`${event} a`, ruled]);
    expect(done([`${rule('INSTEAD', 'NOTHING')} DROP RULE r ON a;`, later])).toEqual([`${event} a`]);
    expect(done([rule('ALSO', 'NOTIFY changed'), later])).toEqual([`${event} a`]);
    expect(done([rule('ALSO', 'DELETE FROM b'), later.replace(' a ', ' c ')])).toEqual([`${event} c`]);
  });

  test('unless the policy vouches for it, and nothing else is known of it', () => {
    const made = 'CREATE CAST (duo AS text) WITH FUNCTION drain(duo);';
    expect(done([made, 'SELECT 1'])).toEqual(['? drain']);
    expect(done([made, 'SELECT 1'], ['drain'])).toEqual([]);
  });
});

describe('A team may vouch for a function', () => {
  test('that nobody knows', () => {
    expect(done(['SELECT wipe(), drain()'], ['wipe'])).toEqual(['? drain']);
  });

  test('of which nobody knows all, and what is known is told', () => {
    const body = code('f()', "BEGIN DELETE FROM a; EXECUTE 'DELETE FROM ' || x; END");
    expect(done([body, 'SELECT f()'], ['f'])).toEqual(['delete a']);
  });
});

test('Upgrades that nothing is added to are the same objects', () => {
  const upgrades = ['SELECT 1', WIPE, 'SELECT wipe()', 'DELETE FROM a'].map(
    (text) => readSqlFile(parser, text).upgrade.steps,
  );
  const following = { parser, isVouchedFor: () => false };
  const once = followedUpgrades(upgrades, following);
  expect([0, 1, 3].every((index) => once[index] === upgrades[index])).toBe(true);
  expect(followedUpgrades(upgrades, following)[2]).toBe(once[2]);
});

describe('A history that is asked for again, edited', () => {
  const TEXTS = [
    'SELECT 1',
    WIPE,
    'SELECT wipe()',
    'DROP FUNCTION wipe()',
    'ALTER FUNCTION wipe() RENAME TO drain',
    'SELECT drain()',
    'CREATE TABLE a (id int PRIMARY KEY)',
    'CREATE TABLE b (id int, a int REFERENCES a (id) ON DELETE CASCADE)',
    'ALTER TABLE b RENAME TO c',
    'CREATE TRIGGER t AFTER DELETE ON a FOR EACH ROW EXECUTE FUNCTION wipe()',
    'CREATE TRIGGER u AFTER DELETE ON b FOR EACH ROW EXECUTE FUNCTION drain()',
    'DROP TRIGGER t ON a',
    'CREATE VIEW v AS SELECT wipe()',
    'SELECT * FROM v',
    'CREATE FUNCTION lower(a) RETURNS text LANGUAGE sql AS $$ DELETE FROM d; SELECT 1 $$',
    'DELETE FROM a',
    'DELETE FROM c',
    'ALTER TABLE a ALTER COLUMN id TYPE bigint',
  ];
  const upgrade = (text: string) => readSqlFile(parser, text).upgrade.steps;
  const anyHistory = fc.array(fc.constantFrom(...TEXTS.keys()), { minLength: 1, maxLength: 8 });

  test('is followed as if it were asked for the first time', () => {
    const upgrades = TEXTS.map(upgrade);
    const isVouchedFor = () => false;
    fc.assert(
      fc.property(fc.array(anyHistory, { minLength: 2, maxLength: 6 }), (edits) => {
        const kept = { ...parser };
        for (const edit of edits) {
          const history = edit.flatMap((index) => upgrades.slice(index, index + 1));
          const fresh = followedUpgrades(history, { parser: { ...parser }, isVouchedFor });
          expect(followedUpgrades(history, { parser: kept, isVouchedFor })).toEqual(fresh);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is followed as if nothing had been, where that ended in an error', () => {
    let isBroken = true;
    const parse: SqlParser['parse'] = (text) => {
      if (isBroken && text.includes('FROM b')) throw new Error('The parser is gone.');
      return parser.parse(text);
    };
    const following = { parser: { parse }, isVouchedFor: () => false };
    const drain = 'CREATE FUNCTION drain() RETURNS void LANGUAGE sql AS $$ DELETE FROM b $$';
    const trigger = 'CREATE TRIGGER t AFTER DELETE ON a FOR EACH ROW EXECUTE FUNCTION wipe()';
    const begun = [WIPE, drain].map(upgrade);
    expect(() => followedUpgrades([...begun, upgrade(`${trigger}; SELECT drain()`)], following)).toThrow(
      'The parser is gone.',
    );
    isBroken = false;
    const edited = [...begun, upgrade('SELECT 1'), upgrade('DELETE FROM a')];
    const fresh = followedUpgrades(edited, { ...following, parser: { ...parser } });
    expect(followedUpgrades(edited, following)).toEqual(fresh);
  });

  test('is followed from the edit on', () => {
    const following = { parser: { ...parser }, isVouchedFor: () => false };
    const upgrades = [WIPE, ...Array.from({ length: 500 }, () => 'SELECT wipe()')].map(upgrade);
    const stepsFor = (history: readonly (readonly Step[])[]) => {
      const before = stepsTaken();
      followedUpgrades(history, following);
      return stepsTaken() - before;
    };
    const whole = stepsFor(upgrades);
    expect(stepsFor([...upgrades.slice(0, -1), upgrade('SELECT 1')])).toBeLessThan(whole / 10);
  });
});
