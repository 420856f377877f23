import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { shownSteps } from '../testing/steps-of.ts';
import { fileUpgrade } from './file-upgrade.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

describe('a SQL migration', () => {
  it('is an upgrade whose steps are its statements', () => {
    const text = 'DROP TABLE a;\nFROBNICATE;\nDO $$ BEGIN IF x THEN DROP TABLE b; END IF; END $$;';
    const upgrade = fileUpgrade(parser, text);
    expect(shownSteps(upgrade)).toEqual([
      'drop-table a',
      '! PostgreSQL reads it as a syntax error at or near "FROBNICATE"',
      '? drop-table b',
    ]);
    expect(upgrade.steps.map(({ start, end }) => text.slice(start, end))).toEqual([
      'DROP TABLE a',
      'FROBNICATE',
      'DROP TABLE b',
    ]);
    expect(upgrade.steps[0]).toMatchObject({ via: 'sql', autocommit: false });
  });

  it('has no function to point at', () => {
    expect(fileUpgrade(parser, 'DROP TABLE a')).toMatchObject({
      kind: 'runs',
      name: undefined,
      body: undefined,
      raise: undefined,
      sql: [],
    });
  });

  it.each(['', ' \n', '-- DROP TABLE a', '/* nothing */;;'])('is empty where it does nothing: %j', (text) => {
    expect(fileUpgrade(parser, text)).toMatchObject({ kind: 'empty', steps: [] });
  });

  it('runs where it cannot be read', () => {
    expect(fileUpgrade(parser, 'FROBNICATE').kind).toBe('runs');
  });
});
