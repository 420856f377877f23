import { z } from 'zod';

export const commitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
export const instant = z.iso.datetime();

/** A release tag such as `v1.4.0`; on channel main a commit has none. */
export const releaseTag = z.string().regex(/^v(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/);

/** What runs, or shall. */
export const installedVersion = z.strictObject({ version: releaseTag.nullable(), commit: commitId });

export type InstalledVersion = z.infer<typeof installedVersion>;

/** How a run ended. */
export const updateResult = z.enum([
  'updated',
  /** Fetched, verified, tested and laid ready; a person applies it. */
  'staged',
  /** Something stood against it before anything was done. */
  'skipped',
  /** The service was never touched. */
  'failed',
  'rolled-back',
  /** The old version is not healthy either. */
  'rollback-failed',
  /** Interrupted again and again: a person has to look. */
  'given-up',
]);

export type UpdateResult = z.infer<typeof updateResult>;
