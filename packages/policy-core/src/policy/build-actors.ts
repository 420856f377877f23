import { RE2JS } from 're2js';

import { madeFrom } from '../model/same-value.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import { KNOWN_AGENTS, KNOWN_AUTOMATION } from './known-agents.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { ActorPolicy, AgentSigns, PolicyProblem, TrailerSign } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;
type WrittenSigns = NonNullable<NonNullable<PolicyFile['actors']>['ai']>;

/** A list that the policy leaves out holds the well-known agents. */
export function actorPolicy({ actors = {} }: PolicyFile, compiler: PatternCompiler): ActorPolicy {
  const { ai = {}, automation, human = {} } = actors;
  return {
    ai: agentSigns(ai, compiler),
    automation: automation?.accounts ?? KNOWN_AUTOMATION,
    human: { accounts: human.accounts ?? [], emails: human.emails ?? [] },
    default: actors.default ?? 'human',
  };
}

function agentSigns(written: WrittenSigns, compiler: PatternCompiler): AgentSigns {
  const { branches, accounts, emails, trailers, labels, local_env: localEnv } = written;
  return {
    branches:
      branches === undefined
        ? compiler.builtIn(KNOWN_AGENTS.branches)
        : compiler.patterns(branches, ['actors', 'ai', 'branches']),
    accounts: accounts ?? KNOWN_AGENTS.accounts,
    emails: emails ?? KNOWN_AGENTS.emails,
    trailers: (trailers ?? KNOWN_AGENTS.trailers).map(trailerSign),
    labels: labels ?? KNOWN_AGENTS.labels,
    localEnv: localEnv ?? KNOWN_AGENTS.local_env,
  };
}

/** Expressions that the bounded engine does not take. */
export function actorProblems({ actors }: PolicyFile, source: Source): readonly PolicyProblem[] {
  return (actors?.ai?.trailers ?? []).flatMap(({ value }, index) => {
    const problem = value === undefined ? undefined : expressionProblem(value);
    const at = source.spanOf(['actors', 'ai', 'trailers', index, 'value']);
    return problem === undefined ? [] : [{ message: problem, at }];
  });
}

interface WrittenTrailer {
  readonly key: string | readonly string[];
  readonly value?: string | undefined;
}

function trailerSign({ key, value }: WrittenTrailer): TrailerSign {
  const keys = (typeof key === 'string' ? [key] : key).map((name) => name.toLowerCase());
  const matches = value === undefined ? () => true : matcherOf(value);
  return { keys, value, matches: madeFrom(trailerSign, [value], matches) };
}

const EXPRESSION = /^\/(?<source>.+)\/(?<flags>i?)$/s;

/** Text is looked for as it is, in any case. */
function matcherOf(value: string): (text: string) => boolean {
  const written = EXPRESSION.exec(value)?.groups;
  if (written === undefined) {
    const wanted = value.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  let compiled: Compiled | undefined;
  return (text) => {
    // Most runs look at no trailer, and to compile takes longer than to read the rest of a policy.
    compiled ??= compile(written);
    // An expression that does not compile is a problem of the policy, which then judges nothing.
    return compiled.kind === 'expression' && compiled.expression.matcher(text).find();
  };
}

function expressionProblem(value: string): string | undefined {
  const written = EXPRESSION.exec(value)?.groups;
  if (written === undefined) return undefined;
  const compiled = compile(written);
  if (compiled.kind === 'expression') return undefined;
  return `The regular expression ${value} cannot be used: ${compiled.problem}. Write it in RE2 syntax, without look-around and back-references.`;
}

type Compiled =
  | { readonly kind: 'expression'; readonly expression: RE2JS }
  | { readonly kind: 'problem'; readonly problem: string };

function compile({ source = '', flags = '' }: Readonly<Record<string, string>>): Compiled {
  try {
    return {
      kind: 'expression',
      expression: RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0),
    };
  } catch (error) {
    return { kind: 'problem', problem: error instanceof Error ? error.message : String(error) };
  }
}
