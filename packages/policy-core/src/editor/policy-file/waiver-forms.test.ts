import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { waiverEdit } from './waiver-edit.ts';

const WANTED = { rule: 'migrations/drop-table', path: 'db/versions/8f_x.py', expires: '2026-12-31' };

/** The text with the waiver in it. */
function waived(path: string, text: string): string | undefined {
  const edit = waiverEdit({ path, text }, WANTED);
  return edit && applyEdits(text, [edit]);
}

/** Each waiver of a policy, by its rule and the text of its path. */
function waiversIn(path: string, text: string | undefined): readonly string[] {
  const policy = loadPolicy({ path, text: text ?? '' });
  return policy.kind === 'policy' ? policy.waivers.map(({ rule }) => rule) : ['no policy'];
}

const YAML_FIELDS = 'path: a, reason: r, approver: a, expires: 2099-01-01';
const YAML_LINES = YAML_FIELDS.replaceAll(', ', '\n    ');
const TOML_FIELDS = 'path = "a", reason = "r", approver = "a", expires = "2099-01-01"';
const TOML_LINES = TOML_FIELDS.replaceAll(', ', '\n');
const JSON_FIELDS = '"path": "a", "reason": "r", "approver": "a", "expires": "2099-01-01"';
const OTHER = 'docs/encoding';
const BOTH = [OTHER, WANTED.rule];

describe('a waiver is the last one of a policy in YAML', () => {
  test.each([
    ['without waivers', 'version: 1\n', [WANTED.rule]],
    ['that begins with a byte order mark', '\uFEFFversion: 1\n', [WANTED.rule]],
    ['that begins as a document', '---\nversion: 1\n', [WANTED.rule]],
    ['that ends with a comment', 'version: 1\n# The end.', [WANTED.rule]],
    ['that ends within a section', 'version: 1\nrules:\n  docs/encoding: off', [WANTED.rule]],
    ['that ends with blank lines', 'version: 1\n\n\n', [WANTED.rule]],
    ['with waivers in lines', `version: 1\nwaivers:\n  - rule: ${OTHER}\n    ${YAML_LINES}\n`, BOTH],
    [
      'with waivers that are not indented',
      `version: 1\nwaivers:\n- rule: ${OTHER}\n  ${YAML_FIELDS.replaceAll(', ', '\n  ')}\n`,
      BOTH,
    ],
    ['with waivers on one line each', `version: 1\nwaivers:\n  - { rule: ${OTHER}, ${YAML_FIELDS} }\n`, BOTH],
    ['with waivers far in', `version: 1\nwaivers:\n      - { rule: ${OTHER}, ${YAML_FIELDS} }\n`, BOTH],
    [
      'with waivers before other sections',
      `version: 1\nwaivers:\n  - rule: ${OTHER}\n    ${YAML_LINES}\n\n# Next.\nrules: {}\n`,
      BOTH,
    ],
    [
      'with a comment behind the last waiver',
      `version: 1\nwaivers:\n  - { rule: ${OTHER}, ${YAML_FIELDS} } # why\n  # - old\nrules: {}\n`,
      BOTH,
    ],
    [
      'with a waiver that ends in a text in lines',
      `version: 1\nwaivers:\n  - rule: ${OTHER}\n    ${YAML_LINES.replace('reason: r\n', 'approver: b\n').replace('\n    approver: a', '')}\n    reason: |\n      one\n      two\n\nrules: {}\n`,
      BOTH,
    ],
    [
      'with an anchor on the waivers',
      `version: 1\nwaivers: &w\n  - { rule: ${OTHER}, ${YAML_FIELDS} }\n`,
      BOTH,
    ],
    ['with empty brackets', 'version: 1\nwaivers: []\nrules: {}\n', [WANTED.rule]],
    [
      'with brackets over several lines',
      `version: 1\nwaivers: [\n  { rule: ${OTHER}, ${YAML_FIELDS} },\n]\n`,
      BOTH,
    ],
    [
      'with brackets and a comment in them',
      `version: 1\nwaivers: [\n  { rule: ${OTHER}, ${YAML_FIELDS} }, # why\n]\n`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    for (const one of [text, text.replaceAll('\n', '\r\n')]) {
      expect(
        waiversIn('lockkeeper.yaml', waived('lockkeeper.yaml', one)),
        waived('lockkeeper.yaml', one),
      ).toEqual(expected);
    }
  });
});

describe('a waiver is the last one of a policy in TOML', () => {
  test.each([
    ['without waivers', 'version = 1\n', [WANTED.rule]],
    ['without a line end', 'version = 1', [WANTED.rule]],
    ['that begins with a byte order mark', '\uFEFFversion = 1\n', [WANTED.rule]],
    ['that ends within a table', 'version = 1\n[rules]\n"docs/encoding" = "off"', [WANTED.rule]],
    ['that ends with a comment', 'version = 1 # The end.', [WANTED.rule]],
    ['with tables of waivers', `version = 1\n[[waivers]]\nrule = "${OTHER}"\n${TOML_LINES}\n`, BOTH],
    [
      'with tables before others',
      `version = 1\n[[waivers]]\nrule = "${OTHER}"\n${TOML_LINES}\n[rules]\n`,
      BOTH,
    ],
    ['with brackets', `version = 1\nwaivers = [{ rule = "${OTHER}", ${TOML_FIELDS} }]\n[rules]\n`, BOTH],
    ['with empty brackets', 'version = 1\nwaivers = [\n]\n', [WANTED.rule]],
    [
      'with brackets over several lines',
      `version = 1\nwaivers = [\n  { rule = "${OTHER}", ${TOML_FIELDS} }, # why\n]\n`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    for (const one of [text, text.replaceAll('\n', '\r\n')]) {
      expect(
        waiversIn('lockkeeper.toml', waived('lockkeeper.toml', one)),
        waived('lockkeeper.toml', one),
      ).toEqual(expected);
    }
  });
});

describe('a waiver is the last one of a policy in JSON', () => {
  test.each([
    ['on one line', '{ "version": 1 }', [WANTED.rule]],
    ['in lines', '{\n  "version": 1\n}\n', [WANTED.rule]],
    ['with tabs', '{\n\t"version": 1\n}\n', [WANTED.rule]],
    ['that begins with a byte order mark', '\uFEFF{ "version": 1 }', [WANTED.rule]],
    ['with an empty list', '{ "version": 1, "waivers": [] }', [WANTED.rule]],
    ['with a list', `{ "waivers": [{ "rule": "${OTHER}", ${JSON_FIELDS} }], "version": 1 }`, BOTH],
    [
      'with a list in lines',
      `{ "version": 1,\n"waivers": [\n{ "rule": "${OTHER}", ${JSON_FIELDS} }\n] }`,
      BOTH,
    ],
  ])('%s', (_, text, expected) => {
    for (const one of [text, text.replaceAll('\n', '\r\n')]) {
      expect(
        waiversIn('lockkeeper.json', waived('lockkeeper.json', one)),
        waived('lockkeeper.json', one),
      ).toEqual(expected);
    }
  });
});

describe('no waiver is proposed', () => {
  test.each([
    ['lockkeeper.yaml', 'version: 1\nwaivers:\n'],
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

test('a waiver after a waiver is one more', () => {
  for (const path of ['lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json'] as const) {
    const first = waived(path, POLICY_FORMS[path]({ version: 1 })) ?? '';
    const third = waived(path, waived(path, first) ?? '');
    expect(waiversIn(path, third)).toEqual([WANTED.rule, WANTED.rule, WANTED.rule]);
  }
});
