/**
 * What rules of an area usually look at, so that a new one starts with facts that exist.
 *
 * @typedef {object} Subject
 * @property {string} fact name of the fact that holds the subjects
 * @property {string} from file of the fact, below the sources of policy-core
 * @property {string} policy policy keys of the test, as source
 * @property {string} given what the broken case is given, as source
 * @property {string} language of the examples on the page
 * @property {string} example
 * @property {string} path of the subject
 */

/** @type {Subject} */
const MIGRATION = {
  fact: 'migrationSubjects',
  from: 'migrations/facts/judged-migrations.ts',
  policy: "{ migrations: { alembic: ['alembic/versions'] } }",
  given: "files: { 'alembic/versions/ab12cd34ef56_example.py': 'def upgrade():\\n    pass\\n' }",
  language: 'python',
  example: 'def upgrade():\n    pass\n',
  path: 'alembic/versions/ab12cd34ef56_example.py',
};

/** @type {Subject} */
const REQUIREMENTS = {
  fact: 'requirementsPairs',
  from: 'dependencies/facts/requirements-pair.ts',
  policy: `{
    dependencies: [{ id: 'backend', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
  }`,
  given: "files: { 'backend/requirements.txt': 'fastapi==0.110.0\\n' }",
  language: 'requirements',
  example: 'fastapi==0.110.0\n',
  path: 'backend/requirements.txt',
};

/** @type {Subject} */
const RECORD = {
  fact: 'deployRecord',
  from: 'deployment/facts/judged-record.ts',
  policy: "{ deployment: { record: 'infrastructure/last-good-deploy.json' } }",
  given: "files: { 'infrastructure/last-good-deploy.json': '{}\\n' }",
  language: 'json',
  example: '{}\n',
  path: 'infrastructure/last-good-deploy.json',
};

/** @type {Subject} */
const CHANGE = {
  fact: 'protectedChanges',
  from: 'change/facts/protected-change.ts',
  policy: `{
    protected: [{ id: 'core', paths: ['backend/app/core/**'], require: { label: 'approved-core-change' } }],
  }`,
  given: "change: ['backend/app/core/security.py']",
  language: 'paths',
  example: 'backend/app/core/security.py\n',
  path: 'backend/app/core/security.py',
};

/** @type {Readonly<Record<string, Subject>>} */
const BY_AREA = {
  dependencies: REQUIREMENTS,
  migrations: MIGRATION,
  database: MIGRATION,
  deployment: RECORD,
  environment: RECORD,
  update: RECORD,
};

/** @param {string} area */
export function subjectOf(area) {
  return BY_AREA[area] ?? CHANGE;
}
