import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { POLICY_FILE_NAMES } from '../../policy/policy.ts';
import { PRESETS } from '../../policy/presets/presets.ts';
import { allRules } from '../../checker/all-rules.ts';
import { spansIn } from '../../model/source-span.ts';
import { textOf } from '../../testing/text-of.ts';
import { policyCompletions, type PolicyCompletion } from './policy-completions.ts';

const YAML = 'lockkeeper.yaml';
const TOML = 'lockkeeper.toml';
const JSON_FILE = 'lockkeeper.json';

/** `|` is where the cursor stands. */
function at(path: string, marked: string): readonly PolicyCompletion[] {
  const offset = marked.indexOf('|');
  const text = `${marked.slice(0, offset)}${marked.slice(offset + 1)}`;
  return policyCompletions({ path, text }, spansIn(path, text).position(offset));
}

const labels = (path: string, marked: string) => at(path, marked).map(({ label }) => label);

function chosen(path: string, marked: string, label: string): PolicyCompletion {
  const found = at(path, marked).find((one) => one.label === label);
  if (found === undefined) throw new Error(`${label} is not offered: ${labels(path, marked).join(', ')}`);
  return found;
}

/** The text after a choice was made, with the places that are to be filled in. */
function after(path: string, marked: string, label: string): string {
  const { at: span, text, snippet } = chosen(path, marked, label);
  return applyEdits(marked.replace('|', ''), [{ ...span, text: snippet ?? text }]);
}

const TOP = [
  'version',
  'extends',
  'policy',
  'scope',
  'patterns',
  'branches',
  'actors',
  'labels',
  'protected',
  'change_scope',
  'dependencies',
  'integrity',
  'migrations',
  'databases',
  'variables',
  'deployment',
  'generate',
  'unsupported',
  'rules',
  'waivers',
  'since',
  'baseline',
  'documents',
  '$schema',
];
const ENTRY = [
  'paths',
  'require',
  'description',
  'may_be_empty',
  'except',
  'applies_to',
  'changes',
  'owners',
  'docs',
];

describe('the keys of a policy', () => {
  test('are offered in an empty file, the one that must be there first', () => {
    expect(labels(YAML, '|')).toEqual(TOP);
  });

  test.each([
    ['before all others', 'ver|\nprotected: []\n', TOP.filter((key) => key !== 'protected')],
    ['between others', 'version: 1\n|\nprotected: []\n', TOP.filter((key) => !/^(ver|pro)/.test(key))],
    ['behind all others', 'version: 1\npro|', TOP.slice(1)],
    [
      'with Windows line ends',
      'version: 1\r\n|\r\nrules: {}\r\n',
      TOP.filter((key) => !/^(ver|rules)/.test(key)),
    ],
    ['in a section', 'protected:\n  - id: core\n    |\n', ENTRY],
    [
      'in a section that goes on',
      'protected:\n  - id: core\n    pa|\n    require: { label: x }\n',
      ENTRY.filter((key) => key !== 'require'),
    ],
    ['behind the dash', 'protected:\n  - |\n', ['{ id, paths, require }', 'id', ...ENTRY]],
    ['where a dash is missing', 'protected:\n  |\n', ['{ id, paths, require }', 'id', ...ENTRY]],
    ['below the items', 'protected:\n  - id: a\n  |\n', ['{ id, paths, require }', 'id', ...ENTRY]],
    ['within braces', 'protected:\n  - { id: core, | }\n', ENTRY],
    ['within braces that do not end', 'protected:\n  - { id: core, |\n', ENTRY],
    ['of a map on a line of its own', 'change_scope:\n  deny:\n    |\n', ['paths', 'unless']],
    ['below an anchor', 'policy: &mine\n  |\nrules: {}\n', ['title', 'version', 'status']],
    ['behind a comment', 'policy:\n  # Mine.\n  title: x\n  | # more\n', ['version', 'status']],
    [
      'of the options of a rule',
      'rules:\n  migrations/drop-table:\n    options:\n      |\n',
      ['allowTables'],
    ],
    ['beside the severity of a rule', 'rules: { paths/protected: { severity: off, | } }\n', ['options']],
    [
      'of a kind of branches, which has any name',
      'branches:\n  main:\n    optional: true\n    match|\n',
      ['match', 'environment', 'service', 'direct_push', 'force_push', 'merge'],
    ],
  ])('%s', (_, marked, expected) => {
    expect(labels(YAML, marked)).toEqual(expected);
  });

  test('say what may stand there, whether it must, and what it means', () => {
    const { detail, sentences, kind } = chosen(YAML, 'protected:\n  - |\n', 'paths');
    expect([kind, detail, ...sentences]).toEqual([
      'key',
      'a list of path patterns (required)',
      'Path patterns that need approval before they change.',
    ]);
    expect(chosen(YAML, 'migrations:\n  |\n', 'apply').detail).toBe('on_start | manual_unless_trivial');
    expect(chosen(YAML, '|', 'extends').detail).toBe('a text, or a list of texts');
  });

  test('are offered in TOML', () => {
    expect(labels(TOML, 'version = 1\n|\n')).toEqual(TOP.slice(1));
    expect(labels(TOML, 'version = 1\n[[protected]]\nid = "a"\n|\n')).toEqual(ENTRY);
    expect(labels(TOML, '[[protected]]\nrequire = { | }\n')).toEqual(['label']);
    expect(labels(TOML, 'version = 1\n[pol|]\n')).toEqual(TOP.slice(1));
  });

  test('are offered in JSON', () => {
    expect(labels(JSON_FILE, '{ | }')).toEqual(TOP);
    expect(labels(JSON_FILE, '{ "version": 1, "po|" }')).toEqual(TOP.slice(1));
    expect(labels(JSON_FILE, '{ "protected": [{ "id": "a", | }] }')).toEqual(ENTRY);
  });
});

describe('a key that is chosen', () => {
  test.each([
    ['version: 1', 'ver|', 'version'],
    ['policy:\n  $1', 'po|', 'policy'],
    ['scope: [$1]', '|', 'scope'],
    ['\\$schema: $1', '|', '$schema'],
    ['protected:\n  - id: $1\n    paths: [$2]\n    require: { label: $3 }', 'pro|', 'protected'],
    ['policy:\n  status: ${1|canonical,draft|}', 'policy:\n  sta|', 'status'],
    ['protected:\n  - require:\n      label: $1', 'protected:\n  - req|', 'require'],
    [
      'protected:\n  - id: $1\n    paths: [$2]\n    require: { label: $3 }',
      'protected:\n  - |',
      '{ id, paths, require }',
    ],
    ['protected:\n  - id: $1', 'protected:\n  |', 'id'],
    ['protected:\n  - require:\n      label: $1', 'protected:\n  -|', 'require'],
    ['protected:\n  - id: a\n  - id: $1', 'protected:\n  - id: a\n  |', 'id'],
    ['protected:\n  - { require: { label: $1 } }', 'protected:\n  - { re| }', 'require'],
    ['rules:\n  docs/encoding: ${1|off,error,warning,info|}', 'rules:\n  docs/en|', 'docs/encoding'],
    ['extends: $1\npolicy: {}', 'ext|\npolicy: {}', 'extends'],
  ])('writes %j', (written, marked, label) => {
    // An editor indents the lines below the first as the line on which it stands.
    const lines = after(YAML, marked, label).split('\n');
    const indent = /^ */.exec(marked.slice(0, marked.indexOf('|')).split('\n').at(-1) ?? '')?.[0] ?? '';
    const first = marked.slice(0, marked.indexOf('|')).split('\n').length;
    const shown = lines.map((line, index) => {
      const isBelow =
        index >= first && index < first + (chosen(YAML, marked, label).snippet ?? '').split('\n').length - 1;
      return isBelow ? indent + line : line;
    });
    expect(shown.join('\n')).toBe(written);
  });

  test('leaves a value alone that stands there already', () => {
    expect(after(YAML, 'ver|: 1\n', 'version')).toBe('version: 1\n');
    expect(after(TOML, 'ver| = 1\n', 'version')).toBe('version = 1\n');
    expect(after(JSON_FILE, '{ "ver|": 1 }', 'version')).toBe('{ "version": 1 }');
    expect(after(TOML, '[pol|]\n', 'policy')).toBe('[policy]\n');
  });

  test('is written as TOML is', () => {
    expect(after(TOML, 'pro|', 'protected')).toBe(
      '[[protected]]\nid = "$1"\npaths = ["$2"]\nrequire = { label = "$3" }',
    );
    expect(after(TOML, 'depl|', 'deployment')).toBe('[deployment]\n$1');
    expect(after(TOML, '[rules]\n"docs/|', 'docs/encoding')).toBe(
      '[rules]\n"docs/encoding" = ${1|"off","error","warning","info"|}',
    );
  });

  test('is written as JSON is', () => {
    expect(after(JSON_FILE, '{ "pro|" }', 'protected')).toBe(
      '{ "protected": [{ "id": "$1", "paths": ["$2"], "require": { "label": "$3" } }] }',
    );
  });

  test('has a form without places to fill in, for editors that know none', () => {
    expect(chosen(YAML, 'protected:\n  - req|', 'require').text).toBe('require: ');
    expect(chosen(YAML, 'protected:\n  |', 'id').text).toBe('- id: ');
    expect(chosen(TOML, '|', 'policy').text).toBe('policy = ');
  });
});

describe('values', () => {
  test.each([
    ['of an enum', 'policy:\n  status: |\n', ['canonical', 'draft']],
    ['half written', 'policy:\n  status: dr|\n', ['canonical', 'draft']],
    ['right behind the colon', 'policy:\n  status:|\n', ['canonical', 'draft']],
    ['behind an anchor', 'policy:\n  status: &x |\n', ['canonical', 'draft']],
    ['of which there is one', 'version: |\n', ['1']],
    ['of a boolean', 'migrations: { alembic: [{ recursive: | }] }\n', ['true', 'false']],
    ['that are numbers', 'migrations:\n  pg_version: |\n', ['13', '14', '15', '16', '17', '18']],
    ['not in the list yet', 'protected:\n  - applies_to: [ai, |]\n', ['human', 'automation']],
    ['of a list that does not end', 'protected:\n  - applies_to: [|\n', ['human', 'ai', 'automation']],
    ['of a list in lines', 'protected:\n  - applies_to:\n      - ai\n      - |\n', ['human', 'automation']],
    [
      'of a list whose dash is missing',
      'protected:\n  - applies_to:\n      |\n',
      ['human', 'ai', 'automation'],
    ],
    ['of a rule', 'rules:\n  docs/encoding: |\n', ['off', 'error', 'warning', 'info', '{ }']],
    [
      'that are presets',
      'extends: [alembic, |]\n',
      PRESETS.map(({ name }) => name).filter((name) => name !== 'alembic'),
    ],
    ['that are one preset', 'extends: |\n', [...PRESETS.map(({ name }) => name), '[ ]']],
    ['in a comment', '# policy: |\n', []],
    ['of a text that can be anything', 'policy:\n  title: |\n', []],
    ['of a key that is not known', 'nothing:\n  here: |\n', []],
  ])('%s', (_, marked, expected) => {
    expect(labels(YAML, marked)).toEqual(expected);
  });

  test('are written in quotes where the syntax wants that, or where they stand there', () => {
    expect(after(YAML, 'policy:\n  status: dr|\n', 'draft')).toBe('policy:\n  status: draft\n');
    expect(after(YAML, 'policy:\n  status:|\n', 'draft')).toBe('policy:\n  status: draft\n');
    expect(after(YAML, 'policy: { status:| }\n', 'draft')).toBe('policy: { status: draft }\n');
    expect(after(YAML, 'extends:\n  -|\n', 'alembic')).toBe('extends:\n  - alembic\n');
    expect(after(YAML, "policy:\n  status: 'dr|'\n", 'draft')).toBe("policy:\n  status: 'draft'\n");
    expect(after(YAML, 'policy:\n  status: "dr|\n', 'draft')).toBe('policy:\n  status: "draft"\n');
    expect(after(TOML, '[policy]\nstatus = |\n', 'draft')).toBe('[policy]\nstatus = "draft"\n');
    expect(after(TOML, '[policy]\nstatus = "d|"\n', 'draft')).toBe('[policy]\nstatus = "draft"\n');
    expect(after(JSON_FILE, '{ "policy": { "status": | } }', 'draft')).toBe(
      '{ "policy": { "status": "draft" } }',
    );
    expect(after(YAML, 'protected:\n  - applies_to:\n      |\n', 'ai')).toBe(
      'protected:\n  - applies_to:\n      - ai\n',
    );
  });

  test('are the names that the policy has itself', () => {
    const policy = [
      'branches: { main: { match: [main] }, deploy_from: { production: [|] } }',
      'labels: { seen: {} }',
      'protected: [{ id: core, paths: [a], require: { label: core-ok } }]',
      'dependencies: [{ id: backend, source: a, lock: b }]',
    ];
    const within = (line: string) =>
      labels(YAML, [...policy.map((one) => one.replace('|', '')), line].join('\n'));
    expect(labels(YAML, policy.join('\n'))).toEqual(['main']);
    expect(within('change_scope: { deny: { unless: { label: | } } }')).toEqual(['seen', 'core-ok']);
    expect(within('change_scope: { branches: [|] }')).toEqual(['main']);
    expect(within('change_scope: { also_allow: [{ dependencies: | }] }')).toEqual(['backend']);
    expect(labels(YAML, `${policy[2]}\n${policy[3]}\nlabels: { seen: { grants: [|] } }`)).toEqual([
      'protected.core',
      'dependencies.backend',
      'change_scope.deny',
    ]);
    expect(labels(YAML, `${policy[2]}\nlabels:\n  |\n`)).toEqual(['core-ok']);
  });
});

describe('rules', () => {
  const ids = allRules.map(({ id }) => id).toSorted();

  test('are offered by name, each with what it demands and how heavy it weighs', () => {
    expect(labels(YAML, 'rules:\n  |\n')).toEqual(ids);
    const { detail, sentences, rule, kind } = chosen(YAML, 'rules:\n  mig|\n', 'migrations/drop-table');
    expect([kind, detail, rule]).toEqual(['rule', 'error', 'migrations/drop-table']);
    expect(sentences[0]).toBe(allRules.find(({ id }) => id === rule)?.summary);
    expect(sentences.at(-1)).toBe('Its options: allowTables.');
  });

  test('are offered once', () => {
    expect(labels(YAML, 'rules:\n  docs/encoding: off\n  |\n')).toEqual(
      ids.filter((id) => id !== 'docs/encoding'),
    );
  });

  test('are offered where one is waived, but the one that takes no waiver', () => {
    const waived = labels(YAML, 'waivers:\n  - rule: "do|"\n');
    expect(waived).toEqual(ids.filter((id) => id !== 'policy/self-protect'));
    expect(after(YAML, 'waivers:\n  - rule: "do|\n    path: a\n', 'docs/encoding')).toBe(
      'waivers:\n  - rule: "docs/encoding"\n    path: a\n',
    );
  });
});

describe('where a map has a kind', () => {
  const driver = (written: string) =>
    `deployment:\n  services:\n    api:\n      environments:\n        staging:\n          driver: { ${written} }\n`;

  test('its keys are those of the kind that is written', () => {
    expect(labels(YAML, driver('kind: command, |'))).toEqual([
      'deploy',
      'current',
      'list',
      'auto_deploy',
      'timeout',
    ]);
    expect(labels(YAML, driver('kind: github-actions, |'))).toEqual(['workflow', 'environment', 'timeout']);
    expect(labels(YAML, driver('kind: manual, |'))).toEqual(['checklist', 'timeout']);
  });

  test('all keys are offered before there is one, each once, and the kind with all that it may be', () => {
    const offered = labels(YAML, driver('|'));
    expect(offered).toEqual([...new Set(offered)]);
    expect(offered).toEqual(expect.arrayContaining(['kind', 'deploy', 'workflow', 'checklist', 'timeout']));
    expect(after(YAML, driver('|'), 'kind')).toBe(driver('kind: ${1|command,github-actions,manual|}'));
    expect(chosen(YAML, driver('|'), 'kind').detail).toBe('command, or github-actions, or manual (required)');
  });

  test('another kind is offered in the place of the one that is written', () => {
    expect(labels(YAML, driver('kind: command|'))).toEqual(['command', 'github-actions', 'manual']);
  });
});

describe('laws', () => {
  const samples = [
    [
      YAML,
      'version: 1\nprotected:\n  - id: core\n    paths: [a, "b"]\n    require: { label: ok } # why\nrules: &r\n  docs/encoding: off\n',
    ],
    [
      TOML,
      'version = 1\n[[protected]]\nid = "core"\npaths = ["a"]\nrequire = { label = "ok" }\n[rules]\n"docs/encoding" = "off"\n',
    ],
    [
      JSON_FILE,
      '{ "version": 1, "protected": [{ "id": "core", "paths": ["a"], "require": { "label": "ok" } }] }\n',
    ],
  ] as const;

  test('nothing is offered twice, and what is replaced stands on one line around the cursor', () => {
    for (const [path, text] of samples) {
      for (let offset = 0; offset <= text.length; offset += 1) {
        const position = spansIn(path, text).position(offset);
        const found = policyCompletions({ path, text }, position);
        expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
        for (const { at: span } of found) {
          expect(textOf(text, span)).not.toMatch(/\n/);
          expect([span.start.line, span.end.line]).toEqual([position.line, position.line]);
          expect(span.start.character).toBeLessThanOrEqual(position.character);
          expect(span.end.character).toBeGreaterThanOrEqual(position.character);
        }
      }
    }
  });

  test('any text in any format has choices or none, never an exception', () => {
    const anyPath = fc.constantFrom(...POLICY_FILE_NAMES);
    fc.assert(
      fc.property(anyPath, fc.string(), fc.nat(30), (path, text, line) => {
        expect(Array.isArray(policyCompletions({ path, text }, { line: line % 3, character: line }))).toBe(
          true,
        );
      }),
    );
  });
});
