import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { scriptPlaces } from './script-code.ts';

/** What is found in a shell script, and what an editor underlines. */
function told(text: string): readonly string[] {
  return scriptPlaces('shell', 'ops/a.sh', text).map((place) => {
    const shown = text.slice(place.start, place.end);
    if (place.kind === 'ddl') return `${place.what} ${place.name ?? '-'} | ${shown}`;
    if (place.kind !== 'alembic') return place.kind;
    return `${place.command.verb} ${place.command.target ?? '?'} | ${shown}`;
  });
}

describe('SQL that a script hands to a client', () => {
  test.each([
    ['by -c', 'psql -c "DROP TABLE a"', ['DROP TABLE a | DROP TABLE a']],
    ['by -c in single quotes', "psql -c 'DROP TABLE a'", ['DROP TABLE a | DROP TABLE a']],
    ['by a client with its path', '/usr/bin/psql -c "DROP TABLE a"', ['DROP TABLE a | DROP TABLE a']],
    ['through a pipe', 'echo "DROP TABLE a" | psql "$URL"', ['DROP TABLE a | DROP TABLE a']],
    ['through two pipes', 'echo "DROP TABLE a" | tee log | psql', ['DROP TABLE a | DROP TABLE a']],
    ['from a here-document', 'psql <<EOF\nDROP TABLE a;\nEOF\n', ['DROP TABLE a | DROP TABLE a']],
    [
      'from an indented here-document',
      'psql <<-EOF\n\tDROP TABLE a;\n\tDROP TABLE b;\n\tEOF\n',
      ['DROP TABLE a | DROP TABLE a', 'DROP TABLE b | DROP TABLE b'],
    ],
    ['inside of another shell', `sh -c "psql -c 'DROP TABLE a'"`, ['DROP TABLE a | DROP TABLE a']],
    ['in a container', 'docker exec db psql -c "DROP TABLE a"', ['DROP TABLE a | DROP TABLE a']],
    ['with the name of a variable', 'psql -c "DROP TABLE $T"', ['DROP TABLE $T | DROP TABLE $T']],
    [
      'with a variable in braces',
      'psql -c "DROP TABLE ${T}_old"',
      ['DROP TABLE ${T}_old | DROP TABLE ${T}_old'],
    ],
    [
      'two statements of one text',
      'psql -c "DROP TABLE a; ALTER TABLE b ADD c int"',
      ['DROP TABLE a | DROP TABLE a', 'ALTER TABLE b | ALTER TABLE b'],
    ],
    ['under a condition', 'if true; then psql -c "DROP TABLE a"; fi', ['DROP TABLE a | DROP TABLE a']],
  ])('%s', (_name, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test.each([
    ['no client', 'echo "DROP TABLE a"'],
    ['another pipeline', 'echo "DROP TABLE a"; psql -c "SELECT 1"'],
    ['a comment', '# psql -c "DROP TABLE a"\npsql -c "SELECT 1"'],
    ['a comment of SQL', 'psql -c "-- DROP TABLE a"'],
    ['a text within SQL', `psql -c "SELECT 'DROP TABLE a'"`],
    ['a table that goes with the connection', 'psql -c "CREATE TEMP TABLE a (b int)"'],
    ['a text within SQL in a container', `docker exec db psql -c "SELECT 'DROP TABLE a'"`],
    ['a pipeline of its own', `psql -c "SELECT 1"; sh -c "echo 'DROP TABLE a'"`],
    ['another database', 'sqlite3 a.db "DROP TABLE a"'],
    ['rows only', 'psql -c "DELETE FROM a"'],
    ['a file, which is judged by itself', 'psql -f drop_table.sql'],
    ['nothing of all that', 'ls -la\nmake all\n'],
    ['an empty file', ''],
  ])('not where there is %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('Alembic in a script', () => {
  test.each([
    ['alembic upgrade head', ['upgrade head | alembic upgrade head']],
    ['alembic downgrade base', ['downgrade base | alembic downgrade base']],
    ['alembic -c ops/alembic.ini downgrade -1', ['downgrade -1 | alembic -c ops/alembic.ini downgrade -1']],
    ['python -m alembic upgrade head', ['upgrade head | python -m alembic upgrade head']],
    ['poetry run alembic upgrade head', ['upgrade head | poetry run alembic upgrade head']],
    ['cd api && alembic upgrade +1', ['upgrade +1 | alembic upgrade +1']],
    ['echo alembic upgrade head', []],
    ['# alembic upgrade head', []],
    ['alembic history', []],
    ['pip install alembic', []],
  ])('%j', (text, expected) => {
    const [place = ''] = told(text);
    expect(told(text)).toHaveLength(expected.length);
    // Whether the program that starts it is underlined, too, is for another test.
    const [wanted = ''] = expected;
    expect(place.split(' | ')[0]).toBe(wanted.split(' | ')[0]);
  });

  test('comes in the order of the file, among SQL', () => {
    const text = 'psql -c "DROP TABLE a"\nalembic upgrade head\npsql -c "DROP TABLE b"\n';
    expect(told(text).map((line) => line.split(' | ')[0])).toEqual([
      'DROP TABLE a',
      'upgrade head',
      'DROP TABLE b',
    ]);
  });
});

describe('every script', () => {
  const line = fc.constantFrom(
    'psql -c "DROP TABLE a"',
    'alembic upgrade head',
    'echo "DROP TABLE a" | psql',
    'psql <<EOF\nCREATE TABLE b (c int);\nEOF',
    'ls',
    '# psql -c "DROP TABLE z"',
    'if x; then',
    'fi',
    '"',
    "'",
    '\\',
    '$(',
    ')',
    '`',
    '<<EOF',
  );

  test('has places inside of it, in order, without an error', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        const places = scriptPlaces('shell', 'a.sh', text);
        for (const { start, end } of places) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        const starts = places.map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  test('of sound lines says what the lines say, one by one', () => {
    const sound = fc.constantFrom(
      'psql -c "DROP TABLE a"',
      'alembic upgrade head',
      'echo "ALTER TABLE a ADD b int" | psql',
      'ls -la',
      '# psql -c "DROP TABLE z"',
    );
    fc.assert(
      fc.property(fc.array(sound, { maxLength: 6 }), (lines) => {
        expect(told(lines.join('\n'))).toEqual(lines.flatMap((one) => told(one)));
      }),
    );
  });
});
