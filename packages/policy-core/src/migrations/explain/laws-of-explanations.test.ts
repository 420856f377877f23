import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import { anyHistory, writtenHistory, type DraftHistory } from '../../testing/any-revisions.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { historyOfTexts } from '../../testing/read-history.ts';
import { explainMigration } from './explain-migration.ts';
import { findRevision } from './find-revision.ts';
import { listedRevision } from './listed-revision.ts';
import { migrationGraph } from './migration-graph.ts';
import { migrationHeads } from './migration-heads.ts';

const parsers = await testParsers();

function eachHistory(check: (history: RevisionHistory, drafts: DraftHistory) => void): void {
  fc.assert(
    fc.property(anyHistory, (drafts) => {
      check(historyOfTexts(parsers, writtenHistory(drafts)), drafts);
    }),
  );
}

describe('the explanation of any revision', () => {
  test('tells of parents and children the same way around', () => {
    eachHistory((history, drafts) => {
      for (const { id } of drafts) {
        const explained = explainMigration({ history, id });
        for (const child of explained?.children ?? []) {
          expect(explainMigration({ history, id: child })?.revision.parents).toContain(id);
        }
        for (const parent of explained?.revision.parents ?? []) {
          const above = explainMigration({ history, id: parent });
          if (above !== undefined) expect(above.children).toContain(id);
        }
      }
    });
  });

  test('has a step for each statement that does something, at its line', () => {
    eachHistory((history, drafts) => {
      for (const { id } of drafts) {
        const text = history.files.get(`alembic/versions/${id}_x.py`)?.text.split('\n') ?? [];
        const explained = explainMigration({ history, id });
        for (const direction of [explained?.upgrade, explained?.downgrade]) {
          for (const { line, text: clause } of direction?.steps ?? []) {
            expect(text[line - 1]).toMatch(/^ +\S/);
            expect(clause).not.toMatch(/\n|\.$/);
          }
        }
      }
    });
  });

  test('gives reasons in sentences, for every answer that is not plain', () => {
    eachHistory((history, drafts) => {
      for (const { id } of drafts) {
        const explained = explainMigration({ history, id });
        if (explained === undefined) throw new Error(`${id} is not found`);
        for (const { reasons } of [explained.trivial, explained.reversible, explained.destructive]) {
          for (const { text } of reasons) expect(text).toMatch(/^[^\n]+\.$/);
        }
        if (explained.destructive.answer !== 'no') expect(explained.destructive.reasons).not.toEqual([]);
        if (explained.trivial.answer !== 'yes') expect(explained.trivial.reasons).not.toEqual([]);
      }
    });
  });

  test('never calls a revision trivial that destroys, and a missing downgrade no way back', () => {
    eachHistory((history, drafts) => {
      for (const { id, upgrade, downgrade } of drafts) {
        const explained = explainMigration({ history, id });
        const answers = [explained?.destructive.answer, explained?.trivial.answer];
        expect(answers).not.toEqual(['yes', 'yes']);
        const makesTable = upgrade.some((line) => line.startsWith('op.create_table'));
        const hasNoWayBack = downgrade === undefined && makesTable;
        expect(hasNoWayBack ? explained?.reversible.answer : 'no').toBe('no');
      }
    });
  });

  test('is none where there is no such revision', () => {
    eachHistory((history) => {
      expect(explainMigration({ history, id: 'zz99' })).toBeUndefined();
      expect(listedRevision(history, 'zz99')).toBeUndefined();
    });
  });
});

describe('the graph and the heads of any history', () => {
  test('are what other programs were promised', () => {
    eachHistory((history) => {
      const [graph, heads] = [migrationGraph([history]), migrationHeads([history], [])];
      expect(migrationsAnswers.graph.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
      expect(migrationsAnswers.heads.parse(JSON.parse(JSON.stringify(heads)))).toEqual(heads);
    });
  });

  test('list every revision once, each before those it builds on', () => {
    eachHistory((history, drafts) => {
      const [environment] = migrationGraph([history]).environments;
      const ids = environment?.revisions.map(({ id }) => id) ?? [];
      expect(ids.toSorted()).toEqual(drafts.map(({ id }) => id).toSorted());
      for (const { id, parents } of environment?.revisions ?? []) {
        for (const parent of parents.filter((one) => ids.includes(one))) {
          expect(ids.indexOf(id)).toBeLessThan(ids.indexOf(parent));
        }
      }
    });
  });

  test('agree about the heads', () => {
    eachHistory((history) => {
      const [graph] = migrationGraph([history]).environments;
      const [heads] = migrationHeads([history], []).environments;
      const marked = graph?.revisions.filter((one) => one.is_head).map(({ id }) => id) ?? [];
      expect(marked.toSorted()).toEqual(graph?.heads.toSorted());
      expect(heads?.heads.map(({ id }) => id).toSorted()).toEqual(graph?.heads.toSorted());
      expect(heads?.is_single).toBe(graph?.heads.length === 1);
    });
  });

  test('leave out as many as they say', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(6), (drafts, last) => {
        const history = historyOfTexts(parsers, writtenHistory(drafts));
        const [whole] = migrationGraph([history]).environments;
        const [some] = migrationGraph([history], last).environments;
        expect(some?.revisions).toEqual(whole?.revisions.slice(0, last));
        expect((some?.revisions.length ?? 0) + (some?.older ?? 0)).toBe(drafts.length);
        expect(some?.heads).toEqual(whole?.heads);
      }),
    );
  });
});

describe('a revision that somebody looks for', () => {
  test('is found by its id, its path and its file, whatever else there is', () => {
    eachHistory((history, drafts) => {
      for (const { id } of drafts) {
        for (const wanted of [id, `alembic/versions/${id}_x.py`, `${id}_x.py`, id.slice(0, 4)]) {
          expect(findRevision(wanted, [history])).toMatchObject({ kind: 'found', id });
        }
      }
    });
  });

  test('is one of several where there are several heads', () => {
    eachHistory((history) => {
      const { heads } = history.graph;
      const found = findRevision('head', [history]);
      expect(found.kind).toBe(heads.length === 1 ? 'found' : 'several');
      if (found.kind === 'several') expect(found.found.map(({ id }) => id)).toEqual(heads.toSorted());
    });
  });

  test('is not found by what nobody has', () => {
    fc.assert(
      fc.property(anyHistory, fc.string({ unit: 'binary', maxLength: 8 }), (drafts, wanted) => {
        fc.pre(!/^(?:a|heads?$|base$)/.test(wanted));
        const history = historyOfTexts(parsers, writtenHistory(drafts));
        expect(findRevision(wanted, [history]).kind).toBe('none');
      }),
    );
  });
});
