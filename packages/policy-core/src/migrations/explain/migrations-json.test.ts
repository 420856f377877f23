import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleMigrationHistory } from '../../testing/sample-migration-graph.ts';
import { explainMigration } from './explain-migration.ts';
import { migrationGraph } from './migration-graph.ts';
import { migrationHeads } from './migration-heads.ts';

let histories: readonly RevisionHistory[];

beforeAll(async () => {
  const parsers = await testParsers();
  const broken = historyOfTexts(parsers, {
    ...revisionTexts({ a1: { parents: '"b2"' }, b2: { parents: '"a1"' }, c3: {}, d4: { parents: '"gone"' } }),
    'alembic/versions/again.py': 'revision = "c3"\ndown_revision = None\n',
    'alembic/versions/odd.py': 'revision = make()\n',
    'alembic/versions/two.py': 'print "Python 2"\n',
  });
  histories = [sampleMigrationHistory(parsers), broken];
});

describe('what programs get', () => {
  test('is what the contract says, of heads', () => {
    const heads = migrationHeads(histories, []);
    expect(migrationsAnswers.heads.parse(JSON.parse(JSON.stringify(heads)))).toEqual(heads);
  });

  test('is what the contract says, of a graph', () => {
    for (const last of [undefined, 1, 3]) {
      const graph = migrationGraph(histories, last);
      expect(migrationsAnswers.graph.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
    }
  });

  test('is what the contract says, of every revision', () => {
    const explained = histories.flatMap((history) =>
      [...history.graph.revisions.keys()].map((id) => explainMigration({ history, id })),
    );
    expect(explained.length).toBeGreaterThan(8);
    for (const one of explained) {
      expect(migrationsAnswers.explanation.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    }
  });

  test('holds what is wrong with a history', () => {
    const [, broken] = migrationGraph(histories).environments;
    expect(broken).toMatchObject({
      missing: [{ revision: 'd4', names: 'gone', as: 'down_revision' }],
      circles: [['a1', 'b2']],
      duplicates: [{ id: 'c3', paths: ['alembic/versions/again.py', 'alembic/versions/c3_x.py'] }],
      unplaced: ['alembic/versions/odd.py', 'alembic/versions/two.py'],
    });
  });
});
