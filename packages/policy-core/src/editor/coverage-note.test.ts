import { describe, expect, test } from 'vitest';

import { coverageSentence } from '../engine/coverage.ts';
import { reportOn, SITUATIONS } from '../testing/guard-situations.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { coverageNote } from './coverage-note.ts';

const parsers = await testParsers();

describe('what an editor says of what a check looked at, in the situations of the guard', () => {
  test.each(Object.entries(SITUATIONS))('begins with the sentence of every report: %s', (_, situation) => {
    const report = reportOn(situation, 'editor', parsers);
    expect(coverageNote(report).sentences[0]).toBe(coverageSentence(report));
  });

  test('where nothing was judged, that is said, and why', () => {
    const idle = Object.entries(SITUATIONS).flatMap(([name, situation]) => {
      const { judgedNothing, sentences } = coverageNote(reportOn(situation, 'editor', parsers));
      return judgedNothing ? [`${name}: ${sentences.slice(1).join(' ')}`] : [];
    });
    expect(idle.join('\n')).toMatchInlineSnapshot(`
      "an empty policy and an empty repository: 6 rules not applicable: nothing of its kind is here. 13 rules not applicable: no change was given. 145 rules not applicable: the policy configures nothing for it.
      a record that cannot be read: 94 rules not applicable: nothing of its kind is here. 14 rules not applicable: no change was given. 56 rules not applicable: the policy configures nothing for it.
      nothing that the policy names: 94 rules not applicable: nothing of its kind is here. 14 rules not applicable: no change was given. 56 rules not applicable: the policy configures nothing for it.
      a pattern that matches nothing: policy/matches-nothing: nothing lies there, so nothing was judged. 93 rules not applicable: nothing of its kind is here. 14 rules not applicable: no change was given. 56 rules not applicable: the policy configures nothing for it.
      a pattern of which nobody knows: policy/matches-nothing: the checkout is sparse. 93 rules not applicable: nothing of its kind is here. 14 rules not applicable: no change was given. 56 rules not applicable: the policy configures nothing for it.
      SQL and no parser: migrations/drop-table: the parsers are not loaded. 15 rules not applicable: nothing of its kind is here. 14 rules not applicable: no change was given. 56 rules not applicable: the policy configures nothing for it.
      a folder of Alembic without a revision: 95 rules not applicable: nothing of its kind is here. 15 rules not applicable: no change was given. 54 rules not applicable: the policy configures nothing for it.
      a tree that could not be listed: migrations/drop-table: listing failed. 16 rules not applicable: nothing of its kind is here. 15 rules not applicable: no change was given. 54 rules not applicable: the policy configures nothing for it.
      no change, and rules about changes: 6 rules not applicable: nothing of its kind is here. 15 rules not applicable: no change was given. 143 rules not applicable: the policy configures nothing for it.
      a change of nothing: 21 rules not applicable: nothing of its kind is here. 143 rules not applicable: the policy configures nothing for it."
    `);
  });

  test('where something was, the reasons are not in the way', () => {
    const notes = Object.values(SITUATIONS).map((situation) =>
      coverageNote(reportOn(situation, 'editor', parsers)),
    );
    const told = notes.filter(({ judgedNothing }) => !judgedNothing);
    expect(told.length).toBeGreaterThan(15);
    expect(told.map(({ sentences }) => sentences.length)).toEqual(told.map(() => 1));
  });
});
