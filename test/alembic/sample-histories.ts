import type { FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile, type RevisionFileParts } from './revision-file.ts';

/** A history that people write by hand, and what becomes of it. */
export interface SampleHistory {
  readonly title: string;
  readonly files: FileTexts;
  /** Heads where Alembic loads it, or the class of the error that it stops with. */
  readonly alembic: { readonly heads: readonly string[] } | { readonly error: string };
  /** What we say stands in its way, in short; left out where that is nothing. */
  readonly problems?: readonly string[];
}

const LINE: readonly RevisionFileParts[] = [
  { revision: 'a1' },
  { revision: 'b2', down: 'a1' },
  { revision: 'c3', down: 'b2' },
];

/** Each file bears the name of its id, unless it is named before. */
function files(revisions: readonly RevisionFileParts[]): FileTexts {
  return Object.fromEntries(revisions.map((parts) => [`${parts.revision}_change.py`, revisionFile(parts)]));
}

/** Debian's, which allows a little more than the newest. */
function isOld(): boolean {
  return alembic.kind === 'ready' && alembic.alembic.startsWith('1.8.');
}

export const SAMPLE_HISTORIES: readonly SampleHistory[] = [
  { title: 'no revision at all', files: {}, alembic: { heads: [] } },
  { title: 'a line', files: files(LINE), alembic: { heads: ['c3'] } },
  {
    title: 'two heads, as two branches of git leave them',
    files: files([...LINE, { revision: 'd4', down: 'b2' }]),
    alembic: { heads: ['c3', 'd4'] },
  },
  {
    title: 'a merge of two heads',
    files: files([...LINE, { revision: 'd4', down: 'b2' }, { revision: 'e5', down: ['c3', 'd4'] }]),
    alembic: { heads: ['e5'] },
  },
  {
    title: 'two bases that never meet',
    files: files([...LINE, { revision: 'd4' }, { revision: 'e5', down: 'd4' }]),
    alembic: { heads: ['c3', 'e5'] },
  },
  {
    title: 'a branch that depends on another',
    files: files([...LINE, { revision: 'd4', dependsOn: 'b2' }, { revision: 'e5', down: 'd4' }]),
    alembic: { heads: ['c3', 'e5'] },
  },
  {
    title: 'a branch that depends on the head of another, which is a head no longer',
    files: files([...LINE, { revision: 'd4', dependsOn: ['c3'] }]),
    alembic: { heads: ['c3', 'd4'] },
  },
  {
    title: 'labels, and a dependency by a label',
    files: files([
      { revision: 'a1', labels: 'expand' },
      { revision: 'b2', down: 'a1' },
      { revision: 'c3', labels: ['contract', 'shrink'], dependsOn: 'expand' },
    ]),
    alembic: { heads: ['b2', 'c3'] },
  },
  {
    title: 'the empty baseline of a database that was there before',
    files: {
      '5a9d6371e18c_baseline_migration_existing_schema.py': revisionFile({ revision: '5a9d6371e18c' }),
      '0c1d2e3f4a5b_first_change.py': revisionFile({ revision: '0c1d2e3f4a5b', down: '5a9d6371e18c' }),
    },
    alembic: { heads: ['0c1d2e3f4a5b'] },
  },
  {
    title: 'files that Alembic does not load beside those that it does',
    files: {
      ...files(LINE),
      '__init__.py': '',
      '.#d4_change.py': revisionFile({ revision: 'd4', down: 'c3' }),
      'notes.txt': 'd4 comes next',
      'old/e5_change.py': revisionFile({ revision: 'e5', down: 'c3' }),
    },
    alembic: { heads: ['c3'] },
  },
  {
    title: 'a file as Alembic wrote them before it knew revision ids in files',
    files: {
      ...files([{ revision: 'a1' }]),
      'ab12.py': 'down_revision = "a1"\n\ndef upgrade():\n    pass\n',
    },
    alembic: { heads: ['ab12'] },
  },
  {
    title: 'a parent that is not there',
    files: files([...LINE, { revision: 'd4', down: 'gone' }]),
    alembic: { error: 'KeyError' },
    problems: ['d4 has no parent gone'],
  },
  {
    title: 'a dependency that is not there',
    files: files([...LINE, { revision: 'd4', down: 'c3', dependsOn: 'of_another_package' }]),
    alembic: { error: 'KeyError' },
    problems: ['d4 has no dependency of_another_package'],
  },
  {
    title: 'an empty text for the parent of a base, which older versions take for none',
    files: { ...files(LINE.slice(1)), 'a1.py': revisionFile({ revision: 'a1', down: '' }) },
    alembic: isOld() ? { heads: ['c3'] } : { error: 'KeyError' },
    problems: ['a1 has no parent '],
  },
  {
    title: 'a parent named by its label, which only dependencies may be',
    files: files([
      { revision: 'a1', labels: 'expand' },
      { revision: 'b2', down: 'expand' },
    ]),
    alembic: { error: 'KeyError' },
    problems: ['b2 has no parent expand'],
  },
  {
    title: 'a circle',
    files: files([
      { revision: 'a1', down: 'c3' },
      { revision: 'b2', down: 'a1' },
      { revision: 'c3', down: 'b2' },
    ]),
    alembic: { error: 'CycleDetected' },
    problems: ['circle a1 c3 b2'],
  },
  {
    title: 'a circle beside a line',
    files: files([...LINE, { revision: 'd4', down: 'e5' }, { revision: 'e5', down: 'd4' }]),
    alembic: { error: 'CycleDetected' },
    problems: ['circle d4 e5'],
  },
  {
    title: 'a revision that is its own parent',
    files: files([...LINE, { revision: 'd4', down: 'd4' }]),
    alembic: { error: 'LoopDetected' },
    problems: ['circle d4'],
  },
  {
    title: 'a revision that depends on itself',
    files: files([...LINE, { revision: 'd4', down: 'c3', dependsOn: 'd4' }]),
    alembic: { error: 'DependencyLoopDetected' },
    problems: ['circle d4'],
  },
  {
    title: 'two branches that depend on each other',
    files: files([
      { revision: 'a1', dependsOn: 'b2' },
      { revision: 'b2', dependsOn: 'a1' },
    ]),
    alembic: { error: 'DependencyCycleDetected' },
    problems: ['circle a1 b2'],
  },
  {
    title: 'two files with one id',
    files: { ...files(LINE), 'z_again.py': revisionFile({ revision: 'c3', down: 'a1' }) },
    alembic: { heads: ['b2', 'c3', 'c3'] },
    problems: ['doubled c3'],
  },
  {
    title: 'a label that two revisions carry',
    files: files([
      { revision: 'a1', labels: 'expand' },
      { revision: 'b2', labels: 'expand' },
    ]),
    alembic: { error: 'RevisionError' },
    problems: ['label expand of a1 b2'],
  },
  ...['a@b', 'a+b', 'a-b'].map((id): SampleHistory => ({
    title: `the id ${id}, with a sign that means something where revisions are named`,
    files: { ...files(LINE), 'd4.py': revisionFile({ revision: id, down: 'c3' }) },
    alembic: { error: 'RevisionError' },
    problems: [`id ${id}`],
  })),
  {
    title: 'the id a:b, which older versions allow',
    files: { ...files(LINE), 'd4.py': revisionFile({ revision: 'a:b', down: 'c3' }) },
    alembic: isOld() ? { heads: ['a:b'] } : { error: 'RevisionError' },
    problems: ['id a:b'],
  },
  {
    title: 'a parent that is only known when the file runs',
    files: {
      ...files(LINE),
      'd4.py': 'def parent():\n    return "c3"\n\nrevision = "d4"\ndown_revision = parent()\n',
    },
    alembic: { heads: ['d4'] },
    problems: ['unplaced d4.py'],
  },
  {
    title: 'a file without an id',
    files: { ...files(LINE), 'shared_columns.py': 'NAMES = ("id", "label")\n' },
    alembic: { error: 'CommandError' },
    problems: ['unplaced shared_columns.py'],
  },
  {
    title: 'a file that is no Python',
    files: { ...files(LINE), 'd4.py': 'def upgrade(:\n' },
    alembic: { error: 'SyntaxError' },
    problems: ['unplaced d4.py'],
  },
];
