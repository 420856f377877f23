import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { OperationStep } from '../operations/operation.ts';
import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { dropTable } from '../../testing/sample-operations.ts';
import { inAutocommitBlock, ownCall, withArgument } from './own-call.ts';

const TEMPLATE = 'from alembic import op\n\n\ndef upgrade():\n';

function upgradeOf(text: string): JudgedUpgrade {
  return { ...judgedUpgrade(), text };
}

interface Given extends Partial<OperationStep> {
  readonly header?: string;
}

/** The call around what is underlined, below the lines of a template. */
function called(body: string, underlined: string, { header = TEMPLATE, ...more }: Given = {}) {
  const text = `${header}${body}`;
  const start = text.indexOf(underlined, header.length);
  const end = start + underlined.length;
  return ownCall(upgradeOf(text), {
    kind: 'operation',
    via: 'directive',
    operation: dropTable('a'),
    isCertain: true,
    autocommit: false,
    start,
    end,
    ...more,
  });
}

const DROP = 'op.drop_table("a")';
const SQL = 'DROP TABLE a';

describe('a call stands alone', () => {
  it.each<[string, string, string]>([
    ['on its line', `    ${DROP}\n`, '    '],
    ['on the last line', `    ${DROP}`, '    '],
    ['before a line end of Windows', `    ${DROP}\r\n`, '    '],
    ['before space', `    ${DROP}  \n`, '    '],
    ['behind tabs', `\t\t${DROP}\n`, '\t\t'],
    ['at the very left', `${DROP}\n`, ''],
  ])('%s', (_name, body, indent) => {
    const call = called(body, DROP);
    expect(call).toMatchObject({ text: DROP, indent });
    expect(`${TEMPLATE}${body}`.slice(call?.start, call?.end)).toBe(DROP);
  });

  it.each<[string, string, Given]>([
    ['behind a condition', `    if x: ${DROP}\n`, {}],
    ['before another call', `    ${DROP}; f()\n`, {}],
    ['before a comment', `    ${DROP}  # why\n`, {}],
    ['as a value', `    x = ${DROP}\n`, {}],
    ['in a batch', `    ${DROP}\n`, { via: 'batch' }],
    ['in another module', `    ${DROP}\n`, { from: { path: 'app/a.py', line: 3 } }],
    ['where op is something else', `    ${DROP}\n`, { header: 'import op\n' }],
    ['where op has another name', `    ${DROP}\n`, { header: 'from alembic import op as ops\n' }],
    ['without a word about op', `    ${DROP}\n`, { header: 'from alembic import context\n' }],
  ])('but not %s', (_name, body, more) => {
    expect(called(body, DROP, more)).toBeUndefined();
  });

  it.each([
    ['with a comment inside', 'op.drop_table(\n        "a",  # why\n    )'],
    ['with a text over lines', 'op.drop_table("""a""")'],
    ['of another object', 'batch_op.drop_table("a")'],
    ['of what a call gives', 'op.get_bind().execute("a")'],
    ['of what a call of calls gives', 'op.get_context(f(1)).connection.execute(g(2))'],
    ['among others', 'op.drop_index("a"), op.drop_index("b")'],
    ['joined with another', 'op.get_bind().execute(")") or op.drop_table("a")'],
  ])('but is not plain %s', (_name, call) => {
    expect(called(`    ${call}\n`, call)).toBeUndefined();
  });

  it.each([
    'op.drop_table(f(1), g(2))',
    'op.drop_table("a)", schema="(")',
    `op.drop_table('a)', "it's (")`,
    'op.drop_table("\\")", f(")"))',
    'op.drop_table(\n        f(\n            "a"\n        )\n    )',
  ])('with brackets inside: %j', (call) => {
    expect(called(`    ${call}\n`, call)?.text).toBe(call);
  });

  it('where op is one of several names', () => {
    expect(called(`    ${DROP}\n`, DROP, { header: 'from alembic import context, op\n' })?.text).toBe(DROP);
  });
});

describe('the execution of a statement', () => {
  it.each([
    `op.execute("${SQL}")`,
    `op.execute('${SQL}')`,
    `op.execute("${SQL};")`,
    `op.execute("""${SQL}""")`,
    `op.execute(sa.text("${SQL}"))`,
    `op.execute(text("${SQL}"))`,
    `op.execute(\n        "${SQL}",\n    )`,
    `op.execute(\n        """\n        ${SQL};\n        """\n    )`,
    `op.execute(sa.text(\n        "${SQL}"\n    ))`,
  ])('is found around it: %j', (call) => {
    expect(called(`    ${call}\n`, SQL, { via: 'sql' })).toMatchObject({ text: call, indent: '    ' });
  });

  it.each([
    ['runs another one first', `op.execute("SELECT 1; ${SQL}")`],
    ['runs another one behind it', `op.execute("${SQL}; SELECT 1")`],
    ['is one of a connection', `op.get_bind().execute("${SQL}")`],
    ['puts values in', `op.execute(f"${SQL}")`],
    ['has more arguments', `op.execute("${SQL}", execution_options=x)`],
    ['makes it of several texts', `op.execute("/* */ " "${SQL}")`],
    ['hands it to a method', `op.execute(sa.text("${SQL}").bindparams(a=1))`],
    ['has a name for it', `statement = "${SQL}"`],
  ])('is not told where it %s', (_name, call) => {
    expect(called(`    ${call}\n`, SQL, { via: 'sql' })).toBeUndefined();
  });

  it.each([
    ['over lines, with names', 'DROP TABLE\n        a', true],
    ['over lines, with a value', "UPDATE a\n        SET b = 'c'", false],
    ['over lines, with a value between dollars', 'DO\n        $$x$$', false],
    ['on one line, with a value', "UPDATE a SET b = 'c'", true],
  ])('may move a statement %s: %j', (_name, statement, isFound) => {
    const call = `op.execute("""${statement}""")`;
    expect(called(`    ${call}\n`, statement, { via: 'sql' })?.text).toBe(isFound ? call : undefined);
  });
});

describe('a block outside of the transaction', () => {
  const upgrade = upgradeOf('x\n');
  const call = { start: 0, end: 0, text: DROP, indent: '    ' };
  const BLOCK = 'with op.get_context().autocommit_block():';

  it('has the call one step deeper', () => {
    expect(inAutocommitBlock(upgrade, call)).toBe(`${BLOCK}\n        ${DROP}`);
  });

  it('has another text for the call', () => {
    expect(inAutocommitBlock(upgrade, call, 'op.f(\n        1\n    )')).toBe(
      `${BLOCK}\n        op.f(\n            1\n        )`,
    );
  });

  it('is indented by tabs where the call is', () => {
    expect(inAutocommitBlock(upgrade, { ...call, indent: '\t' })).toBe(`${BLOCK}\n\t\t${DROP}`);
  });

  it('ends its lines as the file does', () => {
    expect(inAutocommitBlock(upgradeOf('x\r\n'), call)).toBe(`${BLOCK}\r\n        ${DROP}`);
  });
});

describe('one argument more', () => {
  it.each([
    ['behind the others', 'f(a)', 'f(a, x=1)'],
    ['behind a last comma', 'f(a,)', 'f(a, x=1,)'],
    ['behind space', 'f(a )', 'f(a, x=1 )'],
    ['on the hanging line', 'f(\n  a, b\n)', 'f(\n  a, b, x=1\n)'],
    ['on a line of its own', 'f(\n  a,\n  b,\n)', 'f(\n  a,\n  b,\n  x=1,\n)'],
    ['on a line of its own, by a tab', 'f(\n\ta,\n)', 'f(\n\ta,\n\tx=1,\n)'],
    ['on the line where the call ends', 'f(a,\n  b,)', 'f(a,\n  b, x=1,)'],
    ['where the only argument stands on the first line', 'f(a,\n)', 'f(a, x=1,\n)'],
  ])('stands %s', (_name, call, expected) => {
    expect(withArgument(call, 'x=1')).toBe(expected);
  });

  it('leaves all that is written as it is', () => {
    const given = fc.array(fc.constantFrom('a', '"b"', '["c"]', 'd=1'), { minLength: 1, maxLength: 4 });
    const gap = fc.constantFrom(' ', '\n  ', '\n\t');
    const end = fc.constantFrom('', ',', '\n', ',\n');
    fc.assert(
      fc.property(given, gap, end, (names, between, last) => {
        const call = `op.f(${between.trimStart()}${names.join(`,${between}`)}${last})`;
        const bare = (text: string) => text.replaceAll(/\s+/g, '').replace(/,\)$/, ')');
        const expected = bare(call).replace(/\)$/, ',x=1)');
        expect(bare(withArgument(call, 'x=1'))).toBe(expected);
      }),
    );
  });
});
