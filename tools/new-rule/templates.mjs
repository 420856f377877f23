import { importPath, ruleFile } from '../rule-files.mjs';
import { subjectOf } from './subjects.mjs';

/** @typedef {import('./rule-name.mjs').RuleName} RuleName */

const SUMMARY = 'Say in one sentence what must be true.';

/** @param {RuleName} rule */
export function ruleSource({ id, area, constant }) {
  const { fact } = subjectOf(area);
  const core = coreFrom(ruleFile(id, '.ts'));
  return `import type { Facts } from '${core('checker/facts.ts')}';
import { defineRule, NO_OPTIONS } from '${core('engine/rule.ts')}';
import type { SourceSpan } from '${core('model/source-span.ts')}';

export const ${constant} = defineRule({
  id: '${id}',
  summary: '${SUMMARY}',
  defaultSeverity: 'error',
  needs: ['${fact}'],

  options: NO_OPTIONS,

  messages: {
    broken: '{path} is wrong. Say what to do about it.',
  },

  *check({ ${fact} }) {
    for (const { path, at } of broken(${fact})) {
      yield { kind: 'violation', messageId: 'broken', data: { path }, at };
    }
  },
});

/** The subjects that break the rule. What cannot be told becomes an outcome of kind \`undecided\`, never a pass. */
function broken(_${fact}: Facts['${fact}']): readonly Broken[] {
  return [];
}

interface Broken {
  readonly path: string;
  readonly at: SourceSpan;
}
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
