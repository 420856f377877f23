import { startOf } from '../../model/source-span.ts';
import { compileCodeownersPattern } from '../codeowners/codeowners-pattern.ts';
import { compilePattern, hintFor, type PathPattern, type PatternDialect } from './path-pattern.ts';
import type { PatternLine, PolicyProblem } from '../policy.ts';
import type { PolicyText, Steps } from '../source/policy-text.ts';

/** Compiles the patterns of one policy and keeps what is wrong with them, each at its place. */
export interface PatternCompiler {
  /** Patterns that cannot be compiled are left out and become problems. */
  patterns(texts: readonly string[], steps: Steps): PatternLine[];
  /** The same for lists that guard something: a pattern that covers less than it seems gets a hint. */
  hintedPatterns(texts: readonly string[], steps: Steps): PatternLine[];
  /** Patterns of our own, always lockpath; they stand on no line of the policy. */
  builtIn(texts: readonly string[]): PatternLine[];
  /** Patterns that were compiled before, once more and by themselves: what is wrong with them has been said. */
  alone(texts: readonly string[]): readonly PathPattern[];
  readonly problems: readonly PolicyProblem[];
  readonly hints: readonly PolicyProblem[];
}

export function compilerFor(
  source: Extract<PolicyText, { kind: 'value' }>,
  dialect: PatternDialect = 'lockpath',
): PatternCompiler {
  const { compile, hint } = DIALECTS[dialect];
  const problems: PolicyProblem[] = [];
  const hints: PolicyProblem[] = [];
  const patterns: PatternCompiler['patterns'] = (texts, steps) =>
    texts.flatMap((text, index) => {
      const at = placeOf(source, steps, index);
      const result = compile(text);
      if (result.kind === 'pattern') return [{ pattern: result.pattern, at }];
      problems.push({ message: `Pattern ${JSON.stringify(text)}: ${result.problem}`, at });
      return [];
    });
  return {
    problems,
    hints,
    patterns,
    alone: (texts) =>
      texts.flatMap((text) => {
        const result = compile(text);
        return result.kind === 'pattern' ? [result.pattern] : [];
      }),
    builtIn: (texts) =>
      texts.flatMap((text) => {
        // Not all of it, which ends elsewhere with every line that is added.
        const at = startOf(source.spanOf([]).path);
        const result = compilePattern(text);
        if (result.kind === 'pattern') return [{ pattern: result.pattern, at, isBuiltIn: true as const }];
        // A file the policy names may be called what no pattern can say: left out, it would go unprotected.
        problems.push({ message: `Pattern ${JSON.stringify(text)}: ${result.problem}`, at });
        return [];
      }),
    hintedPatterns: (texts, steps) => {
      for (const [index, text] of texts.entries()) {
        // Who extends a preset cannot write its patterns otherwise.
        if (source.isFromPreset?.([...steps, index]) === true || texts.includes(`${text}*`)) continue;
        const message = hint(text);
        if (message !== undefined) hints.push({ message, at: placeOf(source, steps, index) });
      }
      return patterns(texts, steps);
    },
  };
}

const DIALECTS = {
  lockpath: { compile: compilePattern, hint: hintFor },
  // There `payments*` reaches into folders.
  codeowners: { compile: compileCodeownersPattern, hint: () => undefined },
} as const;

/** A single pattern stands where a list would: then the steps themselves lead to it. */
function placeOf(source: Extract<PolicyText, { kind: 'value' }>, steps: Steps, index: number) {
  return source.spanOf(steps.at(-1) === 'path' ? steps : [...steps, index]);
}
