import type { FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile, type RevisionFileParts } from './revision-file.ts';

/** Revisions of which we say something, and what real Alembic makes of them on a real database. */
export interface HistoryFixture {
  readonly title: string;
  readonly files: FileTexts;
  /** Rules that find something, without their area, sorted. */
  readonly says: readonly string[];
  /** Commands one after the other, and how each ends: the tables there are by then, or how the failure begins. */
  readonly truth: readonly (readonly [command: string, end: string])[];
}

export const HISTORY_RULES = [
  'multiple-heads',
  'stale-parent',
  'missing-parent',
  'multiple-bases',
  'revision-cycle',
  'duplicate-revision-id',
  'invalid-revision-id',
  'dynamic-revision-header',
  'deleted-or-renamed-after-release',
  'edited-after-release',
];

/** Every revision makes a table of its own, named by its id unless it is told otherwise. */
export function tableRevision(parts: RevisionFileParts, table = `t_${parts.revision}`): string {
  return revisionFile({
    upgrade: [`op.create_table("${table}", sa.Column("id", sa.Integer(), primary_key=True))`],
    downgrade: [`op.drop_table("${table}")`],
    ...parts,
  });
}

/** Each file bears the id of its revision. */
export function tableRevisions(...revisions: readonly RevisionFileParts[]): FileTexts {
  return Object.fromEntries(revisions.map((parts) => [`${parts.revision}_change.py`, tableRevision(parts)]));
}

export const A1: RevisionFileParts = { revision: 'a1' };
export const B2: RevisionFileParts = { revision: 'b2', down: 'a1' };
export const C3: RevisionFileParts = { revision: 'c3', down: 'b2' };
const LINE = [A1, B2, C3];

const TWO_HEADS = "MultipleHeads: Multiple heads are present for given argument 'head'";
const ALL_THREE = 't_a1 t_b2 t_c3';

/** Debian's 1.8 takes an empty text for None; newer ones look for a revision of that name. */
const isOld = alembic.kind === 'ready' && alembic.alembic.startsWith('1.8.');

export const HISTORY_FIXTURES: readonly HistoryFixture[] = [
  {
    title: 'a line goes up, down and up',
    files: tableRevisions(...LINE),
    says: [],
    truth: [
      ['upgrade head', ALL_THREE],
      ['downgrade -1', 't_a1 t_b2'],
      ['downgrade base', ''],
      ['upgrade head', ALL_THREE],
      ['downgrade a1', 't_a1'],
      ['upgrade +1', 't_a1 t_b2'],
    ],
  },
  {
    title: 'two heads cannot be upgraded to as one, though both of them can',
    files: tableRevisions(...LINE, { revision: 'd4', down: 'b2' }),
    says: ['multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade heads', `${ALL_THREE} t_d4`],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'two heads that a merge brings together go up, down and up',
    files: tableRevisions(...LINE, { revision: 'd4', down: 'b2' }, { revision: 'e5', down: ['c3', 'd4'] }),
    says: [],
    truth: [
      ['upgrade head', `${ALL_THREE} t_d4 t_e5`],
      ['downgrade b2', 't_a1 t_b2'],
      ['upgrade head', `${ALL_THREE} t_d4 t_e5`],
    ],
  },
  {
    title: 'three heads',
    files: tableRevisions(A1, B2, { revision: 'c3', down: 'a1' }, { revision: 'd4', down: 'a1' }),
    says: ['multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade c3', 't_a1 t_c3'],
      ['upgrade heads', 't_a1 t_b2 t_c3 t_d4'],
    ],
  },
  {
    title: 'a merge of two of three heads',
    files: tableRevisions(
      A1,
      B2,
      { revision: 'c3', down: 'a1' },
      { revision: 'd4', down: 'a1' },
      { revision: 'e5', down: ['b2', 'c3'] },
    ),
    says: ['multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade heads', 't_a1 t_b2 t_c3 t_d4 t_e5'],
    ],
  },
  {
    title: 'labels do not make one head of two',
    files: tableRevisions(
      A1,
      { revision: 'b2', down: 'a1', labels: 'expand' },
      { revision: 'c3', down: 'a1', labels: 'contract' },
    ),
    says: ['multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade expand@head', 't_a1 t_b2'],
      ['upgrade contract@head', 't_a1 t_b2 t_c3'],
    ],
  },
  {
    title: 'a dependency on a head leaves two heads',
    files: tableRevisions(A1, B2, { revision: 'c3', down: 'a1', dependsOn: 'b2' }),
    says: ['multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade c3', 't_a1 t_b2 t_c3'],
    ],
  },
  {
    title: 'two bases: a database that runs one line knows nothing of the other',
    files: tableRevisions(A1, B2, { revision: 'd4' }, { revision: 'e5', down: 'd4' }),
    says: ['multiple-bases', 'multiple-heads'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade b2', 't_a1 t_b2'],
      ['upgrade heads', 't_a1 t_b2 t_d4 t_e5'],
    ],
  },
  {
    title: 'two bases that a merge brings together are one head and still two bases',
    files: tableRevisions(A1, B2, { revision: 'd4' }, { revision: 'e5', down: ['b2', 'd4'] }),
    says: ['multiple-bases'],
    truth: [
      ['upgrade b2', 't_a1 t_b2'],
      ['upgrade head', 't_a1 t_b2 t_d4 t_e5'],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'a parent that is not there stops every command',
    files: tableRevisions(A1, { revision: 'b2', down: 'gone' }),
    says: ['missing-parent'],
    truth: [
      ['upgrade head', "KeyError: 'gone'"],
      ['heads', "KeyError: 'gone'"],
      ['upgrade a1', "KeyError: 'gone'"],
    ],
  },
  {
    title: 'a parent of which a letter is wrong',
    files: tableRevisions({ revision: '5a9d6371e18c' }, { revision: '0c1d2e3f4a5b', down: '5a9d6371e1c8' }),
    says: ['missing-parent'],
    truth: [['upgrade head', "KeyError: '5a9d6371e1c8'"]],
  },
  {
    title: 'a dependency that is not there stops every command as well',
    files: tableRevisions(A1, { revision: 'b2', down: 'a1', dependsOn: 'of_a_package' }),
    says: ['missing-parent'],
    truth: [['upgrade head', "KeyError: 'of_a_package'"]],
  },
  {
    title: 'the beginning of an id is not enough for a parent',
    files: tableRevisions({ revision: '5a9d6371e18c' }, { revision: '0c1d2e3f4a5b', down: '5a9d' }),
    says: ['missing-parent'],
    truth: [['upgrade head', "KeyError: '5a9d'"]],
  },
  {
    title: 'a parent in capitals is another one',
    files: tableRevisions(A1, { revision: 'b2', down: 'A1' }),
    says: ['missing-parent'],
    truth: [['upgrade head', "KeyError: 'A1'"]],
  },
  {
    title: 'a circle of three',
    files: tableRevisions({ revision: 'a1', down: 'c3' }, B2, C3),
    says: ['revision-cycle'],
    truth: [['upgrade head', 'CycleDetected: Cycle is detected in revisions (a1, b2, c3)']],
  },
  {
    title: 'a circle beside a line',
    files: tableRevisions(...LINE, { revision: 'd4', down: 'e5' }, { revision: 'e5', down: 'd4' }),
    says: ['revision-cycle'],
    truth: [['upgrade head', 'CycleDetected: Cycle is detected in revisions (d4, e5)']],
  },
  {
    title: 'a revision that is its own parent',
    files: tableRevisions(...LINE, { revision: 'd4', down: 'd4' }),
    says: ['revision-cycle'],
    truth: [['upgrade head', 'LoopDetected: Self-loop is detected in revisions (d4)']],
  },
  {
    title: 'a revision that depends on itself',
    files: tableRevisions(A1, { revision: 'b2', down: 'a1', dependsOn: 'b2' }),
    says: ['revision-cycle'],
    truth: [['upgrade head', 'DependencyLoopDetected: Dependency self-loop is detected in revisions (b2)']],
  },
  {
    title: 'of two files with one id one runs, and both are heads',
    files: {
      ...tableRevisions(A1, B2),
      'b2_copy.py': tableRevision(B2, 't_copied'),
    },
    says: ['duplicate-revision-id'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade heads', 't_a1 t_copied'],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'two files with one id, and a revision that builds on them',
    files: { ...tableRevisions(A1, B2, C3), 'b2_copy.py': tableRevision(B2, 't_copied') },
    says: ['duplicate-revision-id'],
    truth: [
      ['upgrade head', TWO_HEADS],
      ['upgrade heads', 'RevisionError: Requested revision'],
    ],
  },
  ...['@', '+', '-'].map((sign): HistoryFixture => ({
    title: `an id with ${sign}`,
    files: tableRevisions(A1, { revision: `b${sign}2`, down: 'a1' }),
    says: ['invalid-revision-id'],
    truth: [
      [
        'upgrade head',
        `RevisionError: Character(s) '${sign}' not allowed in revision identifier 'b${sign}2'`,
      ],
    ],
  })),
  {
    title: 'an id with a dot and one with a space are names like any other',
    files: tableRevisions({ revision: 'v1.0' }, { revision: 'v1 1', down: 'v1.0' }),
    says: [],
    truth: [
      ['upgrade head', '"t_v1 1" "t_v1.0"'],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'an id of as many letters as the table of Alembic holds',
    files: tableRevisions({ revision: 'ä'.repeat(32) }),
    says: [],
    truth: [
      ['upgrade head', `"t_${'ä'.repeat(30)}"`],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'an id of one letter more',
    files: tableRevisions(A1, { revision: 'b'.repeat(33), down: 'a1' }),
    says: ['invalid-revision-id'],
    truth: [
      ['upgrade head', 'StringDataRightTruncation: value too long for type character varying(32)'],
      ['upgrade a1', 't_a1'],
    ],
  },
  {
    title: 'an id with a quote, which Alembic writes into SQL as it is',
    files: tableRevisions(A1, { revision: "bob's", down: 'a1' }),
    says: ['invalid-revision-id'],
    truth: [
      ['upgrade head', 'SyntaxError: syntax error at or near "s"'],
      ['upgrade a1', 't_a1'],
    ],
  },
  {
    title: 'an id with a percent sign',
    files: tableRevisions({ revision: '50%' }),
    says: [],
    truth: [
      ['upgrade head', '"t_50%"'],
      ['downgrade base', ''],
    ],
  },
  {
    title: 'an empty text for no parent',
    files: tableRevisions({ revision: 'a1', down: '' }, B2),
    says: ['invalid-revision-id', 'missing-parent'],
    truth: [['upgrade head', isOld ? 't_a1 t_b2' : "KeyError: ''"]],
  },
  {
    title: 'a file that does not say which revision it is',
    files: { ...tableRevisions(A1), 'notes.py': 'NAMES = ("id", "label")\n' },
    says: ['invalid-revision-id'],
    truth: [['upgrade head', 'CommandError: Could not determine revision id from filename notes.py']],
  },
  {
    title: 'a parent that is put together of literals, and is the one that was named before',
    files: tableRevisions(A1, { ...B2, module: ['down_revision = "".join(["a", "1"])'] }),
    says: [],
    truth: [['upgrade head', 't_a1 t_b2']],
  },
  {
    title: 'a parent that is only known when the file runs, which Alembic does and no tool can follow',
    files: tableRevisions(A1, { ...B2, module: ['down_revision = min("a1", "b2")'] }),
    says: ['dynamic-revision-header'],
    truth: [['upgrade head', 't_a1 t_b2']],
  },
];
