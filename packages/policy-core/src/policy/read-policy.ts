import { MAX_TEXT_UNITS } from '../model/file-content.ts';
import { startOf } from '../model/source-span.ts';
import { buildPolicy } from './build-policy.ts';
import {
  keyOrigins,
  layeredText,
  partOf,
  type KeyOrigin,
  type PolicyPart,
} from './extends/layered-policy.ts';
import { resolveBases, type BaseContents, type ResolvedBases } from './extends/resolve-bases.ts';
import { POLICY_FORM } from './policy-form.ts';
import { schemaProblems } from './policy-problems.ts';
import { policySchema } from './policy-schema.ts';
import type { InvalidPolicy, Policy, PolicyProblem, PolicyBase } from './policy.ts';
import type { KnownRule } from './rule-settings.ts';
import type { PolicySourceText, PolicyText } from './source/policy-text.ts';
import { readPolicyText } from './source/read-policy-text.ts';

export interface PolicySource {
  /** Decides the format: `.toml`, `.json`, else YAML. Shown in problems and findings. */
  readonly path: string;
  readonly text: string;
  /**
   * Of what it builds on, by path: {@link wantedBases} names what is missing. Left out: nothing is at hand. `ignored`: only what
   * the file says itself counts.
   */
  readonly bases?: BaseContents | 'ignored' | undefined;
}

/**
 * Reads a policy, or says place by place why the file is not one. Never throws.
 *
 * @param rules those that the policy may name
 */
export function readPolicy(source: PolicySource, rules: readonly KnownRule[]): Policy | InvalidPolicy {
  const { path } = source;
  const read = readLayers(source);
  const invalid = (problems: readonly PolicyProblem[]): InvalidPolicy => ({
    kind: 'invalid',
    path,
    problems,
    bases: read.bases,
  });
  if (read.kind === 'problems') return invalid(read.problems);
  // A policy is read once: compiling a parser for it takes longer, and a browser may forbid it.
  const parsed = policySchema.safeParse(read.source.value, { jitless: true });
  if (!parsed.success) return invalid(schemaProblems(parsed.error, read.source, POLICY_FORM));
  const built = buildPolicy(parsed.data, read.source, { path, bases: read.bases, rules });
  return built.problems.length > 0 ? invalid(built.problems.map(read.withChain)) : built.policy;
}

/** Paths to read before a policy can be loaded; those that these name come in the next round. */
export function wantedBases(source: PolicySource): readonly string[] {
  const read = readLayers(source);
  return read.kind === 'problems' ? read.missing : [];
}

/** A policy and what it builds on as one, before anything is filled in. */
export interface MergedPolicy {
  readonly value: unknown;
  /** Where each key was said. */
  readonly origins: readonly KeyOrigin[];
}

/** `undefined` where the text cannot be read or a base is not at hand. */
export function mergedPolicy(source: PolicySource): MergedPolicy | undefined {
  const read = readLayers(source);
  return read.kind === 'problems' ? undefined : { value: read.source.value, origins: keyOrigins(read.part) };
}

/** What a policy builds on of other places, as far as `fetched` texts lead; by source, as {@link sourceText} writes it. */
export function namedOrigins(
  { path, text, bases }: PolicySource & { readonly bases: BaseContents },
  fetched: ReadonlyMap<string, string>,
): Pick<ResolvedBases, 'origins' | 'problems' | 'missing'> {
  const source = readPolicyText(path, text);
  return source.kind === 'malformed'
    ? { origins: [], problems: [unreadText(source)], missing: [] }
    : resolveBases(source, { path, contents: bases, trusted: fetched });
}

type Layers =
  | {
      readonly kind: 'layers';
      readonly source: PolicySourceText;
      readonly part: PolicyPart;
      readonly bases: readonly PolicyBase[];
      readonly withChain: (problem: PolicyProblem) => PolicyProblem;
    }
  | {
      readonly kind: 'problems';
      readonly problems: readonly PolicyProblem[];
      readonly bases: readonly PolicyBase[];
      readonly missing: readonly string[];
    };

function readLayers({ path, text, bases = NO_BASES }: PolicySource): Layers {
  const failed = (...problems: readonly PolicyProblem[]): Layers => ({
    kind: 'problems',
    problems,
    bases: [],
    missing: [],
  });
  if (text.length > MAX_TEXT_UNITS)
    return failed({ message: 'The policy is larger than 2 MB. Make it smaller.', at: startOf(path) });
  if (text.includes('\0'))
    return failed({ message: 'The policy is a binary file. Write it as text.', at: startOf(path) });
  const source = readPolicyText(path, text);
  if (source.kind === 'malformed') return failed(unreadText(source));
  const { part, problems, read, missing, chainTo } =
    bases === 'ignored' ? alone(source) : resolveBases(source, { path, contents: bases });
  const unread = missing.map((file) => ({ message: `${file} was not read. Run again.`, at: startOf(path) }));
  if (problems.length > 0 || missing.length > 0)
    return { kind: 'problems', problems: [...problems, ...unread], bases: read, missing };
  return {
    kind: 'layers',
    source: layeredText(part),
    part,
    bases: read,
    withChain: (problem) => {
      const chain = problem.at.path === path ? undefined : chainTo(problem.at.path);
      return chain === undefined ? problem : { ...problem, chain };
    },
  };
}

function alone(source: PolicySourceText): ResolvedBases {
  const none = { problems: [], read: [], missing: [], origins: [] };
  return { part: partOf(source), ...none, chainTo: () => undefined };
}

const NO_BASES: BaseContents = new Map();

function unreadText({ problem, at }: Extract<PolicyText, { kind: 'malformed' }>): PolicyProblem {
  return { message: `The policy cannot be read: ${problem}.`, at };
}
