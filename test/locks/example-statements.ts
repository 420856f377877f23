import { fileTransaction } from '../../packages/policy-core/src/migrations/sql/file-transaction.ts';
import { splitSql } from '../../packages/policy-core/src/migrations/sql/splitter.ts';
import { upgradePart } from '../../packages/policy-core/src/migrations/sql/upgrade-part.ts';
import { alembicProject, environmentText } from '../alembic/alembic-project.ts';
import { readRevisionBlock } from '../rule-pages/revision-blocks.ts';
import type { Example } from '../rule-pages/rule-page.ts';

/** Where the SQL of an example lies, as the catalogue judges it. */
const SQL_PATH = 'migrations/0001_example.sql';

/** What runs by itself: a file of SQL, or the revisions of an example. */
export interface ExampleRun {
  readonly ending: '.sql' | '.py';
  /** As psql would be given them, with the `BEGIN` and `COMMIT` of the tool that runs them. */
  readonly statements: readonly string[];
}

/** Of a bad example also inside a transaction where its file may be run so: somebody will. */
export async function exampleRuns({ parts, verdict }: Example): Promise<readonly ExampleRun[]> {
  const texts = (wanted: string) =>
    parts.filter(({ language }) => language === wanted).map(({ text }) => text);
  const files = texts('sql').flatMap((text) => runsOf(text, verdict));
  const revisions = texts('python');
  if (revisions.length === 0) return files;
  return [...files, { ending: '.py', statements: await renderedByAlembic(revisions) }];
}

function runsOf(text: string, verdict: Example['verdict']): readonly ExampleRun[] {
  const statements = statementsIn(upgradePart(SQL_PATH, text));
  const alone: ExampleRun = { ending: '.sql', statements };
  const inside: ExampleRun = { ending: '.sql', statements: ['BEGIN', ...statements, 'COMMIT'] };
  const isInside = fileTransaction({ path: SQL_PATH, text });
  if (isInside !== undefined) return isInside ? [inside] : [alone];
  return verdict === 'good' || statements.includes('BEGIN') ? [alone] : [alone, inside];
}

function statementsIn(text: string): readonly string[] {
  return splitSql(text)
    .filter(({ kind }) => kind === 'statement')
    .map(({ start, end }) => text.slice(start, end).replace(/;$/, ''));
}

/** SQLAlchemy before 2.0 lacks what examples may write. */
const NEWER_NAMES = `import sqlalchemy
from sqlalchemy.dialects import postgresql
if not hasattr(sqlalchemy, "Uuid"):
    sqlalchemy.Uuid = lambda: postgresql.UUID(as_uuid=True)
`;

/** What `alembic upgrade --sql` writes, without the bookkeeping. */
async function renderedByAlembic(blocks: readonly string[]): Promise<readonly string[]> {
  const revisions = blocks.map((text) => readRevisionBlock(text, 'alembic/versions/ab12cd34ef56_example.py'));
  const ids = revisions.map(({ text }) => assigned(text, 'revision'));
  const [start] = revisions
    .map(({ text }) => assigned(text, 'down_revision'))
    .filter((id) => !ids.includes(id));
  if (start === undefined) throw new Error('An example begins behind a revision that it does not show.');
  const project = await alembicProject({
    env: environmentText(NEWER_NAMES),
    revisions: { 'start.py': `revision = "${start}"\ndown_revision = None\n` },
    files: Object.fromEntries(revisions.map(({ path, text }) => [path, text])),
  });
  const lines = await project.succeed('upgrade', `${start}:head`, '--sql');
  return statementsIn(lines.join('\n')).filter((statement) => !/\balembic_version\b/.test(statement));
}

function assigned(text: string, name: string): string {
  return new RegExp(`^${name}\\b.*= "(?<id>.+)"$`, 'm').exec(text)?.groups?.['id'] ?? '';
}
