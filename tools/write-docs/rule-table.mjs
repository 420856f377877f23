/**
 * @typedef {object} RuleFacts what a page says of its rule
 * @property {string} id
 * @property {string} summary
 * @property {string} defaultSeverity
 * @property {readonly string[]} needs
 * @property {string} fix which kinds of fix it offers, or `no`
 */

const START = '<!-- generated from the rule: do not edit between these markers -->';
const END = '<!-- /generated -->';

/** How a person calls a fact, and what it is about. A fact about a change says nothing of a single file. */
const FACTS = new Map([
  ['changeSight', { words: 'the change', about: 'change' }],
  ['protectedChanges', { words: 'the change', about: 'change' }],
  ['passingChanges', { words: 'commits of the change', about: 'change' }],
  ['selfProtectedChanges', { words: 'the change', about: 'change' }],
  ['scopedChange', { words: 'the change, who made it', about: 'change' }],
  ['machineOwnedChanges', { words: 'the change, who made it', about: 'change' }],
  ['pushedBranch', { words: 'the push, its pull request', about: 'change' }],
  ['skippedChecks', { words: 'commits of the change, who made it', about: 'change' }],
  ['authorship', { words: 'who made the change', about: 'circumstance' }],
  ['approvals', { words: 'labels of the pull request', about: 'circumstance' }],
  ['policyApproval', { words: 'labels of the pull request', about: 'circumstance' }],
  ['askedApprovals', { words: 'the change, labels of the pull request', about: 'change' }],
  ['changedLinks', { words: 'the change, its symbolic links, the folders before it', about: 'change' }],
  ['changedSubmodules', { words: 'the change', about: 'change' }],
  ['caseCollisions', { words: 'the change, the folders before it', about: 'change' }],
  ['suspiciousNames', { words: 'the change', about: 'change' }],
  ['confusableNames', { words: 'the change, the folders before it', about: 'change' }],
  ['pythonChanges', { words: 'Python files before and after the change', about: 'change' }],
  ['policyChange', { words: 'the change', about: 'change' }],
  ['releasedNames', { words: 'code of the last release', about: 'circumstance' }],
  ['now', { words: 'the date', about: 'circumstance' }],
  ['requirementsPairs', { words: 'requirements files', about: 'file' }],
  ['requirementsFiles', { words: 'requirements files', about: 'file' }],
  ['hashedRequirements', { words: 'requirements files', about: 'file' }],
  ['dependencyChanges', { words: 'the change', about: 'change' }],
  ['migrations', { words: 'migrations', about: 'file' }],
  ['applicationCode', { words: 'code and scripts of the application', about: 'file' }],
  ['applicationImports', { words: 'migrations', about: 'file' }],
  ['changedApplication', { words: 'the change', about: 'change' }],
  ['modelChanges', { words: 'models before and after the change', about: 'change' }],
  ['modelMetadata', { words: 'env.py, models', about: 'file' }],
  ['secondTools', { words: 'the change', about: 'change' }],
  ['baselineRevision', { words: 'migrations', about: 'file' }],
  ['environmentCode', { words: 'env.py', about: 'file' }],
  ['versionLocations', { words: 'configurations of Alembic', about: 'file' }],
  ['documents', { words: 'documents of the policy', about: 'file' }],
  ['namedDocuments', { words: 'documents the policy names', about: 'file' }],
  ['deploySource', { words: 'branches that hold the commit', about: 'deploy' }],
  ['deployRequirements', { words: 'reviews, checks and tags of the commit', about: 'deploy' }],
  ['unmatchedPlaces', { words: 'the policy, the paths of the repository', about: 'file' }],
  ['unsupportedTools', { words: 'the paths of the repository', about: 'file' }],
  ['deployRecord', { words: 'the deploy record', about: 'file' }],
]);

/**
 * The page with its table brought up to date.
 *
 * @param {string} page
 * @param {RuleFacts} rule
 */
export function withRuleTable(page, rule) {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start) {
    throw new Error(
      `The page of ${rule.id} has no place for its table. Put these two lines under the heading:\n${START}\n${END}`,
    );
  }
  return `${page.slice(0, start)}${START}\n${ruleTable(rule)}\n${page.slice(end)}`;
}

/** @param {RuleFacts} rule */
function ruleTable({ id, defaultSeverity, needs, fix }) {
  const facts = needs.map((name) => factOf(id, name));
  const isAbout = (/** @type {string} */ kind) => facts.some(({ about }) => about === kind);
  const judges = isAbout('deploy') ? 'deploy' : isAbout('file') ? 'open file, whole tree, change' : 'change';
  return alignedTable([
    ['Default severity', 'Needs', 'Judges', 'Fix'],
    [defaultSeverity, [...new Set(facts.map(({ words }) => words))].join(', '), judges, fix],
  ]);
}

/**
 * @param {string} id
 * @param {string} name
 */
function factOf(id, name) {
  const fact = FACTS.get(name);
  if (fact === undefined) {
    throw new Error(
      `${id} needs the fact "${name}", which has no words yet. Add it to FACTS in tools/write-docs/rule-table.mjs.`,
    );
  }
  return fact;
}

/**
 * A Markdown table whose columns line up in the source too.
 *
 * @param {readonly (readonly string[])[]} rows the first one is the head
 */
export function alignedTable(rows) {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
