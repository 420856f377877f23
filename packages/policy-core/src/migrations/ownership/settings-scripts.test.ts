import { describe, expect, it } from 'vitest';

import { settingsScripts } from './settings-scripts.ts';

/** What may be run, and by what setting: `alembic upgrade head < start`. */
function told(text: string): readonly string[] {
  return settingsScripts(text).map((script) => {
    const shown =
      script.kind === 'shell'
        ? text.slice(script.start, script.end)
        : script.words.map((word) => word.text).join('|');
    return `${shown}${script.onStart === undefined ? '' : ` < ${script.onStart.replace('the setting ', '')}`}`;
  });
}

describe('a text of JSON or TOML that may be a command', () => {
  it.each<[string, string, readonly string[]]>([
    ['JSON', '{"db": "a b"}', ['a b']],
    ['JSON, nested', '{"scripts": {"start": "a b", "db": "c"}}', ['a b < start', 'c']],
    ['TOML', 'db = "a b"', ['a b']],
    ['TOML in single quotes', "db = 'a b'", ['a b']],
    ['TOML with a dotted key', 'deploy.release_command = "a"', ['a']],
    ['TOML in a table', '[deploy]\nrelease_command = "a"', ['a < release_command']],
    ['a list of words', '{"run": ["a", "b"]}', ['a|b < run']],
    ['a list of words in TOML', 'run = ["a",\n  "b"]', ['a|b < run']],
    ['JSON with comments', '// first\n{"start": "a" /* b */}', ['a < start']],
    ['quotes inside', '{"db": "echo \\"a\\""}', ['echo \\"a\\"']],
    ['no command', '{"a": 1, "b": true, "c": null, "d": {}}', []],
    ['an empty text', '{"a": ""}', []],
    ['a list of objects', '{"steps": [{"run": "a"}]}', ['a < run']],
    ['text that is no JSON', '{"start": "a"', ['a < start']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each([
    'start',
    'prestart',
    'poststart',
    'postinstall',
    'serve',
    'run',
    'onBoot',
    'entrypoint',
    'cmd',
    'startCommand',
    'preDeployCommand',
    'release_command',
    'start_command',
  ])('is run by itself by the setting %s', (name) => {
    expect(told(`{"${name}": "a b"}`)).toEqual([`a b < ${name}`]);
  });

  it.each(['starts', 'migrate', 'build', 'description', 'runtime', 'restart'])(
    'is run by somebody for the setting %s',
    (name) => {
      expect(told(`{"${name}": "a b"}`)).toEqual(['a b']);
    },
  );
});

describe('what an agent may run', () => {
  const bash = (list: string, command: string) =>
    settingsScripts(`{"permissions": {"${list}": ["Read(x)", "Bash(${command})"]}}`).flatMap((script) =>
      script.kind === 'shell' ? [script] : [],
    );

  it.each([
    ['alembic upgrade head', 'alembic upgrade head'],
    ['alembic upgrade:*', 'alembic upgrade'],
    ['cd api && alembic downgrade base', 'cd api && alembic downgrade base'],
  ])('without being asked is a command: %s', (command, expected) => {
    const text = `{"permissions": {"allow": ["Read(x)", "Bash(${command})"]}}`;
    const shown = bash('allow', command).map(({ start, end }) => text.slice(start, end));
    expect(shown).toContain(expected);
  });

  it.each(['deny', 'ask'])('is none where it is listed under %s', (list) => {
    expect(bash(list, 'alembic downgrade base')).toEqual([]);
  });

  it('is told list by list', () => {
    const text =
      '{"permissions": {"allow": ["Bash(a)"], "deny": ["Bash(b)"], "ask": ["Bash(c)"]}, "x": {"allow": ["Bash(d)"]}}';
    const shown = settingsScripts(text).flatMap((script) =>
      script.kind === 'shell' ? [text.slice(script.start, script.end)] : [],
    );
    expect(shown).toEqual(['a', 'd']);
  });
});
