import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { projectDependencies } from './project-dependencies.ts';

/** What is asked for, with the stretch of the text it stands in. */
function asked(text: string): readonly string[] {
  return projectDependencies(text).map(
    ({ project, text: spelled, version = '-', range }) =>
      `${project} | ${spelled} | ${version} | ${text.slice(range.start, range.end)}`,
  );
}

describe('a pyproject.toml asks for', () => {
  test('the dependencies of the project and of its extras', () => {
    expect(
      asked(`[project]
name = "shop"
dependencies = [
    "Flask_Login >=0.6",  # who is there
    'requests==2.32.3',
    "rich ; python_version < '3.12'",
]

[project.optional-dependencies]
pay = ["stripe[async]~=9.0"]
`),
    ).toEqual([
      'flask-login | Flask_Login>=0.6 | - | "Flask_Login >=0.6"',
      "requests | requests==2.32.3 | 2.32.3 | 'requests==2.32.3'",
      'rich | rich ; python_version < "3.12" | - | "rich ; python_version < \'3.12\'"',
      'stripe | stripe[async]~=9.0 | - | "stripe[async]~=9.0"',
    ]);
  });

  test('groups, of which one may bring in another', () => {
    const text = '[dependency-groups]\ntest = ["pytest>=8", { include-group = "lint" }]\nlint = ["ruff"]\n';
    expect(asked(text)).toEqual(['pytest | pytest>=8 | - | "pytest>=8"', 'ruff | ruff | - | "ruff"']);
  });

  test('what Poetry keeps in tables, but for Python itself', () => {
    expect(
      asked(`[tool.poetry.dependencies]
python = "^3.12"
Django = "^4.2"
celery = { version = "5.4.0", extras = ["redis"] }
own = { path = "../own" }

[tool.poetry.group.dev.dependencies]
pytest = "==8.3.3"
`),
    ).toEqual([
      'django | Django ^4.2 | - | Django = "^4.2"',
      'celery | celery 5.4.0 | 5.4.0 | celery = { version = "5.4.0", extras = ["redis"] }',
      'own | own | - | own = { path = "../own" }',
      'pytest | pytest ==8.3.3 | 8.3.3 | pytest = "==8.3.3"',
    ]);
  });

  test.each<[string, string | undefined]>([
    ['"1.2.3"', '1.2.3'],
    ['"==1.2.3"', '1.2.3'],
    ['"= 1.2"', '1.2'],
    ['"===1.2.3"', '1.2.3'],
    ['"^1.2.3"', undefined],
    ['"~1.2"', undefined],
    ['">=1.2,<2"', undefined],
    ['"1.2.*"', undefined],
    ['"*"', undefined],
    ['"1.2 || 1.3"', undefined],
    ['{ version = "2.0", optional = true }', '2.0'],
    ['{ version = "^2.0" }', undefined],
    ['{ git = "https://host.example/own.git" }', undefined],
    ['[{ version = "1.0", python = "<3.12" }]', undefined],
    ['7', undefined],
  ])('of Poetry in %s the exact version %s', (value, version) => {
    const [found, ...others] = projectDependencies(`[tool.poetry.dependencies]\nown = ${value}\n`);
    expect(others).toEqual([]);
    expect(found?.project).toBe('own');
    expect(found?.version).toBe(version);
  });

  test('what older Poetry keeps for development, and tables of their own', () => {
    expect(
      asked(`[tool.poetry.dev-dependencies]
Black = "24.1"

[tool.poetry.group.docs]
optional = true

[tool.poetry.group.docs.dependencies.sphinx]
version = "7.4"
`).map((line) => line.split(' | ').slice(0, 3)),
    ).toEqual([
      ['black', 'Black 24.1', '24.1'],
      ['sphinx', 'sphinx 7.4', '7.4'],
    ]);
  });

  test('in the order of the text, whatever the order of the tables', () => {
    const text = `[dependency-groups]
dev = ["pytest"]
[tool.poetry.dependencies]
django = "4.2"
[project]
dependencies = ["flask"]
`;
    expect(projectDependencies(text).map(({ project }) => project)).toEqual(['pytest', 'django', 'flask']);
  });

  test('in dotted keys and inline tables as well', () => {
    const text = 'project.dependencies = ["flask"]\nproject.optional-dependencies = { pay = ["stripe"] }\n';
    expect(projectDependencies(text).map(({ project }) => project)).toEqual(['flask', 'stripe']);
  });

  test('with lines that Windows ends', () => {
    const text = '[project]\r\ndependencies = [\r\n  "flask>=2",\r\n]\r\n';
    expect(asked(text)).toEqual(['flask | flask>=2 | - | "flask>=2"']);
  });

  test('no password of an address is repeated', () => {
    const text = '[project]\ndependencies = ["shop @ https://ada:secret@host.example/shop.whl"]\n';
    expect(
      projectDependencies(text)
        .map((one) => one.text)
        .join(''),
    ).not.toContain('secret');
  });

  test.each<[string, string]>([
    ['what is no TOML', '[project\ndependencies = ["flask"]'],
    ['what is no list', '[project]\ndependencies = "flask"'],
    ['what is no requirement', '[project]\ndependencies = ["not a requirement", 7]'],
    ['what only the build needs', '[build-system]\nrequires = ["hatchling"]'],
    ['tables that are none', 'dependency-groups = 1\n[tool]\npoetry = "dependencies"'],
    ['an empty text', ''],
  ])('nothing by %s', (_, text) => {
    expect(asked(text)).toEqual([]);
  });

  test('nothing that stops the reader, whatever stands there', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '"',
      "'",
      'project',
      '.',
      'dependencies',
      '=',
      '\n',
      'flask',
      '{',
      '}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { range } of projectDependencies(text)) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
