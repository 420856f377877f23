/** An environment marker (PEP 508, PEP 751): whether a requirement counts on a machine. */
export type Marker =
  | MarkerComparison
  | {
      readonly kind: 'and' | 'or';
      /** In the order written. */
      readonly operands: readonly Marker[];
      /** Whether it stands in parentheses within another. They are kept where precedence does not need them. */
      readonly isEnclosed: boolean;
    };

export interface MarkerComparison {
  readonly kind: 'comparison';
  readonly left: MarkerOperand;
  readonly operator: MarkerOperator;
  readonly right: MarkerOperand;
}

export type MarkerOperand =
  /** Under its present name: `os.name` is `os_name`. */
  | { readonly kind: 'variable'; readonly name: MarkerVariable }
  | { readonly kind: 'text'; readonly value: string };

export type MarkerOperator = '===' | '==' | '~=' | '!=' | '<=' | '>=' | '<' | '>' | 'in' | 'not in';

export const MARKER_VARIABLES = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
] as const;
export type MarkerVariable = (typeof MARKER_VARIABLES)[number];
