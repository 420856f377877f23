import { describe, expect, test } from 'vitest';

import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { alembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';

interface DrawnHistory {
  readonly environments: readonly {
    readonly revisions: readonly { readonly id: string; readonly parents: readonly string[] }[];
  }[];
}

describe.skipIf(alembic.kind === 'unavailable')('`lockkeeper migrations graph`', () => {
  test('draws the revisions of `alembic history`, each with its parents, newest first [row 4.46]', async () => {
    const project = await alembicProject({
      revisions: {
        'a1.py': revisionFile({ revision: 'a1' }),
        'b2.py': revisionFile({ revision: 'b2', down: 'a1' }),
        'c3.py': revisionFile({ revision: 'c3', down: 'a1' }),
        'd4.py': revisionFile({ revision: 'd4', down: ['b2', 'c3'] }),
        'e5.py': revisionFile({ revision: 'e5', down: 'd4' }),
      },
      files: { 'lockkeeper.yaml': POLICY },
    });
    const told = await project.succeed('history');
    const { exitCode, stdout } = await lockkeeper(['migrations', 'graph', '--format', 'json'], {
      cwd: project.folder,
    });
    expect(exitCode).toBe(0);
    const { environments } = JSON.parse(stdout) as DrawnHistory;
    const drawn = environments.flatMap(({ revisions }) => revisions);
    expect(drawn.map(({ id }) => id)).toHaveLength(5);
    expect(drawn.map(asTold).toSorted()).toEqual(told.map(withoutMarks).toSorted());
    expect([drawn[0]?.id, drawn.at(-1)?.id]).toEqual(['e5', 'a1']);
  });
});

/** As Alembic writes a line of its history: `b2, c3 -> d4`. */
function asTold({ id, parents }: { readonly id: string; readonly parents: readonly string[] }): string {
  return `${parents.length === 0 ? '<base>' : parents.join(', ')} -> ${id}`;
}

/** Without `(head)`, `(mergepoint)` and the message behind it. */
function withoutMarks(line: string): string {
  return line.replace(/^(.* -> \w+).*$/, '$1');
}
