import { describe, expect, it } from 'vitest';

import { yamlScripts } from './yaml-scripts.ts';

/** What is run, `<` by what, `!` in production, `~` against a database that is thrown away. */
function told(lines: readonly string[], path = 'compose.yml'): readonly string[] {
  const text = lines.join('\n');
  return yamlScripts(text, path).map((script) => {
    const shown =
      script.kind === 'shell'
        ? text.slice(script.start, script.end).trim()
        : script.words.map((word) => word.text).join('|');
    const by = script.onStart === undefined ? '' : ` < ${script.onStart.replace('the setting ', '')}`;
    return `${shown}${by}${script.isProduction ? ' !' : ''}${script.isThrowaway ? ' ~' : ''}`;
  });
}

const CI = '.github/workflows/ci.yml';

describe('keys whose values are commands', () => {
  it.each([
    'run',
    'script',
    'scripts',
    'before_script',
    'after_script',
    'entry',
    'shell',
    'bash',
    'cmds',
    'pre_hook',
  ])('that somebody has to call: %s', (key) => {
    expect(told([`${key}: a b`])).toEqual(['a b']);
  });

  it.each([
    'command',
    'commands',
    'cmd',
    'entrypoint',
    'args',
    'startCommand',
    'preDeployCommand',
    'release_command',
  ])('that run by themselves: %s', (key) => {
    expect(told([`${key}: a b`])).toEqual([`a b < ${key}`]);
  });

  it.each(['name', 'description', 'image', 'env', 'runs-on', 'if', 'with', 'scripting', 'uses'])(
    'are not %s',
    (key) => {
      expect(told([`${key}: a b`])).toEqual([]);
    },
  );
});

describe('a command in YAML', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['plain', ['run: a b'], ['a b']],
    ['in double quotes', ['run: "a b"'], ['a b']],
    ['in single quotes', ["run: 'a b'"], ['a b']],
    ['of several lines', ['run: |', '  a b', '  c'], ['a b\n  c']],
    ['without its last line end', ['run: |-', '  a b', '  c', 'x: y'], ['a b\n  c']],
    ['folded', ['run: >', '  a', '  b'], ['a\n  b']],
    ['of plain lines', ['run: a', '  b'], ['a\n  b']],
    ['behind an anchor', ['x: &cmd a b', 'run: *cmd'], []],
    ['as a list of words', ['command: ["a", "b"]'], ['a|b < command']],
    ['as a list of words, line by line', ['command:', '  - a', '  - b'], ['a|b < command']],
    [
      'as words of which one is a script',
      ['command:', '  - sh', '  - -c', '  - a && b'],
      ['sh|-c|a && b < command'],
    ],
    ['as a list of lines', ['script:', '  - a b', '  - c d'], ['a b', 'c d']],
    ['as lines of one word each', ['script:', '  - a', '  - b'], ['a|b']],
    ['as a map', ['run:', '  a: b'], []],
    ['as a number', ['args: [1, 2]'], ['1|2 < args']],
    ['in a list of steps', ['steps:', '  - run: a b', '  - name: x', '    run: c'], ['a b', 'c']],
    ['in a file with an error', ['run: a b', 'x: [', 'y: }'], ['a b']],
    ['in each of several documents: the first', ['run: a b', '---', 'run: c d'], ['a b']],
  ])('%s', (_, lines, expected) => {
    expect(told(lines)).toEqual(expected);
  });

  it('stands where it is written', () => {
    const text = 'steps:\n  - run: |\n      a\n      alembic upgrade head\n';
    const [script] = yamlScripts(text, CI);
    expect(script?.kind === 'shell' && text.slice(script.start, script.end)).toBe(
      '      a\n      alembic upgrade head\n',
    );
  });
});

describe('a pipeline', () => {
  it.each([
    '.github/workflows/ci.yml',
    '.gitlab-ci.yml',
    '.circleci/config.yml',
    '.pre-commit-config.yaml',
    'azure-pipelines.yml',
    'bitbucket-pipelines.yml',
    '.travis.yml',
    'Taskfile.yml',
    'cloudbuild.yaml',
    'ops/.buildkite/a.yml',
  ])('starts nothing by itself: %s', (path) => {
    expect(told(['command: a b'], path)).toEqual(['a b']);
  });

  it.each(['compose.yml', 'k8s/job.yaml', 'render.yaml', 'github/workflows/ci.yml'])(
    'is not what stands in %s',
    (path) => {
      expect(told(['command: a b'], path)).toEqual(['a b < command']);
    },
  );

  it('has a database to throw away where the job has services', () => {
    const job = (more: readonly string[]) => ['jobs:', '  test:', ...more, '    steps:', '      - run: a'];
    expect(told(job(['    services:', '      db: { image: postgres }']), CI)).toEqual(['a ~']);
    expect(told(job([]), CI)).toEqual(['a']);
    expect(told(['services:', '  web:', '    command: a'])).toEqual(['a < command']);
  });
});

describe('production', () => {
  const steps = ['    steps:', '      - run: a'];

  it.each<[string, readonly string[]]>([
    ['the name of a job', ['jobs:', '  deploy-prod:', ...steps]],
    ['an environment', ['jobs:', '  x:', '    environment: production', ...steps]],
    ['the name of an environment', ['jobs:', '  x:', '    environment:', '      name: prod', ...steps]],
    ['what a job is called', ['jobs:', '  x:', '    name: Migrate production', ...steps]],
    [
      'what a step is called',
      ['jobs:', '  x:', '    steps:', '      - name: Migrate prod', '        run: a'],
    ],
  ])('is told by %s', (_, lines) => {
    expect(told(lines, CI)).toEqual(['a !']);
  });

  it('is told by a service', () => {
    expect(told(['services:', '  web-production:', '    run: a'])).toEqual(['a !']);
  });

  it.each<[string, readonly string[]]>([
    ['a job beside it', ['jobs:', '  prod:', '    steps: []', '  x:', ...steps]],
    [
      'a step beside it',
      ['jobs:', '  x:', '    steps:', '      - name: prod', '        run: b', '      - run: a'],
    ],
    ['a product', ['jobs:', '  product-api:', ...steps]],
  ])('is not told by %s', (_, lines) => {
    expect(told(lines, CI)).toContain('a');
  });
});
