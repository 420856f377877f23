import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import type { Report } from '../../engine/report.ts';
import { anyLine, pathOf, writtenHistory, writtenRevision } from '../../testing/any-revisions.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { textOf } from '../../testing/text-of.ts';

type Texts = Readonly<Record<string, string>>;

let checker: Checker;
beforeAll(async () => {
  const migrations = { alembic: ['alembic/versions'], sql: ['db/*.sql'] };
  checker = checkerFor(policyOf({ migrations }), await testParsers());
});

function judged(texts: Texts): Report {
  return checker.checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

/** Neither a crash nor a place outside of the files, and nothing that a terminal would obey. */
function expectSound(texts: Texts): Report {
  const report = judged(texts);
  expect(report.crashed).toEqual([]);
  for (const { at } of [...report.findings, ...report.undetermined]) {
    if (at === undefined) continue;
    expect(Object.keys(texts)).toContain(at.path);
    expect(texts[at.path]).toContain(textOf(texts[at.path] ?? '', at));
  }
  return report;
}

const alone = (text: string): Texts => ({ 'alembic/versions/ab12_x.py': text });
const rulesOf = ({ findings, undetermined }: Report) =>
  [...findings, ...undetermined].map(({ rule }) => rule).toSorted();

describe('a file that is no revision', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['spaces', ' \n\t\n'],
    ['a byte order mark', '\uFEFF'],
    ['a docstring', '"""Only words."""\n'],
    ['other Python', 'def helper():\n    return 1\n'],
    ['a half word', 'de'],
    ['a function that is not closed', 'def upgrade(:\n    op.drop_table("users")\n'],
    ['a text that is not closed', 'revision = "ab12\n'],
    ['Python 2', 'print "x"\nexec "y"\n'],
    ['a template', 'revision = ${repr(up_revision)}\n'],
    ['a conflict of git', '<<<<<<< HEAD\nrevision = "a"\n=======\nrevision = "b"\n>>>>>>> main\n'],
    ['JSON', '{"revision": "ab12"}\n'],
    ['SQL', 'DROP TABLE users;\n'],
    ['bytes of a picture', '\u0089PNG\r\n\u001A\n\u0000\u0000'],
    ['lone surrogates', 'revision = "\uD800"\n\uDCFF'],
    ['zero bytes', 'revision = "ab12"\0\n'],
    ['old line ends', 'revision = "ab12"\rdown_revision = None\rdef upgrade():\r    pass\r'],
    ['a tab among spaces', 'def upgrade():\n        pass\n\tpass\n'],
  ])('%s: is judged soundly', (_name, text) => {
    expectSound(alone(text));
  });

  test.each<[string, string]>([
    ['brackets', `x = ${'('.repeat(3000)}${')'.repeat(3000)}\n`],
    ['lists', `x = ${'['.repeat(20_000)}\n`],
    ['blocks', Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n')],
    ['additions', `x = ${'1 + '.repeat(20_000)}1\n`],
    ['attributes', `x = a${'.b'.repeat(20_000)}\n`],
    ['calls', `x = a${'()'.repeat(20_000)}\n`],
    ['lambdas', `x = ${'lambda: '.repeat(5_000)}1\n`],
    ['quotes', '"'.repeat(50_001)],
    ['decorators', `${'@a\n'.repeat(10_000)}def upgrade(): pass\n`],
    ['names that mean each other', 'a = b\nb = a\ndef upgrade():\n    op.drop_table(a)\n'],
    [
      'functions that call each other',
      'def a(): b()\ndef b(): a()\ndef upgrade(): a()\ndef downgrade(): b()\n',
    ],
    ['an upgrade that calls itself', 'def upgrade(): upgrade()\ndef downgrade(): upgrade()\n'],
  ])('too many %s: come to an end', (_name, text) => {
    const started = stepsTaken();
    expectSound(alone(sampleRevision({ module: text })));
    expectSound(alone(text));
    expect(stepsTaken() - started).toBeLessThan(5_000_000);
  });
});

describe('words that try to be more', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'a.b',
    'a b',
    '"a"',
    "a'b",
    'a;DROP TABLE b',
    '$&',
    '$1',
    '{table}',
    '%s',
    '../../etc/passwd',
    '<img src=x>',
    '\u202Eorders',
    '表',
    '👩‍👩‍👧',
    'İ',
    'ﬀ',
    'x'.repeat(64),
  ];

  test.each(NAMES)('a table called %j', (name) => {
    const quoted = JSON.stringify(name);
    const report = expectSound(
      alone(
        sampleRevision({
          upgrade: `op.drop_table(${quoted})\nop.drop_column(${quoted}, ${quoted})`,
          downgrade: `op.create_table(${quoted})`,
        }),
      ),
    );
    expect(rulesOf(report)).toEqual(
      expect.arrayContaining(['migrations/drop-table', 'migrations/drop-column']),
    );
  });

  test.each(NAMES)('a revision called %j', (name) => {
    const id = name.replaceAll('"', '\\"');
    const parent = `"${id}"`;
    expectSound({
      'alembic/versions/a.py': sampleRevision({ id }),
      'alembic/versions/b.py': sampleRevision({ id: 'b', parent }),
      'alembic/versions/c.py': sampleRevision({ id: 'c', parent }),
    });
  });

  test.each(NAMES)('a column, an index and a constraint called %j', (name) => {
    const quoted = JSON.stringify(name);
    expectSound(
      alone(
        sampleRevision({
          upgrade: [
            `op.add_column("orders", sa.Column(${quoted}, sa.Integer(), nullable=False, default=0))`,
            `op.create_index(${quoted}, "orders", [${quoted}], unique=True)`,
            `op.create_unique_constraint(None, "orders", [${quoted}])`,
          ].join('\n'),
        }),
      ),
    );
  });

  test.each(NAMES)('a file of SQL that speaks of %j', (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const report = expectSound({
      'db/1.sql': `DROP TABLE ${quoted};\nALTER TABLE ${quoted} DROP COLUMN a;\n`,
    });
    expect(rulesOf(report)).toEqual(expect.arrayContaining(['migrations/drop-table']));
  });
});

describe('a revision with a piece knocked out of it', () => {
  const anyCut = fc.tuple(
    anyLine,
    fc.nat(),
    fc.nat(60),
    fc.constantFrom('', ')', '"', '\n', '\\', '\0', '('),
  );

  test('is judged soundly', () => {
    fc.assert(
      fc.property(anyCut, ([history, where, length, instead]) => {
        const [last] = history.slice(-1);
        if (last === undefined) return;
        const text = writtenRevision(last);
        const from = where % text.length;
        const damaged = `${text.slice(0, from)}${instead}${text.slice(from + length)}`;
        expectSound({ ...writtenHistory(history), [pathOf(last)]: damaged });
      }),
    );
  });

  test('loses no finding of the other revisions but those about their order', () => {
    const OF_THE_GRAPH = /multiple-heads|missing-parent|multiple-bases|cycle/;
    fc.assert(
      fc.property(anyLine, (history) => {
        const [last] = history.slice(-1);
        if (last === undefined) return;
        const whole = writtenHistory(history);
        const broken = { ...whole, [pathOf(last)]: 'def upgrade(:\n' };
        const others = (texts: Texts) =>
          judged(texts)
            .findings.filter(({ at, rule }) => at?.path !== pathOf(last) && !OF_THE_GRAPH.test(rule))
            .map(({ rule, message }) => `${rule}: ${message}`);
        expect(others(broken)).toEqual(others(whole));
      }),
    );
  });

  test('is said to be unreadable, once', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), (history, which) => {
        const victim = history[which % history.length];
        if (victim === undefined) return;
        const report = judged({ ...writtenHistory(history), [pathOf(victim)]: 'def upgrade(:\n' });
        const said = report.findings.filter(({ rule }) => rule === 'migrations/unreadable-revision');
        expect(said.map(({ at }) => at?.path)).toEqual([pathOf(victim)]);
      }),
    );
  });
});
