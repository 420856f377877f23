import fc from 'fast-check';

const FRAGMENTS = [
  ["'", '"', '$$', '$a$', '/*', '*/', '--', '\n', '\r', ';', '\\', '\\.\n', '(', ')', ',', ' ', '\t'],
  ['E', "E'", "U&'", 'U&"', 'a', '1', '$1', ':b', '::int', '😀', 'é', '\uFEFF', '\0', '_lk0_'],
  ['DROP TABLE a', 'DROP', 'TABLE', 'IF EXISTS', 'CASCADE', 'COPY a FROM stdin;\n', 'DO $$', '$$;'],
  ['BEGIN', 'END', 'CASE', 'CREATE FUNCTION f() BEGIN ATOMIC', 'EXECUTE', 'USING', 'LOOP', 'LANGUAGE'],
].flat();

/** Texts that PostgreSQL would mostly refuse: anything at all, and pieces of SQL in any order. */
export const anySqlText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }).map((all) => all.join('')),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }).map((all) => all.join(' ')),
);

/** A statement that drops nothing and holds what could mislead. None ends with a semicolon. */
export const harmlessSql: fc.Arbitrary<string> = fc.constantFrom(
  "SELECT 'DROP TABLE a;'",
  'SELECT $q$; DROP TABLE a; $q$',
  'SELECT 1 /* ; DROP TABLE a; /* */ */',
  'SELECT "DROP TABLE a;" FROM b',
  "SELECT E'\\'; DROP TABLE a;'",
  "SELECT U&'\\0027; DROP TABLE a;'",
  'ALTER TABLE a DROP COLUMN b',
  'DROP VIEW a',
  'TRUNCATE TABLE a',
  "COMMENT ON TABLE a IS 'drop table a'",
  'CREATE TABLE dropped (drop_table text)',
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END',
  "DO $$ BEGIN RAISE NOTICE 'DROP TABLE a'; END $$",
);

/** What may stand between two statements, or in front of the first. */
export const sqlGap: fc.Arbitrary<string> = fc.constantFrom(
  '\n',
  ' ',
  '\r\n\t',
  '-- DROP TABLE a;\n',
  '/* DROP TABLE a; */',
  '/* /* ; */ ; */\n',
  ';\n',
  '\n-- 😀 é \' " $$\n',
);
