import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { CorpusFile } from './case-files.ts';

/** How a revision ended that went up and down again, on a copy of a database that stood just before it. */
export interface TriedRevision {
  readonly id: string;
  /** `same`: pg_dump writes what it wrote before, rows included. */
  readonly outcome: 'same' | 'differs' | 'no upgrade' | 'no downgrade';
  /** What an upgrade or a downgrade fails with. */
  readonly problem?: string;
  /** What pg_dump wrote before and does not write any more, and the other way round. */
  readonly gone?: readonly string[];
  readonly left?: readonly string[];
}

export interface TripsOf {
  readonly files: readonly CorpusFile[];
  /** An empty folder. */
  readonly folder: string;
  readonly tried: readonly string[];
  readonly python: string;
  readonly server: { readonly host: string; readonly user: string; readonly bin: string };
}

/** Runs all revisions of one history in order, and tries those that are named. */
export async function corpusRoundTrips(trips: TripsOf): Promise<readonly TriedRevision[]> {
  const { files, folder, tried, python, server } = trips;
  for (const { path: name, text } of files) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const locations = [...new Set(files.map(({ path: name }) => path.join(folder, path.dirname(name))))];
  const question = {
    ...server,
    folder: path.dirname(locations[0] ?? folder),
    locations,
    tried,
    ...SURROUNDINGS,
  };
  const lines = (await answered(python, question)).split('\n').filter((line) => line !== '');
  return lines.map((line): TriedRevision => JSON.parse(line)).filter(({ outcome }) => outcome !== undefined);
}

/** What the applications have that revisions of the corpus ask for, and that is not here. */
const SURROUNDINGS = {
  absent: ['alembic_postgresql_enum', 'app', 'flask', 'packaging', 'warehouse'],
  types: { TZDateTime: 'DateTime' },
  environment: { NOTIFY_ENVIRONMENT: 'test' },
};

function answered(python: string, question: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = spawn(python, [path.join(import.meta.dirname, 'round-trips.py')]);
    let [told, errors] = ['', ''];
    program.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    program.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2000)));
    program.on('error', reject);
    program.on('exit', (code) => (code === 0 ? resolve(told) : reject(new Error(errors))));
    program.stdin.end(JSON.stringify(question));
  });
}
