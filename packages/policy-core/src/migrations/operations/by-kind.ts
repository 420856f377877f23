import type { Operation } from './operation.ts';

/** An answer for each kind of operation: a kind that is added later has to be answered, too. */
export type ByKind<Context, Result> = {
  readonly [Kind in Operation['kind']]: (operation: OperationOf<Kind>, context: Context) => Result;
};

export type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export function answerByKind<Context, Result>(
  answers: ByKind<Context, Result>,
  operation: Operation,
  context: Context,
): Result {
  // The key and the argument are of one kind, which the type of a look-up cannot say.
  const answer = answers[operation.kind] as (operation: Operation, context: Context) => Result;
  return answer(operation, context);
}
