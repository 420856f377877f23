import { factFile, importPath, ruleFile } from '../rule-files.mjs';
import { subjectOf } from './subjects.mjs';

/**
 * @typedef {import('./rule-name.mjs').RuleName} RuleName
 * @typedef {import('./rule-name.mjs').FactName} FactName
 */

const SUMMARY = 'Say in one sentence what must be true.';

/**
 * @param {RuleName} rule
 * @param {FactName | undefined} fact of its own; `undefined`: one that rules of its area judge already
 */
export function ruleSource({ id, area, constant }, fact) {
  const judged =
    fact === undefined ? subjectOf(area) : { fact: fact.constant, from: factFile(id, fact.name, '.ts') };
  const core = coreFrom(ruleFile(id, '.ts'));
  return `import { ${judged.fact} } from '${core(judged.from)}';
import { defineRule, NO_OPTIONS } from '${core('engine/rule.ts')}';
import type { SourceSpan } from '${core('model/source-span.ts')}';

export const ${constant} = defineRule({
  id: '${id}',
  summary: '${SUMMARY}',
  defaultSeverity: 'error',
  subjects: ${judged.fact},

  options: NO_OPTIONS,

  messages: {
    broken: '{path} is wrong. Say what to do about it.',
  },

  *check(_get, judged) {
    for (const { path, at } of broken(judged)) {
      yield { kind: 'violation', messageId: 'broken', data: { path }, at };
    }
  },
});

/** Where the subject breaks the rule. What cannot be told becomes an outcome of kind \`undecided\`, never a pass. */
function broken(_judged: unknown): readonly Broken[] {
  return [];
}

interface Broken {
  readonly path: string;
  readonly at: SourceSpan;
}
`;
}

/**
 * @param {RuleName} rule
 * @param {FactName} fact
 */
export function factSource({ id }, { name, constant, type }) {
  const core = coreFrom(pathOf(factFile(id, name, '.ts')));
  return `import { defineSubjects, eachAt } from '${core('engine/judged-fact.ts')}';
import { filePaths } from '${core('engine/seen-inputs.ts')}';

export interface ${type} {
  readonly path: string;
}

/** Say what it is, and what it means that there is none. */
export const ${constant} = defineSubjects<${type}>({
  name: '${name}',
  words: 'say what has to be seen for it',
  of: 'file',
  compute: (get) => eachAt(get(filePaths).map((path) => ({ path }))),
});
`;
}

/**
 * @param {RuleName} rule
 * @param {FactName} fact
 */
export function factTestSource({ id }, { name, constant }) {
  const core = coreFrom(pathOf(factFile(id, name, '.test.ts')));
  return `import { expect, test } from 'vitest';

import { treeObservations } from '${core('checker/observations-from-input.ts')}';
import { policyOf } from '${core('testing/any-repository.ts')}';
import { askIn } from '${core('testing/ask-in.ts')}';
import { ${constant} } from './${name}.ts';

const policy = policyOf({});

test('write here what the fact says, then make this test pass', () => {
  const ask = askIn(policy, treeObservations(policy, [{ path: 'a.txt', text: '' }], {}));
  expect(ask(${constant})).toEqual([]);
});
`;
}

/** @param {RuleName} rule */
export function testSource({ id, area, name, constant }) {
  const { policy, given, path } = subjectOf(area);
  const core = coreFrom(ruleFile(id, '.test.ts'));
  return `import { describeRule } from '${core('testing/describe-rule.ts')}';
import { ${constant} } from './${name}.ts';

describeRule(${constant}, {
  policy: ${policy},

  keeps: {
    'a repository without anything to judge': { change: ['README.md'], labels: [] },
  },

  breaks: {
    'write here what breaks it, then make this test pass': {
      ${given},
      finds: [
        {
          messageId: 'broken',
          data: { path: '${path}' },
          underlines: undefined,
        },
      ],
    },
  },

  waits: {},
});
`;
}

/** @param {string} file below the sources of policy-core */
function pathOf(file) {
  return `packages/policy-core/src/${file}`;
}

/** @param {string} from a file of policy-core */
function coreFrom(from) {
  return (/** @type {string} */ to) => importPath(from, `packages/policy-core/src/${to}`);
}

/** @param {RuleName} rule */
export function pageSource({ id, area }) {
  const { language, example } = subjectOf(area);
  return `# ${id}

<!-- generated from the rule: do not edit between these markers -->
<!-- /generated -->

${SUMMARY}

## Why

Say what goes wrong without the rule, for whom and when.

## Examples

Breaks the rule:

\`\`\`${language} bad
${example}\`\`\`

Keeps the rule:

\`\`\`${language} good
${example}\`\`\`

## How to fix

Say what to do, step by step.

## Options

This rule has no options.

## When to turn it off

Say for whom the rule is wrong.
`;
}
