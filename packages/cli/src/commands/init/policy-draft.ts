import { scalar } from '../../policy/yaml-text.ts';
import { pairsYaml } from '../../dependency-pairs/pairs-yaml.ts';
import type { Detected } from './detected.ts';

/** A first policy: what was found as rules that hold from now on, and what people decide as examples. */
export function policyDraft(found: Detected): string {
  const blocks = [
    HEAD,
    dependencies(found),
    migrations(found),
    deployment(found),
    protectedExample(found),
    FOOT,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const HEAD = `# The rules of this repository. The same verdict in the editor, in CI and at the deploy button.
# Try it with: lockkeeper check. What a rule asks: lockkeeper explain RULE.
version: 1

# What enforces this policy (the policy, CI, CODEOWNERS, agent settings, build files) changes only
# with the label approved-core-change.
extends: self-protection`;

function dependencies({ pairs, unlocked }: Detected): string {
  const notes = unlocked.map((path) => `# ${path} has no lock beside it. Write one, then name both here.`);
  if (pairs.length === 0) return notes.join('\n');
  return [
    '# How each lock belongs to the file people edit: textual, mirror or compiled.',
    ...notes,
    pairsYaml(pairs),
  ].join('\n');
}

function migrations({ alembic, sql }: Detected): string {
  if (alembic.length + sql.length === 0) return '';
  return [
    '# New migrations must not destroy data. Old ones are accepted with: lockkeeper baseline.',
    'migrations:',
    ...(alembic.length === 0 ? [] : ['  alembic:', ...alembic.map((folder) => `    - ${scalar(folder)}`)]),
    ...(sql.length === 0 ? [] : ['  sql:', ...sql.map((folder) => `    - ${scalar(`${folder}/**/*.sql`)}`)]),
  ].join('\n');
}

function deployment({ record }: Detected): string {
  if (record === undefined) return '';
  return [
    '# The record of the last good production deploy; lockkeeper guard judges what came after it.',
    'deployment:',
    `  record: ${scalar(record)}`,
  ].join('\n');
}

function protectedExample({ careful }: Detected): string {
  const folders = careful.length === 0 ? ['src/core'] : careful;
  return [
    '# Paths that change only with an approval. Remove the # to use it:',
    '# protected:',
    '#   - id: core',
    '#     description: What must not change by accident',
    '#     paths:',
    ...folders.map((folder) => `#       - ${scalar(`${folder}/**`)}`),
    '#     require:',
    '#       label: approved-core-change',
  ].join('\n');
}

const FOOT = `# Severity of single rules: error, warning, info or off. The list: lockkeeper explain.
# rules:
#   dependencies/requirements-pinned: warning`;
