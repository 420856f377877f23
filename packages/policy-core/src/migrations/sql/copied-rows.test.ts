import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { mayRunAsScript } from './copied-rows.ts';

const parser = (await testParsers()).sql;
const mayRun = (rows: string) => mayRunAsScript(parser, rows, { start: 0, end: rows.length });

describe('Rows behind a COPY that PostgreSQL may refuse', () => {
  it.each([
    'DROP TABLE a;\n\\.',
    "1\tone\n2\ttwo; DELETE FROM a WHERE b = 'x';\n\\.",
    '1;\nSELECT wipe();\n\\.',
    '-- one\nTRUNCATE a;\n\\.',
    "it''s; it's; DROP TABLE a; '\n; DROP TABLE a;\n\\.",
    '(DELETE FROM a RETURNING b);\nWITH x AS (DELETE FROM a RETURNING b) SELECT 1;\n\\.',
    '1;\nDO $$ BEGIN DELETE FROM a; END $$;\n\\.',
    'DELETE FROM a \\g\n\\.',
    'DELETE FROM a\n\\.',
    'DELETE FROM a\t\\N\n;\n\\.',
    '1\t\\! rm -rf /\n\\.',
    '\\i more.sql\n\\.',
    '1\t\\r \\\\ DROP TABLE a;\n\\.',
    'COPY b FROM PROGRAM $$x$$;\n\\.',
  ])('run: %j', (rows) => {
    expect(mayRun(rows)).toBe(true);
  });

  it.each([
    '\\.',
    '1\tone\n2\ttwo\n\\.',
    "1\tit's; DROP TABLE a;\n2\t\\N\n\\.",
    '1\t\\N\t\\\\x00\ta\\tb\\r\\n\\134\n\\.',
    'delete\tDelete things;\nupdate\tUpdate things;\n\\.',
    "1,';'\n2,a;b;c\n\\.",
    '1\tSELECT 1;\n2\tSELECT 2;\n\\.',
  ])('do not run: %j', (rows) => {
    expect(mayRun(rows)).toBe(false);
  });
});
