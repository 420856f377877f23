import path from 'node:path';

const SOURCES = 'packages/policy-core/src';

/** The folder of each area's rules, below policy-core's sources. A new area is a decision, not a typo. */
const FOLDERS = {
  paths: 'paths/rules',
  scope: 'change/rules/scope',
  branches: 'change/rules/branches',
  integrity: 'change/rules/integrity',
  dependencies: 'dependencies/rules',
  migrations: 'migrations/rules',
  deployment: 'deployment/rules',
  database: 'database/rules',
  environment: 'deployment/rules/environment',
  update: 'deployment/rules/update',
  docs: 'documents/rules',
  policy: 'change/rules/policy',
};

export const AREAS = Object.keys(FOLDERS);

/** The registry: the one list of all rules. */
export const REGISTRY = `${SOURCES}/checker/all-rules.ts`;

/**
 * Where a rule, its test or its page lies, relative to the repository and with `/`.
 *
 * @param {string} id `area/name`
 * @param {'.ts' | '.test.ts' | '.md'} ending
 */
export function ruleFile(id, ending) {
  const [area = '', name = ''] = id.split('/');
  const folder = Object.entries(FOLDERS).find(([known]) => known === area)?.[1];
  if (folder === undefined) throw new Error(`There is no area "${area}". Areas: ${AREAS.join(', ')}.`);
  return `${SOURCES}/${folder}/${name}${ending}`;
}

/**
 * Where a fact of the room of a rule lies, below policy-core's sources.
 *
 * @param {string} id of the rule
 * @param {string} name of the fact, such as `protected-change`
 * @param {'.ts' | '.test.ts'} ending
 */
export function factFile(id, name, ending) {
  const [room = ''] = path.posix.relative(SOURCES, ruleFile(id, '.ts')).split('/');
  return `${room}/facts/${name}${ending}`;
}

/**
 * How a file of policy-core is imported from another one.
 *
 * @param {string} from relative to the repository
 * @param {string} to relative to the repository
 */
export function importPath(from, to) {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
