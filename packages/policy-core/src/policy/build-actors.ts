import { RE2JS } from 're2js';

import type { PatternCompiler } from './compile-patterns.ts';
import { KNOWN_AGENTS, KNOWN_AUTOMATION } from './known-agents.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { ActorPolicy, PolicyProblem, TrailerSign } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** A list that the policy leaves out holds the well-known agents. */
export function actorPolicy({ actors = {} }: PolicyFile, compiler: PatternCompiler): ActorPolicy {
  const { ai = {}, automation, human = {} } = actors;
  return {
    ai: {
      branches:
        ai.branches === undefined
          ? compiler.builtIn(KNOWN_AGENTS.branches)
          : compiler.patterns(ai.branches, ['actors', 'ai', 'branches']),
      accounts: ai.accounts ?? KNOWN_AGENTS.accounts,
      emails: ai.emails ?? KNOWN_AGENTS.emails,
      trailers: (ai.trailers ?? KNOWN_AGENTS.trailers).map(trailerSign),
      labels: ai.labels ?? KNOWN_AGENTS.labels,
      localEnv: ai.local_env ?? KNOWN_AGENTS.local_env,
    },
    automation: automation?.accounts ?? KNOWN_AUTOMATION,
    human: { accounts: human.accounts ?? [], emails: human.emails ?? [] },
    default: actors.default ?? 'human',
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
  return { keys, value, matches: value === undefined ? () => true : matcherOf(value) };
}

const EXPRESSION = /^\/(?<source>.+)\/(?<flags>i?)$/s;

/** Text is looked for as it is, in any case. */
function matcherOf(value: string): (text: string) => boolean {
  const written = EXPRESSION.exec(value)?.groups;
  if (written === undefined) {
    const wanted = value.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  const compiled = compile(written);
  // An expression that does not compile is a problem of the policy, which then judges nothing.
  return (text) => compiled.kind === 'expression' && compiled.expression.matcher(text).find();
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
