import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { allRules } from '../../checker/all-rules.ts';
import { waiverEdit } from './waiver-edit.ts';

const WANTED = { rule: 'migrations/drop-table', path: 'db/versions/8f_x.py', expires: '2026-12-31' };

function waived(path: string, text: string, wanted = WANTED): string | undefined {
  const edit = waiverEdit({ path, text }, wanted);
  return edit && applyEdits(text, [edit]);
}

const FIELDS = (indent: string) =>
  [
    'rule: migrations/drop-table',
    'path: db/versions/8f_x.py',
    'reason: "Say why this is accepted."',
    'approver: who-answers-for-it',
    'expires: 2026-12-31',
  ]
    .map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}\n`)
    .join('');

const OTHER = 'rule: docs/encoding, path: docs/**, reason: r, approver: a, expires: 2099-01-01';
const FLOW =
  '{ rule: migrations/drop-table, path: db/versions/8f_x.py, reason: "Say why this is accepted.", approver: who-answers-for-it, expires: 2026-12-31 }';

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

  test('is not proposed where it would not be one', () => {
    expect(waived('lockkeeper.yaml', 'version: 1\n...\n')).toBeUndefined();
    expect(waived('lockkeeper.yaml', 'version: 2\n')).toBeUndefined();
    expect(waived('lockkeeper.yaml', '{ version: 1 }\n')).toBeUndefined();
    expect(waived('lockkeeper.yaml', 'version: 1\nwaivers: x\n')).toBeUndefined();
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
