import { allRules } from '@lockkeeper/policy-core';
import { describe, expect, it } from 'vitest';

import { describeCases } from '../cases/case-files.ts';
import { CASES, OWN, REAL } from './case-sets.ts';
import { differingLines, recordedLines, recordLines } from './recorded-lines.ts';
import { countOutcomes, writeOutcomes } from './rule-outcomes.ts';
import { verdictLines, type JudgedCase } from './verdict-lines.ts';

const SHOWN = 20;
const COMMAND = 'LOCKKEEPER_WRITE_VERDICTS=1 node_modules/.bin/vitest run test/verdicts';
const isWriting = process.env['LOCKKEEPER_WRITE_VERDICTS'] !== undefined;

const outcomes = countOutcomes();

async function expectAsRecorded(set: string, cases: readonly JudgedCase[]): Promise<void> {
  const lines = verdictLines(outcomes.counting(set, cases));
  if (isWriting) recordLines(set, lines);
  const differing = differingLines(recordedLines(set), lines);
  const shown = differing.slice(0, SHOWN).join('\n');
  expect(
    differing.length,
    `${differing.length} lines of test/verdicts/${set}.jsonl differ, the first of them:\n${shown}\nWhere each is meant: ${COMMAND}\n`,
  ).toBe(0);
}

describe('Verdicts about cases of the project', () => {
  it.each(Object.entries(OWN))('are as recorded: %s', async (set, cases) => {
    await expectAsRecorded(set, await cases());
  });
});

describeCases('Verdicts about the case sets', () => {
  it.each(Object.entries(CASES))('are as recorded: %s', async (set, cases) => {
    await expectAsRecorded(set, await cases());
  });
});

describeCases('Verdicts about real migrations', () => {
  it.each(Object.entries(REAL))('are as recorded: %s', async (set, cases) => {
    await expectAsRecorded(set, await cases());
  });

  /** Over whole policies, beside all other rules; that each can by itself its own cases show. */
  it('pass every rule over something, and violate every rule', () => {
    const sets = [OWN, CASES, REAL].flatMap((some) => Object.keys(some));
    expect([...outcomes.sets.keys()], 'every set has to be judged in the same run').toEqual(sets);
    if (isWriting) writeOutcomes(outcomes, COMMAND);
    const lacking = allRules.flatMap(({ id }) => {
      const { passed = 0, failed = 0 } = outcomes.rules.get(id) ?? {};
      return [
        ...(passed > 0 ? [] : [`${id} never passed`]),
        ...(failed > 0 ? [] : [`${id} was never violated`]),
      ];
    });
    expect(lacking, 'a case in test/verdicts/own-cases.ts shows it').toEqual([]);
  });
});
