import process from 'node:process';

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { splitSql } from '../../packages/policy-core/src/migrations/sql/splitter.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { seededRandom, type Random } from '../pip/random.ts';
import { type GeneratedScript, generatedScript } from './generated-scripts.ts';
import { scriptFaults } from './script-laws.ts';
import { mutatedScript } from './script-mutations.ts';

const IS_EXHAUSTIVE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';
const SCRIPTS = IS_EXHAUSTIVE ? 200_000 : 20_000;
const SEED = fc.readConfigureGlobal().seed ?? Date.now();
/** One mistake makes many faults. */
const ENOUGH = 3;

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

describe('Scripts of every habit, and what is left of them after a slip', () => {
  it(
    `are read as they must be, ${SCRIPTS.toLocaleString('en')} of them`,
    { timeout: IS_EXHAUSTIVE ? 3_600_000 : 600_000 },
    () => {
      const random = seededRandom(SEED);
      const shown: string[] = [];
      let statements = 0;
      for (let done = 0; done < SCRIPTS && shown.length < ENOUGH; done += 1) {
        const script = anyScript(random);
        const [fault] = scriptFaults(parsers, script);
        if (fault !== undefined) shown.push(`${fault}\n${JSON.stringify(smallest(script))}`);
        statements += script.sound.length;
      }
      expect(shown.join('\n\n'), `The seed is ${SEED}.`).toBe('');
      expect(statements).toBeGreaterThan(SCRIPTS);
    },
  );
});

/** After a slip nothing is promised of single statements, as a quote may have swallowed them. */
function anyScript(random: Random): GeneratedScript {
  const script = generatedScript(random);
  return random.chance(0.5) ? script : { text: mutatedScript(random, script.text), sound: [] };
}

/** The first pieces that still have a fault, and the last ones of those. */
function smallest({ text, sound }: GeneratedScript): string {
  if (sound.length > 0) return text;
  let least = text;
  for (const { end } of splitSql(text)) {
    if (end < least.length && isFaulty(text.slice(0, end))) least = text.slice(0, end);
  }
  for (const { start } of splitSql(least).toReversed()) {
    if (isFaulty(least.slice(start))) return least.slice(start);
  }
  return least;
}

function isFaulty(text: string): boolean {
  return scriptFaults(parsers, { text, sound: [] }).length > 0;
}

describe('A script that is not read as it must be', () => {
  it('is noticed by the statement that is missing', () => {
    const sound = [{ start: 4, sql: 'DROP TABLE b' }];
    expect(scriptFaults(parsers, { text: 'BAD;DROP TABLE b;', sound })).toEqual([]);
    expect(scriptFaults(parsers, { text: 'BAD DROP TABLE b;', sound })).toEqual([
      '"DROP TABLE b" at 4 is not found (DROP TABL)',
    ]);
  });

  it('is none where the server takes an END for a name, and psql takes it for the end of a body', () => {
    const faults = (text: string) => scriptFaults(parsers, { text, sound: [] });
    const body = (last: string) => `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; ${last}; END`;
    expect(faults(body('SELECT a END'))).toEqual([]);
    expect(faults(body('SELECT CASE WHEN a THEN 1 END'))).toEqual([]);
    expect(faults(body('SELECT 2 AS "case"'))).toEqual([]);
  });
});
