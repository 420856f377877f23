import { keyword, significantTokens, type SqlToken } from '../sql/tokens.ts';

/** `name` is the first function that nothing is known of. */
export type Volatility =
  | { readonly kind: 'stable' | 'volatile'; readonly name: undefined }
  | { readonly kind: 'unknown'; readonly name: string };

/**
 * Whether an expression of SQL may give another value for each row. `stable`: it is the same within a statement.
 * Source: the column `provolatile` of `pg_proc`, PostgreSQL 18, with the extensions that bring UUIDs.
 */
export function volatility(expression: string): Volatility {
  const called = functionsIn(expression);
  if (called.some((name) => VOLATILE.has(name))) return { kind: 'volatile', name: undefined };
  const name = called.find((one) => !STABLE.has(one));
  return name === undefined ? { kind: 'stable', name: undefined } : { kind: 'unknown', name };
}

/** Names before an opening parenthesis, without their schema and in lower case. */
function functionsIn(expression: string): readonly string[] {
  const tokens = significantTokens(expression, 0, expression.length);
  return tokens.flatMap((token, index) => {
    const isCalled = tokens[index + 1]?.kind === 'open' && isName(token);
    if (!isCalled || isType(expression, tokens, index)) return [];
    const text = expression.slice(token.start, token.end);
    const name = token.kind === 'quoted-name' ? text.slice(1, -1) : text.toLowerCase();
    return KEYWORDS.has(name) ? [] : [name];
  });
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted-name';
}

/** `'1'::numeric(10, 2)`, `CAST (1 AS varchar(3))`. */
function isType(text: string, tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1];
  return before !== undefined && (text[before.end - 1] === ':' || keyword(text, before) === 'AS');
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What stands before a parenthesis and calls nothing. */
const KEYWORDS: ReadonlySet<string> = new Set(
  words(
    'and array as between case cast coalesce else extract greatest in is least not nullif or row then varying when',
  ),
);

const VOLATILE: ReadonlySet<string> = new Set(
  words(`
    clock_timestamp currval gen_random_bytes gen_random_uuid lastval nextval random random_normal setval
    timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
  `),
);

const STABLE: ReadonlySet<string> = new Set(
  words(`
    abs age array_append array_cat array_fill array_prepend ascii btrim ceil ceiling char_length concat concat_ws
    convert_from convert_to current_database current_schema current_schemas current_setting current_time
    current_timestamp date date_bin date_part date_trunc decode encode exp floor format hstore inet initcap interval
    json_array json_build_array json_build_object json_object jsonb_build_array jsonb_build_object jsonb_object
    left length ln localtime localtimestamp log lower lpad ltrim make_date make_interval make_time make_timestamp
    make_timestamptz md5 mod now numeric octet_length overlay position power repeat replace reverse right round rpad
    rtrim sha256 sqrt statement_timestamp string_to_array strpos substr substring text timezone to_char to_date
    to_json to_jsonb to_number to_timestamp to_tsvector transaction_timestamp translate trim upper uuid_generate_v3
    uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url varchar
  `),
);
