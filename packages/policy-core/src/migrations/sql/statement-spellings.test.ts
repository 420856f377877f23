import { describe, expect, it } from 'vitest';

import { SQL_STATEMENTS as STATEMENTS } from '../../testing/sql-statements.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { toldSql, toldSqlWithPlaces } from '../../testing/told-sql.ts';
import { significantTokens } from './tokens.ts';

const parser = (await testParsers()).sql;

const told = (sql: string) => toldSql(parser, sql);
const words = (sql: string) => significantTokens(sql).map(({ start, end }) => sql.slice(start, end));

/** Key words and names without quotes in capitals or not; what stands in quotes stays. */
function inCase(sql: string, change: (word: string) => string): string {
  return significantTokens(sql).reduceRight(
    (text, { kind, start, end }) =>
      kind === 'word' ? text.slice(0, start) + change(text.slice(start, end)) + text.slice(end) : text,
    sql,
  );
}

/** Other ways to write one statement. */
const SPELLINGS: Readonly<Record<string, (sql: string) => string>> = {
  'in small letters': (sql) => inCase(sql, (word) => word.toLowerCase()),
  'in capitals': (sql) => inCase(sql, (word) => word.toUpperCase()),
  'in both': (sql) => inCase(sql, (word) => word.replace(/^./, (letter) => letter.toUpperCase())),
  'with a semicolon': (sql) => `${sql};`,
  'with many semicolons': (sql) => `;;\n${sql} ;\n;`,
  'a word a line': (sql) => words(sql).join('\n'),
  'with tabs': (sql) => `\t${words(sql).join('\t')}\t`,
  'with Windows line ends': (sql) => `${words(sql).join('\r\n')}\r\n`,
  'with comments between words': (sql) => words(sql).join(' /* ; */ '),
  'with comments in comments': (sql) => words(sql).join(' /* /* ; */ */ '),
  'with comments at the end of lines': (sql) => words(sql).join(" -- it's ;\n"),
  'behind a comment': (sql) => `-- DROP TABLE other;\n/* DROP TABLE other; */ ${sql}`,
  'in a transaction': (sql) => `BEGIN;\n${sql};\nCOMMIT;`,
  'behind letters that take more bytes': (sql) => `SELECT 'é😀訂';\n${sql}`,
};

/** Without what stands around the statement. */
const own = (steps: readonly string[]) =>
  steps.filter((step) => !/^other (?:BEGIN|COMMIT|SELECT|DO)$/.test(step));

describe('a statement, however it is spelled', () => {
  it.each(STATEMENTS)('%s', (sql, ...done) => {
    expect(told(sql)).toEqual(done);
    for (const [how, spelled] of Object.entries(SPELLINGS)) {
      expect([how, own(told(spelled(sql)))]).toEqual([how, done]);
    }
  });

  it.each(STATEMENTS)('is underlined without what stands around it: %s', (sql, ...done) => {
    const plain = toldSqlWithPlaces(parser, sql).map(({ underlined }) => underlined);
    const around = toldSqlWithPlaces(parser, `-- é\n;${sql};\n-- 😀`).map(({ underlined }) => underlined);
    expect(around).toEqual(plain);
    expect(plain).toHaveLength(done.length);
    for (const underlined of plain) expect(sql).toContain(underlined);
  });
});

describe('a statement in a block of PL/pgSQL', () => {
  const BLOCKS: Readonly<Record<string, (sql: string) => string>> = {
    plain: (sql) => `DO $$ BEGIN ${sql}; END $$`,
    'with its language': (sql) => `DO LANGUAGE plpgsql $$ BEGIN ${sql}; END $$`,
    'with a tag': (sql) => `DO $body$ BEGIN ${sql}; END $body$`,
    'with declarations': (sql) => `DO $body$ DECLARE x int := 1; BEGIN ${sql}; END; $body$;`,
    'in a block of its own': (sql) => `DO $body$ BEGIN BEGIN ${sql}; END; END $body$`,
    'behind another statement': (sql) => `DO $body$ BEGIN PERFORM 1; ${sql}; RETURN; END $body$`,
  };

  const held = STATEMENTS.filter(([sql]) => !sql.includes('$$'));

  it.each(held)('%s', (sql, ...done) => {
    for (const [how, block] of Object.entries(BLOCKS)) {
      expect([how, own(told(block(sql)))]).toEqual([how, own(done)]);
    }
  });

  it.each(held.filter(([sql]) => !sql.includes("'")))('that is executed from a text: %s', (sql, ...done) => {
    expect(own(told(`DO $body$ BEGIN EXECUTE '${sql}'; END $body$`))).toEqual(own(done));
    expect(own(told(`DO $body$ BEGIN EXECUTE $q$${sql}$q$; END $body$`))).toEqual(own(done));
  });

  it.each(held)('under a condition is not certain: %s', (sql, ...done) => {
    const uncertain = own(done).map((step) => `? ${step}`);
    expect(own(told(`DO $body$ BEGIN IF x THEN ${sql}; END IF; END $body$`))).toEqual(uncertain);
    expect(own(told(`DO $body$ BEGIN FOR r IN SELECT 1 LOOP ${sql}; END LOOP; END $body$`))).toEqual(
      uncertain,
    );
  });
});

describe('two scripts, one behind the other', () => {
  it('do what both do', () => {
    for (const [index, [one, ...done]] of STATEMENTS.entries()) {
      const [two, ...more] = STATEMENTS.at(index - 7) ?? [''];
      expect(told(`${one};\n${two}`)).toEqual([...done, ...more]);
    }
  });
});
