import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const steps = (head: string, call: string) =>
  toldRevision(parsers, `${head}\nrevision = "b"\ndown_revision = "a"\n\ndef upgrade():\n    ${call}\n`).up;

describe('A call for its own sake', () => {
  it.each([
    ['import bisect', 'bisect.insort(names, "a")'],
    ['import heapq', 'heapq.heapify(names)'],
    ['from typing_extensions import assert_never', 'assert_never(dialect)'],
    ['import time', 'time.sleep(1)'],
    ['import networkx as nx', 'nx.add_path(graph, names)'],
    ['import numpy as np', 'np.random.shuffle(names)'],
    ['from loguru import logger', 'logger.success("done")'],
    ['from rich import print_json', 'print_json(names)'],
    ['import click', 'click.secho("done", fg="green")'],
    ['import requests', 'requests.post("https://example.com", json=names)'],
    ['import stripe', 'stripe.Customer.delete(name)'],
    ['import urllib.request', 'urllib.request.urlretrieve("https://example.com", "names")'],
    ['from tempfile import mkdtemp', 'mkdtemp()'],
  ])('is no business of the database where its module is known: %s, %s', (head, call) => {
    expect(steps(head, call)).toEqual([]);
  });

  it.each([
    ['import shop', 'shop.insort()', 'shop.insort'],
    ['from shop.bisect import insort', 'insort()', 'insort'],
    ['from shop import assert_never', 'assert_never(dialect)', 'assert_never'],
    ['from shop import click', 'click.echo(names)', 'click.echo'],
    ['import subprocess', 'subprocess.run(["psql"])', 'subprocess.run'],
    ['from shop import networkx', 'networkx.add_path(graph, names)', 'networkx.add_path'],
    ['from shop_graph import add_path', 'add_path(graph, names)', 'add_path'],
  ])('may do anything where the project has it: %s, %s', (head, call, callee) => {
    expect(steps(head, call)).toEqual([`! what ${callee} does is not known`]);
  });

  it.each([
    ['from shop import central', 'central.register_opts(CONF)'],
    ['from shop.log import configure_logging', 'configure_logging()'],
    ['from dotenv import load_dotenv', 'load_dotenv()'],
  ])('may set up settings and logs: %s, %s', (head, call) => {
    expect(steps(head, call)).toEqual([]);
    expect(toldRevision(parsers, `${head}\nrevision = "b"\ndown_revision = "a"\n${call}\n`).up).toEqual([]);
  });

  it.each([
    ['', 'op.get_bind().dialect.has_index(op.get_bind(), "orders", "ix")'],
    ['', 'op.get_bind().dialect.get_columns(op.get_bind(), "orders")'],
    ['import pandas as pd\n', 'pd.read_sql_table("orders", con=op.get_bind())'],
  ])('may look at the schema, and at rows: %s%s', (head, call) => {
    expect(steps(`${head}from alembic import op`, call)).toEqual([]);
  });

  it.each([
    'has_table(bind, "orders")',
    'get_pk_constraint(bind, "orders")["name"]',
    'get_check_constraints(connection=bind, table_name="orders")',
    'get_view_definition(bind, "open_orders")',
  ])('asks a dialect: %s', (call) => {
    const head = 'from alembic import op\nbind = op.get_bind()\ndialect = bind.engine.dialect';
    expect(steps(head, `bind.dialect.${call}`)).toEqual([]);
    expect(steps(head, `key = dialect.${call}`)).toEqual([]);
  });

  it.each([
    'bind.dialect.do_rollback(bind)',
    'bind.dialect.do_execute(bind, "DROP TABLE a")',
    'shop.get_pk_constraint(bind, "orders")',
    'shop.dialect_of().get_pk_constraint(bind)',
    '(bind.dialect or shop).get_pk_constraint(bind)',
    'get_pk_constraint(bind)',
  ])('is open where another method, or another object, is handed the connection: %s', (call) => {
    const head = 'from alembic import op\nimport shop\nbind = op.get_bind()';
    const callee = call.replace(/\(bind\b(?!\.).*/, '');
    expect(steps(head, call)).toEqual([`! what ${callee} does with bind is not known`]);
  });

  it('is open where a module that works in memory is handed the database', () => {
    expect(steps('from alembic import op\nimport numpy as np', 'np.asarray(op.get_bind())')).toEqual([
      '! what np.asarray does with op.get_bind() is not known',
    ]);
  });

  it('is open where a query is handed over, which may do anything', () => {
    expect(
      steps('from alembic import op\nimport pandas as pd', 'pd.read_sql("DELETE FROM a", op.get_bind())'),
    ).toEqual(['! what pd.read_sql does with op.get_bind() is not known']);
  });

  it('is open where what sets up is handed the database', () => {
    expect(
      steps('from alembic import op\nfrom shop import central', 'central.register_opts(op.get_bind())'),
    ).toEqual(['! what central.register_opts does with op.get_bind() is not known']);
  });
});
