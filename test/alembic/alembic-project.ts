import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { alembicWorker, type AlembicReply } from './alembic-worker.ts';

/** Texts by path. */
export type FileTexts = Readonly<Record<string, string>>;

export interface ProjectParts {
  /** By the name in `alembic/versions`. */
  readonly revisions?: FileTexts;
  /** Text of `alembic.ini`. */
  readonly ini?: string;
  /** Text of `alembic/env.py`. */
  readonly env?: string;
  /** Whatever else there is, from the root. */
  readonly files?: FileTexts;
  /** What `DATABASE_URL` names; without one only what needs no database can be asked. */
  readonly database?: { readonly sqlalchemyUrl: string };
}

/** A folder with an Alembic environment in it, of which the real Alembic is asked. */
export interface AlembicProject {
  readonly folder: string;
  /** Adds files from the root, or writes them anew. */
  write(files: FileTexts): void;
  /** Adds revisions, or writes them anew. */
  writeRevisions(revisions: FileTexts): void;
  /** `run('upgrade', 'head')` is what `alembic upgrade head` does. */
  run(...args: readonly string[]): Promise<AlembicReply>;
  /** The same; rejects with what Alembic says unless it ends well. Resolves with what it prints, in lines. */
  succeed(...args: readonly string[]): Promise<readonly string[]>;
  /** What Alembic takes the revisions for, or the error that it stops with. */
  graph(): Promise<LoadedGraph | LoadFailure>;
  /** Ids in the order of `upgrade heads` on an empty database. */
  order(): Promise<readonly string[]>;
  /** What would make the database what the models say, a line each; rejects when Alembic cannot tell. */
  drift(): Promise<readonly string[]>;
}

export interface LoadedGraph {
  readonly kind: 'loaded';
  /** All sorted. */
  readonly heads: readonly string[];
  readonly realHeads: readonly string[];
  readonly bases: readonly string[];
  readonly realBases: readonly string[];
  readonly revisions: Readonly<Record<string, LoadedRevision>>;
  readonly warnings: readonly string[];
}

export interface LoadedRevision {
  /** From the root of the project. */
  readonly file: string;
  /** As written. */
  readonly parents: readonly string[];
  /** Ids, also where a label is written. Sorted. */
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
}

export interface LoadFailure {
  readonly kind: 'failure';
  /** Class of the first error that is not only the wrapping of another. */
  readonly error: string;
  readonly message: string;
  readonly warnings: readonly string[];
}

const PLAIN_INI = '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n';

/** From which `alembic revision` writes. */
const TEMPLATE = `"""\${message}"""
from alembic import op
import sqlalchemy as sa

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}

def upgrade():
    \${upgrades if upgrades else "pass"}

def downgrade():
    \${downgrades if downgrades else "pass"}
`;

/** An `env.py` for PostgreSQL, online and offline. `imports` are lines; `metadata` is an expression. */
export function environmentText(imports = '', metadata = 'None'): string {
  return `import os
from alembic import context
from sqlalchemy import create_engine, pool
${imports}
target_metadata = ${metadata}

if context.is_offline_mode():
    context.configure(dialect_name="postgresql", target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=target_metadata, compare_type=True, compare_server_default=True
        )
        with context.begin_transaction():
            context.run_migrations()
`;
}

/** It goes with the worker, at the end of the test process. */
export async function alembicProject(parts: ProjectParts): Promise<AlembicProject> {
  const worker = await alembicWorker();
  const folder = mkdtempSync(path.join(worker.folder, 'project-'));
  const write = (files: FileTexts) => writeFiles(folder, files);
  const writeRevisions = (revisions: FileTexts) =>
    writeFiles(path.join(folder, 'alembic/versions'), revisions);
  mkdirSync(path.join(folder, 'alembic/versions'), { recursive: true });
  write({
    'alembic.ini': parts.ini ?? PLAIN_INI,
    'alembic/env.py': parts.env ?? environmentText(),
    'alembic/script.py.mako': TEMPLATE,
  });
  write(parts.files ?? {});
  writeRevisions(parts.revisions ?? {});
  const environment = parts.database ? { DATABASE_URL: parts.database.sqlalchemyUrl } : {};
  const place = { folder, environment };
  const run = (...args: readonly string[]) => worker.ask({ ...place, ask: 'run', arguments: args });
  return {
    folder,
    write,
    writeRevisions,
    run,
    succeed: async (...args) => linesOf(orThrow(await run(...args)).output),
    graph: async () => loadedGraph(await worker.ask({ ...place, ask: 'graph' })),
    order: async () => texts(orThrow(await worker.ask({ ...place, ask: 'order' }))),
    drift: async () => texts(orThrow(await worker.ask({ ...place, ask: 'drift' }))),
  };
}

function writeFiles(folder: string, files: FileTexts): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function orThrow(reply: AlembicReply): AlembicReply {
  if (reply.exit === 0) return reply;
  const [first] = reply.errors;
  throw new Error(first === undefined ? reply.log : `${first.type}: ${first.message}`);
}

function linesOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => line !== '');
}

function texts({ value }: AlembicReply): readonly string[] {
  if (!Array.isArray(value)) throw new Error(`A list was expected, and not ${JSON.stringify(value)}.`);
  return value.flat().map(String);
}

function loadedGraph({ exit, errors, warnings, value }: AlembicReply): LoadedGraph | LoadFailure {
  if (exit === 0) return { kind: 'loaded', ...(value as Omit<LoadedGraph, 'kind' | 'warnings'>), warnings };
  // Alembic wraps its own errors in one that says the same.
  const cause = errors.find(({ type }) => type !== 'CommandError') ?? errors[0];
  return { kind: 'failure', error: cause?.type ?? '', message: cause?.message ?? '', warnings };
}
