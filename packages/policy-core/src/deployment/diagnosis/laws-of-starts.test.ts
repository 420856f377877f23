import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { migrationStarts } from './migration-starts.ts';

const anyLine = fc.constantFrom(
  'alembic upgrade head',
  'alembic upgrade head || true',
  'alembic upgrade head || exit 1',
  'alembic upgrade head || { echo no; exit 1; }',
  'if ! alembic upgrade head; then',
  'if [ $? -ne 0 ]; then',
  '  exit 1',
  'fi',
  '}',
  'set -e',
  'set +e',
  'echo alembic upgrade head',
  'exec uvicorn app:app',
  'alembic \\',
  '  upgrade head',
  '',
);
const anyScript = fc.array(anyLine, { maxLength: 12 });

const answers = (lines: readonly string[], end = '\n') =>
  migrationStarts('start.sh', lines.join(end)).map(({ onFailure }) => onFailure);

describe('whatever a script holds', () => {
  test('each line is told once, in its order, and is one of the script', () => {
    fc.assert(
      fc.property(fc.oneof(anyScript, fc.array(fc.string())), (lines) => {
        const told = migrationStarts('start.sh', lines.join('\n')).map(({ line }) => line);
        expect(told).toEqual([...new Set(told)].toSorted((one, other) => one - other));
        const last = lines.join('\n').split('\n').length;
        for (const line of told) expect(line >= 1 && line <= last).toBe(true);
      }),
    );
  });

  test('how its lines end changes nothing', () => {
    fc.assert(
      fc.property(anyScript, (lines) => {
        expect(answers(lines, '\r\n')).toEqual(answers(lines));
      }),
    );
  });

  test('comments, empty lines and space change nothing', () => {
    fc.assert(
      fc.property(anyScript, (lines) => {
        const whole = lines.filter((line) => !line.endsWith('\\'));
        const spaced = whole.flatMap((line) => ['', `  # alembic upgrade head`, `\t${line}  `]);
        expect(answers(spaced)).toEqual(answers(whole));
      }),
    );
  });

  test('a strict shell goes on only where the script says so', () => {
    fc.assert(
      fc.property(fc.constantFrom('echo a', 'cd app', 'export A=1', 'uvicorn app:app'), (line) => {
        const plain = ['alembic upgrade head', line];
        expect(answers(['set -e', ...plain])).toEqual(['stops']);
        expect(answers(plain)).toEqual(['goes-on']);
        expect(answers(['set -e', 'alembic upgrade head || true', line])).toEqual(['goes-on']);
      }),
    );
  });

  test('nothing is told where nothing is upgraded', () => {
    fc.assert(
      fc.property(anyScript, (lines) => {
        const others = lines.filter((line) => !/alembic|upgrade/.test(line));
        expect(answers(others)).toEqual([]);
      }),
    );
  });
});
