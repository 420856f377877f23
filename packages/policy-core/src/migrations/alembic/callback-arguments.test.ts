import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const DROP = ['def drop(name="a"):', '    op.drop_table("a")'];

/** What a revision does with these lines in its module, and these in upgrade(). */
function told(module: readonly string[], ...lines: readonly string[]) {
  const body = lines.map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `from alembic import op\n\n${module.join('\n')}\n\ndef upgrade():\n${body}`);
}

describe('A function that a call is given', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['by its name', DROP, ['retry(drop)']],
    ['with a keyword', DROP, ['retry(do=drop)']],
    ['beside other things', DROP, ['retry(3, drop, "x")']],
    ['as a lambda', [], ['retry(lambda: op.drop_table("a"))']],
    ['as a lambda with a keyword', [], ['retry(do=lambda: op.drop_table("a"))']],
    ['that is written inside', [], ['def drop():', '    op.drop_table("a")', 'retry(drop)']],
    ['to a method', DROP, ['pool.submit(drop)']],
    ['to a function of a library', DROP, ['atexit.register(drop)']],
  ])('may run: %s', (_, module, lines) => {
    expect(told(module, ...lines).up).toContain('? drop-table a');
  });

  it('may run once, however often it is given', () => {
    const { up } = told(DROP, 'retry(drop)', 'retry(drop, drop)');
    expect(up.filter((step) => step === '? drop-table a')).toHaveLength(1);
  });

  it('is underlined where it drops the table', () => {
    expect(told(DROP, 'retry(drop)').underlined).toContain('op.drop_table("a")');
  });

  it('is no other that has its name somewhere else', () => {
    const inner = ['def other():', '    def drop():', '        op.drop_table("b")', ...DROP];
    expect(told(inner, 'retry(drop)').up[0]).toBe('? drop-table a');
  });

  it('is the first of all that is told, where nothing else runs', () => {
    const module = [...DROP, 'def never():', '    op.drop_table("b")'];
    expect(told(module, 'retry(drop)').up).toEqual(['? drop-table a', '? drop-table b']);
    expect(told(module, 'retry(never)').up).toEqual(['? drop-table b', '? drop-table a']);
  });

  it('is nothing where nobody knows the name', () => {
    expect(told([], 'retry(drop)').up).toEqual([]);
  });

  it('may be the downgrade where an upgrade hands it on', () => {
    const module = ['def downgrade():', '    op.drop_table("a")'];
    expect(told(module, 'retry(downgrade)').up).toContain('? drop-table a');
  });
});
