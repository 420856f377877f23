export const OPERATORS = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One clause of a version specifier, such as `>=1.2`. */
export interface Specifier {
  readonly operator: Operator;
  /** As written, without white space around it: `1.2`, `1.*`; any text after `===`. */
  readonly version: string;
}
