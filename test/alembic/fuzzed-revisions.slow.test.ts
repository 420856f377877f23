import process from 'node:process';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { seededRandom } from '../pip/random.ts';
import { alembic } from './alembic-worker.ts';
import { fuzzRevisions } from './fuzz-run.ts';
import { canBeSame } from './open-texts.ts';
import { hasLineFurtherLeft } from './lines-further-left.ts';
import { differenceClass, REFUSED_BY_PYTHON, REFUSED_BY_US } from './python-differences.ts';
import { callFaults } from './python-faults.ts';
import { OPEN, type PythonOracle, startPython } from './python-oracle.ts';
import { readingFaults, sameFaults } from './reading-laws.ts';

const IS_EXHAUSTIVE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';
const FILES = IS_EXHAUSTIVE ? 200_000 : 20_000;
const SEED = fc.readConfigureGlobal().seed ?? Date.now();

/** Of 200,000 files that slipped, one to three stand there: more would be a difference that has no name yet. */
const mostAtBorder = (count: number) => 2 + count / 25_000;

let parsers: Parsers;
let python: PythonOracle | undefined;
beforeAll(async () => {
  parsers = await testParsers();
  python = alembic.kind === 'ready' ? await startPython(alembic.python) : undefined;
});
afterAll(() => python?.stop());

describe('Revisions of every habit, and what is left of them after a slip', () => {
  it(
    `are read as they must be, ${FILES.toLocaleString('en')} of them`,
    { timeout: IS_EXHAUSTIVE ? 3_600_000 : 600_000 },
    async () => {
      const run = await fuzzRevisions({ parsers, python }, { random: seededRandom(SEED), count: FILES });
      const { slowest, shown, atBorder, ...figures } = run;
      console.info(`${FILES} revisions, seed ${SEED}, Python ${python?.version ?? 'not asked'}`, {
        ...figures,
        slowest: slowest.milliseconds,
        atBorder,
      });
      expect(shown.join('\n\n'), `The seed is ${SEED}.`).toBe('');
      expect(atBorder.length, `The seed is ${SEED}.`).toBeLessThanOrEqual(mostAtBorder(FILES));
      expect(run.steps).toBeGreaterThan(FILES);
      if (python === undefined) return;
      // Most files are Python, and most of their SQL is told without running them.
      expect(run.valid).toBeGreaterThan(FILES / 2);
      expect(run.calls).toBeGreaterThan(FILES);
      expect(run.texts).toBeGreaterThan(FILES);
    },
  );
});

describe('A reading that is not as it must be', () => {
  const text = 'def upgrade():\n    op.execute("DROP TABLE a")\n';
  const reading = () => {
    const read = readRevision(parsers, text);
    if (read.kind === 'unanalyzable') throw new Error(read.problem);
    return read;
  };
  const laws = (changed: Partial<ReturnType<typeof reading>>) =>
    readingFaults(text, { ...reading(), ...changed }).map(({ law }) => law);

  it('is noticed, and one that is, is not', () => {
    const { upgrade } = reading();
    const [step] = upgrade.steps;
    const [sql] = upgrade.sql;
    if (step === undefined || sql === undefined) throw new Error('It drops a table.');
    expect(laws({})).toEqual([]);
    expect(laws({ upgrade: { ...upgrade, steps: [{ ...step, end: 99 }] } })).toEqual([
      'every place lies in the file',
    ]);
    const parts = sql.parts.map((part) => ({ ...part, start: part.start + 1 }));
    expect(laws({ upgrade: { ...upgrade, sql: [{ ...sql, parts }] } })).toEqual([
      'what is told word for word stands so in the file',
    ]);
    const many = Array.from({ length: 9_000 }, () => step);
    expect(laws({ upgrade: { ...upgrade, steps: many } })).toEqual(['what is told grows with the file']);
    expect(sameFaults(reading(), { ...reading(), downgrade: upgrade }).map(({ law }) => law)).toEqual([
      'the same text is read in the same way',
    ]);
  });

  it.each([
    ['behind an operator', 'def f():\n  g(a +\nb)\n', true],
    ['behind a comment', 'def f():\n  g(a if  # why\n b else c)\n', true],
    ['behind empty lines', 'def f():\n\tg(a=\n\n \n   # why\n b)\n', true],
    ['in a later statement', 'def f():\n  g("(", a=\n     b)\n  (a.\nb)\n', true],
    ['ahead of else', 'def f():\n  g(a if b.c(d)\nelse e)\n', true],
    ['ahead of in', 'def f():\n  [a for b, c\n in d]\n', true],
    ['ahead of a colon', 'def f():\n  (lambda a\n: b)\n', true],
    ['behind else', 'def f():\n  g(a if b else c\n)\n', false],
    ['behind a comprehension', 'def f():\n  [a for b in c\n]\n', false],
    ['as far right', 'def f():\n  g(a +\n  b)\n', false],
    ['behind a bracket', 'def f():\n  g(\na)\n', false],
    ['in the module', 'f(a +\nb)\n', false],
    ['in no brackets', 'def f():\n  a = 1\nb\n', false],
    ['in a text', 'def f():\n  g("""(a +\nb)""")\n', false],
    ['behind a backslash', 'def f():\n  a + \\\nb\n', false],
  ])('is not told of a line further left where there is none: %s', (_, text, is) => {
    expect(hasLineFurtherLeft(text)).toBe(is);
  });

  it('is told by the difference that explains it, however late that is noticed', () => {
    const late = `def f():\n\tg(a if\n b else ${'c, '.repeat(400)}\n)\n`;
    const compared = 'def f(a: b[c] != d) -> None: pass\n';
    const examples = [
      ...REFUSED_BY_US,
      { name: REFUSED_BY_US[0]?.name, example: late },
      { name: REFUSED_BY_US[1]?.name, example: compared },
    ];
    const named = examples.map(({ example }) =>
      differenceClass(example, readRevision(parsers, example), null),
    );
    expect(named).toEqual(examples.map(({ name }) => name));
  });

  it.each<[string, string, readonly string[]]>([
    ['a change', 'op.alter_column("a", "b", nullable=F)', ['no alter_column is lost']],
    ['nothing given', 'op.alter_column()', []],
    // Alembic passes over what it does not know.
    ['a name that begins like another', 'op.alter_column("a", nullable3=F)', []],
    ['a name with a digit of another alphabet', 'op.alter_column("a", nullable٣=F)', []],
    ['a default that is left as it is', 'op.alter_column("a", server_default=False)', []],
    ['a default', 'op.alter_column("a", server_default=Falsey)', ['no alter_column is lost']],
  ])('is noticed by its calls: %s', (_, call, laws) => {
    const found = { kind: 'directive', name: 'alter_column', line: 2, endLine: 2, texts: [] } as const;
    const read = readRevision(parsers, 'def upgrade():\n    pass\n');
    const calls = { problem: null, calls: [found] };
    expect(callFaults(`def upgrade():\n    ${call}\n`, read, calls).map(({ law }) => law)).toEqual(laws);
  });

  it.each<[string, string, boolean]>([
    ['a', 'a', true],
    ['a', 'b', false],
    [`a${OPEN}c`, 'abbc', true],
    [`a${OPEN}c`, 'ac', true],
    ['abbc', `a${OPEN}d`, false],
    [`${OPEN}b`, `a${OPEN}`, true],
    [`a${OPEN}`, `b${OPEN}`, false],
    ['', OPEN, true],
  ])('is noticed by its texts: %j and %j', (one, other, same) => {
    expect(canBeSame(one, other)).toBe(same);
    expect(canBeSame(other, one)).toBe(same);
  });
});

describe.skipIf(alembic.kind !== 'ready')('real Alembic brings a Python that refuses, and we read', () => {
  it.each(REFUSED_BY_PYTHON.map((one) => [one.name, one] as const))('%s', async (_, { example, says }) => {
    expect(readRevision(parsers, example).kind).toBe('revision');
    const answer = await python?.ask({ texts: [example], expressions: [] });
    const problem = answer?.files[0]?.problem;
    // Newer versions read some of it.
    if (problem !== null) expect(problem).toMatch(says);
  });
});

describe.skipIf(alembic.kind !== 'ready')('real Alembic brings a Python that reads, and we refuse', () => {
  it.each(REFUSED_BY_US.map((one) => [one.name, one] as const))('%s', async (_, { example }) => {
    expect(readRevision(parsers, example).kind).toBe('unanalyzable');
    const answer = await python?.ask({ texts: [example], expressions: [] });
    expect(answer?.files[0]?.problem).toBeNull();
  });
});
