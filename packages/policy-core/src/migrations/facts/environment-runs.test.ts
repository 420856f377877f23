import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed } from '../../model/known.ts';
import { environmentRuns } from './environment-runs.ts';

function runs(text: string): string | undefined {
  return environmentRuns({ files: { 'db/env.py': observed(textContent(text)) } })('db/versions/1.py');
}

describe('The revisions of one upgrade', () => {
  it.each([
    ['context.configure(connection=connection, target_metadata=metadata)'],
    ['context.configure(url=url(config), literal_binds=True)\ncontext.configure(connection=connection)'],
    ['context.configure(url=url, transaction_per_migration=True)\ncontext.configure(connection=connection)'],
    ['context.configure(connection)'],
    ['context.configure(connection=connection, transaction_per_migration=False)'],
    ['# transaction_per_migration=True\ncontext.configure(connection=connection)'],
    ['engine = create_engine(url, **options)\ncontext.configure(connection=engine.connect())'],
  ])('run in one transaction: %s', (text) => {
    expect(runs(text)).toBe('together');
  });

  it.each([
    ['context.configure(connection=connection, transaction_per_migration=True)'],
    ['context.configure(\n    connection=connection,\n    transaction_per_migration = True,\n)'],
    ['options = {"transaction_per_migration": True}\ncontext.configure(**options)'],
    ['options["transaction_per_migration"] = True\ncontext.configure(**options)'],
    ['context.configure(url=url)\ncontext.configure(connection=c, transaction_per_migration=True)'],
  ])('run each in its own: %s', (text) => {
    expect(runs(text)).toBe('apart');
  });

  it.each([
    ['context.configure(connection=connection, **current_app.extensions["migrate"].configure_args)'],
    ['context.configure(connection=connection, **arguments(config.get("a")))'],
    ['context.configure(connection=connection, url=url(config.get("a")), **more)'],
    ['context.configure(connection=connection, transaction_per_migration=is_postgresql)'],
    ['context.configure(transaction_per_migration=True)\ncontext.configure(transaction_per_migration=False)'],
    ['context.configure(connection=connection, transactional_ddl=False)'],
    ['connection.execution_options(isolation_level="AUTOCOMMIT")\ncontext.configure(connection=connection)'],
    ['context.configure(url=url(config), literal_binds=True, dialect_opts={"paramstyle": "named"})'],
    ['from shop.migrations import run\n\nrun()'],
    [''],
  ])('run as nobody can tell: %s', (text) => {
    expect(runs(text)).toBeUndefined();
  });

  it('run as nobody can tell where no env.py was seen', () => {
    expect(environmentRuns({ files: {} })('db/versions/1.py')).toBeUndefined();
  });

  it('take no long time to tell from a text of brackets', () => {
    expect(runs(`context.configure(${'('.repeat(20_000)}`)).toBe('together');
    expect(runs(`context.configure(${'(a)'.repeat(20_000)}`)).toBe('together');
  });
});
