import { ENFORCERS, NOT_ENFORCING } from './enforcers/known-tools.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import { literalPattern } from './patterns/literal-pattern.ts';
import type { PolicyFile } from './policy-schema.ts';
import {
  DEFAULT_APPROVAL_LABEL,
  POLICY_FILE_NAMES,
  type IntegrityPolicy,
  type SelfProtection,
} from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/**
 * Holds with or without its section, and protects the policy whatever its list says.
 *
 * @param files those that the policy is made of, and those that are generated from it under its own names
 */
export function integrityPolicy(
  files: readonly string[],
  { integrity = {}, baseline }: PolicyFile,
  { source, compiler }: { readonly source: Source; readonly compiler: PatternCompiler },
): IntegrityPolicy {
  const { self_protect: self, symlinks, submodules = 'deny', history = 'net' } = integrity;
  const itself = [...POLICY_FILE_NAMES, ...files, ...(baseline === undefined ? [] : [baseline])];
  return {
    selfProtect: {
      ...enforcers(self?.paths, literally(itself), compiler),
      label: self?.require?.label ?? DEFAULT_APPROVAL_LABEL,
    },
    symlinks: symlinkTerms(symlinks, compiler),
    submodules,
    history,
    at: source.keySpanOf(['integrity']),
  };
}

function symlinkTerms(
  { allow = false, except = [] }: NonNullable<NonNullable<PolicyFile['integrity']>['symlinks']> = {},
  compiler: PatternCompiler,
): IntegrityPolicy['symlinks'] {
  const lines = compiler.patterns(except, ['integrity', 'symlinks', 'except']);
  return { allow, except: lines.map(({ pattern }) => pattern) };
}

function enforcers(
  written: readonly string[] | undefined,
  itself: readonly string[],
  compiler: PatternCompiler,
): Omit<SelfProtection, 'label'> {
  const always = compiler.builtIn(itself);
  if (written === undefined)
    return { paths: [...compiler.builtIn(ENFORCERS), ...always], except: NOT_ENFORCING, isByValue: true };
  const listed = compiler.hintedPatterns(written, ['integrity', 'self_protect', 'paths']);
  return { paths: [...listed, ...always], except: [], isByValue: false };
}

function literally(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].map(literalPattern);
}
