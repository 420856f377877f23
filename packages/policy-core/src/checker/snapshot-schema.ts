import { z } from 'zod';

import { ROLES, type Observations } from '../model/observations.ts';

/** What was observed, part by part, so that no rule stumbles over a file that is no snapshot. */
export const observationsSchema = z.object({
  focus: z.union([
    z.object({ kind: z.literal('document'), path: z.string() }),
    z.object({ kind: z.enum(['tree', 'change', 'release']) }),
  ]),
  files: z.record(z.string(), known(fileContent())),
  listing: known(z.array(z.string())),
  filesBefore: z.record(z.string(), known(fileContent())),
  links: z.record(z.string(), known(z.string())),
  folders: z.record(z.string(), known(z.array(z.object({ name: z.string(), mode: z.string() })))),
  present: z.record(z.string(), known(z.boolean())),
  workflows: known(z.array(z.string())).exactOptional(),
  change: known(change()),
  missingBase: z.string().exactOptional(),
  unmatchedPlaces: z.array(unmatchedPlace()).exactOptional(),
  unsupported: z
    .array(z.object({ tool: z.string(), files: z.number(), example: z.string() }))
    .exactOptional(),
  labels: known(z.array(label())),
  pullRequest: known(pullRequest().nullable()),
  author: known(account().nullable()),
  agentSigns: z.array(z.string()),
  deployment: deployment().nullable(),
  merged: known(z.array(mergedWork())).exactOptional(),
  revisions: revisionSources().exactOptional(),
  sqlBefore: known(z.record(z.string(), known(fileContent()))).exactOptional(),
  sqlPaths: z.array(z.string()).exactOptional(),
  configurations: z
    .object({ files: z.record(z.string(), known(fileContent())), paths: known(z.array(z.string())) })
    .exactOptional(),
  databases: databaseSources().exactOptional(),
  releasedNames: known(releasedNames()).exactOptional(),
  settled: known(settledPoint()),
  recordedCommit: known(
    z.object({
      sha: z.string(),
      state: z.enum(['ancestor', 'not-an-ancestor', 'absent', 'not-a-commit']),
      digests: z.record(z.string(), known(z.string().nullable())).exactOptional(),
    }),
  ),
  now: known(z.string()),
}) satisfies z.ZodType<Observations>;

function known<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), reason: z.string() }),
  ]);
}

function unmatchedPlace() {
  const position = z.object({ line: z.number(), character: z.number() });
  return z.object({
    section: z.string(),
    written: z.array(z.string()),
    at: z.object({ path: z.string(), start: position, end: position }),
    meant: z.string().nullable(),
    hidden: z.string().nullable(),
  });
}

function fileContent() {
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('absent') }),
    z.object({ kind: z.literal('unreadable'), problem: z.string() }),
  ]);
}

function change() {
  const person = z.object({ name: z.string(), email: z.string() });
  return z.object({
    base: z.string().nullable(),
    head: z.string(),
    branch: known(z.string()),
    entries: z.array(
      z.object({
        status: z.enum(['added', 'modified', 'deleted', 'type-changed']),
        path: z.string(),
        oldMode: z.string(),
        newMode: z.string(),
      }),
    ),
    isWhole: z.boolean(),
    commits: known(
      z.array(
        z.object({
          id: z.string(),
          author: person,
          committer: person,
          message: z.string(),
          paths: z.array(z.string()),
        }),
      ),
    ),
    push: z.object({ ref: z.string(), rewrites: known(z.boolean()) }).nullable(),
  });
}

function account() {
  return z.object({ login: z.string(), id: z.number().nullable(), isBot: z.boolean() });
}

function label() {
  return z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('applied'),
      name: z.string(),
      by: account(),
      role: known(z.enum(ROLES)),
      at: z.string(),
    }),
    z.object({ kind: z.literal('unattributed'), name: z.string(), reason: z.string() }),
    z.object({ kind: z.literal('stated'), name: z.string() }),
  ]);
}

function pullRequest() {
  return z.object({
    number: z.number(),
    author: account(),
    branch: z.string(),
    head: z.string().exactOptional(),
    pushedAt: known(z.string()),
    base: z.string().exactOptional(),
    mergedAt: z.string().exactOptional(),
    pushers: known(z.array(account())),
  });
}

function mergedWork() {
  return z.object({
    pullRequest: pullRequest().nullable(),
    labels: known(z.array(label())),
    commits: z.array(z.string()),
    paths: z.array(z.string()),
  });
}

function revisionSources() {
  const files = z.record(z.string(), known(fileContent()));
  const at = z.object({ commit: z.string(), files });
  return z.object({
    paths: known(z.array(z.string())),
    files,
    modules: files.exactOptional(),
    atBase: known(at).exactOptional(),
    atTarget: known(at.nullable()).exactOptional(),
    atRelease: known(at.nullable()).exactOptional(),
    databases: databaseSources().exactOptional(),
  });
}

function databaseSources() {
  return z.object({ drivers: z.array(z.string()), prisma: z.record(z.string(), z.array(z.string())) });
}

function deployment() {
  return z.object({
    environment: z.string(),
    branches: known(z.array(z.string())),
    tags: known(z.array(z.string())),
    reviews: known(
      z.array(
        z.object({
          by: account(),
          state: z.enum(['approved', 'changes-requested', 'commented', 'dismissed']),
          commit: z.string(),
          role: known(z.enum(ROLES)),
          at: z.string(),
        }),
      ),
    ),
    checks: known(
      z.array(z.object({ name: z.string(), outcome: z.enum(['success', 'skipped', 'pending', 'failure']) })),
    ),
  });
}

function settledPoint() {
  return z.discriminatedUnion('from', [
    z.object({ from: z.literal('start') }),
    z.object({ from: z.literal('all') }),
    z.object({
      from: z.enum(['since', 'release']),
      commit: z.string(),
      changedPaths: z.array(z.string()),
    }),
  ]);
}

function releasedNames() {
  return z.object({
    commit: z.string(),
    names: z.array(z.string()),
    lines: z.array(z.object({ path: z.string(), line: z.int(), text: z.string() })),
    isWhole: z.boolean(),
  });
}
