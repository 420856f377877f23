import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { readRevision } from './revision.ts';

const parsers = await testParsers();

describe('A revision that is made to keep somebody busy', () => {
  it.each<[string, string]>([
    [
      'names that double each other',
      Array.from({ length: 60 }, (_, i) => `a${i} = a${i + 1} + a${i + 1}\n`).join('') + 'op.execute(a0)\n',
    ],
    ['a name that means itself', 'x = x + x\nop.execute(x)\n'],
    ['names in a circle', 'x = y\ny = x\nop.execute(x)\n'],
    ['a function that passes on what it gets', 'def f(x):\n    f(x)\n    op.execute(x)\nf("DROP TABLE a")\n'],
    ['very many calls of one helper', `def f(x):\n    op.execute(x)\n${'f("SELECT 1")\n'.repeat(50_000)}`],
    ['very many values of one name', `${'x = "SELECT 1"\n'.repeat(50_000)}op.execute(x)\n`],
    ['very many functions', Array.from({ length: 20_000 }, (_, i) => `def f${i}(): f${i + 1}()\n`).join('')],
    [
      'functions that call each other twice',
      `${Array.from({ length: 40 }, (_, i) => `def f${i}():\n    f${i + 1}()\n    f${i + 1}()\n`).join('')}def upgrade(): f0()\n`,
    ],
    [
      'loops in loops of functions',
      `${Array.from({ length: 20 }, (_, i) => `def f${i}():\n    for x in (1, 2, 3, 4):\n        f${i + 1}()\n        op.execute("DROP TABLE a")\n`).join('')}def upgrade(): f0()\n`,
    ],
    [
      'very many loops',
      Array.from({ length: 15_000 }, (_, i) => `for t in ("a", "b"):\n    x${i} = t\n`).join(''),
    ],
    [
      'very many functions of one name',
      `${'def f(): op.drop_table("a")\n'.repeat(10_000)}${'f()\n'.repeat(10_000)}`,
    ],
    [
      'very many classes of one name',
      `${'class A:\n  def m(self): op.drop_table("a")\n'.repeat(5_000)}${'A().m()\n'.repeat(5_000)}`,
    ],
    [
      'very many functions that are picked by name',
      `${Array.from({ length: 4_000 }, (_, i) => `def f${i}_a(): op.drop_table("a")\n`).join('')}${'globals()[x + "_a"]()\n'.repeat(4_000)}`,
    ],
    [
      'very many batches',
      `def upgrade():\n${'    with op.batch_alter_table("a") as b:\n        b.drop_column("c")\n'.repeat(8_000)}`,
    ],
    [
      'very many names of a batch',
      `${Array.from({ length: 2_000 }, (_, i) => `b${i + 1} = b${i}\n`).join('')}${'b2000.drop_column("a")\n'.repeat(2_000)}`,
    ],
    [
      'a connection that leads to itself',
      `${'c = c.connect()\n'.repeat(31)}${'c.execute("SELECT 1")\n'.repeat(2_000)}`,
    ],
    ['a long chain', `op.execute(${'a.b().'.repeat(300)}c)\n`],
    ['names of names of names', `raise x${'.x'.repeat(900)}\n`.repeat(10)],
    ['names of names of what is imported', `import x\n${`raise x${'.x'.repeat(900)}\n`.repeat(10)}`],
    ['a long sum', `op.execute(${'"a" + '.repeat(800)}"b")\n`],
    ['very many executions', `def upgrade():\n${'    op.execute("DROP TABLE a")\n'.repeat(20_000)}`],
  ])('is judged in few steps: %s', (_, text) => {
    const started = stepsTaken();
    expect(readRevision(parsers, text).kind).toBe('revision');
    expect(stepsTaken() - started).toBeLessThan(200_000_000);
  });
});
