import { describe, expect, it } from 'vitest';

import { scriptTexts, type ScriptKind } from './script-texts.ts';

/** What is run, and by whom: `alembic upgrade head < CMD of the image`. */
function told(kind: ScriptKind, text: string, path = 'x'): readonly string[] {
  return scriptTexts(kind, path, text).map((script) => {
    const shown =
      script.kind === 'shell'
        ? text.slice(script.start, script.end)
        : script.words.map((word) => word.text).join('|');
    const by = script.onStart === undefined ? '' : ` < ${script.onStart}`;
    return `${shown}${by}${script.isProduction ? ' !' : ''}${script.isThrowaway ? ' ~' : ''}`;
  });
}

describe('a shell script', () => {
  it.each([
    'start.sh',
    'start',
    'start-web.sh',
    'start_server.sh',
    'prestart.sh',
    'pre-start.sh',
    'entrypoint.sh',
    'entry-point.sh',
    'docker-entrypoint.sh',
    'docker_entrypoint.sh',
    'boot.sh',
    'startup.sh',
    'serve.sh',
    'launch.sh',
    'run.sh',
    'run-app.sh',
    'run_server.sh',
    'run-prod.sh',
    'scripts/Start.sh',
  ])('starts something by its name: %s', (path) => {
    expect(told('shell', 'a', path).join()).toContain('a < this start script');
  });

  it.each([
    'restart.sh',
    'starter.sh',
    'run-tests.sh',
    'runner.sh',
    'migrate.sh',
    'start/migrate.sh',
    'bootstrap.sh',
  ])('does not by its name: %s', (path) => {
    expect(told('shell', 'a', path)).toEqual(['a']);
  });

  it.each([
    'uvicorn app.main:app',
    'exec gunicorn -w 4 app',
    'poetry run hypercorn app:app',
    'daphne app',
    'uwsgi --ini a.ini',
    'granian app',
    'waitress-serve app:app',
    'flask run --host 0.0.0.0',
    'fastapi run app',
    'a && exec "$@"',
    'uvicorn "$APP"',
  ])('starts a server: %s', (line) => {
    expect(told('shell', `set -e\n${line}`, 'bin/web.sh')).toEqual([`set -e\n${line} < this start script`]);
  });

  it.each([
    '# uvicorn app',
    'echo done # uvicorn app',
    'pip install uvicorn',
    'which gunicorn',
    'flask db upgrade',
    'exec alembic',
  ])('starts none: %s', (line) => {
    expect(told('shell', line, 'bin/web.sh')).toEqual([line]);
  });
});

describe('an image', () => {
  it.each<[string, readonly string[]]>([
    ['CMD a b', ['a b < CMD of the image']],
    ['cmd a b', ['a b < CMD of the image']],
    ['  ENTRYPOINT  a', ['a < ENTRYPOINT of the image']],
    ['CMD ["a", "b"]', ['a|b < CMD of the image']],
    ['RUN a && \\\n    b', ['a && \\\n    b']],
    ['RUN ["a", "b"]', ['a|b']],
    ['FROM x\nRUN a\nCMD b', ['a', 'b < CMD of the image']],
    ['ENV CMD=a\nLABEL RUN="b"\nCOPY run .', []],
    ['# CMD a', []],
    ['HEALTHCHECK CMD a', []],
    ['ONBUILD RUN a', []],
    ['RUN a\r\nCMD b\r\n', ['a\r', 'b\r < CMD of the image']],
  ])('%j', (text, expected) => {
    expect(told('dockerfile', text)).toEqual(expected);
  });
});

describe('a Procfile', () => {
  it('runs each line', () => {
    expect(told('procfile', 'web: a b\n# x: y\nrelease: c\nworker-2:d\n')).toEqual([
      'a b < the process web of the Procfile',
      'c < the process release of the Procfile',
      'd < the process worker-2 of the Procfile',
    ]);
  });
});

describe('a Makefile', () => {
  it('runs its recipes, without the signs before them', () => {
    const text = 'X = a\nup: b\n\t@c d\n\t-e \\\n\t\tf\n\t+g\n.PHONY: up\n';
    expect(told('makefile', text)).toEqual(['c d', 'e \\\n\t\tf', 'g']);
  });

  it('may be a justfile, indented by spaces', () => {
    expect(told('makefile', 'up:\n    a b\n    @c\n')).toEqual(['a b', 'c']);
  });
});

describe('prose', () => {
  it.each(['sh', 'bash', 'zsh', 'shell', 'console'])('has something to type in a block of %s', (language) => {
    expect(told('prose', `Text\n\n\`\`\`${language}\na b\nc\n\`\`\`\nmore`)).toEqual(['a b\nc\n']);
  });

  it.each(['python', 'yaml', 'text', '', 'diff'])('has none in a block of %j', (language) => {
    expect(told('prose', `\`\`\`${language}\na b\n\`\`\`\n`)).toEqual([]);
  });

  it('has it in each block, which may be indented a little', () => {
    expect(told('prose', '1. first:\n\n   ```bash\n   a\n   ```\n\n```sh\r\nb\r\n```\r\n')).toEqual([
      '   a\n',
      'b\r\n',
    ]);
  });

  it('is nothing to type in a sentence', () => {
    expect(told('prose', 'Run `a b`, or:\n\n    a b\n')).toEqual([]);
  });
});

describe('production', () => {
  it.each<[ScriptKind, string, string]>([
    ['shell', 'deploy/prod.sh', 'a'],
    ['dockerfile', 'Dockerfile.production', 'CMD a'],
    ['makefile', 'prod/Makefile', 'x:\n\ta'],
    ['yaml', '.github/workflows/deploy-prod.yml', 'run: a'],
    ['settings', 'fly.prod.toml', 'run = "a"'],
  ])('is told by the path of any script: %s %s', (kind, path, text) => {
    expect(told(kind, text, path).join()).toMatch(/ !$/);
  });
});
