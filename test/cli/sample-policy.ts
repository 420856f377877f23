/** A policy of every kind of rule, and files that keep it. */
const SAMPLE_POLICY = `version: 1
protected:
  - id: core
    paths: [backend/core/**]
    require: { label: approved-core-change }
dependencies:
  - id: backend
    source: backend/requirements.txt
    lock: backend/requirements.lock
migrations:
  sql: [db/migrations/**/*.sql]
`;

export const SAMPLE_FILES: Readonly<Record<string, string>> = {
  'lockkeeper.yaml': SAMPLE_POLICY,
  'backend/requirements.txt': 'fastapi==0.110.0\n',
  'backend/requirements.lock': 'fastapi==0.110.0\n',
  'backend/core/pay.py': 'AMOUNT = 1\n',
  'db/migrations/001_users.sql': 'create table users (id int);\n',
};
