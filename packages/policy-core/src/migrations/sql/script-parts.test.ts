import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { anySqlText, harmlessSql, sqlGap } from '../../testing/sql-texts.ts';
import { sqlOperations } from './operations.ts';
import { insideBlock, scriptParts, startReading, type ScriptReader } from './script-parts.ts';
import { movedBy } from './sql-operation.ts';

const parser = (await testParsers()).sql;

/** The node of a statement or the kind of a problem, and its text. */
function partsOf(text: string, reader: ScriptReader = startReading(parser)): [string, string][] {
  return [...scriptParts(reader, text)].map((part) =>
    part.kind === 'statement'
      ? [Object.keys(part.node).join(), text.slice(part.start, part.end)]
      : [part.problem.kind, text.slice(part.problem.start, part.problem.end)],
  );
}

describe('The parts of a script', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    [' ; -- a', []],
    [
      'BEGIN; DROP TABLE a',
      [
        ['TransactionStmt', 'BEGIN'],
        ['DropStmt', 'DROP TABLE a'],
      ],
    ],
    ['SELEC 1', [['unreadable', 'SELEC 1']]],
    ['\\d a', [['psql', '\\d a']]],
    [
      'COPY a FROM stdin;\n1',
      [
        ['CopyStmt', 'COPY a FROM stdin'],
        ['psql', '1'],
      ],
    ],
    [
      'COPY a FROM stdin;\n1\n\\.\nSELECT 1',
      [
        ['CopyStmt', 'COPY a FROM stdin'],
        ['SelectStmt', 'SELECT 1'],
      ],
    ],
    ['SELECT 1\0', [['unanalyzable', 'SELECT 1\0']]],
    [
      'SELECT (1; DROP TABLE a; SELECT 2',
      [
        ['unreadable', 'SELECT (1'],
        ['DropStmt', 'DROP TABLE a'],
        ['SelectStmt', 'SELECT 2'],
      ],
    ],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  it('tell a statement that PostgreSQL refuses from other problems', () => {
    const flags = [...scriptParts(startReading(parser), 'SELEC 1; \\d')].map((part) =>
      part.kind === 'problem' ? part.isStatement : undefined,
    );
    expect(flags).toEqual([true, false]);
  });

  it('hold a statement within the text that was parsed', () => {
    const text = '  SELECT 1; /* é */ DROP TABLE b;';
    for (const part of scriptParts(startReading(parser), text)) {
      if (part.kind !== 'statement') throw new Error(part.kind);
      const { statement } = part;
      expect(statement.text.slice(statement.start, statement.end)).toBe(text.slice(part.start, part.end));
    }
  });

  it('turn bytes into characters, in whatever order they are asked for', () => {
    const [part] = scriptParts(startReading(parser), "SELECT 'é😀', 1");
    if (part?.kind !== 'statement') throw new Error('no statement');
    expect([17, 0, 15, 8].map((byte) => part.statement.offsets.utf16(byte))).toEqual([14, 0, 12, 8]);
  });

  it('are given up where too much cannot be read, wherever that is', () => {
    const reader = insideBlock(startReading(parser));
    const first = partsOf('SELEC; '.repeat(600), reader);
    const second = partsOf('SELEC; '.repeat(600), reader);
    expect(first).toHaveLength(600);
    expect(second.at(-1)?.[0]).toBe('unanalyzable');
    expect(second.length).toBeLessThan(410);
  });

  it('are none of a text too deep in blocks', () => {
    let reader = startReading(parser);
    for (let depth = 0; depth < 8; depth += 1) reader = insideBlock(reader);
    expect(partsOf('SELECT 1', reader)).toEqual([['SelectStmt', 'SELECT 1']]);
    expect(partsOf('SELECT 1', insideBlock(reader))).toEqual([['unanalyzable', 'SELECT 1']]);
  });

  it('lie in the text one behind the other, whatever it is', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        let before = 0;
        for (const part of scriptParts(startReading(parser), text)) {
          const { start, end } = part.kind === 'statement' ? part : part.problem;
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = end;
        }
      }),
    );
  });

  it.each([
    'SELECT 1',
    '  SELECT 1 ;\n\n-- why\nSELECT 2 /* a */ ; /* b; */',
    "INSERT INTO a VALUES ('--'); SELECT 2 -- c",
    '\u00a0a; SELECT 1\u00a0; SELECT 2',
    '\uFEFFSELECT 1;\uFEFFSELECT 2\uFEFF;',
    "SELECT 'é訂😀'; DROP TABLE größe, b;",
    'CREATE TABLE a (b int); COPY a FROM stdin;\nSELECT 1;\n',
    'CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3',
    'DO $$ BEGIN DROP TABLE a; END $$; ALTER TABLE b ADD c int DEFAULT 1;',
    'CREATE RULE r AS ON UPDATE TO a DO (DELETE FROM b; DELETE FROM c); SELECT 1',
    'SELECT (1; 2)',
    'SELECT 1; SELEC 2; SELECT 3;',
    "SELECT E'\\\\'; SELECT 2",
  ])('are those of its pieces, one by one: %j', (text) => {
    expectSameInPieces(text);
  });

  it('are those of its pieces, whatever the text is', () => {
    fc.assert(fc.property(anySqlText, expectSameInPieces));
    const scripts = fc
      .array(fc.tuple(harmlessSql, sqlGap), { maxLength: 6 })
      .map((all) => all.flat().join(''));
    fc.assert(fc.property(scripts, expectSameInPieces));
  });
});

/** Behind a psql command a script is read piece by piece. */
const COMMAND = '\\q\n';

function expectSameInPieces(text: string): void {
  if (text.includes('\0')) return;
  const [command, ...pieces] = partsOf(COMMAND + text);
  expect(command).toEqual(['psql', '\\q']);
  expect(partsOf(text)).toEqual(pieces);
  const [, ...inPieces] = sqlOperations(parser, COMMAND + text);
  expect(sqlOperations(parser, text)).toEqual(inPieces.map((one) => movedBy(one, -COMMAND.length)));
}
