import type { Severity } from '../finding.ts';
import type { SourceSpan } from '../source-span.ts';
import type { PathPattern } from './path-pattern.ts';

/** A policy that was read and found sound. Every part knows the line it was written on. */
export interface Policy {
  readonly kind: 'policy';
  /** Relative to the repository root. */
  readonly path: string;
  readonly title: string | undefined;
  readonly policyVersion: string | undefined;
  readonly status: 'canonical' | 'draft';
  /** `undefined`: the whole repository. */
  readonly scope: readonly PathPattern[] | undefined;
  readonly protected: readonly ProtectedSection[];
  readonly dependencies: readonly DependencyPair[];
  readonly migrations: MigrationFolders;
  readonly record: RecordLocation;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly waivers: readonly Waiver[];
  readonly since: { readonly point: string; readonly at: SourceSpan } | undefined;
  readonly baseline: { readonly path: string; readonly at: SourceSpan } | undefined;
  /** Advice about the policy itself, such as a pattern that matches less than it seems to. */
  readonly hints: readonly PolicyProblem[];
}

export interface ProtectedSection {
  readonly id: string;
  readonly description: string | undefined;
  readonly paths: readonly PatternLine[];
  readonly except: readonly PathPattern[];
  readonly label: string;
  readonly docs: string | undefined;
  readonly at: SourceSpan;
}

export interface PatternLine {
  readonly pattern: PathPattern;
  readonly at: SourceSpan;
}

export interface DependencyPair {
  readonly id: string;
  readonly source: string;
  readonly lock: string;
  readonly docs: string | undefined;
  readonly at: SourceSpan;
}

export interface MigrationFolders {
  /** Without a slash at the end. */
  readonly alembic: readonly string[];
  readonly sql: readonly PathPattern[];
}

export interface RecordLocation {
  readonly path: string;
  /** `undefined` where the policy leaves the default. */
  readonly at: SourceSpan | undefined;
}

export interface RuleSetting {
  readonly severity: Severity | 'off' | undefined;
  /** Valid for the rule: checked when the policy was read. */
  readonly options: unknown;
  readonly at: SourceSpan;
}

export interface Waiver {
  readonly rule: string;
  readonly pattern: PathPattern;
  readonly reason: string;
  readonly approver: string;
  /** Last day it holds, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
  readonly at: SourceSpan;
}

/** Why a file is not a policy, place by place. */
export interface InvalidPolicy {
  readonly kind: 'invalid';
  readonly path: string;
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyProblem {
  readonly message: string;
  readonly at: SourceSpan;
}

/** Where the last production deploy is recorded unless the policy says otherwise. */
export const DEFAULT_RECORD_PATH = 'infrastructure/LAST_PROD_DEPLOY.json';
/** In order of preference; a repository has one of them, at its root. */
export const POLICY_FILE_NAMES = [
  'lockkeeper.yaml',
  'lockkeeper.yml',
  'lockkeeper.toml',
  'lockkeeper.json',
] as const;
/** What approves the first policy of a repository unless that policy asks for a label of its own. */
export const DEFAULT_APPROVAL_LABEL = 'approved-core-change';
