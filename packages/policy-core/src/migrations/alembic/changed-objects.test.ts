import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = `import sqlalchemy as sa
from collections import defaultdict
from alembic import op
from slugify import slugify
from sqlalchemy import orm, select
from sqlalchemy.orm import Session

from app.models import Account, fix

`;
const TOLD = '! which objects the session writes is not known';

/** How many commits of an upgrade are told to write what nobody knows. */
function told(...lines: readonly string[]): number {
  const body = ['session = Session(bind=op.get_bind())', ...lines].map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `${HEAD}def upgrade():\n${body}`).up.filter((step) => step === TOLD).length;
}

describe('the commit of a session whose objects are only read', () => {
  it.each<[string, readonly string[]]>([
    ['and not used', ['session.query(Account).all()']],
    ['one by one', ['for account in session.query(Account).all(): print(account.name)']],
    ['by a statement', ['rows = session.execute(select(Account)).scalars().all()']],
    ['by their keys', ['name = session.get(Account, 1).name']],
    [
      'for an UPDATE of each',
      [
        'for account in session.query(Account).options(orm.load_only(Account.id)):',
        '    name = account.name',
        '    session.execute(sa.text("UPDATE accounts SET slug = :s WHERE id = :id").bindparams(s=slugify(name), id=account.id))',
      ],
    ],
    [
      'beside a batch',
      [
        'session.query(Account).all()',
        'with op.batch_alter_table("accounts") as batch_op:',
        '    batch_op.alter_column("name", nullable=True)',
      ],
    ],
    [
      'into a list of the migration',
      [
        'data: list[dict] = []',
        'for i, account in enumerate(session.query(Account).all()):',
        '    data.append({"id": account.id, "place": i})',
        'op.bulk_insert(sa.table("places", sa.column("id")), data)',
      ],
    ],
    [
      'into a dictionary and a set of the migration',
      [
        'seen, by_name = set(), defaultdict(list)',
        'names = set()',
        'found = defaultdict(list)',
        'for account in session.query(Account).all():',
        '    names.add(account.name)',
        '    found[account.name].append(account.id)',
        '    found["last"] = account.id',
      ],
    ],
  ])('writes nothing: %s', (_, lines) => {
    expect(told(...lines, 'session.commit()')).toBe(0);
  });

  it.each<[string, readonly string[]]>([
    ['an attribute that is set', ['for account in session.query(Account): account.name = "x"']],
    ['an attribute that grows', ['for account in session.query(Account): account.count += 1']],
    ['an attribute of several', ['for account in session.query(Account): account.a, account.b = 1, 2']],
    ['an attribute that is deleted', ['for account in session.query(Account): del account.name']],
    [
      'an attribute that a loop sets',
      ['account = session.get(Account, 1)', 'for account.name in names: pass'],
    ],
    ['an entry of one', ['for account in session.query(Account): account.settings["a"] = 1']],
    ['an entry of one under a name', ['settings = session.get(Account, 1).settings', 'settings["a"] = 1']],
    ['a list of one', ['for account in session.query(Account): account.roles.append("x")']],
    ['a list of one under a name', ['roles = session.get(Account, 1).roles', 'roles.append("x")']],
    ['setattr', ['for account in session.query(Account): setattr(account, "name", "x")']],
    ['code elsewhere', ['for account in session.query(Account): fix(account)']],
    ['code elsewhere, by name', ['for account in session.query(Account): fix(account=account)']],
    ['code elsewhere, in a list', ['for account in session.query(Account): fix([account])']],
    ['code elsewhere, all at once', ['accounts = session.query(Account).all()', 'fix(accounts)']],
    ['code elsewhere, as it is found', ['fix(session.get(Account, 1))']],
    ['code elsewhere, by map', ['list(map(fix, session.query(Account).all()))']],
    ['a method of it', ['for account in session.query(Account): account.rename()']],
    ['a method of it, as it is found', ['session.get(Account, 1).rename()']],
    ['an object that is added', ['session.query(Account).all()', 'session.add(Account(id=1))']],
    ['an object that is deleted', ['session.delete(session.get(Account, 1))']],
  ])('is told where the file has %s', (_, lines) => {
    expect(told(...lines, 'session.commit()')).toBe(1);
  });

  it('is told where a function of the file changes one', () => {
    const text = `${HEAD}def rename(account):\n    account.name = "x"\n\ndef upgrade():\n    session = Session(bind=op.get_bind())\n    rename(session.get(Account, 1))\n    session.commit()\n`;
    expect(toldRevision(parsers, text).up).toContain(TOLD);
  });
});

describe('a second commit', () => {
  const CHANGE = 'session.get(Account, 1).name = "x"';
  const DELETE = 'session.execute(sa.text("DELETE FROM accounts WHERE id = :id").bindparams(id=1))';

  it.each<[string, readonly string[]]>([
    ['right behind the first', [CHANGE, 'session.commit()', 'session.commit()']],
    ['behind a statement', [CHANGE, 'session.commit()', DELETE, 'session.commit()']],
    ['behind statements', [CHANGE, 'session.commit()', DELETE, DELETE, 'session.commit()']],
    ['behind a flush', [CHANGE, 'session.flush()', DELETE, 'session.commit()']],
  ])('writes nothing %s', (_, lines) => {
    expect(told(...lines)).toBe(1);
  });

  it.each<[string, readonly string[]]>([
    ['behind another change', [CHANGE, 'session.commit()', CHANGE, DELETE, 'session.commit()']],
    ['in another block', [CHANGE, 'session.commit()', 'if x:', `    ${CHANGE}`, 'session.commit()']],
    [
      'behind a statement that a function makes of an object',
      [
        CHANGE,
        'user = session.get(Account, 1)',
        'session.commit()',
        'session.execute(fix(user))',
        'session.commit()',
      ],
    ],
  ])('is told %s', (_, lines) => {
    expect(told(...lines)).toBe(2);
  });
});
