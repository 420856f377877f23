import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const up = (source: string) => toldRevision(parsers, source).up;
/** Behind `~` what runs outside of the transaction. */
const within = (...lines: readonly string[]) =>
  up(`def upgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`);

const INDEX = 'op.create_index("ix", "a", ["x"], postgresql_concurrently=True)';
const BLOCK = 'with op.get_context().autocommit_block():';

describe('an autocommit block', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['around one index', [BLOCK, `    ${INDEX}`], ['~ create-index a ix']],
    [
      'around several',
      [BLOCK, `    ${INDEX}`, '    op.drop_index("iy", postgresql_concurrently=True)'],
      ['~ create-index a ix', '~ drop-index iy'],
    ],
    [
      'before other things',
      [BLOCK, `    ${INDEX}`, 'op.drop_column("a", "y")'],
      ['~ create-index a ix', 'drop-column a y'],
    ],
    [
      'after other things',
      ['op.drop_column("a", "y")', BLOCK, `    ${INDEX}`],
      ['drop-column a y', '~ create-index a ix'],
    ],
    [
      'twice',
      [BLOCK, `    ${INDEX}`, BLOCK, '    op.drop_index("iy")'],
      ['~ create-index a ix', '~ drop-index iy'],
    ],
    [
      'under a condition',
      ['if wanted():', `    ${BLOCK}`, `        ${INDEX}`, 'op.drop_table("b")'],
      ['? ~ create-index a ix', 'drop-table b'],
    ],
    ['around a condition', [BLOCK, '    if wanted():', `        ${INDEX}`], ['? ~ create-index a ix']],
    [
      'around SQL',
      [BLOCK, '    op.execute("CREATE INDEX CONCURRENTLY ix ON a (x)")'],
      ['~ create-index a ix'],
    ],
    [
      'around a batch',
      [BLOCK, '    with op.batch_alter_table("a") as b:', '        b.drop_column("x")'],
      ['~ drop-column a x'],
    ],
    [
      'around a loop',
      [BLOCK, '    for t in ("a", "b"):', '        op.drop_table(t)'],
      ['~ drop-table a', '~ drop-table b'],
    ],
    [
      'around try',
      [BLOCK, '    try:', `        ${INDEX}`, '    except Error:', '        pass'],
      ['? ~ create-index a ix'],
    ],
    [
      'of a context with a name',
      ['context = op.get_context()', 'with context.autocommit_block():', `    ${INDEX}`],
      ['~ create-index a ix'],
    ],
    [
      'with a name of its own',
      ['with op.get_context().autocommit_block() as _:', `    ${INDEX}`],
      ['~ create-index a ix'],
    ],
    ['beside another with', [`${BLOCK.slice(0, -1)}, timer():`, `    ${INDEX}`], ['~ create-index a ix']],
    [
      'in parentheses',
      ['with (op.get_context().autocommit_block()):', `    ${INDEX}`],
      ['~ create-index a ix'],
    ],
    ['that is only named', ['op.get_context().autocommit_block()', INDEX], ['create-index a ix']],
    ['that is empty', [BLOCK, '    pass', INDEX], ['create-index a ix']],
  ])('%s', (_, lines, expected) => {
    expect(within(...lines)).toEqual(expected);
  });

  it('holds in the helpers that are called in it, and only there', () => {
    const source = `
      def build():
          op.create_index("ix", "a", ["x"], postgresql_concurrently=True)

      def upgrade():
          with op.get_context().autocommit_block():
              build()
          build()
    `;
    expect(up(source)).toEqual(['~ create-index a ix', 'create-index a ix']);
  });

  it('may be a helper itself, which is not seen', () => {
    const source = `
      def build(run):
          with op.get_context().autocommit_block():
              run()

      def upgrade():
          build(lambda: op.drop_table("a"))
    `;
    expect(up(source)).toContain('~ drop-table a');
  });
});

describe('a migration that ends the transaction itself, as alphagov does', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['COMMIT', ['op.execute("COMMIT")', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['COMMIT with a semicolon', ['op.execute("COMMIT;")', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['commit in small letters', ['op.execute("commit")', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['END', ['op.execute("END")', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['text("COMMIT")', ['op.execute(sa.text("COMMIT"))', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['a connection', ['op.get_bind().execute("COMMIT")', INDEX], ['other COMMIT', '~ create-index a ix']],
    [
      'a connection with a name',
      ['conn = op.get_bind()', 'conn.execute("COMMIT")', INDEX],
      ['other COMMIT', '~ create-index a ix'],
    ],
    ['behind a comment', ['op.execute("-- now\\nCOMMIT")', INDEX], ['other COMMIT', '~ create-index a ix']],
    ['ROLLBACK', ['op.execute("ROLLBACK")', INDEX], ['other ROLLBACK', '~ create-index a ix']],
    [
      'COMMIT and BEGIN',
      ['op.execute("COMMIT")', 'op.execute("BEGIN")', INDEX],
      ['other COMMIT', '~ other BEGIN', 'create-index a ix'],
    ],
    ['COMMIT AND CHAIN', ['op.execute("COMMIT AND CHAIN")', INDEX], ['other COMMIT', 'create-index a ix']],
    [
      'START TRANSACTION',
      ['op.execute("COMMIT")', 'op.execute("START TRANSACTION")', INDEX],
      ['other COMMIT', '~ other START TRANSACTION', 'create-index a ix'],
    ],
    [
      'what came before stays inside',
      ['op.drop_table("b")', 'op.execute("COMMIT")', INDEX],
      ['drop-table b', 'other COMMIT', '~ create-index a ix'],
    ],
    [
      'under a condition',
      ['if x:', '    op.execute("COMMIT")', INDEX],
      ['? other COMMIT', 'create-index a ix'],
    ],
    ['a savepoint is none', ['op.execute("SAVEPOINT s")', INDEX], ['other SAVEPOINT', 'create-index a ix']],
    [
      'going back to one is none',
      ['op.execute("ROLLBACK TO SAVEPOINT s")', INDEX],
      ['other ROLLBACK', 'create-index a ix'],
    ],
    [
      'letting one go is none',
      ['op.execute("RELEASE SAVEPOINT s")', INDEX],
      ['other RELEASE', 'create-index a ix'],
    ],
    [
      'in a comment it is none',
      ['op.execute("SELECT 1 -- COMMIT")', INDEX],
      ['other SELECT', 'create-index a ix'],
    ],
    [
      'in quotes it is none',
      ['op.execute("SELECT \'COMMIT\'")', INDEX],
      ['other SELECT', 'create-index a ix'],
    ],
    [
      'a name it begins is none',
      ['op.execute("SELECT commit_id FROM a")', INDEX],
      ['other SELECT', 'create-index a ix'],
    ],
    // The next statement begins another transaction.
    ['of the connection', ['op.get_bind().commit()', INDEX], ['other commit()', 'create-index a ix']],
    [
      'of the connection, taken back',
      ['bind = op.get_bind()', 'bind.rollback()', INDEX],
      ['other rollback()', 'create-index a ix'],
    ],
    [
      'of another connection',
      ['with engine.connect() as c:', '    c.commit()', INDEX],
      ['create-index a ix'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(within(...lines)).toEqual(expected);
  });

  it('does so for its own direction only', () => {
    const source = `
      def upgrade():
          op.execute("COMMIT")
          op.drop_table("a")

      def downgrade():
          op.drop_table("b")
    `;
    expect(toldRevision(parsers, source)).toMatchObject({
      up: ['other COMMIT', '~ drop-table a'],
      down: ['drop-table b'],
    });
  });

  it('does so in a helper for all that follows', () => {
    const source = `
      def leave():
          op.execute("COMMIT")

      def upgrade():
          op.drop_table("a")
          leave()
          op.drop_table("b")
    `;
    expect(up(source)).toEqual(['drop-table a', 'other COMMIT', '~ drop-table b']);
  });
});

describe('settings of a migration', () => {
  it.each<[string, string, readonly string[]]>([
    ['a timeout for locks', 'op.execute("SET lock_timeout = \'4s\'")', ['other SET']],
    ['for this transaction', 'op.execute("SET LOCAL lock_timeout = \'4s\'")', ['other SET']],
    ['set back', 'op.execute("RESET lock_timeout")', ['other RESET']],
    ['a role', 'op.execute("SET ROLE app_owner")', ['other SET']],
    [
      'all at once',
      "op.execute(\"SET lock_timeout = '4s'; SET statement_timeout = '9s'\")",
      ['other SET', 'other SET'],
    ],
    ['as a function', "op.execute(\"SELECT set_config('lock_timeout', '4s', true)\")", ['other SELECT']],
  ])('%s', (_, line, expected) => {
    expect(within(line)).toEqual(expected);
  });

  it('may stand in the module, and come first', () => {
    const source = `
      op.execute("SET lock_timeout = '4s'")

      def upgrade():
          op.drop_table("a")
    `;
    expect(up(source)).toEqual(['other SET', 'drop-table a']);
  });
});
