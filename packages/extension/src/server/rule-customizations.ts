/** How a person wants to see the findings of some rules. What CI does is for the policy alone. */
export interface RuleCustomization {
  /** A rule id; `*` stands for any characters. */
  readonly rule: string;
  readonly severity: DrawnSeverity;
}

export type DrawnSeverity = 'off' | 'info' | 'warn' | 'error' | 'default';

/** What both VS Code and the language server name so: 0 an error, 1 a warning, 2 an information. */
export interface DrawnFinding {
  readonly severity: number;
  /** The rule, alone or with the address of its page. */
  readonly code?:
    | string
    | number
    | { readonly value: string | number; readonly target?: unknown }
    | undefined;
  readonly message: string;
}

/** What somebody wrote in the settings, as far as it means anything. */
export function readCustomizations(written: unknown): readonly RuleCustomization[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const [rule, severity]: readonly unknown[] = [Reflect.get(one, 'rule'), Reflect.get(one, 'severity')];
    const drawn = DRAWN.find((name) => name === severity);
    return typeof rule === 'string' && drawn !== undefined ? [{ rule, severity: drawn }] : [];
  });
}

const DRAWN: readonly DrawnSeverity[] = ['off', 'info', 'warn', 'error', 'default'];

/**
 * The last customization that names its rule decides.
 *
 * @returns the severity to draw it in; `undefined`: it is not drawn
 */
export function drawnSeverity(
  { severity, code }: DrawnFinding,
  customizations: readonly RuleCustomization[],
): number | undefined {
  const rule = ruleOf(code);
  if (rule === undefined) return severity;
  const wanted = customizations.findLast((one) => isNamed(rule, one.rule))?.severity ?? 'default';
  return wanted === 'off' ? undefined : (NUMBERS[wanted] ?? severity);
}

const NUMBERS: Readonly<Partial<Record<DrawnSeverity, number>>> = { error: 0, warn: 1, info: 2 };

/** Advice about a policy has no rule. */
function ruleOf(code: DrawnFinding['code']): string | undefined {
  if (typeof code === 'string') return code;
  return typeof code === 'object' && typeof code.value === 'string' ? code.value : undefined;
}

function isNamed(rule: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(rule);
}
