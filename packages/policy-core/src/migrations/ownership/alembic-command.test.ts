import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { alembicCommand } from './alembic-command.ts';
import { shellCommands } from './shell-script.ts';

function commandIn(text: string) {
  const [command] = shellCommands(text);
  return alembicCommand(command?.words ?? []);
}

const PLAIN = { purge: false, isOffline: false };

describe('the command of Alembic in a line of a script', () => {
  test.each([
    ['alembic upgrade head', 'upgrade', 'head'],
    ['alembic upgrade heads', 'upgrade', 'heads'],
    ['poetry run alembic upgrade head', 'upgrade', 'head'],
    ['uv run --frozen alembic upgrade head', 'upgrade', 'head'],
    ['python -m alembic -c app/alembic.ini upgrade +1', 'upgrade', '+1'],
    ['.venv/bin/alembic --config=a.ini -x tenant=a -n main downgrade -1', 'downgrade', '-1'],
    ['if ! alembic downgrade base', 'downgrade', 'base'],
    ['docker compose exec web alembic stamp head', 'stamp', 'head'],
    ['alembic upgrade --tag release head', 'upgrade', 'head'],
    ['alembic upgrade', 'upgrade', undefined],
    ['flask db upgrade', 'upgrade', 'head'],
    ['flask --app shop db downgrade', 'downgrade', '-1'],
    ['flask db downgrade base', 'downgrade', 'base'],
    ['flask db stamp', 'stamp', 'head'],
    ['flask db upgrade -d migrations ab12', 'upgrade', 'ab12'],
  ])('%s', (text, verb, target) => {
    expect(commandIn(text)).toMatchObject({ verb, target, ...PLAIN });
  });

  test.each([
    'alembic history',
    'alembic revision --autogenerate -m upgrade',
    'pip install alembic',
    'cd alembic',
    'rm -r alembic upgrade-notes',
    'echo alembic upgrade head',
    'printf "%s" alembic upgrade head',
    'flask run',
    'flask db migrate -m x',
    'pip install --upgrade alembic',
    'git log -- alembic',
    'flask',
    'alembic',
    'alembic -c',
    'alembic -c upgrade',
    'flask db',
    'flask --app db',
    'flask db -d upgrade',
    '',
  ])('is none that changes a database: %j', (text) => {
    expect(commandIn(text)).toBeUndefined();
  });

  test('says whether the version table is cleared, and whether it only prints', () => {
    expect(commandIn('alembic stamp --purge head')).toMatchObject({ target: 'head', purge: true });
    expect(commandIn('alembic downgrade ab12:base --sql')).toMatchObject({ isOffline: true });
  });

  test.each([
    ['alembic alembic upgrade head', 'alembic upgrade head'],
    ['alembic -c alembic alembic upgrade head', 'alembic upgrade head'],
    ['cd alembic/ ; x', undefined],
    ['flask alembic downgrade -1', 'alembic downgrade -1'],
    ['pip alembic flask db upgrade', 'flask db upgrade'],
  ])('is that of the program before its verb: %s', (text, shown) => {
    const command = commandIn(text);
    expect(command && text.slice(command.start, command.end)).toBe(shown);
  });

  test('is looked for in one pass, however many options there are', () => {
    const started = stepsTaken();
    expect(commandIn(`${'alembic -c '.repeat(20_000)} x`)).toBeUndefined();
    expect(commandIn(`alembic ${'-c x '.repeat(20_000)} upgrade head`)?.target).toBe('head');
    expect(stepsTaken() - started).toBeLessThan(4_000_000);
  });

  test('is underlined from its program to its last word', () => {
    const text = 'exec poetry run alembic -c a.ini upgrade head --tag x && b';
    const { start = 0, end = 0 } = commandIn(text) ?? {};
    expect(text.slice(start, end)).toBe('alembic -c a.ini upgrade head --tag x');
  });
});
