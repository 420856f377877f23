import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions may ask for, by the name of the context: `github`, `inputs`, `steps`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** A text with its `${{ }}` filled in, by GitHub's own evaluator. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluated(expression, contexts).coerceString(),
  );
}

/** Whether an `if:` holds, with or without its braces. */
export function holds(condition: string, contexts: Contexts): boolean {
  const value = evaluated(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'), contexts);
  // Empty texts, zero and null are false, as in GitHub.
  return !['', '0', 'false'].includes(value.coerceString());
}

const STATUS = ['always', 'cancelled', 'success', 'failure'];

function evaluated(expression: string, contexts: Contexts): data.ExpressionData {
  const status = STATUS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }));
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), status).parse();
  const functions = new Map(
    status.map((info) => [
      info.name,
      { ...info, call: () => new data.BooleanData(contexts[info.name] === true) },
    ]),
  );
  return new Evaluator(tree, dictionaryOf(contexts), functions).evaluate();
}

function dictionaryOf(value: object): data.Dictionary {
  return new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: dataOf(entry) })));
}

function dataOf(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(dataOf));
  return typeof value === 'object' && value !== null ? dictionaryOf(value) : new data.Null();
}
