import type { Severity } from '../model/finding.ts';
import type { Role } from '../model/observations.ts';
import type { SourceSpan } from '../model/source-span.ts';
import type { AlembicPlace } from './alembic-place.ts';
import type { DeployedService } from './service-policy.ts';
import type { MeantWord } from './meant-word.ts';
import type { NamedPlace } from './places/named-place.ts';
import type { PathPattern } from './patterns/path-pattern.ts';
import type { ACTOR_CLASSES, CHANGE_KINDS } from './schema/approval-schema.ts';
import type { REQUIREMENTS } from './schema/branches-schema.ts';
import type {
  DIRECT_URL_TERMS,
  HASH_TERMS,
  INCLUDE_TERMS,
  PLATFORMS,
  SYNC_MODES,
} from './schema/dependencies-schema.ts';
import type { APPLY_TERMS, Dialect } from './schema/migrations-schema.ts';

/** A policy that was read and found sound. Every part knows the line it was written on. */
export interface Policy {
  readonly kind: 'policy';
  /** Relative to the repository root. */
  readonly path: string;
  /** The files that it builds on, and the record of where copies come from. They enforce the policy as its own file does. */
  readonly bases: readonly PolicyBase[];
  readonly title: string | undefined;
  readonly policyVersion: string | undefined;
  readonly status: 'canonical' | 'draft';
  /** `undefined`: the whole repository. */
  readonly scope: readonly PathPattern[] | undefined;
  readonly branches: BranchPolicy;
  readonly actors: ActorPolicy;
  /** What a label must be like to count, by its name; {@link DEFAULT_LABEL_TERMS} for any other. */
  readonly labels: ReadonlyMap<string, LabelTerms>;
  readonly protected: readonly ProtectedSection[];
  /** `undefined`: everybody may touch everything that is not protected. */
  readonly changeScope: ChangeScope | undefined;
  /** Files that only machines write, the deploy record among them. */
  readonly machineOwned: readonly MachineOwned[];
  readonly integrity: IntegrityPolicy;
  readonly dependencies: readonly DependencyPair[];
  readonly migrations: MigrationPolicy;
  readonly databases: DatabasePolicy;
  readonly variables: readonly VariableSection[];
  /** How old the backup before a release may be. */
  readonly backupMaxAgeMs: number;
  readonly record: RecordLocation;
  /** The branch on which records and the audit log are written; `undefined`: in the files of the tree, and nowhere else. */
  readonly recordsBranch: RecordsBranch | undefined;
  /** How places say which commit runs there. */
  readonly probes: readonly IdentityProbe[];
  /** What Lockkeeper deploys; none where the policy only names services. */
  readonly deployedServices: readonly DeployedService[];
  /** The file that names who signs the audit log; `undefined`: nobody does. */
  readonly recordsSigners: string | undefined;
  readonly generated: GeneratedNames;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly waivers: readonly Waiver[];
  readonly since: { readonly point: string; readonly at: SourceSpan } | undefined;
  readonly baseline: { readonly path: string; readonly at: SourceSpan } | undefined;
  /** What the policy is explained by; their references and their encoding are judged. */
  readonly documents: readonly PathPattern[];
  /** Documents the policy names in `docs`. */
  readonly namedDocuments: readonly NamedDocument[];
  /** What the file names to be judged. */
  readonly namedPlaces: readonly NamedPlace[];
  /** What comes of tools that are seen and not judged. */
  readonly unsupported: 'note' | 'error';
  /** Advice about the policy itself, such as a pattern that matches less than it seems to. */
  readonly hints: readonly PolicyProblem[];
}

/** What is known of migrations alone. */
export type MigrationsSection = Pick<Policy, 'migrations'>;

export interface NamedDocument {
  /** A path from the root of the repository, or an address. */
  readonly written: string;
  readonly at: SourceSpan;
}

export interface ProtectedSection {
  readonly id: string;
  readonly description: string | undefined;
  readonly paths: readonly PatternLine[];
  readonly except: readonly PathPattern[];
  readonly label: string;
  readonly appliesTo: readonly ActorClass[];
  readonly changes: readonly ChangeKind[];
  readonly owners: readonly string[];
  readonly docs: string | undefined;
  readonly at: SourceSpan;
}

export type ActorClass = (typeof ACTOR_CLASSES)[number];
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface BranchPolicy {
  readonly classes: readonly BranchClass[];
  /** Names of branch classes by environment. */
  readonly deployFrom: ReadonlyMap<string, readonly string[]>;
  readonly productionRequires: readonly DeployRequirement[];
  /** `undefined` where the policy says nothing of branches. */
  readonly at: SourceSpan | undefined;
}

export interface BranchClass {
  readonly name: string;
  readonly match: readonly PathPattern[];
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly needsPullRequest: boolean;
  readonly keepsHistory: boolean;
  /** There need be no such branch. */
  readonly isOptional: boolean;
  readonly at: SourceSpan;
}

export type DeployRequirement = (typeof REQUIREMENTS)[number];

export interface ActorPolicy {
  readonly ai: AgentSigns;
  /** Logins or numeric ids. */
  readonly automation: readonly string[];
  readonly human: { readonly accounts: readonly string[]; readonly emails: readonly string[] };
  readonly default: 'human' | 'ai';
}

/** What tells an AI-made change. */
export interface AgentSigns {
  readonly branches: readonly PatternLine[];
  readonly accounts: readonly string[];
  readonly emails: readonly string[];
  readonly trailers: readonly TrailerSign[];
  readonly labels: readonly string[];
  readonly localEnv: readonly string[];
}

export interface TrailerSign {
  /** In lower case. */
  readonly keys: readonly string[];
  /** As written; `undefined`: any value. */
  readonly value: string | undefined;
  readonly matches: (value: string) => boolean;
}

export interface LabelTerms {
  readonly actors: readonly ActorClass[];
  readonly mayBeAuthor: boolean;
  readonly leastRole: Role;
  readonly expiresOnPush: boolean;
  /** `undefined` where the policy leaves the defaults. */
  readonly at: SourceSpan | undefined;
}

export interface ChangeScope {
  readonly appliesTo: readonly ActorClass[];
  /** Names of branch classes; `undefined`: any branch. */
  readonly branches: readonly string[] | undefined;
  /** `undefined`: everything. */
  readonly allow: readonly PatternLine[] | undefined;
  readonly deny: readonly PatternLine[];
  readonly denyUnlessLabel: string | undefined;
  readonly alsoAllow: readonly AlsoAllowed[];
  readonly additiveOnly: readonly PatternLine[];
  readonly featureFlags: FeatureFlags | undefined;
  readonly at: SourceSpan;
}

export interface AlsoAllowed {
  readonly pair: DependencyPair;
  readonly unlessMissingLabel: string | undefined;
  /** `undefined`: any branch. */
  readonly branches: readonly PatternLine[] | undefined;
  /** How heavy another branch weighs; `undefined`: as its rule does. */
  readonly branchSeverity: Severity | undefined;
  readonly at: SourceSpan;
}

export interface FeatureFlags {
  readonly paths: readonly PatternLine[];
  /** Names of callables, bare or dotted. */
  readonly dependencies: readonly string[];
  readonly decorators: readonly string[];
}

export interface MachineOwned {
  readonly paths: readonly PatternLine[];
  /** Logins or numeric ids; empty where any machine of the forge may. */
  readonly writers: readonly string[];
}

export interface IntegrityPolicy {
  readonly selfProtect: SelfProtection;
  readonly symlinks: { readonly allow: boolean; readonly except: readonly PathPattern[] };
  readonly submodules: 'deny' | 'allow';
  readonly history: 'net' | 'strict';
  /** `undefined` where the policy leaves the defaults. */
  readonly at: SourceSpan | undefined;
}

export interface SelfProtection {
  readonly paths: readonly PatternLine[];
  readonly except: readonly PathPattern[];
  readonly label: string;
  /** Whether files that only hold what enforces, such as `package.json`, are judged by those values. */
  readonly isByValue: boolean;
}

export interface PatternLine {
  readonly pattern: PathPattern;
  /** The start of the policy for a pattern that is built in. */
  readonly at: SourceSpan;
  readonly isBuiltIn?: true;
}

export interface DependencyPair {
  readonly id: string;
  readonly source: string;
  readonly lock: string;
  readonly docs: string | undefined;
  readonly sync: DependencySync;
  readonly terms: DependencyTerms;
  /** What a change of the pair needs; `undefined`: nothing. */
  readonly label: string | undefined;
  /** Whether a change must touch both files. */
  readonly bothFiles: boolean;
  /** Branches to which a push is judged; `undefined`: every one. */
  readonly pushes: readonly PatternLine[] | undefined;
  readonly branch: BranchSuggestion | undefined;
  /** `test`: words of the command that tests an upgrade. `undefined`: the policy names none. */
  readonly upgrade: { readonly test: readonly string[] } | undefined;
  readonly at: SourceSpan;
}

/** What it takes for a lock to belong to its source. */
export interface DependencySync {
  readonly mode: (typeof SYNC_MODES)[number];
  /** `3.11` or `3.11.7`; `undefined`: the one the lock names. */
  readonly python: string | undefined;
  readonly platform: (typeof PLATFORMS)[number];
}

/** What the files of a pair may hold. */
export interface DependencyTerms {
  readonly pinned: {
    readonly source: 'exact' | 'any';
    readonly operators: readonly ('==' | '===')[];
  };
  readonly hashes: (typeof HASH_TERMS)[number];
  readonly directUrls: (typeof DIRECT_URL_TERMS)[number];
  readonly editables: 'deny' | 'allow';
  readonly localPaths: 'deny' | 'allow';
  readonly includes: Readonly<Record<'requirements' | 'constraints', (typeof INCLUDE_TERMS)[number]>>;
  /** By their usual names. */
  readonly refusedOptions: readonly string[];
  /** Options that say where packages come from, as far as none is refused. */
  readonly allowedSources: readonly string[];
  readonly envVars: 'deny' | 'allow';
}

export interface BranchSuggestion {
  /** As written: `auto/dependency-upgrade-YYYYMMDD-NNN`. */
  readonly suggestion: string;
  readonly matches: (branch: string) => boolean;
  readonly severity: Severity | undefined;
  readonly at: SourceSpan;
}

export interface MigrationPolicy {
  readonly alembic: readonly AlembicPlace[];
  /** The policy says that no revisions are to be judged, with `alembic: []`. */
  readonly isWithoutAlembic: boolean;
  readonly sql: readonly PathPattern[];
  /** Code and scripts in which nothing may change the schema; empty: none are named. */
  readonly application: readonly PathPattern[];
  /** Files that describe the tables. */
  readonly models: readonly PathPattern[];
  /** `undefined`: the policy does not say. */
  readonly apply: (typeof APPLY_TERMS)[number] | undefined;
  /** What the policy says of databases; a folder without a slash at its end, `''` is every one. */
  readonly dialects: readonly FolderDialect[];
  /** Major version of PostgreSQL; `undefined`: the policy does not say. */
  readonly pgVersion: number | undefined;
  /** The revision that must stay empty; `undefined`: none is named. */
  readonly baseline: NamedRevision | undefined;
  /** Revisions that may run only once. */
  readonly once: readonly NamedRevision[];
  /** Functions that change nothing: somebody vouches for them. */
  readonly harmlessFunctions: readonly VouchedFunction[];
  /** Nothing need lie where the policy says that migrations do. */
  readonly mayBeEmpty: boolean;
  /** How long DISABLE_AUTO_MIGRATIONS may stay set. */
  readonly disabledAtMostMs: number;
}

export interface FolderDialect {
  readonly folder: string;
  readonly dialect: Dialect;
}

export interface VouchedFunction {
  /** With its schema, where that is not `public`. */
  readonly name: string;
  readonly at: SourceSpan;
}

export interface NamedRevision {
  readonly id: string;
  readonly at: SourceSpan;
}

/** Environment variables that some environments and services need. */
export interface VariableSection {
  readonly id: string;
  /** `undefined`: every one. */
  readonly environments: readonly string[] | undefined;
  /** `undefined`: every one. */
  readonly services: readonly string[] | undefined;
  readonly variables: readonly WantedVariable[];
  readonly at: SourceSpan;
}

/** Requirements of one variable. */
export interface WantedVariable {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  /** No two environments may have the same value. */
  readonly differs: boolean;
  /** The policy says in so many words that they may. */
  readonly isShared: boolean;
  /** Forms of the whole value, of which one fits; empty: any value does. */
  readonly forms: readonly ValueForm[];
  /** In characters. */
  readonly minLength: number;
}

export interface ValueForm {
  /** As written. */
  readonly text: string;
  readonly fits: (value: string) => boolean;
}

/** Names of environment variables; what they hold is known to nobody but the host. */
export interface DatabasePolicy {
  readonly development: string;
  readonly production: string;
  /** Schemas to compare; `undefined`: the first one that each search path leads to. */
  readonly schemas: readonly string[] | undefined;
}

export interface RecordLocation {
  /** The one to judge by: `first`, unless another place is asked about. */
  readonly path: string;
  /** That of the first service in production. */
  readonly first: string;
  /** Each has a record of its own in each environment; empty: `first` is the only one. */
  readonly services: readonly string[];
  /** `undefined` where the policy leaves the default. */
  readonly at: SourceSpan | undefined;
}

/** Where files lie that are generated from the policy, and that others look for by name. */
export interface GeneratedNames {
  readonly guardWorkflow: string;
  readonly dependencyWorkflow: string;
  readonly stampScript: string;
}

/** What to ask for the commit that runs at a place. */
export interface IdentityProbe {
  readonly environment: string;
  /** `undefined`: the first. */
  readonly service: string | undefined;
  /** Begins with `${NAME}` where a variable of the environment holds its beginning. */
  readonly url: string;
  /** The keys that lead to the id of the commit in the answer. */
  readonly identity: readonly string[];
}

/** A branch of a git remote that many write to and nobody rewrites. */
export interface RecordsBranch {
  readonly remote: string;
  readonly name: string;
  /** What writes there: `contents` is the API of GitHub, for a branch that is the tree of everybody. */
  readonly mode: 'branch' | 'contents';
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
  /** What of it says nothing yet: as long as there is any, it does not hold. Left out: nothing. */
  readonly unfinished?: readonly { readonly key: 'reason' | 'approver'; readonly at: SourceSpan }[];
}

/** Why a file is not a policy, place by place. */
export interface InvalidPolicy {
  readonly kind: 'invalid';
  readonly path: string;
  readonly problems: readonly PolicyProblem[];
  /** What it builds on, as far as that could be read. */
  readonly bases: readonly PolicyBase[];
}

/** A file that a policy is made of. */
export interface PolicyBase {
  readonly path: string;
  readonly text: string;
}

export interface PolicyProblem {
  readonly message: string;
  readonly at: SourceSpan;
  /** The entries of `extends` that lead to it, the outermost first; left out: it stands in the policy itself. */
  readonly chain?: readonly SourceSpan[];
  /** For what stands at `at`, where a known word is close. */
  readonly meant?: MeantWord;
}

/** Where the last production deploy is recorded unless the policy says otherwise. */
export const DEFAULT_RECORD_PATH = 'infrastructure/last-good-deploy.json';
/** What generated files are called unless the policy says otherwise. */
export const DEFAULT_GENERATED: GeneratedNames = {
  guardWorkflow: '.github/workflows/lockkeeper-guard.yml',
  dependencyWorkflow: '.github/workflows/lockkeeper-dependencies.yml',
  stampScript: 'scripts/stamp_baseline.sh',
};
/** Where the databases are unless the policy says otherwise. */
export const DEFAULT_DATABASES: DatabasePolicy = {
  development: 'DATABASE_URL',
  production: 'DATABASE_URL_PROD',
  schemas: undefined,
};
/** In order of preference; a repository has one of them, at its root. */
export const POLICY_FILE_NAMES = [
  'lockkeeper.yaml',
  'lockkeeper.yml',
  'lockkeeper.toml',
  'lockkeeper.json',
] as const;
/** What approves a change of the policy, and of what enforces it, unless the policy asks for another label. */
export const DEFAULT_APPROVAL_LABEL = 'approved-core-change';

/** People other than the author who maintain the repository, after the last push. */
export const DEFAULT_LABEL_TERMS: LabelTerms = {
  actors: ['human'],
  mayBeAuthor: false,
  leastRole: 'maintain',
  expiresOnPush: true,
  at: undefined,
};
