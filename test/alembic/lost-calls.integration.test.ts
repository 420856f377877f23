import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import type { RevisionReading } from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { alembic } from './alembic-worker.ts';
import { lostCalls } from './lost-calls.ts';
import { type PythonCalls, placesOf, pythonCalls } from './python-calls.ts';
import { CORPUS, revisionFolders, revisionsIn } from './revision-corpus.ts';

const python = alembic.kind === 'ready' ? alembic.python : '';
const parsers = await testParsers();

interface ReadFile {
  readonly file: string;
  readonly text: string;
  readonly calls: PythonCalls;
  readonly reading: RevisionReading;
}

function readFolder(folder: string): readonly ReadFile[] {
  const files = revisionsIn(folder);
  return pythonCalls(python, files).map((calls, index) => {
    const file = files[index] ?? '';
    const text = readFileSync(file, 'utf8');
    return { file, text, calls, reading: readRevision(parsers, text) };
  });
}

describe.skipIf(python === '')('real Alembic brings a Python that finds every call of upgrade()', () => {
  const named = (text: string): readonly string[] => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lk-calls-'));
    const file = path.join(folder, 'revision.py');
    writeFileSync(file, text);
    const [found] = pythonCalls(python, [file]);
    rmSync(folder, { recursive: true });
    return found?.problem === null
      ? found.calls.map(({ name, line }) => `${line} ${name}`)
      : [found?.problem ?? ''];
  };

  test('by whatever name it goes, in whatever function upgrade() reaches', () => {
    const text = [
      'from alembic.op import add_column as add, execute',
      'def upgrade():',
      '    add("t", c)',
      '    with op.batch_alter_table("t") as b: b.drop_column("c")',
      '    helper(op)',
      '    execute(SQL)',
      '    Change().run()',
      'def helper(anything):',
      '    anything.drop_table("t")',
      'def downgrade():',
      '    op.drop_table("not this")',
      'class Change:',
      '    def run(self): self.op.drop_index("i")',
      'SQL = "SELECT 1"',
    ];
    expect(named(text.join('\n'))).toEqual([
      '3 add_column',
      '4 batch_alter_table',
      '4 drop_column',
      '6 execute',
      '9 drop_table',
      '13 drop_index',
    ]);
  });

  test('but none of a function that another one keeps to itself', () => {
    const text = [
      'def upgrade():',
      '    def step(): op.drop_table("a")',
      '    step()',
      'def downgrade():',
      '    def step(): op.drop_table("b")',
      '    step()',
    ];
    expect(named(text.join('\n'))).toEqual(['2 drop_table']);
  });

  test('and of what something else has by the name of a function only methods, unless it may be this module', () => {
    const reached = (before: string, mention: string) =>
      named(`${before}\ndef upgrade():\n    ${mention}\ndef downgrade():\n    op.drop_table("a")\n`);
    expect(reached('', 'w.downgrade')).toEqual([]);
    expect(reached('w = object()', 'w.downgrade()')).toEqual([]);
    expect(reached('import w', 'w.downgrade()')).toEqual([]);
    expect(reached('', 'sys.modules[__name__].downgrade()')).toEqual(['5 drop_table']);
    expect(reached('', 'downgrade()')).toEqual(['5 drop_table']);
  });

  test('with the lines in which executed text may stand', () => {
    const text =
      'SQL = """\nDROP TABLE t\n"""\ndef upgrade():\n    run(SQL)\ndef run(sql):\n    op.execute(sql)\n';
    const [place, ...texts] = placesOf(text, {
      kind: 'execute',
      name: 'execute',
      line: 7,
      endLine: 7,
      texts: [[1, 3]],
    });
    expect(text.slice(place.start, place.end)).toBe('    op.execute(sql)');
    expect(texts.map(({ start, end }) => text.slice(start, end))).toEqual(['SQL = """\nDROP TABLE t\n"""']);
  });

  test('and not what only asks, or says nothing new', () => {
    const text = [
      'def upgrade():',
      '    conn.execute(sa.select(t))',
      '    op.alter_column("t", "c", existing_type=sa.Text())',
      '    conn.execute(t.insert().from_select(["a"], sa.select(t)))',
    ];
    expect(named(text.join('\n'))).toEqual(['4 execute']);
    expect(named('def upgrade(:')).toEqual([expect.stringMatching(/^invalid syntax/)]);
  });
});

describe.skipIf(python === '')('real Alembic brings a Python that finds no more in upgrade() than we', () => {
  const folders = revisionFolders().map((folder) => ({
    folder: path.relative(CORPUS, folder) || folder,
    at: folder,
  }));

  test.each(folders)('in $folder', ({ at }) => {
    const files = readFolder(at);
    const lost = files.flatMap(({ file, text, reading, calls }) =>
      lostCalls(text, reading, calls).map(
        ({ call, source, found }) =>
          `${file}:${call.line} ${call.name}, found: ${found.join(' ')}\n${source}`,
      ),
    );
    const counted = files.reduce((sum, { calls }) => sum + calls.calls.length, 0);
    console.info(`${files.length} files, ${counted} calls in ${at}`);
    expect(lost.join('\n\n')).toBe('');
    expect(counted).toBeGreaterThan(files.length);
  });

  test('and both read the same files', () => {
    const different = readFolder(path.join(CORPUS, 'alembic/versions')).filter(
      ({ reading, calls }) => (reading.kind === 'unanalyzable') !== (calls.problem !== null),
    );
    expect(different.map(({ file }) => file)).toEqual([]);
  });

  test('and each step that we would pass over is noticed', () => {
    for (const { text, reading, calls, file } of readFolder(path.join(CORPUS, 'alembic/versions'))) {
      if (reading.kind === 'unanalyzable') continue;
      const blind = { ...reading, upgrade: { ...reading.upgrade, steps: [], sql: [], passedOver: [] } };
      const needed = calls.calls.filter(({ name }) => name !== 'batch_alter_table');
      expect(
        lostCalls(text, blind, calls).map(({ call }) => call),
        file,
      ).toEqual(needed);
    }
  });
});
