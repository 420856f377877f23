import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import {
  anyLine,
  idAt,
  writtenRevision,
  type DraftHistory,
  type DraftRevision,
} from '../../testing/any-revisions.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { COSMETIC_REWRITINGS } from '../../testing/cosmetic-rewritings.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleHistory, type SampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';

const SETTLED = ['migrations/edited-after-release', 'migrations/deleted-or-renamed-after-release'];

const checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());

/** What is said of revisions that were settled: `edited-after-release error: a1`. */
function told(history: SampleHistory): readonly string[] {
  const { files = {}, change = [], seen } = sampleHistory(history);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const observations = { ...changeObservations({ changes: change, files: texts }, { stage: 'ci' }), ...seen };
  const { findings, crashed } = checker.check(observations, { stage: 'ci' });
  expect(crashed).toEqual([]);
  return findings
    .filter(({ rule }) => SETTLED.includes(rule))
    .map(({ rule, severity, message }) => {
      const id = message.split(' ').find((word) => /[\da-f]{9}|x\.py/.test(word)) ?? '?';
      return `${rule.slice('migrations/'.length)} ${severity}: ${id.replace(/.*\/|_x\.py/g, '')}`;
    });
}

const textsOf = (history: DraftHistory) =>
  Object.fromEntries(history.map((draft) => [draft.id, writtenRevision(draft)]));

/** A history of which one revision is edited. */
interface Edit {
  readonly history: DraftHistory;
  readonly victim: DraftRevision;
}

const anyEdit: fc.Arbitrary<Edit> = fc.tuple(anyLine, fc.nat()).map(([history, which]) => {
  const index = which % history.length;
  const [victim = { id: idAt(0), parent: 'None', upgrade: [], downgrade: [] }] = history.slice(index);
  return { history, victim };
});

function edited({ history, victim }: Edit, text: string): SampleHistory {
  return {
    base: textsOf(history.filter(({ id }) => id !== victim.id)),
    before: { [victim.id]: writtenRevision(victim) },
    edited: { [victim.id]: text },
  };
}

function eachEdit(check: (edit: Edit) => void): void {
  fc.assert(fc.property(anyEdit, check));
}

describe('a revision that was settled', () => {
  test.each(Object.keys(COSMETIC_REWRITINGS))('may be given %s', (name) => {
    const rewrite = COSMETIC_REWRITINGS[name] ?? String;
    eachEdit((edit) => {
      const history = edited(edit, rewrite(writtenRevision(edit.victim)));
      expect(told(history)).toEqual([]);
      expect(told({ ...history, released: {} })).toEqual([]);
    });
  });

  test('may not be given one more step, whether it was merged or released', () => {
    eachEdit((edit) => {
      const { victim } = edit;
      const upgrade = [...victim.upgrade, 'op.drop_table("parcels")'];
      const history = edited(edit, writtenRevision({ ...victim, upgrade }));
      expect(told({ ...history, released: { [victim.id]: null } })).toEqual([
        `edited-after-release warning: ${victim.id}`,
      ]);
      expect(told({ ...history, released: { [victim.id]: writtenRevision(victim) } })).toEqual([
        `edited-after-release error: ${victim.id}`,
      ]);
    });
  });

  test('may not lose a step', () => {
    eachEdit((edit) => {
      const { victim } = edit;
      fc.pre(victim.upgrade.some((line) => line !== 'pass'));
      const history = edited(edit, writtenRevision({ ...victim, upgrade: [] }));
      expect(told(history)).toEqual([`edited-after-release warning: ${victim.id}`]);
    });
  });

  test('may not be taken back in another way', () => {
    eachEdit((edit) => {
      const { victim } = edit;
      const downgrade = [...(victim.downgrade ?? []), 'op.drop_table("parcels")'];
      const history = edited(edit, writtenRevision({ ...victim, downgrade }));
      expect(told(history)).toEqual([`edited-after-release warning: ${victim.id}`]);
    });
  });

  test('may not be hung elsewhere', () => {
    eachEdit((edit) => {
      const { victim } = edit;
      const history = edited(edit, writtenRevision({ ...victim, parent: '"zz99"' }));
      expect(told(history)).toEqual([`edited-after-release warning: ${victim.id}`]);
    });
  });

  test('may go back to what was released', () => {
    eachEdit((edit) => {
      const { history, victim } = edit;
      const was = writtenRevision({ ...victim, upgrade: [...victim.upgrade, 'op.drop_table("parcels")'] });
      expect(
        told({
          base: textsOf(history.filter(({ id }) => id !== victim.id)),
          before: { [victim.id]: was },
          edited: { [victim.id]: writtenRevision(victim) },
          released: { [victim.id]: writtenRevision(victim) },
        }),
      ).toEqual([]);
    });
  });

  test('may not be deleted', () => {
    eachEdit(({ history, victim }) => {
      const gone = {
        base: textsOf(history.filter(({ id }) => id !== victim.id)),
        before: { [victim.id]: writtenRevision(victim) },
        deleted: [victim.id],
      };
      expect(told(gone)).toEqual([`deleted-or-renamed-after-release warning: ${victim.id}`]);
      expect(told({ ...gone, released: { [victim.id]: writtenRevision(victim) } })).toEqual([
        `deleted-or-renamed-after-release error: ${victim.id}`,
      ]);
    });
  });

  test('may not move to another file, which is less bad than to be gone', () => {
    eachEdit(({ history, victim }) => {
      const text = writtenRevision(victim);
      const said = told({
        base: textsOf(history.filter(({ id }) => id !== victim.id)),
        before: { [victim.id]: text },
        deleted: [victim.id],
        added: { [`${victim.id}_better_name.py`]: text },
        released: { [victim.id]: text },
      });
      expect(said).toEqual([`deleted-or-renamed-after-release warning: ${victim.id}`]);
    });
  });
});

describe('a revision that is new', () => {
  test('may be anything', () => {
    fc.assert(
      fc.property(anyLine, (history) => {
        const [base, added] = [history.slice(0, -1), history.slice(-1)].map(textsOf);
        expect(told({ base: base ?? {}, added: added ?? {}, released: {} })).toEqual([]);
        expect(told({ base: base ?? {}, added: added ?? {} })).toEqual([]);
      }),
    );
  });
});
