import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SOURCE_OPTIONS } from '../../policy/named-options.ts';
import { lockCommand, type LockCommand } from './lock-command.ts';
import { PIP_COMPILE_OPTIONS, UV_OPTIONS } from './lock-command-options.ts';

const PAIR = { source: 'api/requirements.in', lock: 'api/requirements.txt' };

const start = fc.constantFrom(
  ['pip-compile'],
  ['uv', 'pip', 'compile'],
  ['python', '-m', 'piptools', 'compile'],
  ['python3.12', '-m', 'piptools', 'compile'],
);
const known = fc.constantFrom(...PIP_COMPILE_OPTIONS.keys(), ...UV_OPTIONS.keys());
const file = fc.constantFrom(
  'requirements.in',
  'requirements.txt',
  'api/requirements.in',
  'api/requirements.txt',
  '../api/requirements.in',
  './requirements.in',
  '../../x.in',
  '/etc/passwd',
  '~/x',
  '-',
  'https://x.example/r.in',
);
const word = fc.oneof(
  known,
  file,
  fc.tuple(known, file).map(([option, value]) => `${option}=${value}`),
  fc.constantFrom('--pip-args', '--config=x', '--', '-oX', '--cache-dir', '$(id)', ';', '1', 'httpx', ''),
  fc.string({ maxLength: 6 }),
);
/** Most are refused for their first words already, so what makes a lock of the pair stands in every second. */
const command = fc
  .tuple(start, fc.array(word, { maxLength: 6 }), fc.boolean())
  .map(([first, words, isWhole]) => [
    ...first,
    ...words,
    ...(isWhole ? ['requirements.in', '-o', 'requirements.txt'] : []),
  ]);

function decide(written: readonly string[], packages: readonly string[] = []): LockCommand {
  return lockCommand({ written, pair: PAIR, refusedOptions: SOURCE_OPTIONS, packages });
}

/** The words of the commands that may be run; the others are no matter here. */
function runnable(written: readonly string[]): readonly string[] | undefined {
  const decided = decide(written);
  return decided.kind === 'runnable' ? decided.command.words : undefined;
}

describe('whatever stands in a header', () => {
  test('only known programs with known options are run', () => {
    fc.assert(
      fc.property(command, (written) => {
        const words = runnable(written);
        if (words === undefined) return;
        expect(['pip-compile', 'uv', 'python', 'python3.12']).toContain(words[0]);
        const options = words.filter((one) => one.startsWith('-') && one !== '-m' && one !== '-');
        for (const option of options) {
          const [name = ''] = option.split('=');
          expect(PIP_COMPILE_OPTIONS.has(name) || UV_OPTIONS.has(name)).toBe(true);
        }
      }),
    );
  });

  test('no index is used that the policy refuses', () => {
    const refused = [
      '-i',
      '--index-url',
      '--extra-index-url',
      '-f',
      '--find-links',
      '--trusted-host',
      '--pre',
    ];
    fc.assert(
      fc.property(command, (written) => {
        const words = runnable(written) ?? [];
        // A value may be called like an option: what counts is what stands where an option stands.
        const names = words.map((one) => one.split('=')[0] ?? '');
        const isValue = (index: number) => takesNext(names[index - 1] ?? '', words[index - 1] ?? '');
        const given = names.filter((name, index) => refused.includes(name) && !isValue(index));
        expect(given).toEqual([]);
      }),
    );
  });

  test('no word is one for a shell, absolute, or the end of options', () => {
    fc.assert(
      fc.property(command, (written) => {
        const words = runnable(written) ?? [];
        expect(words.filter((one) => /[;&|<>$`\n\r\0]/.test(one) || one === '--')).toEqual([]);
        const operands = words.filter((one, index) => !one.startsWith('-') && index > 3);
        expect(operands.filter((one) => one === '/etc/passwd' && !isAfterValue(words, one))).toEqual([]);
      }),
    );
  });

  test('what is run ends with what to upgrade, once', () => {
    fc.assert(
      fc.property(command, (written) => {
        const decided = decide(written, ['httpx', 'anyio==4.7.0']);
        if (decided.kind === 'shown') return;
        const { words } = decided.command;
        expect(words.slice(-4)).toEqual(['--upgrade-package', 'httpx', '--upgrade-package', 'anyio==4.7.0']);
        const before = words.slice(0, -4);
        const asked = before.filter(
          (one, index) => UPGRADES.test(one) && !takesNext(before[index - 1] ?? '', before[index - 1] ?? ''),
        );
        expect(asked).toEqual([]);
      }),
    );
  });

  test('what was run once is what is run again', () => {
    fc.assert(
      fc.property(command, (written) => {
        const words = runnable(written);
        if (words !== undefined) expect(runnable(words)).toEqual(words);
      }),
    );
  });

  test('a refusal says why', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (written) => {
        const decided = decide(written);
        expect(decided.kind === 'shown' && decided.problem.length > 5).toBe(true);
      }),
    );
  });

  test('some commands of the trial are run, or it tried nothing', () => {
    const tried = fc.sample(command, { numRuns: 2000, seed: 7 });
    expect(tried.filter((written) => runnable(written) !== undefined).length).toBeGreaterThan(50);
  });
});

const UPGRADES = /^(?:-U|-P|--upgrade|--upgrade-package)(?:=|$)/;

/** Whether the next word is the value of this one. */
function takesNext(name: string, written: string): boolean {
  if (written.includes('=')) return false;
  const option = PIP_COMPILE_OPTIONS.get(name) ?? UV_OPTIONS.get(name);
  if (option === undefined || option.kind === 'flag') return false;
  return 'takesValue' in option ? option.takesValue : true;
}

function isAfterValue(words: readonly string[], one: string): boolean {
  const before = words[words.indexOf(one) - 1] ?? '';
  const option = PIP_COMPILE_OPTIONS.get(before) ?? UV_OPTIONS.get(before);
  return option?.kind === 'value';
}
