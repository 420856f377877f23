import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { toldRevision } from '../testing/told-revision.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const steps = (head: string, call: string) =>
  toldRevision(parsers, `${head}\nrevision = "b"\ndown_revision = "a"\n\ndef upgrade():\n    ${call}\n`).up;

describe('A call for its own sake', () => {
  it.each([
    ['import bisect', 'bisect.insort(names, "a")'],
    ['import heapq', 'heapq.heapify(names)'],
    ['from typing_extensions import assert_never', 'assert_never(dialect)'],
    ['import time', 'time.sleep(1)'],
  ])('is no business of the database where its module is known: %s, %s', (head, call) => {
    expect(steps(head, call)).toEqual([]);
  });

  it.each([
    ['import shop', 'shop.insort()', 'shop.insort'],
    ['from shop.bisect import insort', 'insort()', 'insort'],
    ['from shop import assert_never', 'assert_never(dialect)', 'assert_never'],
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
