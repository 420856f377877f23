import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { shellCommands } from './shell-script.ts';

function words(text: string): readonly (readonly string[])[] {
  return shellCommands(text).map((command) => command.words.map((word) => word.text));
}

describe('the commands of a shell script', () => {
  test.each([
    ['alembic upgrade head', [['alembic', 'upgrade', 'head']]],
    ['a && b || c; d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['a \\\n  --b c\n', [['a', '--b', 'c']]],
    ['# a comment\na # and another\nb#c', [['a'], ['b#c']]],
    ['if a b; then c; fi', [['if', 'a', 'b'], ['then', 'c'], ['fi']]],
    ['( a; { b; } )', [['a'], ['b']]],
    ['x=$(alembic current) y=`b c`', [['x='], ['alembic', 'current'], ['y='], ['b', 'c']]],
    [`psql -c "ALTER TABLE \\"a\\" ADD b int"`, [['psql', '-c', 'ALTER TABLE "a" ADD b int']]],
    [`echo 'a b'c"d"\\ e`, [['echo', 'a bcd e']]],
    ['a > out.txt 2>&1 < in', [['a', 'out.txt', 'in']]],
    ['cat <<< "a"', [['cat', 'a']]],
    ['A=1 alembic upgrade "$REV"', [['A=1', 'alembic', 'upgrade', '$REV']]],
    ['f() { a; }', [['f'], ['a']]],
    ['', []],
    ['\n\n;;\n', []],
    [`echo "never closed`, [['echo', 'never closed']]],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('of one pipeline have one number', () => {
    const numbers = shellCommands('a | b\nc; d | e').map(({ pipeline }) => pipeline);
    expect(new Set(numbers.slice(0, 2)).size).toBe(1);
    expect(new Set(numbers.slice(3)).size).toBe(1);
    expect(new Set(numbers).size).toBe(3);
  });

  test('are read what stands behind <<, and go on after it', () => {
    const text = 'psql "$URL" <<\'SQL\'\nALTER TABLE a\n  ADD b int;\nSQL\nnext\n';
    const [psql, next, ...more] = shellCommands(text);
    expect(psql?.words.map((word) => word.text)).toEqual(['psql', '$URL']);
    expect(psql?.heredocs.map((body) => body.text)).toEqual(['ALTER TABLE a\n  ADD b int;\n']);
    expect(psql?.heredocs.map(({ start, end }) => text.slice(start, end))).toEqual([
      'ALTER TABLE a\n  ADD b int;\n',
    ]);
    expect(next?.words.map((word) => word.text)).toEqual(['next']);
    expect(more).toEqual([]);
  });

  test.each([
    ['psql <<-EOF\n\tDROP TABLE a;\n\tEOF\nb', ['\tDROP TABLE a;\n']],
    ['psql <<EOF\nDROP TABLE a;\n', ['DROP TABLE a;\n']],
    ['psql <<A <<B\none\nA\ntwo\nB\n', ['one\n', 'two\n']],
  ])('take the body of %j up to its delimiter, or to the end', (text, bodies) => {
    expect(shellCommands(text).flatMap(({ heredocs }) => heredocs.map((body) => body.text))).toEqual(bodies);
  });

  test('know where their words stand, and from where on exactly so', () => {
    const text = `a 'b c' "d" e"f"`;
    const [command] = shellCommands(text);
    expect(command?.words.map(({ start, end }) => text.slice(start, end))).toEqual([
      'a',
      "'b c'",
      '"d"',
      'e"f"',
    ]);
    const exact = command?.words.map(({ verbatimAt, text: word }) =>
      verbatimAt === undefined ? undefined : text.slice(verbatimAt, verbatimAt + word.length),
    );
    expect(exact).toEqual(['a', 'b c', 'd', undefined]);
  });

  test('are those of a part of a text where only a part is asked for', () => {
    const text = 'CMD alembic upgrade head\nRUN x';
    const read = shellCommands(text, 4, 24);
    expect(read.map((command) => command.words.map((word) => word.text))).toEqual([
      ['alembic', 'upgrade', 'head'],
    ]);
    expect(read[0]?.words[0]?.start).toBe(4);
  });

  test('are read from any text without an error, inside it and in order', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '"',
      "'",
      '\\',
      '$(',
      ')',
      '`',
      '<<E',
      'E',
      '|',
      '&',
      ';',
      '#',
      '>',
      '{',
      '}',
      '2>&1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let before = 0;
        for (const { words: read } of shellCommands(text)) {
          for (const { start, end } of read) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            before = start;
          }
        }
      }),
    );
  });

  test('take steps that grow with the text only', () => {
    const text = `${'"a" <<E \\\n'.repeat(20_000)}${"'".repeat(10_001)}`;
    const started = stepsTaken();
    shellCommands(text);
    expect(stepsTaken() - started).toBeLessThan(2_000_000);
  });
});
