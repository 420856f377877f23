import { describe, expect, test } from 'vitest';

import { explainDependency } from '../dependencies/explain/explain-dependency.ts';
import { COMPILED_FILES, COMPILED_PAIR } from '../testing/sample-compiled.ts';
import { samplePair } from '../testing/sample-pair.ts';
import { terminalText } from './document/terminal.ts';
import { dependencyExplanationDocument } from './dependency-explanation-document.ts';

const compiled = samplePair(COMPILED_FILES, COMPILED_PAIR);

function shown(name: string, pairs = [compiled], colors = false): string {
  return terminalText(dependencyExplanationDocument(explainDependency(name, pairs)), { colors });
}

describe('an explanation for people', () => {
  test('says what asks, what is locked, and why it is there', () => {
    expect(shown('sqlparse')).toBe(
      [
        'sqlparse in api (mode compiled, Python 3.11 on linux)',
        '  asked for',
        '    constraints.txt:2  sqlparse<0.5 (a constraint)',
        '      brought in by api/requirements.in:2',
        '  locked',
        '    api/requirements.txt:25  sqlparse==0.5.0  1 hash',
        '      does not meet <0.5 (constraints.txt:2): 0.5.0 is not <0.5',
        '  there because',
        '    sqlparse <- -c constraints.txt line 2',
        '    sqlparse <- django <- -c constraints.txt line 1',
        '    sqlparse <- django <- -r api/base.in line 3',
        '    sqlparse <- django <- djangorestframework <- -r api/requirements.in line 3',
        '',
      ].join('\n'),
    );
  });

  test('says what holds of markers', () => {
    expect(shown('tomli')).toBe(
      [
        'tomli in api (mode compiled, Python 3.11 on linux)',
        '  asked for',
        '    api/requirements.in:5  tomli ; python_version < "3.11"',
        '      its marker does not hold for Python 3.11 on linux',
        '  locked',
        '    not in api/requirements.txt, where no marker asks for it',
        '',
      ].join('\n'),
    );
    expect(shown('uvloop')).toContain(
      '      whether its marker applies is unknown: it depends on platform_machine\n',
    );
    const files = {
      'requirements.txt': 'a; sys_platform == "linux"\nb; "x" ~= "y"\n',
      'requirements.lock': 'a==1\nb==1\n',
    };
    expect(shown('a', [samplePair(files)])).toContain('      its marker holds for linux\n');
  });

  test('says when nobody knows what needs it, and where it is not', () => {
    const other = samplePair({ 'requirements.txt': 'a==1\n', 'requirements.lock': 'a==1\nb==1\n' });
    expect(shown('b', [compiled, other])).toBe(
      [
        'b in backend (mode textual, Python not known on linux)',
        '  asked for',
        '    nowhere in requirements.txt',
        '  locked',
        '    requirements.lock:2  b==1',
        '  there because',
        '    the lock does not say what needs it',
        '',
        'Not in api.',
        '',
      ].join('\n'),
    );
    const missing = samplePair({ 'requirements.txt': 'a==1\n' });
    expect(shown('a', [missing])).toContain(
      '    not in requirements.lock\n  not seen: requirements.lock, because it does not exist\n',
    );
  });

  test('counts the ways that are left out', () => {
    const names = Array.from({ length: 12 }, (_, index) => `user${index}`);
    const users = names.map((name) => `    #   ${name}\n`).join('');
    const lock = `base==1\n    # via\n${users}${names.map((name) => `${name}==1\n`).join('')}`;
    const pair = samplePair({ 'requirements.txt': names.join('\n'), 'requirements.lock': lock });
    expect(shown('base', [pair])).toContain('    and 2 more\n');
  });

  test('is painted only where somebody looks, and shows no control characters', () => {
    const painted = shown('sqlparse', [compiled], true);
    // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(shown('sqlparse'));
    const odd = samplePair({
      'requirements.txt': 'a @ https://files.example/\u001b[31m\n',
      'requirements.lock': '',
    });
    expect(shown('a', [odd])).not.toContain('\u001b');
  });
});
