import type { Known } from '@lockkeeper/policy-core';
import type { policyCopies } from '@lockkeeper/policy-core/observe';

type Asked = Extract<ReturnType<ReturnType<typeof policyCopies>['next']>, { done?: false }>['value'];

/** A file of another repository at one commit, or of a package in one version. */
export type CopyOrigin = NonNullable<Asked['origin']>;

/** Places outside the repository where policies lie that others build on. Only the CLI is ever given this. */
export interface PolicyOrigins {
  /** The text there at that commit or version. Never rejects; why it could not be had is a clause. */
  read(origin: CopyOrigin): Promise<Known<string>>;
  /** Lines of a unified diff without its head; empty where both are the same. */
  difference(before: string, after: string): Promise<readonly string[]>;
  /** Takes away what was fetched. */
  close(): Promise<void>;
}
