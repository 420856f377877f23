import { type Random, several } from '../pip/random.ts';
import { generatedHeader } from './generated-headers.ts';
import { literal, sqlExpression } from './generated-sql.ts';
import { generatedBlock } from './generated-statements.ts';

/** A whole revision that CPython reads, written in one of the many ways in which people write them. */
export function generatedRevision(random: Random, id: string): string {
  const style = random.pick(IMPORTS);
  const helpers = HELPERS.slice(0, random.chance(0.6) ? random.below(2) : random.below(HELPERS.length + 1));
  const depth = random.chance(0.5) ? 1 : random.below(4);
  const body = (own: readonly string[]) => generatedBlock(random, { op: style.op, helpers: own, depth });
  const parts = [
    generatedHeader(random, id),
    constants(random),
    ...helpers.map((name) => helper(random, name, body(helpers))),
    entry(random, 'upgrade', body(helpers)),
    ...(random.chance(0.92) ? [entry(random, 'downgrade', body(helpers))] : []),
  ];
  const ordered = random.chance(0.9) ? parts : parts.toReversed();
  const lines = [...opening(random), ...style.lines, '', ...ordered.flatMap((part) => [...part, ''])];
  return dressed(random, lines);
}

const HELPERS = ['_drop', 'helper', 'run_step', 'größe'] as const;

interface Imports {
  /** How operations are written then. */
  readonly op: string;
  readonly lines: readonly string[];
}

const PLAIN: Imports = { op: 'op.', lines: ['from alembic import op', 'import sqlalchemy as sa'] };

const IMPORTS: readonly [Imports, ...Imports[]] = [
  PLAIN,
  PLAIN,
  PLAIN,
  PLAIN,
  PLAIN,
  {
    op: 'op.',
    lines: [
      'from alembic import op, context',
      'import sqlalchemy as sa',
      'from sqlalchemy import text, Column',
      'from sqlalchemy.dialects import postgresql',
    ],
  },
  {
    op: 'ops.',
    lines: ['import sqlalchemy as sa', 'from alembic import op as ops', 'from alembic import op'],
  },
  { op: 'alembic.op.', lines: ['import alembic.op', 'import sqlalchemy as sa', 'op = alembic.op'] },
  {
    op: '',
    lines: [
      'from alembic import op',
      'from alembic.op import (',
      '    add_column, alter_column, bulk_insert, create_check_constraint, create_exclude_constraint,',
      '    create_foreign_key, create_index, create_primary_key, create_table, create_table_comment,',
      '    create_unique_constraint, drop_column, drop_constraint, drop_index, drop_table, drop_table_comment,',
      '    rename_table, execute,',
      ')',
      'import sqlalchemy as sa',
    ],
  },
];

function opening(random: Random): readonly string[] {
  return [
    ...(random.chance(0.05) ? ['#!/usr/bin/env python3'] : []),
    ...(random.chance(0.05) ? ['# -*- coding: utf-8 -*-'] : []),
    ...(random.chance(0.7) ? random.pick(DOCSTRINGS) : []),
    ...(random.chance(0.1) ? ['from __future__ import annotations'] : []),
  ];
}

const DOCSTRINGS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['"""retire orders', '', 'Revision ID: a1', 'Revises: b2', '"""'],
  ["'''größe: 訂單 😀'''"],
  ['r"""DROP TABLE \\d"""'],
  ['"""op.drop_table(\'orders\')"""'],
];

function constants(random: Random): readonly string[] {
  return several(random, oneConstant, [0, 3]).flatMap((line) => line.split('\n'));
}

function oneConstant(random: Random): string {
  const name = random.pick(['SQL', 'TABLE', 'STATEMENTS', 'TABLES', 'SQLS', 'table']);
  if (name === 'TABLE' || name === 'table') return `${name} = ${literal(random, 'orders')}`;
  if (name === 'SQL') return `SQL = ${sqlExpression(random)}`;
  if (name === 'SQLS') return `SQLS = {"a": ${sqlExpression(random)}, **more}`;
  return `${name} = [${sqlExpression(random)}, ${sqlExpression(random)}]`;
}

function entry(random: Random, name: string, body: readonly string[]): readonly string[] {
  const head = random.pick([`def ${name}():`, `def ${name}() -> None:`, `def ${name}(op=op, tables=None):`]);
  if (random.chance(0.03)) return [`${name} = lambda: op.drop_table("orders")`];
  if (random.chance(0.03)) return ['try:', ...indented([head, ...indented(body)]), 'except NameError: pass'];
  if (random.chance(0.03)) return [head, '    pass'];
  if (random.chance(0.03)) return [head.replace(':', ': raise NotImplementedError')];
  return [...(random.chance(0.05) ? ['@transactional', '# why'] : []), head, ...indented(body)];
}

function helper(random: Random, name: string, body: readonly string[]): readonly string[] {
  const parameters = random.pick([
    '',
    'op',
    'op, table="orders"',
    'table',
    '*names, **rest',
    'op: "Operations" = op',
  ]);
  const head = `${random.chance(0.05) ? 'async ' : ''}def ${name}(${parameters}):`;
  if (random.chance(0.1))
    return [`class ${name}:`, ...indented(['def __init__(self, op=None):', ...indented(body)])];
  return [head, ...indented(body)];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? line : `    ${line}`));
}

/** The same file by the habits of another editor. */
function dressed(random: Random, lines: readonly string[]): string {
  const indent = random.pick(['    ', '    ', '    ', '  ', '\t', '        ']);
  const shifted = lines.map((line) => line.replace(/^(?: {4})+/, (space) => indent.repeat(space.length / 4)));
  const spaced = random.chance(0.1)
    ? shifted.flatMap((line) => (random.chance(0.2) && !line.endsWith('\\') ? [line, ''] : [line]))
    : shifted;
  const end = random.chance(0.85) ? '\n' : '\r\n';
  const mark = random.chance(0.02) ? '\uFEFF' : '';
  return `${mark}${spaced.join('\n')}${random.chance(0.95) ? '\n' : ''}`.replaceAll('\n', end);
}
