import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toldWithoutPlaces } from '../../testing/told-code.ts';

/** What a line of a script does to a schema, by itself. */
const COMMANDS = {
  'alembic upgrade head': 'upgrade head',
  'alembic downgrade base': 'downgrade base',
  'psql -c "DROP TABLE a"': 'DROP TABLE a',
  'echo "ALTER TABLE b ADD c int" | psql': 'ALTER TABLE b',
} as const;

const command = fc.constantFrom(...Object.entries(COMMANDS));
const said = (path: string, text: string) =>
  toldWithoutPlaces(path, text).map((line) => line.replace(/ (?:by|in) .*/, ''));

describe('a command is found wherever it stands', () => {
  const WRAPPINGS: Readonly<Record<string, (line: string) => string>> = {
    'behind another': (line) => `cd api && ${line}`,
    'before another': (line) => `${line} && echo done`,
    'whatever comes of the first': (line) => `false || ${line}`,
    'under a condition': (line) => `if true; then\n  ${line}\nfi`,
    'in a loop': (line) => `for x in 1 2; do ${line}; done`,
    'in a function': (line) => `migrate() {\n  ${line}\n}\nmigrate`,
    'in a subshell': (line) => `(${line})`,
    'in the background': (line) => `${line} &`,
    'with variables before it': (line) => `URL=x ${line}`,
    'below a comment': (line) => `# first\n${line}`,
    'above a comment': (line) => `${line} # and then`,
    'with Windows line ends': (line) => `set -e\r\n${line}\r\n`,
    'under a shebang': (line) => `#!/usr/bin/env bash\nset -euo pipefail\n\n${line}\n`,
  };

  test.each(Object.keys(WRAPPINGS))('%s', (name) => {
    const wrap = WRAPPINGS[name] ?? String;
    for (const [line, effect] of Object.entries(COMMANDS)) expect(said('a.sh', wrap(line))).toEqual([effect]);
  });
});

describe('a command is not found where it is only spoken of', () => {
  const SPEECH: Readonly<Record<string, (line: string) => string>> = {
    'in a comment': (line) => `# ${line}`,
    'in a comment behind another command': (line) => `ls # ${line}`,
    'in single quotes that are printed': (line) => `echo '${line}'`,
    'in a message of a commit': (line) => `git commit -m '${line}'`,
    'in what is searched for': (line) => `grep -r '${line}' .`,
    'in a value': (line) => `COMMAND='${line}'`,
  };

  test.each(Object.keys(SPEECH))('%s', (name) => {
    const speak = SPEECH[name] ?? String;
    for (const line of Object.keys(COMMANDS)) expect(said('a.sh', speak(line)), line).toEqual([]);
  });
});

describe('any list of commands', () => {
  test('says the same in a script, in an image, in a Makefile and in a pipeline', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 5 }), (commands) => {
        const lines = commands.map(([line]) => line);
        const effects = commands.map(([, effect]) => effect);
        const indented = (by: string) => lines.map((line) => `${by}${line}`).join('\n');
        expect(said('a.sh', lines.join('\n'))).toEqual(effects);
        expect(said('Dockerfile', `FROM x\n${lines.map((line) => `RUN ${line}`).join('\n')}\n`)).toEqual(
          effects,
        );
        expect(said('Makefile', `all:\n${indented('\t')}\n`)).toEqual(effects);
        expect(
          said(
            '.github/workflows/a.yml',
            `jobs:\n  a:\n    steps:\n      - run: |\n${indented('          ')}\n`,
          ),
        ).toEqual(effects);
      }),
    );
  });

  test('says as much however often it is joined', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 5 }), (commands) => {
        const effects = commands.map(([, effect]) => effect);
        for (const separator of ['\n', ' && ', '; ', '\n\n', ' || ']) {
          expect(said('a.sh', commands.map(([line]) => line).join(separator))).toEqual(effects);
        }
      }),
    );
  });
});
