import { afterEach } from 'vitest';
import type { Diagnostic, Range } from 'vscode-languageserver-protocol/node';

import { Client, type ClientOptions } from './client.ts';
import { makeRepository, type Repository } from './repository.ts';

export const POLICY = `version: 1
protected:
  - id: core
    paths: [app/core/**]
    may_be_empty: true
    require: { label: approved-core-change }
dependencies:
  - id: backend
    source: requirements.txt
    lock: requirements.lock
    may_be_empty: true
migrations:
  alembic: [alembic/versions]
  may_be_empty: true
`;

export const PINNED = 'flask==2.3.2\nrequests==2.31.0\n';
export const UNPINNED = 'flask\nrequests==2.31.0\n';

/** A repository with a policy, and an editor that has it open. */
export interface Session {
  readonly shop: Repository;
  readonly editor: Client;
  readonly at: (path: string) => string;
}

const cleanups: (() => unknown)[] = [];

/** For the head of each test file: a hook of this module would belong to the first file that loads it. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });
}

export async function session(
  files: Readonly<Record<string, string>>,
  options: Partial<ClientOptions> = {},
): Promise<Session> {
  const shop = repository({ 'lockkeeper.yaml': POLICY, ...files });
  return {
    shop,
    editor: await client({ folders: [shop.uri], ...options }),
    at: (path) => `${shop.uri}/${path}`,
  };
}

export function repository(files: Readonly<Record<string, string>>): Repository {
  const made = makeRepository(files);
  cleanups.push(() => made.remove());
  return made;
}

export async function client(options: ClientOptions): Promise<Client> {
  const started = await Client.start(options);
  cleanups.push(async () => {
    started.process.child.kill('SIGKILL');
    await started.process.ended;
    started.connection.dispose();
  });
  return started;
}

export function messages(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

/** The text below an underline that stays on one line. */
export function underlined(text: string, { start, end }: Range): string {
  return (text.split('\n')[start.line] ?? '').slice(start.character, end.character);
}
