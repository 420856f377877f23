import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { spansIn } from '../../model/source-span.ts';
import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { policyCompletions, type PolicyCompletion } from './policy-completions.ts';
import { policyView } from './policy-view.ts';

interface Offered {
  readonly text: string;
  readonly choices: readonly PolicyCompletion[];
}

/** `|` is where the cursor stands. */
function offered(path: string, marked: string): Offered {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, choices: policyCompletions({ path, text }, spansIn(path, text).position(offset)) };
}

/** As an editor without snippets writes it, and a value where the key waits for one. */
function applied(text: string, { at, text: written }: PolicyCompletion, filling: string): string {
  const value = /[:=] $/.test(written) ? filling : '';
  return applyEdits(text, [{ ...at, text: written + value }]);
}

/** Why the text is no policy at all, or which of its keys nobody knows. */
function refused(path: string, text: string): readonly string[] {
  const read = readPolicyText(path, text);
  if (read.kind === 'malformed') return [`${read.problem} ${JSON.stringify(text)}`];
  const policy = loadPolicy({ path, text });
  if (policy.kind === 'policy') return [];
  return policy.problems.map(({ message }) => message).filter((message) => message.startsWith('Unknown key'));
}

describe('what is offered can be written there', () => {
  test.each([
    ['in an empty text', 'lockkeeper.yaml', '|'],
    ['at the end', 'lockkeeper.yaml', 'version: 1\n|'],
    ['between others', 'lockkeeper.yaml', 'version: 1\n|\nrules: {}\n'],
    ['behind Windows line ends', 'lockkeeper.yaml', 'version: 1\r\npolicy:\r\n  |\r\n'],
    ['behind a byte order mark', 'lockkeeper.yaml', '\uFEFFversion: 1\n|\n'],
    ['behind a beginning of a document', 'lockkeeper.yaml', '---\nversion: 1\n|\n'],
    ['for a key in quotes', 'lockkeeper.yaml', 'version: 1\n"po|"'],
    ['in a section', 'lockkeeper.yaml', 'version: 1\npolicy:\n  |\n'],
    ['in a section with an anchor', 'lockkeeper.yaml', 'version: 1\npolicy: &p\n  |\n'],
    ['right behind a colon', 'lockkeeper.yaml', 'version: 1\npolicy:\n  status:|\n'],
    ['right behind a dash', 'lockkeeper.yaml', 'version: 1\nprotected:\n  -|\n'],
    ['between a colon and its value', 'lockkeeper.yaml', 'version:| 1\n'],
    ['before a comment', 'lockkeeper.yaml', 'version: 1\npolicy:\n  status: | # why\n'],
    ['within braces', 'lockkeeper.yaml', 'version: 1\npolicy: { | }\n'],
    ['behind others within braces', 'lockkeeper.yaml', 'version: 1\npolicy: { title: x, | }\n'],
    ['behind a dash', 'lockkeeper.yaml', 'version: 1\nprotected:\n  - |\n'],
    ['where the dash is missing', 'lockkeeper.yaml', 'version: 1\nprotected:\n  |\n'],
    ['below the items', 'lockkeeper.yaml', 'version: 1\nprotected:\n  - id: a\n  |\n'],
    ['below items that are texts', 'lockkeeper.yaml', 'version: 1\nextends:\n  - alembic\n  |\n'],
    ['between items', 'lockkeeper.yaml', 'version: 1\nprotected:\n  - id: a\n  |\n  - id: b\n'],
    ['in an item', 'lockkeeper.yaml', 'version: 1\nprotected:\n  - id: a\n    |\n'],
    ['of items that are not indented', 'lockkeeper.yaml', 'version: 1\nprotected:\n- id: a\n  |\n'],
    ['for a rule', 'lockkeeper.yaml', 'version: 1\nrules:\n  |\n'],
    [
      'for the options of a rule',
      'lockkeeper.yaml',
      'version: 1\nrules:\n  migrations/drop-table:\n    options:\n      |\n',
    ],
    ['for a waiver', 'lockkeeper.yaml', 'version: 1\nwaivers:\n  - rule: |\n'],
    ['in an empty text', 'lockkeeper.toml', '|'],
    ['at the end', 'lockkeeper.toml', 'version = 1\n|'],
    ['behind a byte order mark', 'lockkeeper.toml', '\uFEFFversion = 1\n|'],
    ['in a table', 'lockkeeper.toml', 'version = 1\n[policy]\n|\n'],
    ['in a table of a list', 'lockkeeper.toml', 'version = 1\n[[protected]]\nid = "a"\n|\n'],
    ['as a value', 'lockkeeper.toml', 'version = 1\n[policy]\nstatus = |\n'],
    ['within braces', 'lockkeeper.toml', 'version = 1\npolicy = { | }\n'],
    ['for a rule', 'lockkeeper.toml', 'version = 1\n[rules]\n|\n'],
    ['behind a dot', 'lockkeeper.toml', 'version = 1\npolicy.|\n'],
    ['in an empty map', 'lockkeeper.json', '{ | }'],
    ['behind others', 'lockkeeper.json', '{ "version": 1, | }'],
    ['for a key in quotes', 'lockkeeper.json', '{ "version": 1, "po|" }'],
    ['in a section', 'lockkeeper.json', '{ "version": 1, "policy": { | } }'],
    ['as a value', 'lockkeeper.json', '{ "version": 1, "policy": { "status": | } }'],
    ['for a rule', 'lockkeeper.json', '{ "version": 1, "rules": { | } }'],
  ])('%s of %s: %j', (_, path, marked) => {
    const { text, choices } = offered(path, marked);
    const filling = path.endsWith('.yaml') ? 'x' : '"x"';
    expect(choices.length).toBeGreaterThan(0);
    const wrong = choices.flatMap((choice) => refused(path, applied(text, choice, filling)));
    expect(wrong).toEqual([]);
  });
});

/** A policy in one of its forms, and a place in it. */
const anyPlace = fc
  .record({
    form: fc.constantFrom<PolicyForm>('lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json'),
    keys: anyPolicyKeys,
    place: fc.nat(100_000),
  })
  .map(({ form, keys, place }) => {
    const text = POLICY_FORMS[form]({ version: 1, ...keys });
    return { path: form, text, offset: place % (text.length + 1) };
  });

describe('laws of any policy', () => {
  test('another value, chosen in the place of one that is there, is a value there', () => {
    fc.assert(
      fc.property(anyPlace, ({ path, text, offset }) => {
        const choices = policyCompletions({ path, text }, spansIn(path, text).position(offset));
        const values = choices.filter(({ snippet }) => snippet === undefined);
        for (const choice of values.slice(0, 5)) {
          const after = applyEdits(text, [{ ...choice.at, text: choice.text }]);
          // A key chosen behind its own value has no comma yet, which only the person can write.
          if (choice.kind !== 'value') continue;
          expect(readPolicyText(path, after).kind, after).toBe('value');
        }
      }),
    );
  });

  test('cut short, or with a sign too many or too few, it has choices and a view, never an exception', () => {
    const sign = fc.constantFrom(
      '',
      '\n',
      '  ',
      ':',
      '- ',
      '[',
      '}',
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '\t',
      '=',
      '\r',
      '\u{1F600}',
    );
    fc.assert(
      fc.property(anyPlace, sign, fc.nat(3), ({ path, text, offset }, added, removed) => {
        const broken = text.slice(0, offset) + added + text.slice(offset + removed);
        const cut = text.slice(0, offset) + added;
        for (const one of [broken, cut]) {
          const position = spansIn(path, one).position(offset + added.length);
          expect(Array.isArray(policyCompletions({ path, text: one }, position))).toBe(true);
          expect(policyView({ path, text: one, files: ['a'] }).lenses).toEqual([]);
        }
      }),
    );
  });

  test('a policy of a thousand sections answers while it is typed', () => {
    const sections = Array.from({ length: 1000 }, (_, index) => ({
      id: `s${index}`,
      paths: [`app/${index}/**`],
      require: { label: 'ok' },
    }));
    const text = `${POLICY_FORMS['lockkeeper.yaml']({ version: 1, protected: sections })}rul`;
    const path = 'lockkeeper.yaml';
    const position = spansIn(path, text).position(text.length);
    policyCompletions({ path, text: '' }, { line: 0, character: 0 });
    const begun = stepsTaken();
    expect(policyCompletions({ path, text }, position).map(({ label }) => label)).toContain('rules');
    expect(stepsTaken() - begun).toBeLessThan(200_000);
  });
});
