import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { allRules } from '../../checker/all-rules.ts';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { waiverEdit } from './waiver-edit.ts';

const WANTED = { rule: 'migrations/drop-table', path: 'db/versions/8f_x.py', expires: '2026-12-31' };

/** The text with the waiver in it. */
function waived(path: string, text: string, wanted = WANTED): string | undefined {
  const edit = waiverEdit({ path, text }, wanted);
  return edit && applyEdits(text, [edit]);
}

const FIELDS = (indent: string) =>
  [
    'rule: migrations/drop-table',
    'path: db/versions/8f_x.py',
    "reason: 'Say why this is accepted.'",
    'approver: who-answers-for-it',
    'expires: 2026-12-31',
  ]
    .map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}\n`)
    .join('');

const OTHER = 'rule: docs/encoding, path: docs/**, reason: r, approver: a, expires: 2099-01-01';
const FLOW =
  "{ rule: migrations/drop-table, path: db/versions/8f_x.py, reason: 'Say why this is accepted.', approver: who-answers-for-it, expires: 2026-12-31 }";

describe('a waiver in YAML', () => {
  test.each([
    ['gets a section at the end', 'version: 1\n', `version: 1\nwaivers:\n${FIELDS('  ')}`],
    ['gets a line of its own', 'version: 1', `version: 1\nwaivers:\n${FIELDS('  ')}`],
    [
      'is the last of others, as they are indented',
      `version: 1\nwaivers:\n- { ${OTHER} } # why\nrules: {}\n`,
      `version: 1\nwaivers:\n- { ${OTHER} } # why\n${FIELDS('')}rules: {}\n`,
    ],
    [
      'follows others in lines of their own',
      `version: 1\nwaivers:\n    - ${OTHER.replaceAll(', ', '\n      ')}\n`,
      `version: 1\nwaivers:\n    - ${OTHER.replaceAll(', ', '\n      ')}\n${FIELDS('    ')}`,
    ],
    [
      'follows others at the end of a text that ends without a line end',
      `version: 1\nwaivers:\n  - { ${OTHER} }`,
      `version: 1\nwaivers:\n  - { ${OTHER} }\n${FIELDS('  ')}`,
    ],
    ['goes into brackets', `version: 1\nwaivers: []\n`, `version: 1\nwaivers: [${FLOW}]\n`],
    [
      'goes into brackets behind others',
      `version: 1\nwaivers: [{ ${OTHER} }]\n`,
      `version: 1\nwaivers: [{ ${OTHER} }, ${FLOW}]\n`,
    ],
  ])('%s', (_, text, expected) => {
    expect(waived('lockkeeper.yaml', text)).toBe(expected);
  });

  test('keeps Windows line ends', () => {
    expect(waived('lockkeeper.yaml', 'version: 1\r\n')).toBe(
      `version: 1\r\nwaivers:\n${FIELDS('  ')}`.replaceAll(/(?<!\r)\n/g, '\r\n'),
    );
  });
});

describe('a waiver in TOML', () => {
  const table =
    '\n[[waivers]]\nrule = "migrations/drop-table"\npath = "db/versions/8f_x.py"\nreason = "Say why this is accepted."\napprover = "who-answers-for-it"\nexpires = "2026-12-31"\n';

  test('is a table at the end', () => {
    expect(waived('lockkeeper.toml', 'version = 1\n[policy]\ntitle = "x"\n')).toBe(
      `version = 1\n[policy]\ntitle = "x"\n${table}`,
    );
    const once = waived('lockkeeper.toml', 'version = 1\n') ?? '';
    expect(waived('lockkeeper.toml', once)).toBe(`version = 1\n${table}${table}`);
  });

  test('goes into brackets that are there', () => {
    expect(waived('lockkeeper.toml', 'version = 1\nwaivers = []\n')).toBe(
      'version = 1\nwaivers = [{ rule = "migrations/drop-table", path = "db/versions/8f_x.py", reason = "Say why this is accepted.", approver = "who-answers-for-it", expires = "2026-12-31" }]\n',
    );
  });
});

describe('a waiver in JSON', () => {
  const item =
    '{ "rule": "migrations/drop-table", "path": "db/versions/8f_x.py", "reason": "Say why this is accepted.", "approver": "who-answers-for-it", "expires": "2026-12-31" }';

  test('is a key behind the others, or an item behind the others', () => {
    const once = `{ "version": 1,\n  "waivers": [${item}] }`;
    expect(waived('lockkeeper.json', '{ "version": 1 }')).toBe(once);
    expect(waived('lockkeeper.json', once)).toBe(`{ "version": 1,\n  "waivers": [${item}, ${item}] }`);
    expect(waived('lockkeeper.json', '{}')).toBeUndefined();
  });
});

describe('what is waived', () => {
  test('is never what takes no waiver', () => {
    expect(
      waived('lockkeeper.yaml', 'version: 1\n', { ...WANTED, rule: 'policy/self-protect' }),
    ).toBeUndefined();
    expect(waived('lockkeeper.yaml', 'version: 1\n', { ...WANTED, rule: 'no/rule' })).toBeUndefined();
  });

  test('is that rule in that file, whatever the file is called', () => {
    const anyPath = fc
      .array(fc.stringMatching(/^[\w *?![\]{}#'"-]{1,8}$/), { minLength: 1, maxLength: 3 })
      .map((steps) => steps.join('/'));
    const rules = allRules.map(({ id }) => id).filter((id) => id !== 'policy/self-protect');
    fc.assert(
      fc.property(
        fc.constantFrom('yaml', 'toml', 'json'),
        anyPath,
        fc.constantFrom(...rules),
        (form, path, rule) => {
          const text = { yaml: 'version: 1\n', toml: 'version = 1\n', json: '{ "version": 1 }' }[form] ?? '';
          const result = waived(`lockkeeper.${form}`, text, { ...WANTED, path, rule });
          if (result === undefined) return;
          const policy = loadPolicy({ path: `lockkeeper.${form}`, text: result });
          expect(
            policy.kind === 'policy' && policy.waivers.map((one) => [one.rule, one.pattern.matches(path)]),
          ).toEqual([[rule, true]]);
        },
      ),
    );
  });
});

/** The rule of each waiver of a policy. */
function waiversIn(path: string, text: string | undefined): readonly string[] {
  const policy = loadPolicy({ path, text: text ?? '' });
  return policy.kind === 'policy' ? policy.waivers.map(({ rule }) => rule) : ['no policy'];
}

function expectWaivers(path: string, text: string, rules: readonly string[]) {
  for (const one of [text, text.replaceAll('\n', '\r\n')]) {
    const result = waived(path, one);
    expect(waiversIn(path, result), result).toEqual(rules);
  }
}

const YAML_FIELDS = 'path: a, reason: r, approver: a, expires: 2099-01-01';
const YAML_LINES = YAML_FIELDS.replaceAll(', ', '\n    ');
const TOML_FIELDS = 'path = "a", reason = "r", approver = "a", expires = "2099-01-01"';
const TOML_LINES = TOML_FIELDS.replaceAll(', ', '\n');
const JSON_FIELDS = '"path": "a", "reason": "r", "approver": "a", "expires": "2099-01-01"';
const OTHER_RULE = 'docs/encoding';
const BOTH = [OTHER_RULE, WANTED.rule];

describe('a waiver is the last one of a policy in YAML', () => {
  test.each([
    ['that begins with a byte order mark', '\uFEFFversion: 1\n', [WANTED.rule]],
    ['that begins as a document', '---\nversion: 1\n', [WANTED.rule]],
    ['that ends with a comment', 'version: 1\n# The end.', [WANTED.rule]],
    ['that ends within a section', 'version: 1\nrules:\n  docs/encoding: off', [WANTED.rule]],
    ['that ends with blank lines', 'version: 1\n\n\n', [WANTED.rule]],
    ['with waivers in lines', `version: 1\nwaivers:\n  - rule: ${OTHER_RULE}\n    ${YAML_LINES}\n`, BOTH],
    ['with waivers far in', `version: 1\nwaivers:\n      - { rule: ${OTHER_RULE}, ${YAML_FIELDS} }\n`, BOTH],
    [
      'with waivers before other sections',
      `version: 1\nwaivers:\n  - rule: ${OTHER_RULE}\n    ${YAML_LINES}\n\n# Next.\nrules: {}\n`,
      BOTH,
    ],
    [
      'with a comment behind the last waiver',
      `version: 1\nwaivers:\n  - { rule: ${OTHER_RULE}, ${YAML_FIELDS} } # why\n  # - old\nrules: {}\n`,
      BOTH,
    ],
    [
      'with a waiver that ends in a text in lines',
      `version: 1\nwaivers:\n  - rule: ${OTHER_RULE}\n    ${YAML_LINES.replace('reason: r\n', 'approver: b\n').replace('\n    approver: a', '')}\n    reason: |\n      one\n      two\n\nrules: {}\n`,
      BOTH,
    ],
    [
      'with an anchor on the waivers',
      `version: 1\nwaivers: &w\n  - { rule: ${OTHER_RULE}, ${YAML_FIELDS} }\n`,
      BOTH,
    ],
    [
      'with brackets over several lines',
      `version: 1\nwaivers: [\n  { rule: ${OTHER_RULE}, ${YAML_FIELDS} },\n]\n`,
      BOTH,
    ],
    [
      'with brackets and a comment in them',
      `version: 1\nwaivers: [\n  { rule: ${OTHER_RULE}, ${YAML_FIELDS} }, # why\n]\n`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    expectWaivers('lockkeeper.yaml', text, expected);
  });
});

describe('a waiver is the last one of a policy in TOML', () => {
  test.each([
    ['without a line end', 'version = 1', [WANTED.rule]],
    ['that begins with a byte order mark', '\uFEFFversion = 1\n', [WANTED.rule]],
    ['that ends within a table', 'version = 1\n[rules]\n"docs/encoding" = "off"', [WANTED.rule]],
    ['that ends with a comment', 'version = 1 # The end.', [WANTED.rule]],
    [
      'with tables before others',
      `version = 1\n[[waivers]]\nrule = "${OTHER_RULE}"\n${TOML_LINES}\n[rules]\n`,
      BOTH,
    ],
    ['with brackets', `version = 1\nwaivers = [{ rule = "${OTHER_RULE}", ${TOML_FIELDS} }]\n[rules]\n`, BOTH],
    ['with empty brackets', 'version = 1\nwaivers = [\n]\n', [WANTED.rule]],
    [
      'with brackets over several lines',
      `version = 1\nwaivers = [\n  { rule = "${OTHER_RULE}", ${TOML_FIELDS} }, # why\n]\n`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    expectWaivers('lockkeeper.toml', text, expected);
  });
});

describe('a waiver is the last one of a policy in JSON', () => {
  test.each([
    ['in lines', '{\n  "version": 1\n}\n', [WANTED.rule]],
    ['with tabs', '{\n\t"version": 1\n}\n', [WANTED.rule]],
    ['that begins with a byte order mark', '\uFEFF{ "version": 1 }', [WANTED.rule]],
    ['with an empty list', '{ "version": 1, "waivers": [] }', [WANTED.rule]],
    ['with a list', `{ "waivers": [{ "rule": "${OTHER_RULE}", ${JSON_FIELDS} }], "version": 1 }`, BOTH],
    [
      'with a list in lines',
      `{ "version": 1,\n"waivers": [\n{ "rule": "${OTHER_RULE}", ${JSON_FIELDS} }\n] }`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    expectWaivers('lockkeeper.json', text, expected);
  });
});

describe('no waiver is proposed', () => {
  test.each([
    ['lockkeeper.yaml', 'version: 1\nwaivers:\n'],
    ['lockkeeper.yaml', 'version: 1\nwaivers: x\n'],
    ['lockkeeper.yaml', 'version: 1\n...\n'],
    ['lockkeeper.yaml', 'version: 2\n'],
    ['lockkeeper.yaml', '{ version: 1 }\n'],
    ['lockkeeper.yaml', 'version: 1\nwaivers: {}\n'],
    ['lockkeeper.yaml', 'version: 1\nversion: 1\n'],
    ['lockkeeper.yaml', ''],
    ['lockkeeper.toml', 'version = 1\nwaivers = {}\n'],
    ['lockkeeper.toml', 'version = 1\n[waivers]\n'],
    ['lockkeeper.toml', 'version = \n'],
    ['lockkeeper.json', '{ "version": 1, }'],
    ['lockkeeper.json', '{ "version": 1, "waivers": {} }'],
    ['lockkeeper.json', '[]'],
    ['lockkeeper.json', ''],
  ])('in %s where the policy is %j', (path, text) => {
    expect(waived(path, text)).toBeUndefined();
  });
});

test('a waiver of any policy, in any format, leaves all else as it is', () => {
  const form = fc.constantFrom<PolicyForm>('lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json');
  fc.assert(
    fc.property(form, anyPolicyKeys, fc.boolean(), (path, keys, isWindows) => {
      const written = POLICY_FORMS[path]({ version: 1, ...keys });
      const text = isWindows ? written.replaceAll('\n', '\r\n') : written;
      const result = waived(path, text);
      expect(waiversIn(path, result), result).toEqual([...waiversIn(path, text), WANTED.rule]);
      const [before, after] = [text, result ?? ''].map((one) => readPolicyText(path, one));
      const { waivers: _, ...rest } = Object(before?.kind === 'value' && before.value);
      expect(after?.kind === 'value' && after.value).toMatchObject(rest);
      // An edit adds to a policy, and takes nothing away.
      expect(result?.length).toBeGreaterThan(text.length);
    }),
  );
});
